/** Pages that browsers keep when they are left and come back to, on a stage of their own. */
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest'
import type { BrowserName, Tab } from '../browsers/driver'
import { extensionDir } from '../build'
import { SCRIPT } from '../collectors/bloomreach'
import { snippet } from '../sdks/bloomreach-web/snippet'
import { ownTroubles, type Stage, setStage } from '../stage'
import { type Probe, startProbe } from './probe'

const SETTINGS = { token: 'a1b2c3d4-demo-shop', track: { visits: false }, ping: { enabled: false } }

/** Elements that are called like what scripts look for in a document, ours among them. */
const NAMES =
  '<iframe name=tracklens id=tracklens></iframe>' +
  ['createElement', 'querySelectorAll', 'addEventListener', 'title', 'cookie', 'visibilityState']
    .map((name) => `<img name=${name}>`)
    .join('')

/** A page that browsers keep when it is left and come back to, with the web snippet in its head. */
const page = (title: string, target: string, more = '') => {
  const sdk = snippet({ ...SETTINGS, target, file_path: `${target}${SCRIPT}` })
  return {
    html: `<!doctype html><title>${title}</title><script>${sdk}\nexponea.start()</script><p>${title}${more}`,
    headers: { 'cache-control': 'max-age=0' },
  }
}

interface Watched {
  /** What went wrong in the page since it was opened. */
  readonly troubles: string[]
  /** Settles what a pressed trigger waits for. */
  answer?: () => void
  /** Whether the browser had kept the page, each time that it was shown. */
  readonly shown: boolean[]
}

/** What the panel says of a page that it has seen from its first call on; its network log may have begun later. */
export const COMPLETE =
  /^Complete since [\d:]+ — every call( and request|, fetch, XHR and beacon) of this page’s documents$/

/**
 * A stage without the extension and two pages on it, in one tab for all tests of a block. `profile` is the folder of
 * the browser's files, which has ended when a block's own `afterAll` runs that was said before.
 */
export function begin(browser: BrowserName, profile: string) {
  let stage: Stage
  let probe: Probe
  let tab: Tab
  let isInstalled = false

  beforeAll(async () => {
    stage = await setStage({ browser, profile, keepLeftPages: true, pace: { debounce: 20, retryBase: 200 } })
    const target = stage.servers.bloomreach.origin
    const plain = () => ({ html: '<!doctype html><title>Plain</title><p>Nothing is tracked here.' })
    tab = stage.tab
    probe = await startProbe({
      '/a': () => page('Page A', target),
      '/named': () => page('Named', target, NAMES),
      '/b': () => page('Page B', target),
      '/plain-a': plain,
      '/plain-b': plain,
    })
  })
  afterAll(async () => {
    await stage?.close()
    await probe?.close()
  })
  beforeEach(async () => {
    // The page before has ended when it counts no more what arrives.
    await tab.goto('about:blank')
    for (const collector of stage.servers.all) collector.clear()
  })
  afterEach(async () => {
    expect(await ownTroubles(stage.browser)).toEqual([])
  })

  return {
    /** Installs the extension, once. */
    async install(): Promise<void> {
      if (!isInstalled) await stage.browser.install(extensionDir(browser))
      isInstalled = true
    },
    stage: () => stage,
    tab: () => tab,
    origin: () => probe.origin,
    async visit(path: string): Promise<void> {
      await tab.goto(`${probe.origin}${path}`)
      await tab.eval(() => {
        const troubles: string[] = []
        const watched: Watched = { troubles, shown: [] }
        Object.assign(window, { watched })
        addEventListener('error', ({ message }) => troubles.push(message))
        addEventListener('unhandledrejection', ({ reason }) => troubles.push(String(reason)))
        addEventListener('pageshow', ({ persisted }) => watched.shown.push(persisted))
      })
    },
    watched: () => tab.eval(() => (window as unknown as { watched: Watched }).watched),
    track: (name: string, properties: object = {}) =>
      tab.eval((name, properties) => window.exponea?.track(name, properties), name, properties),
  }
}
