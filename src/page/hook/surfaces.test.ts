// @vitest-environment happy-dom
/**
 * Tests of the surfaces against the vendors' stubs as their snippets make them, and against the real Customer.io SDK.
 */
import { AnalyticsBrowser } from '@customerio/cdp-analytics-browser'
import { describe, expect, it, vi } from 'vitest'
import type { CallFact, Happening } from '../../core/fact'
import { surfaces } from '../../providers/surfaces'
import { createHookContext, kitFor } from './context'
import { createReporter } from './reporter'
import { createStopped } from './stopped'
import { lookAgain } from './watch'

const facts: Happening[] = []
const reporter = createReporter((text) => facts.push(JSON.parse(text)))
const context = createHookContext(
  reporter,
  createStopped(() => {}),
)
for (const surface of surfaces) surface.install(kitFor(surface.vendor, context))
const page = globalThis as unknown as Record<string, never>
/** The names that the window had of ours before any test assigned one. */
const NAMES = ['exponea', 'brweb', 'Exponea', 'cioanalytics', '_cio', 'CustomerIO', '__INSPECTOR__', 'dataLayer']
const defined = NAMES.filter((name) => name in page)

/** A script gets its address, as a snippet's does: what the page has assigned is looked at then. */
function loadScript(): void {
  document.createElement('script').src = 'https://shop.example/js/exponea.min.js'
}

/** Takes a global away, so that the next one to be assigned is the first. */
function without(name: string): void {
  Reflect.deleteProperty(page, name)
  lookAgain()
}

function taken<K extends Happening['kind']>(kind: K): Extract<Happening, { kind: K }>[] {
  return facts.filter((fact): fact is Extract<Happening, { kind: K }> => fact.kind === kind)
}
const calls = () =>
  taken('call').map(({ method, args, buffered }: CallFact) => [method, ...args, ...(buffered ? ['(buffered)'] : [])])
function fresh(): void {
  facts.length = 0
}

/** The loader snippet's stub (v2.7.0 in its interface): methods that keep `[name, arguments]`. */
function webStub(): Record<string, (...args: unknown[]) => unknown> & { _: unknown[] } {
  const stub = { _: [] } as never as ReturnType<typeof webStub>
  ;(page as Record<string, unknown>).exponea = stub
  for (const name of ['anonymize', 'initialize', 'identify', 'update', 'track', 'ping', '_initializeConfig']) {
    stub[name] = (...args) => void stub._.push([name, args])
  }
  stub.start = (extra) => stub.initialize?.(Object.assign({ token: 'tok' }, extra))
  loadScript()
  return stub
}

describe('names on the window', () => {
  const trapped = ['exponea', 'Exponea', 'CustomerIO', '__SEGMENT_INSPECTOR__'] as const

  it('are those alone whose first assignment must be seen at once', () => {
    expect(defined).toEqual(['exponea', 'Exponea', 'CustomerIO', '__INSPECTOR__'])
  })

  it.each(trapped)('%s behaves as without us: it is not there, and what is assigned is a plain property', (name) => {
    without(name)
    expect([typeof page[name], Object.keys(page).includes(name)]).toEqual(['undefined', false])
    const heir = Object.create(page) as Record<string, unknown>
    heir[name] = 1
    expect([Object.keys(heir), typeof page[name]]).toEqual([[name], 'undefined'])
    ;(page as Record<string, unknown>)[name] = 5
    const plain = { value: 5, writable: true, enumerable: true, configurable: true }
    expect(Object.getOwnPropertyDescriptor(page, name)).toEqual(plain)
    expect(Reflect.deleteProperty(page, name)).toBe(true)
    expect([name in page, Object.keys(page).includes(name)]).toEqual([false, false])
    without(name)
  })

  it('what the window has by such a name all the same, as an element of that name, is read', () => {
    without('exponea')
    const above = Object.getPrototypeOf(page) as Record<string, unknown>
    above.exponea = 'an element'
    try {
      expect(page.exponea).toBe('an element')
    } finally {
      delete above.exponea
    }
    expect(page.exponea).toBeUndefined()
  })

  it('what is assigned over an element of that name is the first, and replaces nothing', () => {
    without('exponea')
    const above = Object.getPrototypeOf(page) as Record<string, unknown>
    above.exponea = document.createElement('b')
    try {
      lookAgain()
      fresh()
      webStub().track?.('the first one')
      expect(calls()).toEqual([['track', 'the first one', '(buffered)']])
      expect(taken('gap')).toEqual([])
    } finally {
      delete above.exponea
    }
  })

  it('a caught one that the page replaces is found again, and it is said what was not seen', () => {
    without('exponea')
    webStub()
    const second = { _: [] as unknown[], track: (name: string) => void second._.push(['track', [name]]) }
    ;(page as Record<string, unknown>).exponea = second
    second.track('before anybody looked')
    fresh()
    loadScript()
    second.track('after it')
    expect(calls()).toEqual([
      ['track', 'before anybody looked', '(buffered)'],
      ['track', 'after it', '(buffered)'],
    ])
    expect(taken('gap')).toMatchObject([{ detail: expect.stringContaining('exponea') }])
  })
})

