/** The model's rules, each with its source: the guide's lines, the iOS SDK's sources, and what the JavaScript SDK was recorded doing. */
import { describe, expect, it } from 'vitest'
import type { Json, JsonObject } from '../../../core/json'
import type { ModelEffect, ModelInput } from '../../../core/model'
import { decode } from '../decode'
import { model } from '../model'
import { METHODS } from './operations'

const START = 1_700_000_000_000

function device(profile: 'ios' | 'js', settings: JsonObject = {}, stored: JsonObject = {}, seed = 0) {
  let at = START
  let count = seed
  const uuid = () => `00000000-0000-4000-8000-${String(++count).padStart(12, '0')}`
  let state = model.create({ profile, settings: { key: 'demo', ...settings }, stored, at })
  const all: ModelEffect[] = []
  const step = (input: ModelInput) => {
    const stepped = model.step(state, input, at, uuid)
    state = stepped.state
    all.push(...stepped.effects)
    return stepped.effects
  }
  const requestsIn = (effects: readonly ModelEffect[]) => effects.flatMap((e) => (e.effect === 'request' ? [e.request] : []))
  return {
    call: (method: string, ...args: Json[]) => step({ input: 'call', method, args }),
    app: (change: 'active' | 'background' | 'killed' | 'launched') => step({ input: 'app', change }),
    network: (online: boolean) => step({ input: 'network', online }),
    wait: (seconds: number) => {
      at += seconds * 1000
      return step({ input: 'time' })
    },
    answer: (request: string, status: number | null) => step({ input: 'answer', request, status, body: {} }),
    view: () => model.view(state),
    due: () => model.due(state),
    at: () => at,
    stored: () => state.stored,
    all,
    requestsIn,
    requests: () => requestsIn(all),
    tracked: () => all.flatMap((e) => (e.effect === 'tracked' ? [e.item] : [])),
    logs: () => all.flatMap((e) => (e.effect === 'log' ? [e.text] : [])),
    sent: () => requestsIn(all).map(({ body }) => JSON.parse(body)),
  }
}

type Device = ReturnType<typeof device>
const last = <T>(list: readonly T[]): T => {
  const found = list.at(-1)
  if (found === undefined) throw new Error('The list is empty.')
  return found
}
const events = (d: Device) => d.sent().flatMap((body) => body.batch ?? [body])
const names = (d: Device) => d.tracked().map(({ name }) => name)

describe('iOS: track', () => {
  it('sends a dictionary as given (guide lines 15, 22–23)', () => {
    const d = device('ios')
    d.call('track', 'logged_in', { ip: '127.0.0.1' })
    d.call('flush')
    expect(events(d)[0]).toMatchObject({ type: 'track', event: 'logged_in', properties: { ip: '127.0.0.1' } })
  })
  it('leaves properties out where there are none (guide lines 17–18)', () => {
    const d = device('ios')
    d.call('track', 'played_game')
    d.call('flush')
    expect(events(d)[0]).not.toHaveProperty('properties')
  })
  it('takes an Encodable with its types (guide lines 25–30)', () => {
    const d = device('ios')
    d.call('track', 'purchase', { product: 'socks', price: 23.45 }, 'Encodable')
    d.call('flush')
    expect(events(d)[0].properties).toEqual({ product: 'socks', price: 23.45 })
  })
  it('drops NaN and empty nesting from a dictionary, and makes NaN 0 in an Encodable (DictionarySanitizer.swift:12-58, Configuration.swift:67)', () => {
    const d = device('ios')
    const nan = { $tl: 'NaN', text: 'NaN' }
    d.call('track', 'a', { n: nan, empty: {}, list: [], kept: { x: 1 } })
    d.call('track', 'b', { n: nan, empty: {} }, 'Encodable')
    d.call('flush')
    expect(events(d).map(({ properties }) => properties)).toEqual([{ kept: { x: 1 } }, { n: 0, empty: {} }])
  })
  it('needs a name (guide line 7)', () => {
    const d = device('ios')
    d.call('track', '')
    expect(d.tracked()).toEqual([])
    expect(last(d.logs())).toMatch(/needs a name/)
  })
  it('warns of semantic events, and tells the guide’s title from the name on the wire (guide lines 46–50)', () => {
    const d = device('ios')
    d.call('track', 'Delete Person')
    d.call('track', 'User Deleted')
    expect(d.logs()[0]).toMatch(/“User Deleted”.*not known/s)
    expect(d.logs()[1]).toMatch(/^Destructive: deletes the person/)
  })
})

