/** Builds what the tests and the demo run: the extension for a browser, and the shop. */
import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { BrowserName } from './browsers/driver'

/** The repository's folder. */
export const ROOT = path.join(path.dirname(fileURLToPath(import.meta.url)), '..')

const MODES: Record<BrowserName, string> = { chromium: 'chrome', firefox: 'firefox' }

/** Where the built extension for a browser lies; TRACKLENS_DIST puts all builds into another folder than `dist`. */
export function extensionDir(browser: BrowserName): string {
  return path.join(path.resolve(ROOT, process.env.TRACKLENS_DIST ?? 'dist'), MODES[browser])
}

/** Builds the extension for a browser. Rejects with the build's own output if it fails. */
export function buildExtension(browser: BrowserName): Promise<void> {
  const vite = path.join(path.dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin/vite.js')
  const args = [
    vite,
    'build',
    '--mode',
    MODES[browser],
    '--outDir',
    extensionDir(browser),
    '--emptyOutDir',
    '--logLevel',
    'warn',
  ]
  return new Promise((done, failed) => {
    execFile(process.execPath, args, { cwd: ROOT }, (error, stdout, stderr) => {
      if (error) failed(new Error(`the extension for ${browser} does not build:\n${stdout}${stderr}`))
      else done()
    })
  })
}
