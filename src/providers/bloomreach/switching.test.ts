/** An instance that changes its project, and a token whose call and request have different names. */
import { expect, it } from 'vitest'
import type { Fact, Happening } from '../../core/fact'
import { createReduce } from '../../core/fold/fold'
import type { Json } from '../../core/json'
import { emptyState } from '../../core/state'
import { vendor } from '.'

const { reduce } = createReduce([vendor])
const about = { vendor: 'bloomreach', surface: 'bridge', tracker: 'Exponea' } as const
let calls = 0
const call = (method: string, ...args: Json[]): Happening => ({ kind: 'call', ...about, call: ++calls, method, args })
let requests = 0
const event = (project: string, type: string, properties: Json = {}): readonly Happening[] => {
  const url = `http://collector.test/track/v2/projects/${project}/customers/events`
  const text = JSON.stringify({
    customer_ids: { cookie: 'c' },
    event_type: type,
    timestamp: 1000 + ++requests,
    properties,
  })
  const body = { text, size: text.length }
  return [
    { kind: 'request', request: requests, vendor: 'bloomreach', via: 'fetch', method: 'POST', url, body },
    { kind: 'response', request: requests, status: 200, body: { text: '{"success":true}', size: 16 } },
  ]
}
const fold = (...happenings: readonly Happening[]) =>
  happenings.reduce(
    (state, happening, i) => reduce(state, { doc: 'one', seq: i + 1, at: 1000 + i, frame: 0, ...happening } as Fact),
    emptyState,
  )
const PAGE: Happening = { kind: 'document', url: 'http://shop.test/', title: '', top: true, late: false, startedAt: 0 }

it('gives what is called after a switch of project to the new one, and leaves the rest with the old one', () => {
  const state = fold(
    ...[PAGE, call('configure', { projectToken: 'first', flushMode: 'MANUAL' }), call('trackEvent', 'stored', {})],
    ...[call('anonymize', { projectToken: 'second' }), call('trackEvent', 'fresh', {})],
    ...event('first', 'stored'),
    ...event('second', 'fresh'),
  )
  expect(state.items.toArray().map((item) => [item.name, item.tracker, item.delivery, item.seenBy.call])).toEqual([
    ['stored', 'bloomreach:first', 'delivered', true],
    ['fresh', 'bloomreach:second', 'delivered', true],
  ])
})

it('knows a push token’s call by the event that newer SDKs make of it', () => {
  const sent = event('first', 'notification_state', { push_notification_token: 'token', valid: true, platform: 'ios' })
  const state = fold(PAGE, call('configure', { projectToken: 'first' }), call('trackPushToken', 'token'), ...sent)
  expect(state.items.toArray().map((item) => [item.name, item.delivery, item.seenBy.call])).toEqual([
    ['notification_state', 'delivered', true],
  ])
})

/** A customer update on the wire. */
const update = (properties: Json): readonly Happening[] => {
  const text = JSON.stringify({ customer_ids: { cookie: 'c' }, timestamp: 1, properties })
  const url = 'http://collector.test/track/v2/projects/first/customers'
  return [
    {
      kind: 'request',
      request: ++requests,
      vendor: 'bloomreach',
      via: 'fetch',
      method: 'POST',
      url,
      body: { text, size: text.length },
    },
  ]
}

// iOS SDK 3.7.0 TrackingManager.swift:296.
it('knows a push token’s call by its customer update, the default properties beside it or not', () => {
  const configured = call('configure', { projectToken: 'first', defaultProperties: { channel: 'app' } })
  const sent: readonly Json[] = [
    { apple_push_notification_id: 'token' },
    { apple_push_notification_id: 'token', channel: 'app' },
  ]
  for (const properties of sent) {
    const items = fold(PAGE, configured, call('trackPushToken', 'token'), ...update(properties)).items.toArray()
    expect(items.map((item) => [item.type, item.name, item.delivery, item.seenBy.call])).toEqual([
      ['push', 'push token', 'in flight', true],
    ])
  }
})

it('knows a customer update that hands over a token by its own properties, called and sent', () => {
  const properties = { google_push_notification_id: 'token', age: 3 }
  const items = fold(
    PAGE,
    call('configure', { projectToken: 'first' }),
    call('identifyCustomer', { registered: 'x' }, properties),
    ...update(properties),
  )
  expect(items.items.toArray().map((item) => [item.name, item.method, item.seenBy.call, item.seenBy.page])).toEqual([
    ['push token', 'identifyCustomer', true, true],
  ])
})