describe('iOS: who', () => {
  it('attributes to an anonymous ID and reconciles at identify (guide lines 38–40)', () => {
    const d = device('ios')
    d.call('track', 'before')
    d.call('identify', 'user-1', { plan: 'trial' })
    d.call('track', 'after')
    d.call('flush')
    const [before, identify, after] = events(d)
    expect(before).not.toHaveProperty('userId')
    expect(identify).toMatchObject({ type: 'identify', userId: 'user-1', anonymousId: before.anonymousId, traits: { plan: 'trial' } })
    expect(after).toMatchObject({ userId: 'user-1', anonymousId: before.anonymousId })
  })
  it('refuses a blank ID, skips a bare repetition, replaces traits, keeps the anonymous ID on a change (DataPipelineImplementation.swift:201-250, State.swift:144-151)', () => {
    const d = device('ios')
    d.call('identify', ' ')
    d.call('identify', 'a', { one: 1 })
    const anonymous = d.view().customer.soft
    d.call('identify', 'a')
    d.call('identify', 'b', { two: 2 })
    expect(names(d)).toEqual(['identify', 'identify'])
    expect(d.stored()['segment.traits']).toEqual({ two: 2 })
    expect(d.view().customer).toEqual({ soft: anonymous, hard: { userId: 'b' } })
  })
  it('moves the device on a change of person (DataPipelineImplementation.swift:222-249)', () => {
    const d = device('ios')
    d.call('identify', 'a')
    d.call('registerDeviceToken', 'tok')
    d.call('identify', 'b')
    expect(names(d)).toEqual(['identify', 'Device Created or Updated', 'Device Deleted', 'identify', 'Device Created or Updated'])
    expect(d.tracked().map(({ customer }) => customer.hard.userId)).toEqual(['a', 'a', 'a', 'b', 'b'])
  })
  it('puts the token into every later event, and deletes the old device for a new token (Context.swift:28-35, DataPipelineImplementation.swift:293-318)', () => {
    const d = device('ios')
    d.call('registerDeviceToken', 'one')
    d.call('registerDeviceToken', 'two')
    d.call('track', 'x')
    d.call('flush')
    expect(events(d).map(({ event, context }) => [event, context.device.token])).toEqual([
      ['Device Created or Updated', 'one'],
      ['Device Deleted', 'one'],
      ['Device Created or Updated', 'two'],
      ['x', 'two'],
    ])
  })
  it('clearIdentify deletes a registered device, then makes a new visitor and keeps the token (DataPipelineImplementation.swift:252-277)', () => {
    const d = device('ios')
    d.call('identify', 'a')
    const before = d.view().customer.soft.anonymousId
    d.call('clearIdentify')
    expect(names(d)).toEqual(['identify'])
    d.call('registerDeviceToken', 'tok')
    d.call('clearIdentify')
    expect(names(d)).toEqual(['identify', 'Device Created or Updated', 'Device Deleted'])
    expect(d.view().customer.hard).toEqual({})
    expect(d.view().customer.soft.anonymousId).not.toBe(before)
    expect(d.view().pushToken).toBe('tok')
  })
  it('setProfileAttributes is an identify, with the ID or without (DataPipelineImplementation.swift:188-199)', () => {
    const d = device('ios')
    d.call('setProfileAttributes', { a: 1 })
    d.call('identify', 'u')
    d.call('setProfileAttributes', { b: 2 })
    d.call('flush')
    expect(events(d).map(({ userId, traits }) => [userId, traits])).toEqual([
      [undefined, { a: 1 }],
      ['u', undefined],
      ['u', { b: 2 }],
    ])
  })
  it('alias makes its target the user (Events.swift:134-138)', () => {
    const d = device('ios')
    d.call('identify', 'old')
    d.call('alias', 'new')
    d.call('flush')
    expect(events(d)[1]).toMatchObject({ type: 'alias', previousId: 'old', userId: 'new' })
    expect(d.view().customer.hard).toEqual({ userId: 'new' })
  })
})

