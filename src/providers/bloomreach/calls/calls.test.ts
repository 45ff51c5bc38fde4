/** Each documented call reads as what it tracks and changes, with the guide's and the SDKs' rules. */
import { describe, expect, it } from 'vitest'
import type { Json, JsonObject } from '../../../core/json'
import type { Tracker } from '../../../core/state'
import { vendor } from '..'
import { PUSH_TOKEN } from '../meaning'

const BASE: Tracker = {
  id: 'bloomreach:p',
  vendor: 'bloomreach',
  surface: 'web',
  key: 'p',
  version: null,
  status: 'running',
  config: null,
  instance: null,
  customer: { soft: { cookie: 'c1' }, hard: {} },
  traits: {},
  pushToken: null,
  session: { state: 'unknown', startedAt: null, endedAt: null, automatic: null, timeout: null },
  consent: {},
  counts: {
    buffered: 0,
    queued: 0,
    'in flight': 0,
    retrying: 0,
    delivered: 0,
    rejected: 0,
    lost: 0,
    unknown: 0,
    blocked: 0,
  },
  lastFlush: null,
  flushMode: null,
}
const read = (surface: 'web' | 'bridge', method: string, args: readonly Json[], tracker: Partial<Tracker> = {}) => {
  const fact = {
    kind: 'call',
    vendor: 'bloomreach',
    surface,
    tracker: 'exponea',
    call: 1,
    method,
    args,
    at: 5000,
  } as const
  return vendor.readCall(fact, { ...BASE, surface, ...tracker })
}
const web = (method: string, args: readonly Json[], tracker: Partial<Tracker> = {}) =>
  read('web', method, args, tracker)
/** What follows by itself from a call has tests of its own. */
const app = (method: string, args: readonly Json[], tracker: Partial<Tracker> = {}) => {
  const reading = read('bridge', method, args, tracker)
  return { ...reading, effects: reading.effects.filter(({ kind }) => kind !== 'causes') }
}
const manual: Partial<Tracker> = {
  config: { automaticSessionTracking: false },
  session: { ...BASE.session, automatic: false },
}