it.each([
  ['exponea', Object.freeze({ version: 'v3.15.0', track: () => 'sent' })],
  ['Exponea', Object.freeze({ trackEvent: () => 'sent' })],
  ['CustomerIO', Object.freeze({ track: () => 'sent' })],
  ['_cio', Object.freeze({ track: () => 'sent' })],
  ['_cio', Object.freeze([])],
])('%s that is frozen is said to be one: nobody sees what is called on it', (name, sdk) => {
  without(name)
  fresh()
  ;(page as Record<string, unknown>)[name] = sdk
  loadScript()
  expect(taken('gap')).toMatchObject([{ kind: 'gap', detail: name }])
  without(name)
})

it('a bridge whose properties are fixed, but may be written, is watched', () => {
  without('Exponea')
  fresh()
  const sdk = Object.seal({ trackEvent: () => 'sent' }) as { trackEvent(name: string): string }
  ;(page as Record<string, unknown>).Exponea = sdk
  expect([sdk.trackEvent('sealed'), calls()]).toEqual(['sent', [['trackEvent', 'sealed']]])
  without('Exponea')
})

describe('Bloomreach on the page', () => {
  it('sees each call once: in the stub, through start, and after the SDK has overwritten the methods', async () => {
    fresh()
    const stub = webStub()
    stub.start?.()
    stub.track?.('early', { n: 1 })
    expect(stub._).toEqual([
      ['initialize', [{ token: 'tok' }]],
      ['track', ['early', { n: 1 }]],
    ])
    stub.track = (type) => {
      if (typeof type !== 'string') throw new TypeError('Invalid type of argument 0')
      return 'sent'
    }
    Object.defineProperty(stub, 'version', { get: () => 'v3.15.0' })
    expect(stub.track('late')).toBe('sent')
    expect(() => stub.track?.(5)).toThrow(new TypeError('Invalid type of argument 0'))
    expect(calls()).toEqual([
      ['initialize', { token: 'tok' }, '(buffered)'],
      ['track', 'early', { n: 1 }, '(buffered)'],
      ['track', 'late'],
      ['track', 5],
    ])
    expect(taken('outcome')).toMatchObject([{ call: taken('call').at(-1)?.call, result: 'threw' }])
    expect(taken('sdk')).toMatchObject([
      { state: 'stub', tracker: 'exponea' },
      { state: 'running', version: 'v3.15.0' },
    ])
    for (const name of ['isLoaded', 'isInitialized', 'configuration']) expect(name in stub).toBe(false)
  })

  it('says of the call that a start makes, or else of the start itself, what it ends in', () => {
    for (const [method, initializes] of [
      ['initialize', true],
      ['start', false],
    ] as const) {
      const stub = webStub()
      fresh()
      stub.start = (extra) => {
        if (initializes) stub.initialize?.(extra)
        throw new Error('no start')
      }
      expect(() => stub.start?.({ token: 'own' })).toThrow('no start')
      expect(calls()).toEqual([[method, { token: 'own' }, '(buffered)']])
      expect(taken('outcome')).toMatchObject([{ call: taken('call')[0]?.call, result: 'threw' }])
    }
  })

  it('drops calls while a stop is in force, and says so', () => {
    const stub = webStub()
    fresh()
    context.stopped.hold('bloomreach', true)
    expect(stub.track?.('held', { n: 1 })).toBeUndefined()
    context.stopped.hold('bloomreach', false)
    expect(stub._).toEqual([])
    expect(facts).toEqual([
      { kind: 'blocked', vendor: 'bloomreach', what: 'call', method: 'track', args: ['held', { n: 1 }] },
    ])
  })

  it('holds calls of which only a note says that they are stopped, until that is known, in their order', async () => {
    for (const on of [true, false]) {
      const stub = webStub()
      fresh()
      context.stopped.hold('bloomreach', true, true)
      for (const name of ['one', 'two']) expect(stub.track?.(name)).toBeUndefined()
      expect([stub._, facts]).toEqual([[], []])
      context.stopped.hold('bloomreach', on)
      await vi.waitFor(() => expect(facts.length).toBeGreaterThan(1))
      context.stopped.hold('bloomreach', false)
      expect(stub._).toHaveLength(on ? 0 : 2)
      const names = (taken(on ? 'blocked' : 'call') as { args?: readonly unknown[] }[]).map(({ args }) => args?.[0])
      expect(names).toEqual(['one', 'two'])
    }
  })

  it('lets nobody hear that a held call is refused once it is made', async () => {
    let made = 0
    // No mock: it would handle the rejection itself.
    const track = (_: string) => Promise.reject(new Error(`not now ${++made}`))
    const stub = Object.assign(webStub(), { track })
    fresh()
    context.stopped.hold('bloomreach', true, true)
    expect(stub.track('held')).toBeUndefined()
    context.stopped.hold('bloomreach', false)
    // A rejection that nobody handles fails the whole run.
    await vi.waitFor(() => expect(made).toBe(1))
  })

  /** The snippet's stub, and the SDK that has overwritten its methods (Web SDK 3.15.0). */
  async function runningSdk() {
    const stub = webStub()
    const saved = stub.track
    const sent: unknown[][] = []
    for (const name of ['track', 'identify', 'update', 'anonymize'])
      stub[name] = (...args) => {
        sent.push([name, ...args])
        return 'sdk'
      }
    Object.defineProperty(stub, 'version', { get: () => 'v3.15.0' })
    await vi.waitFor(() => expect(taken('sdk').at(-1)).toMatchObject({ state: 'running' }))
    fresh()
    return { sdk: stub, saved, sent }
  }
  const foreign = () => taken('call').map(({ method, args, foreign }) => [method, args[0], foreign ?? false])

  it('tells what is called on a method that the page has replaced by one that does not call the SDK', async () => {
    const { sdk, sent } = await runningSdk()
    const original = sdk.track as (...args: unknown[]) => unknown
    sdk.track = () => 'page'
    sdk.identify = () => {
      throw new Error('opted out')
    }
    expect(sdk.track('dropped')).toBe('page')
    expect(() => sdk.identify?.({ registered: 'jane' })).toThrow('opted out')
    // A wrapper of the page's passes it on: that is the SDK's call, with what the SDK was given.
    sdk.track = (name, ...rest) => original(`${name}!`, ...rest)
    expect(sdk.track('wrapped')).toBe('sdk')
    sdk.track = original
    expect(sdk.track('restored')).toBe('sdk')
    expect(foreign()).toEqual([
      ['track', 'dropped', true],
      ['identify', { registered: 'jane' }, true],
      ['track', 'wrapped!', false],
      ['track', 'restored', false],
    ])
    expect(sent).toEqual([
      ['track', 'wrapped!'],
      ['track', 'restored'],
    ])
  })

  it('tells a kept method of the stub as the stub’s, whoever has taken its place', async () => {
    const { sdk, saved } = await runningSdk()
    saved?.('kept')
    sdk.track?.('new')
    expect(calls()).toEqual([
      ['track', 'kept', '(buffered)'],
      ['track', 'new'],
    ])
  })

  it('takes a mock for no SDK and no stub', async () => {
    for (const mock of [{ track() {} }, { track: () => 1, identify() {} }]) {
      without('exponea')
      fresh()
      ;(page as Record<string, unknown>).exponea = mock
      mock.track()
      expect(taken('call')).toMatchObject([{ method: 'track', foreign: true }])
      expect(taken('call')[0]?.buffered).toBeUndefined()
      expect(taken('sdk')).toMatchObject([{ state: 'foreign' }])
    }
  })

  it('sees calls on an object that the page keeps behind an accessor of its own, once a script is loaded', () => {
    fresh()
    let kept: unknown
    const theirs = {
      get: () => kept,
      set: (value: unknown) => {
        kept = value
      },
    }
    Object.defineProperty(page, 'brweb', { configurable: true, ...theirs })
    const stub = { _: [] as unknown[], track: (name: string) => void stub._.push(['track', [name]]) }
    ;(page as Record<string, unknown>).brweb = stub
    stub.track('before the script')
    loadScript()
    stub.track('after it')
    expect(calls()).toEqual([
      ['track', 'before the script', '(buffered)'],
      ['track', 'after it', '(buffered)'],
    ])
    expect(Object.getOwnPropertyDescriptor(page, 'brweb')).toMatchObject(theirs)
    without('brweb')
  })

  it('sees a mobile-shaped bridge whose methods are on a class, and the promises that it rejects', async () => {
    fresh()
    class Bridge {
      async trackEvent(type: string) {
        if (!type) throw new Error('not configured')
      }
      isConfigured() {
        return true
      }
    }
    ;(page as Record<string, unknown>).Exponea = new Bridge()
    const bridge = (page as unknown as { Exponea: Bridge }).Exponea
    await bridge.trackEvent('a')
    bridge.isConfigured()
    await expect(bridge.trackEvent('')).rejects.toThrow('not configured')
    expect(calls()).toEqual([
      ['trackEvent', 'a'],
      ['trackEvent', ''],
    ])
    expect(taken('outcome')).toMatchObject([{ result: 'rejected', error: 'Error: not configured' }])
  })
})

