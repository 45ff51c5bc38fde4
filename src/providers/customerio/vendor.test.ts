/**
 * Delivery, joins, storage, signals and triggers of Customer.io, each with its source; and whole stories through the
 * fold.
 */
import { describe, expect, it } from 'vitest'
import type { Fact, Happening, StorageFact } from '../../core/fact'
import { createReduce } from '../../core/fold/fold'
import type { Attempt, Item, WireItem } from '../../core/item'
import type { Json, JsonObject } from '../../core/json'
import { emptyState, type State, type Tracker } from '../../core/state'
import { vendor } from '.'

const tracker = (surface: string, change: Partial<Tracker> = {}): Tracker =>
  ({
    ...{
      id: 'customerio:k',
      vendor: 'customerio',
      surface,
      key: 'k',
      version: null,
      status: 'running',
      config: null,
      traits: {},
    },
    ...{ instance: { doc: 'd', name: 't' }, customer: { soft: {}, hard: {} }, pushToken: null, ...change },
  }) as Tracker
const wire = {
  type: 'event',
  name: 'x',
  properties: {},
  id: null,
  as: null,
  claimedAt: null,
  index: 0,
} as const satisfies WireItem
/** What becomes of an item after so many tries that all ended with this status. */
const afterTries = (who: Tracker, sends: number, status: number | null, place = { index: 0, of: 1 }) =>
  vendor.afterTry(who, {
    ...{ tries: Array.from({ length: sends }, () => ({ status }) as Attempt), status, place },
    sender: who.surface,
  })

describe('delivery', () => {
  it.each([200, 202, 204])('%i is a delivery', (status) => {
    expect(vendor.verdict(wire, status, { text: '{}', size: 2 }).outcome).toBe('delivered')
  })
  it.each([301, 302, 304, 307])('%i is no delivery: a server that redirects has taken nothing', (status) => {
    expect(vendor.verdict(wire, status, { text: '{}', size: 2 }).outcome).toBe('unknown')
  })
  it.each([
    ['{"error":{"message":"bad key"}}', 'HTTP 401: bad key'],
    ['{"meta":{"errors":["no"]}}', 'HTTP 401: no'],
    ['plain words', 'HTTP 401: plain words'],
    ['', 'HTTP 401'],
  ])('the server’s words: %s', (text, words) => {
    expect(vendor.verdict(wire, 401, { text, size: text.length })).toEqual({ outcome: 'rejected', words })
  })
  it.each([400, 413, 429, 500])('JS: %i is never sent again (0.5.11 ignores the status)', (status) => {
    expect(afterTries(tracker('inspector'), 1, status).delivery).toBe('rejected')
  })
  it('JS: five sends on a failing network', () => {
    expect([1, 2, 3, 4, 5].map((n) => afterTries(tracker('snippet'), n, null).delivery)).toEqual([
      ...['retrying', 'retrying', 'retrying', 'retrying'],
      'lost',
    ])
  })
  it('JS: two sends with retryQueue: false (core/analytics/index.ts:60-66, run with 0.5.11)', () => {
    const who = tracker('inspector', { config: { options: { retryQueue: false } } })
    expect([1, 2].map((n) => afterTries(who, n, null).delivery)).toEqual(['retrying', 'lost'])
    expect(afterTries(who, 2, null).why).toMatch(/after 2 sends/)
  })
  it('JS: of a failed batch only the last one comes back (scenario 20)', () => {
    const outcome = (index: number) => afterTries(tracker('inspector'), 1, null, { index, of: 3 }).delivery
    expect([outcome(0), outcome(1), outcome(2)]).toEqual(['lost', 'lost', 'retrying'])
  })
  it('Segment’s SDK: 1.84.3 sends again after some, 1.55.0 never looks, of others it is not known (run)', () => {
    const ended = (version: string | null, ...statuses: (number | null)[]) =>
      statuses.map((status) => afterTries(tracker('segment', { version }), 1, status).delivery)
    expect(ended('npm:next-1.84.3', 408, 410, 429, 460, 500, 503, null)).toEqual(Array(7).fill('retrying'))
    expect(ended('npm:next-1.84.3', 400, 401, 404, 413, 501, 505, 511)).toEqual(Array(7).fill('rejected'))
    expect(ended('npm:next-1.55.0', 408, 429, 500, 501, 503)).toEqual(Array(5).fill('rejected'))
    expect(ended('npm:next-1.55.0', null)).toEqual(['retrying'])
    expect(ended('npm:next-1.70.0', 429, 500)).toEqual(['rejected', 'rejected'])
    expect(afterTries(tracker('segment'), 1, 500).why).toMatch(/not known/)
  })
  it('iOS: 400 deletes, everything else keeps (SegmentDestination.swift:181-198)', () => {
    expect([400, 401, 429, 500, null].map((status) => afterTries(tracker('ios'), 9, status).delivery)).toEqual([
      ...['rejected', 'retrying', 'retrying', 'retrying'],
      'retrying',
    ])
  })
  it('only a native SDK’s queue outlives its page unseen; what the JavaScript SDK keeps is seen in storage', () => {
    const survives = (surface: string) =>
      (['buffered', 'queued', 'retrying'] as const).map((delivery) =>
        vendor.survives({ delivery } as Item, tracker(surface)),
      )
    expect(survives('bridge')).toEqual([false, true, true])
    expect(survives('inspector')).toEqual([false, false, false])
  })
})

