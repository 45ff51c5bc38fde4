/**
 * A page with Tracklens sees what a page without it sees; it can neither break the capture, nor see it, nor forge it.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openBare } from '../bare-page'
import { BROWSERS, type Tab } from '../browsers/driver'
import { launch } from '../browsers/launch'
import type { PanelPage } from '../panel-page'
import { ownTroubles } from '../stage'
import { battery, type Seen } from './battery'
import { brokenOff } from './broken-off'
import { DIFFERENCES, differing, type Found, probes } from './differences'
import { type Probe, type ProbePage, startProbe } from './probe'
import { openScene } from './scene'

/** What a page sends to be seen: the body of a tracking request. */
const TRACK = `const track = (event) => JSON.stringify({
    type: 'track', event, messageId: event, anonymousId: 'probe', writeKey: 'probe', properties: {}
  });
  const send = (event, via = 'page') => fetch('/v1/t?act=ok&via=' + via, { method: 'POST', body: track(event) });`

const page = (script: string): ProbePage => ({
  html: `<!doctype html><title>A page of probes</title><script>${script}</script>`,
})

/** Breaks or replaces what pages break or replace, then tracks as before. */
function breakEverything(): void {
  const broken = () => {
    throw new Error('broken by the page')
  }
  const { defineProperty, getOwnPropertyNames } = Object
  const spoil = (owner: object, names: readonly PropertyKey[]) => {
    for (let i = 0; i < names.length; i++)
      defineProperty(owner, names[i] as string, { value: broken, configurable: true, writable: true })
  }
  spoil(JSON, ['stringify', 'parse'])
  spoil(Array.prototype, ['push', 'map', 'forEach', 'join', 'slice', 'concat', 'indexOf', 'includes', Symbol.iterator])
  spoil(String.prototype, [
    'slice',
    'indexOf',
    'lastIndexOf',
    'toUpperCase',
    'split',
    'replace',
    'startsWith',
    Symbol.iterator,
  ])
  spoil(RegExp.prototype, ['exec', 'test', Symbol.match, Symbol.replace])
  spoil(Map.prototype, ['get', 'set', 'has', 'delete', 'forEach', 'clear', Symbol.iterator])
  spoil(WeakMap.prototype, ['get', 'set', 'has', 'delete'])
  spoil(Set.prototype, ['add', 'has', 'delete'])
  spoil(WeakSet.prototype, ['add', 'has', 'delete'])
  spoil(EventTarget.prototype, ['addEventListener', 'dispatchEvent', 'removeEventListener'])
  spoil(Promise, ['resolve', 'reject', 'all', Symbol.species])
  spoil(Reflect, getOwnPropertyNames(Reflect))
  spoil(TextDecoder.prototype, ['decode'])
  spoil(Blob.prototype, ['slice', 'arrayBuffer', 'text'])
  spoil(Response.prototype, ['clone', 'text', 'json'])
  spoil(Request.prototype, ['clone', 'arrayBuffer'])
  spoil(URLSearchParams.prototype, ['toString', 'forEach'])
  spoil(FormData.prototype, ['forEach', 'entries'])
  spoil(Date, ['now'])
  spoil(performance, ['now'])
  spoil(Number, ['isFinite', 'isNaN'])
  const globals = [
    'CustomEvent',
    'MouseEvent',
    'Proxy',
    'WeakSet',
    'WeakMap',
    'Map',
    'Promise',
    'URL',
    'setTimeout',
    'encodeURIComponent',
    'btoa',
  ]
  spoil(globalThis, globals)
  spoil(Function.prototype, ['call', 'apply', 'bind'])
  spoil(Object, [
    'defineProperty',
    'keys',
    'getOwnPropertyDescriptor',
    'getPrototypeOf',
    'hasOwn',
    'values',
    'entries',
    'setPrototypeOf',
  ])
  const everybody = Object.prototype as { toJSON?: unknown; get?: unknown }
  everybody.toJSON = broken
  everybody.get = broken
}

const BROKEN = `${TRACK}
  const texts = ['broken: fetch', 'broken: blob', 'broken: xhr', 'broken: beacon'].map(track);
  const form = new FormData(); form.append('a', 'b'); const blob = new Blob([texts[1]]);
  window.exponea = { _: [], track() { window.tracked = (window.tracked ?? 0) + 1 } };
  (${breakEverything})();
  const options = (body) => ({ method: 'POST', body, toJSON: undefined, get: undefined });
  fetch('/v1/t?via=broken', options(texts[0]));
  fetch('/v1/t?via=broken', options(blob));
  fetch('/v1/t?via=broken', options(form));
  const xhr = new XMLHttpRequest(); xhr.open('POST', '/v1/t?via=broken'); xhr.send(texts[2]);
  navigator.sendBeacon('/v1/t?via=broken', texts[3]);
  exponea.track('broken: call', { toJSON: undefined, get: undefined, a: 1 });
  fetch('/report?via=report', { method: 'POST', body: 'tracked ' + window.tracked, toJSON: undefined, get: undefined })`