describe('Customer.io on the page', () => {
  it('sees a snippet stub’s calls, also those on a reference saved before the SDK loaded', () => {
    fresh()
    const stub: unknown[] & { _writeKey?: string } = []
    ;(page as Record<string, unknown>).cioanalytics = stub
    stub._writeKey = 'snippet-key'
    loadScript()
    stub.push(['track', 'early', { n: 1 }])
    stub.push(['on', 'ready', () => {}])
    expect(stub).toHaveLength(2)
    stub.splice(0)
    ;(page as Record<string, unknown>).cioanalytics = { track() {} }
    stub.push(['track', 'dead'])
    expect(calls()).toEqual([
      ['track', 'early', { n: 1 }, '(buffered)'],
      ['track', 'dead', '(buffered)'],
    ])
    expect(taken('sdk')).toMatchObject([
      { surface: 'snippet', tracker: 'cioanalytics', state: 'stub', key: 'snippet-key' },
    ])
    expect(Object.keys(stub)).toEqual(['0', '_writeKey'])
  })

  it('sees the real SDK by its inspector hook: each call once with its id, refusals, reset', async () => {
    fresh()
    const fetched = vi.fn(async (..._: unknown[]) => new Response('{}'))
    vi.stubGlobal('fetch', fetched)
    const cdnSettings = {
      integrations: { 'Customer.io Data Pipelines': { apiKey: 'k', apiHost: '127.0.0.1/v1', protocol: 'http' } },
      metrics: { sampleRate: 0 },
    }
    const cio = AnalyticsBrowser.load({ writeKey: 'k', cdnSettings } as never)
    await cio.ready()
    await cio.track('bought', { price: 3 })
    await cio.identify('u1', { plan: 'pro' })
    await expect(cio.track('')).rejects.toThrow('Event missing')
    await cio.setAnonymousId('anon')
    await cio.reset()
    const told = taken('call')
    expect(told.map((call) => call.method)).toEqual([
      'dispatch_start',
      'dispatch_start',
      'track',
      'setAnonymousId',
      'reset',
    ])
    expect(told[0]).toMatchObject({
      surface: 'inspector',
      args: [{ type: 'track', event: 'bought', properties: { price: 3 } }, 'so'],
    })
    const sent = fetched.mock.calls.map(([, init]) => JSON.parse((init as { body: string }).body).messageId)
    expect(sent).toEqual([told[0]?.id, told[1]?.id])
    expect(taken('outcome')).toMatchObject([{ call: told[2]?.call, result: 'rejected', error: 'Error: Event missing' }])
    expect(taken('signal').map((signal) => signal.name)).toEqual(['delivery_success', 'delivery_success'])
    expect(taken('sdk').filter((fact) => fact.vendor === 'customerio')).toMatchObject([
      { state: 'running', key: 'k', version: '0.5.11' },
    ])
  })

  /** A snippet as Customer.io (4.15.3) and Segment (4.1, 5.2) give it out: they load their scripts in the same way. */
  function snippet(name: string, src: string, attribute?: string) {
    const stub = Object.assign([] as unknown[], { invoked: true, load: () => {} })
    ;(page as Record<string, unknown>)[name] = stub
    stub.push(['track', 'before its script'])
    const script = document.createElement('script')
    if (attribute) script.setAttribute(attribute, name)
    script.src = src
    Object.assign(stub, { _writeKey: 'wk' })
    stub.push(['track', 'while it loads'])
  }

  const CIO = { vendor: 'customerio', surface: 'snippet' }
  const SEGMENT = { vendor: 'segment', surface: 'segment' }
  it.each([
    [CIO, 'acme1', '/proxied/cio.js', 'data-global-customerio-analytics-key'],
    [CIO, 'acme2', 'https://shop.example/v1/analytics-js/snippet/wk/analytics.min.js', undefined],
    [SEGMENT, 'acme3', 'https://cdn.segment.com/analytics.js/v1/wk/analytics.min.js', undefined],
    [SEGMENT, 'acme4', '/proxied/seg.js', 'data-global-segment-analytics-key'],
  ] as const)('sees a snippet under any name while its script still loads: %j %s', (whose, tracker, src, attribute) => {
    fresh()
    // Another's stub, whose script came before.
    ;(page as Record<string, unknown>).foreign = Object.assign([], { invoked: true, load() {}, _writeKey: 'other' })
    snippet(tracker, src, attribute)
    expect(taken('call')).toMatchObject([
      { ...whose, tracker, args: ['before its script'], buffered: true },
      { ...whose, tracker, args: ['while it loads'], buffered: true },
    ])
    expect(taken('sdk')[0]).toMatchObject({ ...whose, tracker, state: 'stub' })
    expect(taken('sdk').at(-1)).toMatchObject({ key: 'wk' })
  })

  it('leaves scripts alone that load something else', () => {
    fresh()
    const stub = Object.assign([] as unknown[], { invoked: true, load: () => {} })
    ;(page as Record<string, unknown>).other = stub
    const script = document.createElement('script')
    script.src = 'https://cdn.example/rsa.min.js'
    stub.push(['track', 'x'])
    expect(script.src).toBe('https://cdn.example/rsa.min.js')
    expect(facts).toEqual([])
  })

  it('takes a wrapper, a proxy or a copy of an instance on a global for no second instance', async () => {
    vi.stubGlobal('fetch', async () => new Response('{}'))
    const cdnSettings = { integrations: {}, metrics: { sampleRate: 0 } }
    const cio = AnalyticsBrowser.load({ writeKey: 'wrapped', cdnSettings } as never)
    const globals = page as Record<string, unknown>
    fresh()
    globals.cioanalytics = cio
    await cio.track('early')
    const [instance] = await cio
    for (const other of [cio, instance, new Proxy(instance, {}), { ...instance }]) globals.cioanalytics = other
    await cio.track('late')
    expect(taken('sdk')).toMatchObject([{ state: 'running', key: 'wrapped' }])
    expect(taken('call').map(({ tracker, args }) => [tracker, (args[0] as { event: string }).event])).toEqual([
      [taken('sdk')[0]?.tracker, 'early'],
      [taken('sdk')[0]?.tracker, 'late'],
    ])
  })

  it('tells what is called on a method of an instance that the page has replaced', async () => {
    vi.stubGlobal('fetch', async () => new Response('{}'))
    const cdnSettings = { integrations: {}, metrics: { sampleRate: 0 } }
    const cio = AnalyticsBrowser.load({ writeKey: 'replaced', cdnSettings } as never)
    const [instance] = await cio
    const { track } = instance
    fresh()
    instance.track = () => Promise.resolve('page') as never
    instance.reset = () => 'page' as never
    expect(await instance.track('dropped')).toBe('page')
    instance.reset()
    instance.track = ((name: string) => track(`${name}!`)) as never
    await instance.track('wrapped')
    const told = taken('call').map(({ method, args, foreign }) => [method, args[0], foreign])
    expect(told).toMatchObject([
      ['track', 'dropped', true],
      ['reset', undefined, true],
      ['dispatch_start', { event: 'wrapped!' }, undefined],
    ])
  })

  it('hands no setter that all lists inherit what a stub is called with', () => {
    fresh()
    const stub: unknown[] = ['kept', 'before']
    ;(page as Record<string, unknown>).cioanalytics = stub
    loadScript()
    let handed = false
    const set = (value: unknown) => {
      handed ||= value === 'a'
    }
    Object.defineProperty(Array.prototype, '0', { configurable: true, set })
    stub.push(['track', 'a'])
    Reflect.deleteProperty(Array.prototype, '0')
    expect(handed).toBe(false)
    expect(calls()).toContainEqual(['track', 'a', '(buffered)'])
  })

  it('tells what comes to a push of the page’s own, once: whether it keeps it, puts it in, or hands it on', () => {
    fresh()
    const stub: unknown[] = []
    ;(page as Record<string, unknown>).cioanalytics = stub
    loadScript()
    const { push: ours } = stub
    const told = (name: string) => {
      stub.push(['track', name])
      return taken('call').map(({ args, buffered, foreign }) => [args[0], buffered && 'in the stub', foreign && 'kept'])
    }
    stub.push = () => 0
    expect(told('kept back')).toEqual([['kept back', undefined, 'kept']])
    facts.length = 0
    stub.push = (entry) => {
      stub[stub.length] = entry
      return stub.length
    }
    expect(told('put in')).toEqual([['put in', 'in the stub', undefined]])
    facts.length = 0
    stub.push = (entry) => ours.call(stub, [(entry as unknown[])[0], 'another'])
    expect(told('handed on')).toEqual([['another', 'in the stub', undefined]])
    expect(stub.slice(-2)).toEqual([
      ['track', 'put in'],
      ['track', 'another'],
    ])
  })

  it('leaves an accessor of the classic SDK an accessor', () => {
    fresh()
    let asked = 0
    const classic = {
      identify: (_: object) => {},
      get track() {
        asked++
        return () => {}
      },
    }
    ;(page as Record<string, unknown>)._cio = classic
    loadScript()
    classic.identify({ id: 'u' })
    expect(asked).toBe(0)
    expect(Object.getOwnPropertyDescriptor(classic, 'track')?.get).toBeTypeOf('function')
    expect(calls()).toEqual([['identify', { id: 'u' }]])
  })

  it('sees customerio-reactnative’s class with static methods, its parts, and what a bridge shares', async () => {
    class Push {
      trackNotificationReceived(_: object) {}
      getRegisteredDeviceToken() {}
    }
    class CustomerIO {
      readonly own = true
      static readonly pushMessaging = new Push()
      static readonly track = async (name: string) => name
      static identify(_: object) {}
      static isInitialized() {}
    }
    /** It calls itself what a function of the browser's is: native code. */
    class Inbox {
      trackOpened(_: string) {
        return 'native code'
      }
    }
    const parts = { inbox: new Inbox(), seen: ['x'], known: new Map<string, number>() }
    const shared = { trackEvent: (name: string) => name, nested: { deep: { never() {} } } }
    const globals = page as Record<string, unknown>
    for (const [name, bridge] of [
      ['CustomerIO', CustomerIO],
      ['Exponea', { shared, ...parts }],
    ] as const) {
      without(name)
      fresh()
      globals[name] = bridge
      if (bridge === CustomerIO) {
        expect(await CustomerIO.track('a')).toBe('a')
        CustomerIO.identify({ userId: 'u' })
        CustomerIO.isInitialized()
        CustomerIO.pushMessaging.trackNotificationReceived({ id: 1 })
        CustomerIO.pushMessaging.getRegisteredDeviceToken()
        expect(new CustomerIO()).toBeInstanceOf(CustomerIO)
        expect(calls()).toEqual([
          ['track', 'a'],
          ['identify', { userId: 'u' }],
          ['pushMessaging.trackNotificationReceived', { id: 1 }],
        ])
      } else {
        expect(shared.trackEvent('b')).toBe('b')
        parts.inbox.trackOpened('c')
        // What the browser has made is no part of it.
        parts.seen.push('y')
        parts.known.set('y', 1)
        expect(Object.getOwnPropertyNames(parts.seen)).toEqual(['0', '1', 'length'])
        expect(calls()).toEqual([
          ['trackEvent', 'b'],
          ['inbox.trackOpened', 'c'],
        ])
      }
      expect(taken('sdk')).toMatchObject([{ surface: 'bridge', tracker: name, state: 'running' }])
    }
  })

  it('a wrapper that the page puts on the class of a bridge runs, and what it calls is seen once', () => {
    class Bridge {
      trackEvent(type: string) {
        return `sent ${type}`
      }
    }
    class Own extends Bridge {
      override trackEvent(type: string) {
        return super.trackEvent(`own ${type}`)
      }
    }
    for (const made of [new Own(), new Bridge(), new Bridge()]) {
      without('Exponea')
      fresh()
      ;(page as Record<string, unknown>).Exponea = made
      expect(Object.getOwnPropertyNames(made)).toEqual([])
      const type = Object.getPrototypeOf(made) as Bridge
      const { trackEvent } = type
      type.trackEvent = function (type) {
        return `wrapped: ${trackEvent.call(this, type)}`
      }
      expect(made.trackEvent('a')).toBe(made instanceof Own ? 'wrapped: sent own a' : 'wrapped: sent a')
      type.trackEvent = trackEvent
      expect(calls()).toEqual([['trackEvent', 'a']])
      expect(taken('sdk')).toHaveLength(1)
    }
    without('Exponea')
  })

  it('a bridge that has itself as a part has no parts of another name', () => {
    without('Exponea')
    fresh()
    const sdk: Record<string, unknown> = { trackEvent: (type: string) => type }
    sdk.sdk = sdk
    ;(page as Record<string, unknown>).Exponea = sdk
    ;(sdk.trackEvent as (type: string) => void)('a')
    expect(calls()).toEqual([['trackEvent', 'a']])
    without('Exponea')
  })

  it('leaves a class of that name without static methods alone', () => {
    fresh()
    ;(page as Record<string, unknown>).CustomerIO = class {
      track() {}
    }
    expect(facts).toEqual([])
  })

  it('what waits in Segment’s batch is not switched off: its SDK calls that delivered', () => {
    const told = (integrations: object, ...plugins: object[]) => {
      fresh()
      const heard = new Map<string, (context: object) => void>()
      const on = (name: string, listener: never) => heard.set(name, listener)
      const analytics = { on, queue: { on, plugins }, settings: { writeKey: 'sk' } }
      // As the SDK does (core/inspector/index.ts of 1.84.3).
      const globals = page as unknown as Record<string, { attach?: (one: object) => void }>
      globals.__SEGMENT_INSPECTOR__ ??= {}
      globals.__SEGMENT_INSPECTOR__.attach?.(analytics)
      heard.get('delivery_success')?.({ event: { messageId: 'm', integrations } })
      return taken('signal').map(({ name }) => name)
    }
    const sender = { type: 'destination', name: 'Segment.io' }
    expect(told({}, { type: 'before' }, sender)).toEqual(['delivery_success'])
    expect(told({ 'Segment.io': false }, sender)).toEqual(['kept_back'])
    expect(told({}, { type: 'before' })).toEqual(['kept_back'])
    expect(told({}, { type: 'after', name: 'Customer.io Data Pipelines' })).toEqual(['delivery_success'])
  })

  it('chains inspectors that were or come there, and one that throws does not keep the SDK from loading', async () => {
    fresh()
    const attached: unknown[] = []
    const host = (page as unknown as { __INSPECTOR__: { attach: (analytics: unknown) => void } }).__INSPECTOR__
    Object.assign(host, {
      attach: (analytics: unknown) => {
        attached.push(analytics)
        throw new Error('a tool’s mistake')
      },
    })
    const cio = AnalyticsBrowser.load({
      writeKey: 'k2',
      cdnSettings: { integrations: {}, metrics: { sampleRate: 0 } },
    } as never)
    await cio.ready()
    expect(attached).toHaveLength(1)
    expect(taken('sdk')).toMatchObject([{ state: 'running', key: 'k2' }])
    expect(taken('signal')).toMatchObject([{ name: 'inspector_threw' }])
  })
})
