/** The preparations of a test run: browsers that are there, everything built, and a folder for what comes and goes. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { BROWSERS } from './browsers/driver'
import { PID } from './browsers/firefox-process'
import { ensureBrowser } from './browsers/install'
import { buildExtension } from './build'
import { buildShop } from './shop/server'

/** Finds or installs both browsers, or builds both extensions and the shop. */
export async function main(what: 'browsers' | 'builds'): Promise<void> {
  if (what === 'builds') return build()
  for (const browser of BROWSERS) console.log(`  ${browser}: ${await ensureBrowser(browser)}`)
}

/**
 * Vitest calls it once before the browser tests, and what it gives once after them. `npm test` has built everything by
 * then, and says so. All that the tests and their browsers leave among the system's temporary files is in one folder:
 * Vitest gives its workers half a second to end, in which no browser has cleaned up.
 */
export async function setup(): Promise<() => void> {
  if (!process.env.TRACKLENS_BUILT) await build()
  const folder = mkdtempSync(path.join(tmpdir(), 'tracklens-e2e-'))
  for (const name of ['TMPDIR', 'TMP', 'TEMP']) process.env[name] = folder
  return () => {
    for (const profile of readdirSync(folder)) endFirefox(path.join(folder, profile, PID))
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 })
  }
}

/** Ends the Firefox whose process that file names, if it still runs. */
function endFirefox(file: string): void {
  if (!existsSync(file)) return
  try {
    process.kill(Number(readFileSync(file, 'utf8')), 'SIGKILL')
  } catch {
    // It has ended by itself.
  }
}

/** Builds everything that the browser tests run. */
async function build(): Promise<void> {
  await Promise.all([...BROWSERS.map(buildExtension), buildShop()])
}
