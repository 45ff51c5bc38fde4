/** Installs a browser the way the platform allows, where none is found. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { findBrowser } from './binaries'
import type { BrowserName } from './driver'

const PACKAGES: Record<BrowserName, string> = { chromium: 'chromium', firefox: 'firefox-esr' }

function run(command: string, args: readonly string[]): boolean {
  console.log(`  ${command} ${args.join(' ')}`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  return spawnSync(command, args, { stdio: ['ignore', 'inherit', 'inherit'], env }).status === 0
}

function byApt(name: BrowserName): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false
  const install = ['install', '-y', '--no-install-recommends', PACKAGES[name]]
  return run('apt-get', install) || (run('apt-get', ['update']) && run('apt-get', install))
}

function byPlaywright(name: BrowserName): boolean {
  if (name !== 'chromium') return false
  const cli = path.join(path.dirname(createRequire(import.meta.url).resolve('playwright/package.json')), 'cli.js')
  return run(process.execPath, [cli, 'install', 'chromium'])
}

/** What a person can do where nothing here worked. */
function advice(name: BrowserName): string {
  const ways: Record<BrowserName, readonly string[]> = {
    chromium: [
      'install Chromium, Google Chrome or Microsoft Edge by hand, or',
      'Debian, Ubuntu: sudo apt-get install chromium, or',
      'any platform:   npx playwright install --with-deps chromium, or',
      'set CHROMIUM_PATH to the program of one that you have',
    ],
    firefox: [
      'install Firefox ESR from https://www.mozilla.org/firefox/enterprise/, or',
      'Debian:         sudo apt-get install firefox-esr, or',
      'set FIREFOX_PATH to the program of one that you have',
    ],
  }
  const lines = ways[name].map((way) => `  ${way}`)
  return [`No ${name} was found and none could be installed. Do one of these and run it again:`, ...lines].join('\n')
}

/** The browser's executable, installed first if need be. Throws with what a person can do where that fails. */
export async function ensureBrowser(name: BrowserName): Promise<string> {
  const found = await findBrowser(name)
  if (found) return found
  console.log(`No ${name} found; installing one, which takes a few minutes:`)
  if (byApt(name) || byPlaywright(name)) {
    const installed = await findBrowser(name)
    if (installed) return installed
  }
  throw new Error(advice(name))
}