/** Looks for all that a page could hear of the private channel, and tries to speak on it. */
function eavesdrop(): void {
  const heard: string[] = []
  Object.assign(window, { heard })
  const types = [
    'tracklens-handover',
    'tracklens-relay',
    'ask',
    'alive',
    'tell',
    'order',
    'message',
    'click',
    'mouseover',
  ]
  const note = (event: Event) => heard.push(`${event.type} ${(event as CustomEvent).detail ?? ''}`)
  for (const target of [window, document, document.documentElement])
    for (const type of types) target.addEventListener(type, note, true)
  const { addEventListener, dispatchEvent } = EventTarget.prototype
  EventTarget.prototype.addEventListener = function (this: EventTarget, ...args: unknown[]) {
    heard.push(`added ${String(args[0])}`)
    return Reflect.apply(addEventListener, this, args)
  }
  EventTarget.prototype.dispatchEvent = function (event: Event) {
    heard.push(`dispatched ${event.type}`)
    return Reflect.apply(dispatchEvent, this, [event])
  }
  const Native = CustomEvent as new (type: string, init?: CustomEventInit) => CustomEvent
  Object.assign(window, {
    CustomEvent: class extends Native {
      constructor(type: string, init?: CustomEventInit) {
        super(type, init)
        heard.push(`made ${type}`)
      }
    },
  })
  const { createElement } = Document.prototype
  Document.prototype.createElement = function (this: Document, ...args: unknown[]) {
    heard.push(`created ${String(args[0])}`)
    return Reflect.apply(createElement, this, args)
  } as typeof createElement
}

/** Speaks as the hook and as the relay would. */
function forge(): void {
  const { createElement } = document
  const before = (window as unknown as { heard: string[] }).heard.length
  const node = Reflect.apply(createElement, document, ['i']) as HTMLElement
  const { heard } = window as unknown as { heard: string[] }
  const overheard: string[] = []
  const fact =
    '{"kind":"call","vendor":"customerio","surface":"snippet","tracker":"cioanalytics",' +
    '"call":1,"method":"track","args":["forged"]}'
  for (const type of ['ask', 'alive', 'tell', 'order'])
    node.addEventListener(type, (event) => overheard.push(event.type))
  document.addEventListener('tracklens-handover', (event) =>
    overheard.push(`handed ${String((event as MouseEvent).relatedTarget !== node)}`),
  )
  document.dispatchEvent(new Event('tracklens-relay'))
  document.dispatchEvent(new MouseEvent('tracklens-handover', { relatedTarget: node }))
  for (const target of [node, document, window]) target.dispatchEvent(new CustomEvent('tell', { detail: fact }))
  heard.length = before
  Object.assign(window, { overheard })
}

const EAVESDROPPER = `(${eavesdrop})(); ${TRACK} (${forge})(); window.last = send('overheard?')`

describe.each(BROWSERS)('Tracklens in %s', (browser) => {
  const scene = openScene(browser)
  let probe: Probe
  let tab: Tab
  let panel: PanelPage
  let bare: Seen
  let unlooked: Seen
  let watched: Seen

  let found: { readonly bare: Found; readonly watched: Found }

  const ask = async <T>(tab: Tab, path: string): Promise<T> => {
    await tab.goto(`${probe.origin}${path}`)
    return (await tab.waitFor(() => (window as unknown as { seen?: unknown }).seen, {
      what: `the end of ${path}`,
      timeout: 30_000,
    })) as T
  }
  const asking = (run: () => Promise<unknown>) =>
    page(`(${run})().then((seen) => { window.seen = seen }, (error) => { window.seen = { failed: String(error) } })`)

  beforeAll(async () => {
    probe = await startProbe({
      '/battery': () => asking(battery),
      '/differences': () => asking(probes),
      '/broken': () => page(BROKEN),
      '/broken-off': () => page(`(${brokenOff})().then((heard) => { window.heardAtAll = heard })`),
      '/eavesdropper': () => page(EAVESDROPPER),
    })
    const plain = await launch({ browser })
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
    unlooked = await ask(other, '/battery')
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
    expect(unlooked).toEqual(bare)
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
      timeout: 30_000,
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