it('a second configure is ignored, as is a project that is none: the SDK goes on as it was', () => {
  const begun = [PAGE, call('configure', { projectToken: 'first', flushMode: 'MANUAL' })]
  const identified = call('identifyCustomer', { registered: 'j' }, {})
  for (const odd of [
    call('configure', { projectToken: 'second' }),
    call('anonymize', { projectToken: '' }),
    call('anonymize', {}),
    call('anonymize', { exponeaProject: { projectToken: 'two words' } }),
    call('anonymize', { projectToken: 'second', baseUrl: 'ftp://api.test' }),
    call('anonymize', { projectToken: 'second' }, { payment: [{ projectToken: 'third' }] }),
    call('anonymize', null, { PAYMENT: 'third' }),
  ]) {
    const state = fold(...begun, identified, odd, call('trackEvent', 'x', {}))
    expect(state.trackers.toArray().map(([id]) => id)).toEqual(['bloomreach:first'])
    expect(state.trackers.first()).toMatchObject({ status: 'running', customer: { hard: { registered: 'j' } } })
    expect(state.moments.last()).toMatchObject({ kind: 'status', text: expect.stringMatching(/ignored|refused/) })
  }
  for (const [config, problem] of [
    [{ projectToken: 'two words' }, 'projectToken must be'],
    [{ projectToken: 'first', projectMapping: { Purchase: [] } }, 'projectMapping.Purchase is not an event type'],
  ] as const) {
    const none = fold(PAGE, call('configure', config), call('trackEvent', 'x', {}))
    expect(none.trackers.first()).toMatchObject({ key: null, config: null })
    expect(none.moments.last()?.text).toContain(`could not be configured: ${problem}`)
  }
})

const MAPPING = { PAYMENT: [{ projectToken: 'third' }] }

it('the configuration goes over to the new project, with its address and its mapping', () => {
  const flat = { projectToken: 'first', authorizationToken: 'a', baseUrl: 'https://old.test', sessionTimeout: 9 }
  const configOf = (config: Json, ...args: Json[]) =>
    fold(PAGE, call('configure', config), call('anonymize', ...args)).trackers.last()?.config
  const second = { projectToken: 'second', authorizationToken: 'b' }
  const kept = { sessionTimeout: 9, baseUrl: 'https://old.test', projectMapping: null }
  expect(configOf({ ...flat, projectMapping: MAPPING }, second)).toEqual({ ...kept, ...second })
  const moved = { ...second, baseUrl: 'https://new.test' }
  expect(configOf(flat, { exponeaProject: moved, projectMapping: MAPPING })).toEqual({
    ...{ ...kept, ...moved },
    projectMapping: MAPPING,
  })
  expect(configOf(flat, { exponeaIntegrationType: moved, exponeaProjectMapping: MAPPING })).toEqual({
    ...{ ...kept, ...moved },
    projectMapping: MAPPING,
  })
  expect(configOf(flat, null, MAPPING)).toEqual({ ...flat, projectMapping: MAPPING })
  expect(configOf(flat)).toEqual(flat)
  // Data hub's, and the form of the React Native SDK's repository since 3.0.0.
  const stream = { streamId: 'second' }
  expect(configOf({ integrationConfig: { projectToken: 'first' } }, stream)).toEqual({
    integrationConfig: stream,
    projectMapping: null,
  })
  expect(configOf(flat, { integrationConfig: stream })).toMatchObject({ integrationConfig: stream })
})

it('the next switch is offered at the address that the SDK has gone over to', () => {
  const begun = call('configure', { projectToken: 'first', baseUrl: 'https://old.test' })
  const gone = call('anonymize', { projectToken: 'second', baseUrl: 'https://new.test' })
  const tracker = fold(PAGE, begun, gone).trackers.last()
  const offer = tracker && vendor.offers(tracker).switchProject
  expect(offer && 'command' in offer && offer.command.args({ texts: { projectToken: 'p' } })).toMatchObject([
    { projectToken: 'p', baseUrl: 'https://new.test' },
  ])
})

it('a mapping is judged as it is typed, by the types and the lists that the SDK takes', () => {
  const tracker = fold(PAGE, call('configure', { projectToken: 'first' })).trackers.last()
  const offer = tracker && vendor.offers(tracker).switchProject
  const asked =
    offer && 'command' in offer ? offer.command.asks?.find(({ name }) => name === 'projectMapping') : undefined
  expect(['', JSON.stringify(MAPPING)].map((text) => asked?.check?.(text))).toEqual([null, null])
  for (const [text, words] of [
    ['{', /JSON object/],
    ['{"payment": []}', /payment is not an event type/],
    ['{"PAYMENT": {}}', /list of projects/],
  ] as const)
    expect(asked?.check?.(text)).toMatchObject({ wrong: true, words: expect.stringMatching(words) })
})
