/**
 * A page with Tracklens sees what a page without it sees; it can neither break the capture, nor see it, nor forge it.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openBare } from '../bare-page'
import { BROWSERS, type Tab } from '../browsers/driver'
import type { PanelPage } from '../panel-page'
import { ownTroubles, startBrowser } from '../stage'
import { BATTERY, type Seen } from './battery/battery'
import { brokenOff } from './broken-off'
import { DIFFERENCES, differing, type Found, PROBES } from './differences'
import { BROKEN, EAVESDROPPER, MADE, MAKER, NOTED, OPENER, page } from './hostile-pages'
import { type Probe, startProbe } from './probe'
import { openScene } from './scene'

describe.each(BROWSERS)('Tracklens in %s', (browser) => {
  const scene = openScene(browser)
  let probe: Probe
  let tab: Tab
  let panel: PanelPage
  let bare: Seen
  let unlooked: Seen | undefined
  let watched: Seen

  let found: { readonly bare: Found; readonly watched: Found }

  const ask = async <T>(tab: Tab, path: string): Promise<T> => {
    await tab.goto(`${probe.origin}${path}`)
    return (await tab.waitFor(() => (window as unknown as { seen?: unknown }).seen, {
      what: `the end of ${path}`,
    })) as T
  }
  const asking = (run: string) =>
    page(`(${run})().then((seen) => { window.seen = seen }, (error) => { window.seen = { failed: String(error) } })`)

  beforeAll(async () => {
    probe = await startProbe({
      '/battery': () => asking(BATTERY),
      '/differences': () => asking(PROBES),
      '/broken': () => page(BROKEN),
      '/broken-off': () => page(`(${brokenOff})().then((heard) => { window.heardAtAll = heard })`),
      '/eavesdropper': () => page(EAVESDROPPER),
      '/maker': () => ({ html: MAKER }),
      '/made': () => page(MADE),
      '/opener': () => ({ html: OPENER }),
      '/noted': () => page(NOTED),
    })
    const plain = await startBrowser({ browser })
    let without: Found
    try {
      const tab = await plain.newTab()
      without = await ask(tab, '/differences')
      bare = await ask(tab, '/battery')
    } finally {
      await plain.close()
    }
    await openBare(scene.stage.tab, scene.stage.servers, { fresh: true })
    const other = await scene.stage.browser.newTab()
    found = { bare: without, watched: await ask(other, '/differences') }
    // Whether a panel is open the page's scripts do not know: one browser's word is enough.
    if (browser === 'chromium') unlooked = await ask(other, '/battery')
    await other.close()
    tab = scene.stage.tab
    panel = scene.panel
    watched = await ask(tab, '/battery')
  })
  afterAll(() => probe?.close())
  afterEach(async () => {
    expect(await ownTroubles(scene.stage.browser)).toEqual([])
    expect(scene.stage.browser.refusedHosts()).toEqual([])
  })

  it('gives a page what it gets without it: results, exceptions, descriptors, classes, events and their order', () => {
    expect(Object.keys(bare).length).toBeGreaterThan(100)
    if (unlooked) expect(unlooked).toEqual(bare)
    expect(watched).toEqual(bare)
  })

  it('differs from no Tracklens in what README lists, and in nothing else', () => {
    expect(Object.keys(found.bare).length).toBeGreaterThan(100)
    expect(differing(found.bare, found.watched).sort()).toEqual([...(DIFFERENCES[browser] ?? [])].sort())
  })

  it('saw what the battery sent, whatever it was sent with', async () => {
    const bodies = ['text', 'refused', 'broken', 'torn', 'stream', 'aborted', 'timed out'].map(
      (kind) => `fetch ${kind}`,
    )
    const requests = ['text', 'blob', 'bytes', 'buffer', 'twice', 'second', 'own'].map((kind) => `request ${kind}`)
    const xhrs = ['plain', 'text', 'json', 'blob', 'reset', 'timeout', 'abort', 'own 1', 'own 2', 'sync'].map(
      (kind) => `xhr ${kind}`,
    )
    await panel.shows(...bodies, ...requests, ...xhrs, 'beacon text', 'beacon blob')
  })

  it('lets a page hear of no error that is not its own, whatever breaks off', async () => {
    await tab.goto(`${probe.origin}/broken-off`)
    const heard = await tab.waitFor(() => (window as unknown as { heardAtAll?: string[] }).heardAtAll, {
      what: 'everything to break off',
    })
    expect(heard).toEqual(['rejection of the page'])
    await panel.shows('torn unread', 'gzip unread', 'long aborted', 'torn cloned')
  })

  it('neither breaks a page that breaks its built-ins, nor is broken by it', async () => {
    await tab.goto(`${probe.origin}/broken`)
    await panel.shows('broken: fetch', 'broken: blob', 'broken: xhr', 'broken: beacon', 'broken: call')
    // The page has its built-ins broken for whoever asks it, so it reports by a request of its own.
    const arrived = (way: string) => probe.arrivals.filter(({ via }) => via === way).map(({ body }) => body)
    await expect.poll(() => arrived('report')).toEqual(['tracked 1'])
    await expect.poll(() => arrived('broken')).toHaveLength(5)
    await tab.goto('about:blank')
  })

  it('lets a page neither see nor forge what is captured', async () => {
    await tab.goto(`${probe.origin}/eavesdropper`)
    await panel.shows('overheard?')
    const { heard, overheard } = await tab.eval(() => {
      const { heard, overheard } = window as unknown as { heard: string[]; overheard: string[] }
      return { heard, overheard }
    })
    expect(heard).toEqual([])
    // Its own imitation is heard by its own listeners, and by nobody else.
    expect(overheard).toEqual(['handed false', 'tell'])
    expect(await panel.items('forged')).toEqual([])
  })

  it('lets the maker of a window neither see nor forge what is captured in it, whatever it changes there', async () => {
    await tab.goto(`${probe.origin}/maker`)
    await panel.shows('in a made window', 'in a written window')
    const heard = await tab.eval(() =>
      [...document.querySelectorAll('iframe')].map(
        ({ contentWindow }) => (contentWindow as unknown as { heard: string[] }).heard,
      ),
    )
    // What it changed is in force for the page, and for a surface that waits for the page to be read.
    expect(heard.map((all) => all.filter((what) => what !== 'added DOMContentLoaded'))).toEqual([
      ['created b'],
      ['created b'],
    ])
  })

  it('lets whoever opened a pop-up, or made a frame of script, neither see nor forge what is captured', async () => {
    await tab.goto(`${probe.origin}/opener`)
    await panel.shows('in a frame of script')
    const names = ['in a made window', 'in a written pop-up']
    const arrived = () => probe.arrivals.map(({ body }) => body)
    await expect.poll(() => names.filter((name) => !arrived().some((body) => body.includes(name)))).toEqual([])
    const seen = await tab.eval(() => {
      const { made } = window as unknown as { made: Record<string, Window & { heard?: string[] }> }
      return Object.entries(made).map(([way, made]) => {
        const heard = made.heard?.filter((what) => what !== 'added DOMContentLoaded') ?? 'another window'
        const hooked = 'exponea' in made
        if (way !== 'script') made.close()
        return [way, hooked, heard]
      })
    })
    // A busy Firefox may come to an empty frame only after its maker, who hears us come then; see `realm.ts`.
    const [, , inFrame] = seen[0] as [string, boolean, string[]]
    const first = browser === 'firefox' && inFrame[0] === 'tracklens-relay ' ? inFrame : ['created b']
    expect(seen).toEqual([
      ['script', true, first],
      ['opened', true, ['created b']],
      ['written', true, ['created b']],
    ])
  })

  it('lets a page silence nothing by writing that it was stopped', async () => {
    await tab.goto(`${probe.origin}/noted`)
    const ways = ['fetch', 'xhr', 'xhr at once', 'beacon'].map((way) => `noted: ${way}`)
    await panel.shows(...ways, 'noted: call')
    const arrived = () => probe.arrivals.flatMap(({ via, body }) => (via === 'noted' ? JSON.parse(body).event : []))
    await expect.poll(() => arrived().sort()).toEqual([...ways].sort())
    await tab.waitFor(() => (window as unknown as { loaded?: number }).loaded, { what: 'the answer to the XHR' })
    const seen = await tab.eval(() => {
      const { answered, tracked } = window as unknown as { answered: number; tracked: number }
      return [answered, tracked, sessionStorage.getItem('tracklens-stop')]
    })
    expect(seen).toEqual([200, 1, null])
    const deliveries = (await panel.ledger()).flatMap(({ name, delivery }) => (/^noted/.test(name) ? delivery : []))
    expect(deliveries).not.toContain('blocked')
  })

  it('lets an SDK load that is handed a throwing inspector', async () => {
    const { servers } = scene.stage
    await tab.goto(`${servers.shop.origin}/bare.html`)
    await tab.waitFor(() => 'bare' in window)
    await tab.eval(() => {
      // The SDK has taken its hold of the host already; a tool assigns its own `attach` to it.
      const { __INSPECTOR__: host } = window as unknown as { __INSPECTOR__: { attach: unknown } }
      host.attach = () => {
        Object.assign(window, { attached: true })
        throw new Error('an inspector of the page')
      }
      void window.bare.load().track('despite the inspector')
    })
    await servers.customerio.arrived('despite the inspector')
    await panel.shows('despite the inspector')
    expect(await tab.eval(() => (window as unknown as { attached?: true }).attached)).toBe(true)
  })
})