describe('joins', () => {
  const joins = (type: WireItem['type'], called: JsonObject, sent: JsonObject) =>
    vendor.joins({ properties: called } as Item, { ...wire, type, properties: sent })
  const mark = (kind: string, text = ''): Json => ({ $tl: kind, text })
  it('events have the same properties, as JSON makes them', () => {
    expect(joins('event', { a: 1 }, { a: 1 })).toBe(true)
    expect(joins('event', {}, { a: 1 })).toBe(false)
    expect(
      joins('event', { n: mark('NaN'), u: mark('undefined'), l: [mark('function')] }, { n: null, l: [null] }),
    ).toBe(true)
    expect(joins('event', { d: mark('date', '2020-01-01T00:00:00.000Z') }, { d: '2020-01-01T00:00:00.000Z' })).toBe(
      true,
    )
    expect(joins('event', { s: mark('cut', 'zz') }, { s: 'zzz' })).toBe(true)
    expect(joins('event', { n: mark('NaN') }, { n: 1 })).toBe(false)
  })
  it('pages and identifies may gain', () => {
    expect(joins('page', {}, { url: 'x' })).toBe(true)
    expect(joins('identify', { a: 1 }, { a: 1, b: 2 })).toBe(true)
    expect(joins('identify', { a: 1 }, { a: 2 })).toBe(false)
  })
})

describe('storage', () => {
  const read = (area: StorageFact['area'], key: string, value: string | null, who: Tracker | null = null) =>
    vendor.readStorage({ kind: 'storage', vendor: 'customerio', area, key, value }, who)
  it('ids are quoted in localStorage, plain in cookies, and null is none', () => {
    expect(read('local', 'ajs_anonymous_id', '"a"')).toMatchObject([{ change: 'seen', soft: { anonymousId: 'a' } }])
    expect(read('cookie', 'ajs_user_id', 'user%2D1')).toMatchObject([{ hard: { userId: 'user-1' } }])
    expect(read('local', 'ajs_user_id', 'null')).toEqual([])
    expect(read('local', 'ajs_anonymous_id', null)).toEqual([])
  })
  it('tells only what is new', () => {
    const who = tracker('inspector', {
      customer: { soft: { anonymousId: 'a' }, hard: { userId: 'u' } },
      traits: { x: 1 },
    })
    expect(read('local', 'ajs_anonymous_id', '"a"', who)).toEqual([])
    expect(read('local', 'ajs_anonymous_id', '"b"', who)).toMatchObject([{ change: 'rotated' }])
    expect(read('cookie', 'ajs_user_id', 'v', who)).toMatchObject([{ change: 'switch', hard: { userId: 'v' } }])
    expect(read('local', 'ajs_user_traits', '{"x":1}', who)).toEqual([])
    expect(read('local', 'ajs_user_traits', '{"x":2}', who)).toMatchObject([{ traits: { x: 2 }, replaceTraits: true }])
  })
  it('finds what was persisted', () => {
    const value = JSON.stringify([{ id: 'c', event: { messageId: 'ajs-next-1' } }, { event: 1 }, null])
    expect(read('local', 'persisted-queue:v1:dest-Customer.io-Data-Pipelines:items', value)).toEqual([
      { kind: 'persisted', ids: ['ajs-next-1'] },
    ])
    expect(read('local', 'persisted-queue:v1:x:items', 'broken')).toEqual([])
    expect(read('local', 'persisted-queue:v1:x:seen', value)).toEqual([])
  })
})

