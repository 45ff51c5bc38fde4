/** Joining, tries, storage and triggers: the rules that are the same for every call. */
import { describe, expect, it } from 'vitest'
import type { CommandName } from '../../core/contract/offer'
import type { Attempt, Item, WireItem } from '../../core/item'
import type { Json, JsonObject } from '../../core/json'
import type { Tracker } from '../../core/state'
import { vendor } from '.'

const called = (properties: JsonObject, more: Partial<Item> = {}) =>
  ({ type: 'event', method: 'track', name: 'x', properties, wireProperties: null, ...more }) as Item
const wire = (properties: JsonObject): WireItem => ({
  type: 'event',
  name: 'x',
  properties,
  id: null,
  as: null,
  claimedAt: null,
  index: 0,
})
const tracker = (surface: string, more: Partial<Tracker> = {}) =>
  ({
    surface,
    key: 'p',
    status: 'running',
    config: null,
    customer: { soft: {}, hard: {} },
    session: { automatic: null },
    ...more,
  }) as Tracker
/** What becomes of an item whose tries ended with these statuses. */
const afterTries = (who: Tracker, ...statuses: (number | null)[]) =>
  vendor.afterTry(who, {
    tries: statuses.map((status) => ({ status }) as Attempt),
    status: statuses.at(-1) ?? null,
    place: { index: 0, of: 1 },
    sender: who.surface,
  })

describe('joining a call with what was sent', () => {
  it.each<[string, JsonObject, JsonObject, boolean]>([
    ['the SDK adds its own properties', { a: 1 }, { a: 1, location: 'l', os: 'Linux' }, true],
    ['another value', { a: 1 }, { a: 2 }, false],
    ['a property is missing', { a: 1, b: 2 }, { a: 1 }, false],
    ['nested, order of keys aside', { a: [{ b: 1, c: 2 }] }, { a: [{ c: 2, b: 1 }] }, true],
    ['nested, one entry less', { a: [1, 2] }, { a: [1] }, false],
    [
      'undefined and functions vanish in JSON',
      { a: { $tl: 'undefined', text: '' }, f: { $tl: 'function', text: 'f' } },
      {},
      true,
    ],
    ['NaN becomes null on the web (recorded)', { a: { $tl: 'NaN', text: 'NaN' } }, { a: null }, true],
    ['NaN is removed on iOS', { a: { $tl: 'NaN', text: 'NaN' } }, {}, true],
    [
      'dates become ISO texts',
      { a: { $tl: 'date', text: '2025-11-22T05:13:32.000Z' } },
      { a: '2025-11-22T05:13:32.000Z' },
      true,
    ],
    [
      'another date',
      { a: { $tl: 'date', text: '2025-11-22T05:13:32.000Z' } },
      { a: '2024-11-22T05:13:32.000Z' },
      false,
    ],
    ['a cut text fits by its beginning', { a: { $tl: 'cut', text: 'long te' } }, { a: 'long text' }, true],
  ])('%s', (_, properties, sent, same) => {
    expect(vendor.joins(called(properties), wire(sent))).toBe(same)
  })

  it('forgives what iOS strips from customer updates (TrackCustomer.swift:45)', () => {
    expect(vendor.joins(called({ description: 'x' }, { type: 'identify' }), wire({}))).toBe(true)
    expect(vendor.joins(called({ description: 'x' }), wire({}))).toBe(false)
  })
})

describe('after a try that failed', () => {
  // Web SDK 3.15.0.
  it('the Web SDK tries again after no answer and 5xx, up to 100 times; 4xx and refused commands are final', () => {
    const then = (attempts: number, status: number | null) =>
      afterTries(tracker('web'), ...Array.from({ length: attempts }, () => status)).delivery
    expect([then(1, null), then(99, 503), then(100, 503), then(1, 400), then(1, 200)]).toEqual([
      'retrying',
      'retrying',
      'lost',
      'rejected',
      'rejected',
    ])
    expect(afterTries(tracker('web'), 500).why).toContain('5 s')
  })

  it('a mobile SDK drops at the fifth 4xx, and counts nothing else (FlushingManager.swift:234)', () => {
    const then = (...statuses: (number | null)[]) => afterTries(tracker('bridge'), ...statuses).delivery
    expect(then(400, 400, 400, 400)).toBe('retrying')
    expect(then(400, 400, 400, 400, 400)).toBe('rejected')
    expect(then(null, 503, null, 400, 400)).toBe('retrying')
    expect(then(400, 400, 400, 400, null)).toBe('retrying')
    expect(afterTries(tracker('bridge', { config: { flushMaxRetries: 1 } }), 401).delivery).toBe('rejected')
    expect(afterTries(tracker('bridge'), 200).delivery).toBe('rejected')
  })

  it('nobody is known to send again what no SDK sent', () => {
    expect(afterTries(tracker('rest'), null).delivery).toBe('lost')
    expect(afterTries(tracker('rest'), 404).delivery).toBe('rejected')
  })

  it('only the mobile SDKs keep a queue beyond the page (guide, “Stop the SDK but upload tracked data”)', () => {
    const survives = (more: Partial<Item>, surface = 'web') => vendor.survives(called({}, more), tracker(surface))
    expect(survives({})).toBe(false)
    expect(survives({ method: 'trackEvent' })).toBe(true)
    expect(survives({ method: null, name: 'session_start', wireProperties: {} })).toBe(true)
    expect(survives({ method: null, name: 'page_visit', wireProperties: { browser: 'Chrome' } })).toBe(false)
    const update = { method: null, type: 'identify', name: 'customer update', wireProperties: {} } as const
    expect([survives(update), survives(update, 'ios')]).toEqual([false, true])
  })
})

