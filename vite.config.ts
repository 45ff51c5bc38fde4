/** Builds the extension; `--mode firefox` derives Firefox's manifest from the one in manifest.json. */
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { crx, type ManifestV3Export } from '@crxjs/vite-plugin'
import preact from '@preact/preset-vite'
import { defineConfig, type Plugin } from 'vite'
import manifest from './manifest.json' with { type: 'json' }
import packageJson from './package.json' with { type: 'json' }
import { OWN_SCRIPT } from './src/page/channel/names'

/**
 * The public key fixes the extension's id in Chromium, so that tests and the demo know it:
 * kjhgmmgmidabeaakehdgcjckipkikfmm.
 */
const CHROME = {
  minimum_chrome_version: '119',
  key: 'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA1MKVqddpiEQL8OpqeQqK2iiX5nyRbWZZaYe1Fm/QO9rXJouBc+9JCKYT6dMEgxsuLTKhZmxLkEAKSpuHdnKh+RtpH/y4aycwC51fCQ54HWHw2AU0dgeQSzEwtu8xLH2wQ6KRyjsJiIAKJIF5eovT6JqLncziZ535VkyRV1nX/z5vZWDOS4nQpJCANqvnBCK3/6Ki94hj8tLvVgm0Oarxwo4SwkOhW8R8wyIKsQalHF/azmzjlzhOM66FX1Ly4mv4KWZzTEEInqztlAxdL27m+kHlUKVeeeEf2c/gdnu9WG4J6J8Xp2pIVxkXOLr4EDVjJ/eJClhmUqR1hEBFy7v0sQIDAQAB',
}

const FIREFOX = {
  background: { scripts: ['src/background/index.ts'], type: 'module' },
  browser_specific_settings: {
    gecko: {
      id: 'tracklens@tracklens.example',
      strict_min_version: '142.0',
      data_collection_permissions: { required: ['none'] },
    },
  },
}

/**
 * Takes Preact's way of setting markup from text out of the package: what pages say must only ever be shown as text,
 * and without the code nobody can do otherwise. Fails the build when Preact no longer looks as it did.
 */
const textOnly: Plugin = {
  name: 'text-only',
  transform(code, id) {
    if (!/preact\/dist\/preact\.(mjs|module\.js)/.test(id)) return null
    const without = code.replace(/\w+\.innerHTML=(\w+\.__html)/, 'void $1')
    if (without === code) this.error('Preact sets markup in another way than expected: look at it before going on.')
    return { code: without, map: null }
  },
}

/** Where the extension's page is; nothing where package.json names none: no address is invented. */
const HOME = 'homepage' in packageJson ? { homepage_url: packageJson.homepage } : {}

/**
 * Makes the hook strict, as it was written: a bundle that is no module is not, and then a function of the page's that
 * we call has ours as its `caller`, or from the frames of a stack that the page prepares, and speaks with it. And names
 * it by a word instead of its address, which Chromium would write into the stack of every error that a wrapped function
 * makes and into the reports of a page's policy, and the extension's id with it.
 */
const unreachable: Plugin = {
  name: 'unreachable-hook',
  // After crxjs, which bundles the script by itself.
  async writeBundle({ dir = '' }) {
    const file = path.join(dir, 'src/page/hook/hook.iife.js')
    await writeFile(file, `'use strict';${await readFile(file, 'utf8')}\n//# sourceURL=${OWN_SCRIPT}\n`)
  },
}

/**
 * For `npm run battery`: every request counts as a vendor's. By an alias, since it is all of this that crxjs takes along
 * into the scripts which it bundles by themselves.
 */
const EVERYTHING = {
  find: /^.*\/providers\/(?:owners|addresses)$/,
  replacement: fileURLToPath(new URL('e2e/tests/battery/everything.ts', import.meta.url)),
}

export default defineConfig(({ command, mode }) => {
  // Tests, demo and bench build from within Vite or Vitest, which have another word here: without this they would get
  // JSX for debugging, with the place in the source of each element, and not what people get.
  if (command === 'build') process.env.NODE_ENV = 'production'
  const browser = mode === 'firefox' ? 'firefox' : 'chrome'
  return {
    define: { 'process.env.NODE_ENV': '"production"' },
    resolve: { alias: process.env.TRACKLENS_CLAIMS === 'all' ? [EVERYTHING] : [] },
    plugins: [
      textOnly,
      unreachable,
      preact(),
      crx({
        manifest: {
          ...manifest,
          ...HOME,
          ...(browser === 'firefox' ? FIREFOX : CHROME),
        } as unknown as ManifestV3Export,
        browser,
      }),
    ],
    build: {
      outDir: `dist/${browser}`,
      target: browser === 'firefox' ? 'firefox140' : 'chrome119',
      modulePreload: { polyfill: false },
      rolldownOptions: { input: { panel: 'src/panel/panel.html' } },
    },
  }
})