describe('the Web SDK (3.15.0)', () => {
  it('tracks an event with any JSON for properties (guide, “Track event”)', () => {
    const properties = { purchase_status: 'success', product_list: [{ product_id: 'abc123', quantity: 2 }] }
    expect(web('track', ['purchase', properties])).toEqual({
      items: [{ type: 'event', name: 'purchase', properties, notes: [] }],
      effects: [],
    })
  })

  it('takes an empty type and says so, and refuses wrong arguments in the recorded words', () => {
    const [empty] = web('track', ['']).items
    expect(empty?.refused).toBeUndefined()
    expect(empty?.notes?.[0]?.text).toMatch(/empty/)
    const words = 'Invalid type of argument 0 - eventType when calling exponea.track, expected string but got null'
    expect(web('track', [null]).items[0]?.refused).toBe(words)
    expect(web('track', []).items[0]?.refused).toMatch(/^Invalid number of arguments/)
    expect(web('track', ['x', []]).items[0]?.refused).toMatch(/expected object but got array/)
    expect(web('track', ['x', { $tl: 'node', text: 'div' }]).items[0]?.refused).toMatch(/got element/)
    expect(
      web('track', ['x', { $tl: 'undefined', text: '' }, { $tl: 'function', text: 'ok' }]).items[0]?.refused,
    ).toBeUndefined()
    expect(web('identify', [null]).effects).toEqual([])
  })

  it('identifies by a string, merges IDs, and marks a switch without anonymize (guide, “Track token manually”)', () => {
    expect(web('identify', ['jane@x.example']).effects[0]).toMatchObject({
      change: 'identify',
      hard: { registered: 'jane@x.example' },
    })
    const jane = { soft: { cookie: 'c1' }, hard: { registered: 'jane@x.example' } }
    const john = web('identify', [{ registered: 'john@x.example' }], { customer: jane })
    expect(john.effects[0]).toMatchObject({ change: 'switch', hard: { registered: 'john@x.example' } })
    expect(web('identify', [{ registered: 'jane@x.example' }], { customer: jane }).effects[0]).toMatchObject({
      change: 'identify',
    })
  })

  it('leaves empty IDs and a caller’s cookie out, and warns of soft IDs alone (guide, “Identify”)', () => {
    const reading = web('identify', [{ registered: '', other: null, cookie: 'mine' }])
    expect(reading.effects[0]).toMatchObject({ soft: {}, hard: {} })
    expect(reading.items[0]?.notes).toHaveLength(4)
    expect(reading.items[0]?.notes?.at(-1)?.text).toMatch(/No hard ID/)
  })

  it('forgets everybody on anonymize, and tracks nothing then (recorded)', () => {
    expect(web('anonymize', [])).toMatchObject({
      items: [],
      effects: [{ kind: 'identity', change: 'anonymize', replace: true, soft: {}, hard: {} }],
    })
  })

  it('reads configuration and key, and never another key for a running SDK', () => {
    const config = { token: 'p2', target: 'https://a.example', customer: { registered: 'jane@x.example' } }
    const first = web('_initializeConfig', [config], { key: null, status: 'stub' })
    expect(first.effects).toMatchObject([
      { kind: 'tracker', key: 'p2', config },
      { kind: 'identity', hard: { registered: 'jane@x.example' } },
    ])
    expect(web('initialize', [config]).effects[0]).not.toHaveProperty('key')
  })

  it('drops earlier calls where the visitor must opt in', () => {
    const dropped = (compliance: Json, status: Tracker['status']) =>
      web('initialize', [{ token: 'p', compliance }], { status }).effects.some(
        (effect) => effect.kind === 'started' && effect.drops !== null,
      )
    expect(dropped({ opt_in: true }, 'stub')).toBe(true)
    expect(dropped({ opt_in: { ignore_stored_command: true } }, 'stub')).toBe(true)
    expect(dropped({ opt_in: { new_customer_profile: true } }, 'stub')).toBe(false)
    expect(dropped({ opt_in: false }, 'stub')).toBe(false)
    // A page may start a loaded SDK as late as the visitor consents.
    expect(dropped({ opt_in: true }, 'running')).toBe(true)
  })

  it('reads consent events, and an invalid one as a revocation (Consents)', () => {
    const granted = (properties: Json) => web('track', ['consent', properties]).effects[0]
    expect(granted({ action: 'accept', category: 'news', valid_until: 'unlimited' })).toMatchObject({
      category: 'news',
      granted: true,
    })
    expect(granted({ action: 'reject', category: 'news' })).toMatchObject({ granted: false })
    expect(granted({ action: 'ACCEPT', category: 'news' })).toMatchObject({ granted: false })
    expect(granted({ action: 'accept' })).toBeUndefined()
  })

  it('pings without arguments, and only sets up with them', () => {
    expect(web('ping', []).items).toMatchObject([{ type: 'session', name: 'session_ping' }])
    expect(web('ping', [{ interval: 5 }]).items).toEqual([])
  })
})

