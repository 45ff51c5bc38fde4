/** The iOS SDK's rules, each with its source: the guide's lines and the iOS SDK's sources. */
import { describe, expect, it } from 'vitest'
import { decode } from '../../providers/customerio/decode'
import { device, events, last, names, START } from './driven'

describe('iOS: track', () => {
  it('sends a dictionary as given (guide, “Track an event”)', () => {
    const d = device('ios')
    d.call('track', 'logged_in', { ip: '127.0.0.1' })
    d.call('flush')
    expect(events(d)[0]).toMatchObject({ type: 'track', event: 'logged_in', properties: { ip: '127.0.0.1' } })
  })
  it('leaves properties out where there are none (guide, “Track an event”)', () => {
    const d = device('ios')
    d.call('track', 'played_game')
    d.call('flush')
    expect(events(d)[0]).not.toHaveProperty('properties')
  })
  it('takes an Encodable with its types (guide, “Track an event”)', () => {
    const d = device('ios')
    d.call('track', 'purchase', { product: 'socks', price: 23.45 }, 'Encodable')
    d.call('flush')
    expect(events(d)[0].properties).toEqual({ product: 'socks', price: 23.45 })
  })
  // DictionarySanitizer.swift:12-58, Configuration.swift:67.
  it('drops NaN and empty nesting from a dictionary, and makes NaN 0 in an Encodable', () => {
    const d = device('ios')
    const nan = { $tl: 'NaN', text: 'NaN' }
    d.call('track', 'a', { n: nan, empty: {}, list: [], kept: { x: 1 } })
    d.call('track', 'b', { n: nan, empty: {} }, 'Encodable')
    d.call('flush')
    expect(events(d).map(({ properties }) => properties)).toEqual([{ kept: { x: 1 } }, { n: 0, empty: {} }])
  })
  it('needs a name (guide, “Track an event”)', () => {
    const d = device('ios')
    d.call('track', '')
    expect(d.tracked()).toEqual([])
    expect(last(d.logs())).toMatch(/needs a name/)
  })
  it(
    'warns of semantic events, and tells the guide’s title from the name on the wire (guide, ' + '“Semantic Events”)',
    () => {
      const d = device('ios')
      d.call('track', 'Delete Person')
      d.call('track', 'User Deleted')
      expect(d.logs()[0]).toMatch(/“User Deleted”.*not known/s)
      expect(d.logs()[1]).toMatch(/^Destructive: deletes the person/)
    },
  )
})

describe('iOS: who', () => {
  it('says that an alias destroys', () => {
    const d = device('ios')
    d.call('alias', 'u2')
    expect(last(d.logs())).toMatch(/^A merge/)
  })
  it('attributes to an anonymous ID and reconciles at identify (guide, “Anonymous activity”)', () => {
    const d = device('ios')
    d.call('track', 'before')
    d.call('identify', 'user-1', { plan: 'trial' })
    d.call('track', 'after')
    d.call('flush')
    const [before, identify, after] = events(d)
    expect(before).not.toHaveProperty('userId')
    expect(identify).toMatchObject({
      type: 'identify',
      userId: 'user-1',
      anonymousId: before.anonymousId,
      traits: { plan: 'trial' },
    })
    expect(after).toMatchObject({ userId: 'user-1', anonymousId: before.anonymousId })
  })
  // DataPipelineImplementation.swift:201-250, State.swift:144-151.
  it('refuses a blank ID, skips a bare repetition, replaces traits, keeps the anonymous ID on a change', () => {
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
    expect(names(d)).toEqual([
      'identify',
      'Device Created or Updated',
      'Device Deleted',
      'identify',
      'Device Created or Updated',
    ])
    expect(d.tracked().map(({ customer }) => customer.hard.userId)).toEqual(['a', 'a', 'a', 'b', 'b'])
  })
  // Context.swift:28-35, DataPipelineImplementation.swift:293-318.
  it('puts the token into every later event, and deletes the old device for a new token', () => {
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
  it('hands the device over to whoever is identified first too (DataPipelineImplementation.swift:222-249)', () => {
    const d = device('ios')
    d.call('registerDeviceToken', 'tok')
    d.call('identify', 'a', {})
    d.call('identify', 'a', {})
    expect(d.tracked().map(({ name, customer }) => [name, customer.hard.userId])).toEqual([
      ['Device Created or Updated', undefined],
      ['identify', 'a'],
      ['Device Created or Updated', 'a'],
      ['identify', 'a'],
    ])
  })
  it('keeps the token of a device that is deleted, and sends attributes of one alone (iOS SDK 4.7.5)', () => {
    const d = device('ios', { deviceAttributes: { os: 'iOS' } })
    d.call('setDeviceAttributes', { a: 1 })
    expect(names(d)).toEqual([])
    d.call('registerDeviceToken', 'tok')
    d.call('deleteDeviceToken')
    expect(d.view().pushToken).toBe('tok')
    d.call('setDeviceAttributes', { a: 1 })
    expect(last(d.tracked())).toMatchObject({ name: 'Device Created or Updated', properties: { os: 'iOS', a: 1 } })
  })
  // DataPipelineImplementation.swift:252-277.
  it('clearIdentify deletes a registered device, then makes a new visitor and keeps the token', () => {
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
    expect(decoded?.items[0]).toMatchObject({
      name: 'purchase',
      properties: { product: 'socks' },
      id: d.tracked()[0]?.id,
    })
  })
})
