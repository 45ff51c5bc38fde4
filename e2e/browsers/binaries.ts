/**
 * Finds the browsers of this machine: environment, PATH, then the usual places of each platform, then Playwright's
 * download.
 */
import { accessSync, constants, existsSync } from 'node:fs'
import { homedir } from 'node:os'
import path from 'node:path'
import type { BrowserName } from './driver'

const NAMES: Record<BrowserName, readonly string[]> = {
  chromium: [
    'chromium',
    'chromium-browser',
    'google-chrome-stable',
    'google-chrome',
    'chrome',
    'microsoft-edge',
    'brave-browser',
    'brave',
  ],
  firefox: ['firefox-esr', 'firefox', 'firefox-developer-edition'],
}

const VARIABLES: Record<BrowserName, string> = { chromium: 'CHROMIUM_PATH', firefox: 'FIREFOX_PATH' }

function usualPlaces(name: BrowserName): string[] {
  const windows = [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA].filter(
    (base) => base !== undefined,
  )
  if (name === 'firefox') {
    if (process.platform === 'darwin') return ['/Applications/Firefox.app/Contents/MacOS/firefox']
    if (process.platform === 'win32') return windows.map((base) => path.join(base, 'Mozilla Firefox', 'firefox.exe'))
    return ['/usr/lib/firefox-esr/firefox-esr', '/usr/lib/firefox/firefox', '/opt/firefox/firefox']
  }
  if (process.platform === 'darwin') {
    const apps = [
      'Chromium.app/Contents/MacOS/Chromium',
      'Google Chrome.app/Contents/MacOS/Google Chrome',
      'Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
    ]
    return apps.flatMap((app) => [path.join('/Applications', app), path.join(homedir(), 'Applications', app)])
  }
  if (process.platform === 'win32') {
    const programs = [
      'Chromium/Application/chrome.exe',
      'Google/Chrome/Application/chrome.exe',
      'Microsoft/Edge/Application/msedge.exe',
    ]
    return windows.flatMap((base) => programs.map((program) => path.join(base, program)))
  }
  return [
    '/usr/lib/chromium/chromium',
    '/usr/lib/chromium-browser/chromium-browser',
    '/opt/google/chrome/chrome',
    '/snap/bin/chromium',
  ]
}

function runnable(file: string): boolean {
  try {
    accessSync(file, process.platform === 'win32' ? constants.F_OK : constants.X_OK)
    return true
  } catch {
    return false
  }
}

function onPath(name: BrowserName): string[] {
  const endings = process.platform === 'win32' ? ['.exe'] : ['']
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter((folder) => folder !== '')
  return NAMES[name].flatMap((one) =>
    folders.flatMap((folder) => endings.map((ending) => path.join(folder, one + ending))),
  )
}

async function playwrightDownload(name: BrowserName): Promise<string[]> {
  // Playwright's own Firefox is patched and not the one that people use: only its Chromium counts.
  if (name !== 'chromium') return []
  const { chromium } = await import('playwright')
  return [chromium.executablePath()].filter((file) => existsSync(file))
}

/**
 * The browser's executable, or null where there is none. Throws if CHROMIUM_PATH or FIREFOX_PATH names a file that
 * cannot be run.
 */
export async function findBrowser(name: BrowserName): Promise<string | null> {
  const wished = process.env[VARIABLES[name]]
  if (wished) {
    if (!runnable(wished)) throw new Error(`${VARIABLES[name]} is ${wished}, which is no program that can be run`)
    return wished
  }
  return [...onPath(name), ...usualPlaces(name), ...(await playwrightDownload(name))].find(runnable) ?? null
}

/** The browser's executable. Throws with what to do where there is none. */
export async function browserPath(name: BrowserName): Promise<string> {
  const found = await findBrowser(name)
  if (found) return found
  throw new Error(`no ${name} found: install one, or set ${VARIABLES[name]} to its program`)
}