describe('iOS: queue', () => {
  it('flushes at 20 events, and after 30 s (SDKConfigBuilder.swift:39-42)', () => {
    const d = device('ios')
    for (let n = 0; n < 19; n += 1) d.call('track', `e${n}`)
    expect(d.requests()).toHaveLength(0)
    d.call('track', 'e19')
    expect(events(d)).toHaveLength(20)
    d.answer(last(d.requests()).id, 200)
    d.call('track', 'later')
    expect(d.due()).toBe(START + 30_000)
    d.wait(29)
    expect(d.requests()).toHaveLength(1)
    d.wait(1)
    expect(d.requests()).toHaveLength(2)
  })
  it('flushes on going to the background (IntervalBasedFlushPolicy.swift:64-67)', () => {
    const d = device('ios')
    d.call('track', 'x')
    expect(d.requestsIn(d.app('background'))).toHaveLength(1)
    expect(d.due()).toBeNull()
  })
  it.each([
    [200, 'delivered', 0],
    [400, 'rejected', 0],
    [401, null, 1],
    [429, null, 1],
    [500, null, 1],
    [null, null, 1],
  ] as const)('answer %s: %s, %i kept (SegmentDestination.swift:181-198)', (status, effect, kept) => {
    const d = device('ios')
    d.call('track', 'x')
    d.call('flush')
    const effects = d.answer(last(d.requests()).id, status)
    expect(effects.find((e) => e.effect === 'delivered' || e.effect === 'rejected')?.effect ?? null).toBe(effect)
    expect(d.view().queue).toHaveLength(kept)
    const again = d.requestsIn(d.call('flush'))
    expect(again).toHaveLength(kept)
    if (again[0]) expect(JSON.parse(again[0].body).batch[0].messageId).toBe(events(d)[0].messageId)
  })
  it('keeps everything over a kill: unsent, and sent without an answer', () => {
    const d = device('ios')
    d.call('identify', 'u')
    d.call('flush')
    d.call('track', 'unsent')
    const { soft } = d.view().customer
    d.app('killed')
    expect(d.view().queue).toEqual([])
    d.app('launched')
    expect(d.view().queue.map(({ name }) => name)).toEqual(['identify', 'unsent'])
    expect(d.view().customer).toEqual({ soft, hard: { userId: 'u' } })
    expect(d.requestsIn(d.call('flush'))).toHaveLength(2)
    const other = device('ios', {}, d.stored(), 500)
    expect(other.view().customer.hard).toEqual({ userId: 'u' })
    expect(other.view().queue).toHaveLength(2)
  })
  it('loses nothing without a network', () => {
    const d = device('ios')
    d.network(false)
    d.call('track', 'x')
    d.wait(60)
    expect(d.requests()).toHaveLength(0)
    expect(d.view().queue[0]?.tries).toBe(2)
    d.network(true)
    expect(d.requestsIn(d.wait(30))).toHaveLength(1)
  })
  it('writes the wire format of HTTPClient.swift, which decodes as iOS', () => {
    const d = device('ios', { region: 'EU' })
    d.call('track', 'purchase', { product: 'socks' })
    d.call('flush')
    const { url, body, headers, method } = last(d.requests())
    expect(url).toBe('https://cdp-eu.customer.io/v1/b')
    expect(headers['Content-Type']).toBe('application/json; charset=utf-8')
    const decoded = decode({ method, url, body: { text: body, size: body.length } })
    expect(decoded).toMatchObject({ key: 'demo', surface: 'ios', version: '4.7.5', unreadable: null })
    expect(decoded?.items[0]).toMatchObject({ name: 'purchase', properties: { product: 'socks' }, id: d.tracked()[0]?.id })
  })
})

