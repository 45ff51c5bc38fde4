/** The two preparations of a test run: browsers that are there, and everything built. */
import { BROWSERS } from './browsers/driver'
import { ensureBrowser } from './browsers/install'
import { buildExtension } from './build'
import { buildShop } from './shop/server'

/** Finds or installs both browsers, or builds both extensions and the shop. */
export async function main(what: 'browsers' | 'builds'): Promise<void> {
  if (what === 'builds') return setup()
  for (const browser of BROWSERS) console.log(`  ${browser}: ${await ensureBrowser(browser)}`)
}

/** Builds everything that the browser tests run; Vitest calls it once before them. */
export async function setup(): Promise<void> {
  await Promise.all([...BROWSERS.map(buildExtension), buildShop()])
}