describe('what is stored', () => {
  const stored = (key: string, value: string | null, known: Tracker | null = null) =>
    vendor.readStorage({ kind: 'storage', vendor: 'bloomreach', area: 'cookie', key, value }, known)

  it('gives the cookie ID, and notices another one', () => {
    expect(stored('__exponea_etc__', 'c1')).toMatchObject([{ change: 'seen', soft: { cookie: 'c1' } }])
    const known = tracker('web', { customer: { soft: { cookie: 'c1' }, hard: {} } })
    expect(stored('__exponea_etc__', 'c1', known)).toEqual([])
    expect(stored('__exponea_etc__', 'c2', known)).toMatchObject([{ change: 'rotated', soft: { cookie: 'c2' } }])
    expect([
      ...stored('__exponea_time2__', '-0.5'),
      ...stored('xnpe_p', 'x'),
      ...stored('__exponea_etc__', null),
    ]).toEqual([])
    expect(stored('__exponea_etc__', '%')).toMatchObject([{ soft: { cookie: '%' } }])
  })
})

describe('the triggers', () => {
  const offer = (on: Tracker, name: CommandName) => {
    const found = vendor.offers(on)[name]
    return 'command' in found ? found.command : found.refusal
  }
  const args = (on: Tracker, name: CommandName): readonly Json[] | string => {
    const found = offer(on, name)
    return typeof found === 'string' ? found : found.args({ name: 'x', properties: { a: 1 }, ids: { registered: 'j' } })
  }

  it('call the Web SDK’s methods, and say what it lacks', () => {
    const web = tracker('web')
    expect(offer(web, 'anonymize')).toMatchObject({ path: 'anonymize', warning: expect.stringContaining('cookie') })
    expect(args(web, 'track')).toEqual(['x', { a: 1 }])
    expect(args(web, 'identify')).toEqual([{ registered: 'j' }, { a: 1 }])
    expect(offer(web, 'flush')).toBe('The Web SDK has no flush method: it sends by itself within 100 ms.')
    expect(offer(web, 'stop')).toBe('The Web SDK has no stop method.')
  })

  it('call the bridge’s methods, as its state and configuration allow', () => {
    expect(offer(tracker('bridge'), 'flush')).toMatchObject({ path: 'flushData' })
    expect(offer(tracker('bridge'), 'stop')).toMatchObject({ path: 'stopIntegration', warning: expect.any(String) })
    expect(args(tracker('bridge'), 'track')).toEqual(['x', { a: 1 }])
    expect(offer(tracker('bridge'), 'sessionStart')).toMatch(/automatically/)
    const manual = tracker('bridge', { session: { automatic: false } as Tracker['session'] })
    expect(offer(manual, 'sessionEnd')).toMatchObject({ path: 'trackSessionEnd' })
    expect(offer(tracker('bridge'), 'clear')).toMatch(/before the SDK is configured/)
    expect(offer(tracker('bridge', { key: null }), 'clear')).toMatchObject({ path: 'clearLocalCustomerData' })
    // Before configure() and after a stop nothing is said of sessions: nobody knows how they are configured.
    for (const name of ['flush', 'sessionStart', 'sessionEnd'] as const) {
      expect(offer(tracker('bridge', { key: null }), name)).toMatch(/^No configure\(\) was seen/)
      expect(offer(tracker('bridge', { status: 'stopped' }), name)).toMatch(/is stopped/)
    }
    const wiped = offer(tracker('bridge', { key: null, config: { ios: { appGroup: 'group.shop' } } }), 'clear')
    if (typeof wiped === 'string') throw new Error(wiped)
    // React Native SDK 3.0.0 NativeExponea.ts:352: one optional text.
    expect(wiped.asks).toMatchObject([{ name: 'appGroup', required: false, known: 'group.shop' }])
    expect([wiped.args({ texts: { appGroup: 'group.x' } }), wiped.args({ texts: {} }), wiped.args({})]).toEqual([
      ['group.x'],
      [],
      [],
    ])
    const said = (text: string) => wiped.asks?.[0]?.check?.(text)?.wrong ?? null
    expect([said('group.x'), said(''), said('shop'), said('group. x')]).toEqual([null, null, false, true])
    expect(offer(tracker('bridge', { status: 'stopped' }), 'stop')).toMatch(/already/)
  })

  it('have nothing to call where only requests were seen', () => {
    expect(offer(tracker('rest'), 'track')).toMatch(/no SDK on the page/)
  })
})