describe('the mobile bridge (React Native SDK)', () => {
  it('configures in both forms: sessions automatic, 60 s (guide, “Sessions”), flush at once', () => {
    expect(app('configure', [{ projectToken: 'p1', authorizationToken: 't' }]).effects).toMatchObject([
      {
        kind: 'tracker',
        key: 'p1',
        status: 'running',
        flushMode: 'IMMEDIATE',
        session: { automatic: true, timeout: 60 },
      },
    ])
    expect(app('configure', [{ integrationConfig: { streamId: 's1' }, sessionTimeout: 20 }]).effects).toMatchObject([
      { key: 's1', session: { timeout: 20 } },
    ])
  })

  it('is in the flush mode that it was configured with', () => {
    expect(app('configure', [{ projectToken: 'p1', flushMode: 'MANUAL' }]).effects).toMatchObject([
      { flushMode: 'MANUAL' },
    ])
    expect(app('configure', [{ projectToken: 'p1', flushMode: 7 }]).effects).toMatchObject([{ flushMode: 'IMMEDIATE' }])
  })

  it(
    'tracks events and payments (guide, “Track event”, “Track payment”); a type is required, time ' + 'is in seconds',
    () => {
      expect(app('trackEvent', ['screen_view', { screen_name: 'dashboard' }]).items).toMatchObject([
        { type: 'event', name: 'screen_view', notes: [] },
      ])
      expect(app('trackEvent', ['', {}]).items[0]?.notes?.[0]?.text).toMatch(/required/)
      expect(app('trackEvent', ['x', {}, 1763788412000]).items[0]?.notes?.[0]?.text).toMatch(/milliseconds/)
      expect(app('trackEvent', ['x', {}, -1763788412000]).items[0]?.notes?.[0]?.text).toMatch(/milliseconds/)
      expect(app('trackEvent', ['x', {}, -1763788412]).items[0]?.notes).toEqual([])
      for (const no of [1e300, -1e300, 8.65e15, Number.POSITIVE_INFINITY]) {
        const [item] = app('trackEvent', ['x', {}, no]).items
        expect(item?.notes?.map(({ text }) => text).join()).toMatch(/^The timestamp is no time/)
        expect(item?.claimedAt).toBeUndefined()
        expect(app('trackSessionEnd', [no], manual).effects).toMatchObject([{ session: { endedAt: 5000 } }])
      }
      expect(app('trackPaymentEvent', [{ price: 123.45 }]).items).toMatchObject([{ type: 'payment', name: 'payment' }])
    },
  )

  it('says of a notification that iOS reads nothing of a text, and that its time is in milliseconds', () => {
    const said = (method: string, message: JsonObject) =>
      app(method, [message])
        .items[0]?.notes?.map(({ text }) => text)
        .join(' ')
    expect(said('trackDeliveredPush', { attributes: '{"campaign_id":"1"}' })).toMatch(/in attributes, and nothing of/)
    expect(said('trackClickedPush', { url_params: '{}' })).toMatch(/in url_params, and nothing of a text/)
    expect(said('trackDeliveredPush', { attributes: { sent_timestamp: 1763788412000 } })).toMatch(/milliseconds/)
    expect(said('trackClickedPush', { delivered_timestamp: 1763788412000 })).toMatch(/milliseconds/)
    expect(said('trackClickedPush', { attributes: { sent_timestamp: 1763788412.5 }, url_params: {} })).toBe('')
  })

  it('identifies (guide, “Identify”) with IDs in both forms; values must be text', () => {
    const ids = { registered: 'jane.doe@example.com' }
    for (const first of [ids, { customerIds: ids, sdkAuthToken: 'jwt' }]) {
      expect(app('identifyCustomer', [first, { age: 32 }]).effects).toMatchObject([
        { kind: 'identity', hard: ids, traits: { age: 32 } },
      ])
    }
    const odd = app('identifyCustomer', [{ registered: 7 }, { description: 'x' }])
    // The bridge of iOS refuses the call, so nobody is identified by it.
    expect(odd.effects).toEqual([])
    expect(odd.items[0]?.refused).toMatch(/is not a text/)
    expect(odd.items[0]?.notes?.map(({ text }) => text).join()).toMatch(/iOS rejects.*No hard ID.*description/)
  })

  it('adds the default properties that an item lacks, but for those that are null', () => {
    const config = { defaultProperties: { shop: 'a', currency: 'EUR', nothing: null } }
    expect(app('trackEvent', ['x', { currency: 'USD' }], { config }).items[0]?.adds).toEqual({ shop: 'a' })
  })

  it('anonymizes, also into another project (guide, “Anonymize”)', () => {
    expect(app('anonymize', []).effects).toMatchObject([{ change: 'anonymize', replace: true }])
    const { items, effects } = app('anonymize', [{ projectToken: 'p2', authorizationToken: 't' }])
    expect(items).toEqual([])
    expect(effects).toMatchObject([{ change: 'anonymize' }, { kind: 'tracker', key: 'p2' }])
  })

  it(
    'ignores manual sessions while automatic (SessionManager.swift:49), else reads them (guide, “Track ' +
      'session manually”)',
    () => {
      expect(app('trackSessionStart', [], { config: {} })).toMatchObject({
        items: [{ refused: expect.any(String) }],
        effects: [],
      })
      expect(app('trackSessionStart', [], manual).effects).toMatchObject([
        { change: 'start', session: { state: 'active', startedAt: 5000 } },
      ])
      expect(app('trackSessionEnd', [7], manual).items[0]?.notes).toMatchObject([
        { about: 'argument', text: expect.stringMatching(/iOS ignores it, Android takes it/) },
      ])
      expect(app('trackSessionEnd', [7], manual).effects).toMatchObject([
        { change: 'end', session: { state: 'ended', endedAt: 7000 } },
      ])
      const open = { ...manual, session: { ...BASE.session, state: 'active' as const, automatic: false } }
      expect(app('trackSessionStart', [], open).items[0]?.notes?.[0]?.text).toMatch(/guide, “Track session manually”/)
    },
  )

  it('tracks a push token at once (guide, “Track token manually”), in the scheme of the version', () => {
    expect(app('trackPushToken', ['a1b2'])).toMatchObject({
      items: [{ type: 'push', name: 'push token' }],
      effects: [{ kind: 'push', token: 'a1b2' }],
    })
    expect(app('trackPushToken', ['a1b2'], { version: '4.0.1' }).items[0]?.name).toBe('notification_state')
    expect(app('trackPushToken', [null])).toMatchObject({ items: [{ refused: expect.any(String) }], effects: [] })
  })

  it(
    'tracks push messages as the guide’s example payload says (“Track push notification delivery ' +
      'manually”), and heeds consent (“Push notifications”)',
    () => {
      const payload = {
        attributes: { event_type: 'campaign', campaign_id: '123456', platform: 'ios' },
        silent: false,
        has_tracking_consent: true,
        consent_category_tracking: 'iOS Consent',
      }
      const delivered = { campaign_id: '123456', platform: 'ios', status: 'delivered', state: 'shown' }
      expect(app('trackDeliveredPush', [payload]).items).toMatchObject([
        { type: 'campaign', name: 'campaign', properties: delivered },
      ])
      expect(app('trackClickedPush', [payload]).items[0]?.properties).toMatchObject({ status: 'clicked' })
      const denied = { ...payload, has_tracking_consent: false }
      expect(app('trackDeliveredPush', [denied]).items[0]?.refused).toMatch(/has_tracking_consent/)
      expect(app('trackDeliveredPushWithoutTrackingConsent', [denied]).items[0]?.refused).toBeUndefined()
      expect(
        app('trackClickedPush', [{ ...denied, url: 'https://a.example/?xnpe_force_track=true' }]).items[0]?.refused,
      ).toBeUndefined()
    },
  )

  it('lets an address force a click, no more (TrackingConsentManager.swift:25, 79), whatever else it carries', () => {
    const url = 'https://a.example/?xnpe_force_track=TRUE'
    const denied = { id: 'm', has_tracking_consent: false, url }
    const taken = (method: string, ...args: Json[]) => app(method, args).items[0]?.refused === undefined
    expect(taken('trackClickedPush', denied)).toBe(true)
    expect(taken('trackClickedPush', { ...denied, url: 'https://a.example/#?xnpe_force_track=1' })).toBe(false)
    expect(taken('trackDeliveredPush', denied)).toBe(false)
    expect(taken('trackInAppMessageClick', denied, 'Buy', 'https://a.example/')).toBe(false)
    expect(taken('trackInAppMessageClick', denied, 'Buy', url)).toBe(true)
    expect(taken('trackInAppMessageClose', denied, null, true)).toBe(false)
    const block = {
      placeholderId: 'top',
      contentBlock: { id: 'b', personalized_message: { has_tracking_consent: false } },
    }
    expect(taken('trackInAppContentBlockShown', block)).toBe(false)
    expect(taken('trackInAppContentBlockClick', { ...block, action: { url } })).toBe(true)
    expect(taken('trackAppInboxClick', { url }, { content: denied })).toBe(true)
    expect(taken('trackAppInboxOpened', { content: denied })).toBe(false)
  })

  it('reads a content block in the native SDKs’ form, and refuses a message that cannot be read', () => {
    const item = (method: string, ...args: Json[]) => app(method, args).items[0]
    const shown = item('trackInAppContentBlockShown', 'top', { id: 'b', name: 'B' })
    expect(shown).toMatchObject({ properties: { action: 'show', banner_id: 'b', banner_name: 'B' } })
    expect(shown?.refused).toBeUndefined()
    expect(item('trackInAppContentBlockError', { placeholderId: 'top', message: {}, errorMessage: 'no' })).toEqual(
      item('trackInAppContentBlockError', 'top', {}, 'no'),
    )
    const refused = [
      item('trackInAppContentBlockShown', 'top'),
      item('trackInAppContentBlockClick', { placeholderId: 'top', contentBlock: '{}' }),
      item('trackInAppMessageClose', 7),
      item('trackAppInboxOpened'),
      item('trackAppInboxClick', {}, 'x'),
    ]
    for (const each of refused)
      expect(each).toMatchObject({ refused: expect.stringContaining('refuses'), doubted: true })
  })

  it.each([
    [undefined, true],
    ['TRUE', true],
    [1, true],
    [null, false],
    [2, false],
    ['yes', false],
  ])('reads has_tracking_consent %j as the model does: tracked %j (GdprTracking.swift:34)', (consent, tracked) => {
    const payload = { attributes: {}, ...(consent === undefined ? {} : { has_tracking_consent: consent }) }
    expect(app('trackDeliveredPush', [payload]).items[0]?.refused === undefined).toBe(tracked)
    expect(app('trackClickedPush', [payload]).items[0]?.refused === undefined).toBe(tracked)
  })

  it(
    'takes no payload that is no object for a notification (guide, “Track push notification ' + 'delivery manually”)',
    () => {
      for (const odd of [null, 'x', 7, [], { $tl: 'node', text: 'div' }])
        expect(app('trackDeliveredPush', [odd]).items[0]?.refused).toBeTruthy()
    },
  )

  it(
    'reads flushes, flush modes and default properties (guide, “Stop the SDK but upload tracked data”, ' +
      '“Default properties”)',
    () => {
      expect(app('flushData', []).effects).toEqual([{ kind: 'flush', by: 'flushData()' }])
      expect(app('setFlushMode', ['MANUAL']).effects).toEqual([{ kind: 'tracker', flushMode: 'MANUAL' }])
      expect(app('setDefaultProperties', [{ a: 1 }], manual).effects).toMatchObject([
        { config: { automaticSessionTracking: false, defaultProperties: { a: 1 } } },
      ])
    },
  )

  it('wipes everything on stop and drops later calls until configured again (guide, “Stop SDK integration”)', () => {
    const { effects } = app('stopIntegration', [])
    expect(effects).toMatchObject([
      { kind: 'device', effects: [{ kind: 'wiped' }, { kind: 'push' }, { kind: 'tracker', config: null }, {}, {}] },
      { kind: 'tracker', status: 'stopped' },
    ])
    expect(app('trackEvent', ['x', {}], { status: 'stopped' }).items[0]?.refused).toMatch(/“Stop SDK integration”/)
    expect(app('configure', [{ projectToken: 'p' }], { status: 'stopped' }).effects).toMatchObject([
      { status: 'running' },
    ])
  })

  it('clears local data only before configure (guide, “Clear local customer data”)', () => {
    expect(app('clearLocalCustomerData', ['group']).effects).toEqual([
      { kind: 'ignored', text: expect.stringMatching(/before the SDK is initialized; use stopIntegration/) },
    ])
    expect(app('clearLocalCustomerData', ['group'], { key: null }).effects.at(-1)).toEqual({
      kind: 'tracker',
      status: 'wiped',
    })
  })

  it('never throws, whatever the method and its arguments', () => {
    const odd: Json[] = [null, 0, '', 'x', true, [], {}, [[]], { $tl: 'cycle', text: '' }]
    for (const surface of ['web', 'bridge'] as const) {
      for (const method of [
        'track',
        'identify',
        'update',
        'start',
        'trackEvent',
        'identifyCustomer',
        'configure',
        'anonymize',
        'trackClickedPush',
        'trackInAppMessageClick',
        'trackAppInboxClick',
        'toString',
        '__proto__',
        'constructor',
        '',
      ]) {
        for (const value of odd) expect(read(surface, method, [value, value, value]).items).toBeInstanceOf(Array)
      }
    }
  })
})

it('verifyPushStatusAndTrackPushToken() brings the token that the SDK has, under the name of either scheme', () => {
  const { items, effects } = read('bridge', 'verifyPushStatusAndTrackPushToken', [])
  expect(items).toEqual([])
  expect(effects).toEqual([
    {
      kind: 'causes',
      things: [
        { type: 'push', name: PUSH_TOKEN },
        { type: 'push', name: 'notification_state' },
      ],
    },
  ])
})