describe('JavaScript', () => {
  it('sends each call at once in the recorded form', () => {
    const d = device('js')
    const [request] = d.requestsIn(d.call('track', 'logged_in', { ip: '127.0.0.1' }))
    expect(request).toMatchObject({ method: 'POST', url: 'https://cdp.customer.io/v1/t', headers: { 'Content-Type': 'text/plain' } })
    const body = JSON.parse(request?.body ?? '')
    expect(Object.keys(body)).toEqual([
      ...['timestamp', 'integrations', 'anonymousId', 'event', 'type', 'properties', 'context', 'messageId', 'writeKey', 'userId'],
      ...['sentAt', '_metadata'],
    ])
    expect(body.userId).toBeNull()
    expect(body.messageId).toMatch(/^ajs-next-[0-9a-f]{32}$/)
  })
  it('refuses a track without a name; replaces odd properties by {}', () => {
    const d = device('js')
    d.call('track', '')
    d.call('track', 'x', 'oops')
    expect(d.logs()[0]).toMatch(/Event missing/)
    expect(events(d).map(({ properties }) => properties)).toEqual([{}])
  })
  it('merges traits for the same user; another user gets other traits and a new anonymous ID (W#5, 6, 8, 18)', () => {
    const d = device('js')
    d.call('identify', { plan: 'trial' })
    d.call('identify', 'a', { vip: true })
    d.call('identify', 'b', { x: 1 })
    const sent = events(d)
    expect(sent.map(({ userId, traits }) => [userId, traits])).toEqual([
      [null, { plan: 'trial' }],
      ['a', { plan: 'trial', vip: true }],
      ['b', { x: 1 }],
    ])
    expect(sent[1].anonymousId).toBe(sent[0].anonymousId)
    expect(sent[2].anonymousId).not.toBe(sent[1].anonymousId)
  })
  it('makes the anonymous ID with the first event, and a new one after reset', () => {
    const d = device('js')
    expect(d.view().customer.soft).toEqual({})
    d.call('track', 'a')
    const first = d.view().customer.soft.anonymousId
    expect(d.requestsIn(d.call('reset'))).toEqual([])
    expect(d.stored()).toEqual({})
    d.call('track', 'b')
    expect(d.view().customer.soft.anonymousId).not.toBe(first)
  })
  it('binds the user at sending: an offline event goes out as who logged in meanwhile (recorded, scenario 24)', () => {
    const d = device('js')
    d.network(false)
    d.call('track', 'anonymous')
    d.call('identify', 'late')
    d.network(true)
    d.wait(5)
    expect(events(d).map(({ userId }) => userId)).toEqual(['late', 'late'])
    expect(d.tracked()[0]?.customer.hard).toEqual({})
  })
  it('tries five times in all, with the same message id, then drops silently', () => {
    const d = device('js')
    d.call('track', 'x')
    for (let n = 0; n < 10 && d.view().inFlight.length; n += 1) {
      d.answer(last(d.requests()).id, null)
      d.wait(20)
    }
    expect(d.requests()).toHaveLength(5)
    expect(new Set(events(d).map(({ messageId }) => messageId)).size).toBe(1)
    expect(d.all.filter(({ effect }) => effect === 'dropped')).toHaveLength(1)
    expect(d.view().queue).toEqual([])
  })
  it.each([400, 413, 429, 500])('ignores the status %i: rejected, and never sent again', (status) => {
    const d = device('js')
    d.call('track', 'x')
    d.answer(last(d.requests()).id, status)
    d.wait(120)
    expect(d.requests()).toHaveLength(1)
    expect(d.all.some(({ effect }) => effect === 'rejected')).toBe(true)
  })
  it('batches by size and by time; a failed batch brings back only its trigger (recorded, scenario 20)', () => {
    const d = device('js', { batching: true, batchSize: 3, batchTimeout: 1500 })
    for (const name of ['c1', 'c2', 'c3']) d.call('track', name)
    const [first] = d.requests()
    d.answer(first?.id ?? '', null)
    for (const name of ['c4', 'c5']) d.call('track', name)
    d.wait(30)
    const batches = d.sent().map(({ batch }) => batch.map(({ event }: { event: string }) => event))
    expect(batches[0]).toEqual(['c1', 'c2', 'c3'])
    expect(batches.slice(1).flat().sort()).toEqual(['c3', 'c4', 'c5'])
    expect(d.all.filter((e) => e.effect === 'dropped').flatMap((e) => ('items' in e ? e.items : []))).toHaveLength(2)
  })
  it('re-sends the batch of a hidden tab, and batches no more (recorded, scenario 19)', () => {
    const d = device('js', { batching: true, batchSize: 10 })
    d.call('track', 'a1')
    d.app('background')
    d.app('active')
    d.call('track', 'a2')
    d.call('track', 'a3')
    expect(d.sent().map(({ batch }) => batch.map(({ event }: { event: string }) => event))).toEqual([['a1'], ['a1', 'a2'], ['a3']])
  })
  it('persists what waits and what is under way when the page is left, and sends it on the next page (recorded, scenarios 5 and 24)', () => {
    const d = device('js')
    d.call('track', 'x')
    d.app('killed')
    expect(d.stored()).toHaveProperty(['persisted-queue:v1:dest-Customer.io-Data-Pipelines:items'])
    d.app('launched')
    d.wait(5)
    expect(d.requests()).toHaveLength(2)
    expect(events(d)[1].messageId).toBe(events(d)[0].messageId)
  })
  it('rotates the anonymous ID when another group is the first call of a page (recorded, scenario 10)', () => {
    const d = device('js')
    d.call('group', 'acme', { name: 'A' })
    d.app('killed')
    d.app('launched')
    d.call('group', 'beta', { name: 'B' })
    const groups = events(d).filter(({ groupId }) => groupId)
    expect(groups.map(({ groupId }) => groupId)).toEqual(['acme', 'beta'])
    expect(groups[1].anonymousId).not.toBe(groups[0].anonymousId)
  })
  it('alias names the previous id, and leaves the stored ids alone (W#12, 13)', () => {
    const d = device('js')
    d.call('identify', 'user-1')
    d.call('alias', 'user-1-new')
    d.call('alias', 'x', 'y')
    expect(
      events(d)
        .slice(1)
        .map(({ userId, previousId }) => [userId, previousId]),
    ).toEqual([
      ['user-1-new', 'user-1'],
      ['x', 'y'],
    ])
    expect(d.view().customer.hard).toEqual({ userId: 'user-1' })
  })
  it('ignores a messageId option, which lands in context; lifts the others (W#17)', () => {
    const d = device('js')
    d.call('track', 'opts', { a: 1 }, { messageId: 'mine', ip: '1.2.3.4', anonymousId: 'over', timestamp: '2020-01-01T00:00:00.000Z' })
    const [event] = events(d)
    expect(event).toMatchObject({
      anonymousId: 'over',
      timestamp: '2020-01-01T00:00:00.000Z',
      context: { messageId: 'mine', ip: '1.2.3.4' },
    })
    expect(event.messageId).not.toBe('mine')
    expect(d.stored().ajs_anonymous_id).toBe('over')
  })
  it('writes nothing with disableClientPersistence', () => {
    const d = device('js', { disableClientPersistence: true })
    d.call('identify', 'u', { a: 1 })
    d.app('killed')
    expect(d.stored()).toEqual({})
  })
})

describe('both', () => {
  it('does something for each operation, and says so of one that the profile lacks', () => {
    for (const profile of ['ios', 'js'] as const)
      for (const { method, fields } of model.operations) {
        const d = device(profile)
        d.call('track', 'before')
        const effects = d.call(method, ...fields.map(({ example }) => example))
        expect(effects.length, `${profile} ${method}`).toBeGreaterThan(0)
        expect(effects.some((e) => e.effect === 'log' && e.level === 'error')).toBe(!METHODS[profile].has(method))
      }
  })
  it('does nothing without a key, and survives odd input', () => {
    const d = device('ios', { key: '' })
    d.call('track', 'x')
    expect(d.view().status).toBe('not configured')
    for (const profile of ['ios', 'js'] as const) {
      const odd = device(profile)
      for (const { method } of model.operations) for (const arg of [null, 1, [], {}, 'x', true] as Json[]) odd.call(method, arg, arg, arg)
      odd.answer('nobody', 200)
      odd.app('launched')
      odd.app('killed')
      odd.app('killed')
      odd.call('track', 'x')
      expect(odd.view().app).toBe('killed')
    }
  })
})