describe('signals', () => {
  const read = (name: string, id?: string, detail?: Json) =>
    vendor.readSignal(
      {
        kind: 'signal',
        vendor: 'customerio',
        surface: 'inspector',
        tracker: 't',
        name,
        ...(id ? { id } : {}),
        ...(detail ? { detail } : {}),
      },
      tracker('inspector'),
    ).effects
  it('does not believe delivery_success', () => {
    expect(read('delivery_success', 'm')).toEqual([])
  })
  it('reads a middleware’s cancellation (scenario 17) and a failed validation (scenario 26) as dropped', () => {
    expect(read('delivery_failure', 'm', { reason: { type: 'middleware_cancellation' } })).toMatchObject([
      { kind: 'dropped', id: 'm', text: expect.stringMatching(/middleware/) },
    ])
    expect(read('delivery_failure', 'm', { reason: { message: 'Missing userId or anonymousId' } })).toMatchObject([
      { kind: 'dropped', text: expect.stringMatching(/Missing userId/) },
    ])
  })
  it('reads what was kept back as never sent, whatever the SDK calls it (recorded, scenarios 7 and 21)', () => {
    expect(read('kept_back', 'm')).toMatchObject([
      { kind: 'dropped', id: 'm', text: expect.stringMatching(/^Nothing was sent/) },
    ])
    expect(read('kept_back')).toEqual([])
  })
  it('tells how the SDK flushes', () => {
    const sdk = (config: Json) =>
      vendor.readSdk(
        {
          kind: 'sdk',
          vendor: 'customerio',
          surface: 'inspector',
          tracker: 't',
          state: 'running',
          config,
        },
        null,
      )
    const integrations = {
      'Customer.io Data Pipelines': { deliveryStrategy: { strategy: 'batching', config: { size: 3, timeout: 1500 } } },
    }
    expect(sdk({ integrations })).toContainEqual({ kind: 'tracker', flushMode: 'batches of 3, or after 1500 ms' })
    expect(sdk({})).toContainEqual({ kind: 'tracker', flushMode: 'each call at once' })
  })
})

describe('triggers', () => {
  const commands = ['flush', 'anonymize', 'stop', 'track', 'identify', 'sessionStart', 'sessionEnd', 'clear'] as const
  const offered = (who: Tracker) => commands.filter((name) => 'command' in vendor.offers(who)[name])
  it('offers what each surface has, and a reason for the rest', () => {
    expect(offered(tracker('inspector'))).toEqual(['anonymize', 'track', 'identify'])
    expect(offered(tracker('bridge'))).toEqual(['anonymize', 'track', 'identify'])
    expect(offered(tracker('classic', { status: 'stub' }))).toEqual(['track', 'identify'])
    expect(offered(tracker('classic'))).toEqual(['anonymize', 'track', 'identify'])
    expect(offered(tracker('ios', { instance: null }))).toEqual([])
    for (const surface of ['inspector', 'snippet', 'segment', 'bridge', 'classic', 'ios', 'rest', 'wire'])
      for (const offer of Object.values(vendor.offers(tracker(surface))))
        expect('command' in offer || offer.refusal.length > 20).toBe(true)
  })
  it('never puts a null before the traits', () => {
    const { identify } = vendor.offers(tracker('inspector'))
    const args = 'command' in identify ? identify.command.args : () => []
    expect(args({ properties: { a: 1 } })).toEqual([{ a: 1 }])
    expect(args({ ids: { userId: 'u' }, properties: { a: 1 } })).toEqual(['u', { a: 1 }])
  })
})

