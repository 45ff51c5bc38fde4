/** The two preparations of a test run: browsers that are there, and everything built. */
import { BROWSERS } from './browsers/driver'
import { ensureBrowser } from './browsers/install'
import { buildExtension } from './build'
import { buildShop } from './shop/server'

/** Finds or installs both browsers, or builds both extensions and the shop. */
export async function main(what: 'browsers' | 'builds'): Promise<void> {
  if (what === 'builds') return build()
  for (const browser of BROWSERS) console.log(`  ${browser}: ${await ensureBrowser(browser)}`)
}

/** Vitest calls it once before the browser tests. `npm test` has built everything by then, and says so. */
export async function setup(): Promise<void> {
  if (!process.env.TRACKLENS_BUILT) await build()
}

/** Builds everything that the browser tests run. */
async function build(): Promise<void> {
  await Promise.all([...BROWSERS.map(buildExtension), buildShop()])
}