describe('stories', () => {
  function fold(...happenings: readonly Happening[]): State {
    const { reduce } = createReduce([vendor])
    return happenings.reduce<State>(
      (state, happening, n) => reduce(state, { doc: 'd', frame: 0, seq: n + 1, at: 1000 + n, ...happening } as Fact),
      emptyState,
    )
  }
  const at = { vendor: 'customerio', surface: 'snippet', tracker: 'cioanalytics' }
  const page: Happening = { kind: 'document', url: 'https://x/', title: '', top: true, late: false, startedAt: 1000 }
  const running: Happening = { kind: 'sdk', ...at, state: 'running', key: 'k' }
  const event = { type: 'track', event: 'early', properties: { n: 1 }, context: {}, anonymousId: 'a', messageId: 'm1' }
  const request = (n: number, value: unknown): Happening => {
    const text = JSON.stringify(value)
    return {
      kind: 'request',
      request: n,
      vendor: 'customerio',
      via: 'fetch',
      method: 'POST',
      url: 'https://c/v1/t',
      body: { text, size: text.length },
    }
  }
  const answer = (n: number, status: number): Happening => ({
    kind: 'response',
    request: n,
    status,
    body: { text: '{}', size: 2 },
  })
  const start = (value: JsonObject): Happening => ({
    kind: 'call',
    ...at,
    call: 2,
    method: 'dispatch_start',
    args: [value],
    id: String(value.messageId),
  })

  it('a buffered call, its telling by the SDK and its request are one item; the user is bound late', () => {
    const state = fold(
      page,
      { kind: 'sdk', ...at, state: 'stub', key: 'k' },
      { kind: 'call', ...at, call: 1, method: 'track', args: ['early', { n: 1 }], buffered: true },
      running,
      start(event),
      request(1, { ...event, userId: 'late', writeKey: 'k' }),
      answer(1, 200),
    )
    expect(state.items.size).toBe(1)
    expect(state.items.get(0)).toMatchObject({
      id: 'm1',
      delivery: 'delivered',
      calledAs: { hard: {} },
      sentAs: { hard: { userId: 'late' } },
    })
  })
  it('asks for the user of a semantic event only on the wire, where the SDK adds it (normalize.ts:165-166)', () => {
    const deleted = { ...event, event: 'User Deleted' }
    const notes = (userId: string | null) =>
      fold(page, running, start(deleted), request(1, { ...deleted, userId, writeKey: 'k' }), answer(1, 200))
        .items.get(0)
        ?.notes.map(({ text }) => text)
        .join(' ')
    expect(notes('late')).not.toMatch(/requires/)
    expect(notes(null)).toMatch(/requires userId/)
  })
  it('what a semantic event does is a sentence, whether it destroys or not', () => {
    for (const name of ['User Deleted', 'User Unsuppressed', 'Device Created or Updated', 'Report Delivery Event']) {
      const [first] = fold(page, running, start({ ...event, event: name })).items.get(0)?.notes ?? []
      expect(first?.text, name).toMatch(/^[A-Z].*\.$/)
    }
  })
  it('retries with the same message id are one item with several attempts', () => {
    const sent = { ...event, writeKey: 'k', userId: null }
    const fail = (n: number): Happening => ({
      kind: 'failure',
      request: n,
      reason: 'network',
      error: 'Failed to fetch',
    })
    const state = fold(
      page,
      running,
      start(event),
      request(1, sent),
      fail(1),
      request(2, sent),
      fail(2),
      request(3, sent),
      answer(3, 200),
    )
    expect(state.items.size).toBe(1)
    expect(state.items.get(0)?.attempts.map(({ outcome }) => outcome)).toEqual(['failed', 'failed', 'delivered'])
    expect(state.items.get(0)?.delivery).toBe('delivered')
  })
  it('a 500 is a rejection, whatever the SDK believes', () => {
    const believed: Happening = { kind: 'signal', ...at, name: 'delivery_success', id: 'm1' }
    const state = fold(page, running, start(event), request(1, { ...event, writeKey: 'k' }), believed, answer(1, 500))
    expect(state.items.get(0)).toMatchObject({ delivery: 'rejected', why: expect.stringMatching(/ignores the status/) })
  })
  it('a reset makes a new visitor, a cancelled event is lost', () => {
    const state = fold(
      page,
      running,
      start({ ...event, type: 'identify', userId: 'u', traits: { a: 1 } }),
      { kind: 'call', ...at, call: 3, method: 'reset', args: [] },
      start({ ...event, messageId: 'm2', anonymousId: 'b' }),
      {
        kind: 'signal',
        ...at,
        name: 'delivery_failure',
        id: 'm2',
        detail: { reason: { type: 'middleware_cancellation' } },
      },
    )
    expect(state.trackers.get('customerio:k')).toMatchObject({
      customer: { soft: { anonymousId: 'b' }, hard: {} },
      traits: {},
    })
    expect(state.items.get(1)).toMatchObject({ delivery: 'lost', calledAs: { soft: { anonymousId: 'b' }, hard: {} } })
  })
})
