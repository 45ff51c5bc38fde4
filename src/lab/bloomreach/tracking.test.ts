/**
 * Events, payments, default properties, installation, project mapping and the wire format (guide, “Tracking”,
 * “Payments”, “Track payment”, “Default properties”).
 */
import { describe, expect, it } from 'vitest'
import { play } from '../../testing/bloomreach-scenario'
import { model } from '.'
import { calls } from './calls'

const BOTH = ['documented', 'ios-4']
const MANUAL = { flushMode: 'manual', automaticSessionTracking: false }
const last = (played: ReturnType<typeof play>) => played.bodies().at(-1)

describe('trackEvent', () => {
  it.each(BOTH)(
    'the guide’s first example, in the wire format (guide, “Track event”; TrackingParameters.swift:38) [%s]',
    (profile) => {
      const played = play(
        { profile, settings: MANUAL },
        `0 configure
        12.4182 trackEvent "screen_view", {"screen_name":"dashboard","other_property":123.45}
        13 flushData`,
      )
      const request = played.effects.flatMap((effect) => (effect.effect === 'request' ? [effect.request] : [])).at(-1)
      expect(request).toMatchObject({
        method: 'POST',
        url: 'https://api.exponea.com/track/v2/projects/P/customers/events',
        headers: { 'content-type': 'application/json', accept: 'application/json', authorization: 'Token key' },
      })
      const added =
        profile === 'ios-4' ? { application_id: 'default-application', device_id: played.stored.deviceId } : {}
      expect(last(played)).toEqual({
        customer_ids: { cookie: played.view.customer.soft.cookie },
        event_type: 'screen_view',
        timestamp: 1763788412.4182,
        properties: { screen_name: 'dashboard', other_property: 123.45, ...added },
      })
    },
  )

  it.each(BOTH)('nested properties (guide, “Track event”) [%s]', (profile) => {
    const list = '"product_list":[{"product_id":"abc123","quantity":2},{"product_id":"abc456","quantity":1}]'
    const played = play(
      { profile, settings: MANUAL },
      `0 configure\n1 trackEvent "purchase", {${list},"total_price":7.99}\n2 flushData`,
    )
    expect(last(played)?.properties).toMatchObject({
      product_list: [
        { product_id: 'abc123', quantity: 2 },
        { product_id: 'abc456', quantity: 1 },
      ],
    })
  })

  it.each(BOTH)('a timestamp of one’s own, in seconds, unchecked (guide, “Track event”) [%s]', (profile) => {
    const played = play(
      { profile, settings: MANUAL },
      '0 configure\n1 trackEvent "a", {}, 1600000000.25\n2 trackEvent "b", {}, 1600000000000\n3 flushData',
    )
    expect(
      played
        .bodies()
        .filter((body) => body.event_type !== 'installation')
        .map((body) => body.timestamp),
    ).toEqual([1600000000.25, 1600000000000])
    expect(played.logs('looks like milliseconds')).toHaveLength(1)
  })

  it.each(BOTH)('a timestamp that is no number: tracked now, and said (guide, “Track event”) [%s]', (profile) => {
    const played = play(
      { profile, settings: MANUAL },
      '0 configure\n1 trackEvent "a", {}, "2025-11-22"\n2 trackEvent "b", {}, null',
    )
    expect(played.tracked('a', 'b')).toEqual(['a @1 c1', 'b @2 c1'])
    expect(played.logs('trackEvent: The timestamp is not a number of seconds')).toHaveLength(1)
  })

  it.each(BOTH)(
    'an empty or missing type is flagged and sent all the same (guide, “Track event”; ' +
      'TrackingParameters.swift:60) [%s]',
    (profile) => {
      const played = play(
        { profile, settings: MANUAL },
        '0 configure\n1 trackEvent "", {}\n2 trackEvent null, {}\n3 flushData',
      )
      const [, empty, missing] = played.bodies()
      expect(empty).toHaveProperty('event_type', '')
      expect(missing).not.toHaveProperty('event_type')
      expect(played.logs('eventType is required')).toHaveLength(2)
    },
  )

  it.each(BOTH)('nulls are dropped, inside too (DatabaseManager+DataType.swift:84) [%s]', (profile) => {
    const played = play(
      { profile, settings: MANUAL },
      '0 configure\n1 trackEvent "a", {"x":null,"y":{"z":null,"k":1},"l":[1,null]}\n2 flushData',
    )
    expect(last(played)?.properties).toMatchObject({ y: { k: 1 }, l: [1] })
    expect(last(played)?.properties).not.toHaveProperty('x')
  })

  it.each(BOTH)('properties that are no object track nothing, and say so [%s]', (profile) => {
    const played = play({ profile, settings: MANUAL }, '0 configure\n1 trackEvent "a", [1]')
    expect(played.tracked('a')).toEqual([])
    expect(played.logs('must be an object')).toHaveLength(1)
  })

  it.each(BOTH)(
    'before configure it waits, and gets the time of the replay (ExpoInitManager.swift:68) [%s]',
    (profile) => {
      const played = play(
        { profile, settings: MANUAL },
        '0 trackEvent "early", {}\n5 trackEvent "timed", {}, 1763788401\n10 configure',
      )
      expect(played.tracked()).toEqual(['installation @10 c1', 'early @10 c1', 'timed @1 c1'])
    },
  )

  it.each(BOTH)(
    'a custom event named campaign_click gets the click’s body and address (TrackingParameters.swift:47) [%s]',
    (profile) => {
      const played = play(
        { profile, settings: MANUAL },
        '0 configure\n1 trackEvent "campaign_click", {"lost":1}\n2 flushData',
      )
      expect(played.requests().at(-1)).toBe('campaigns/clicks c1 campaign_click')
      expect(last(played)).not.toHaveProperty('properties')
    },
  )
})

describe('payments, default properties, installation', () => {
  it.each(BOTH)('trackPayment is a payment event (guide, “Track payment”) [%s]', (profile) => {
    const played = play(
      { profile, settings: MANUAL },
      '0 configure\n1 trackPayment {"productId":"123","currency":"USD","price":123.45,"quantity":2}\n2 flushData',
    )
    expect(last(played)).toMatchObject({ event_type: 'payment', properties: { productId: '123', price: 123.45 } })
  })

  it.each(BOTH)('a payment’s own timestamp (guide, “Track payment”) [%s]', (profile) => {
    const played = play(
      { profile, settings: MANUAL },
      '0 configure\n1 trackPayment {"price":1}, 1763788300\n2 trackPayment {"price":2}',
    )
    expect(played.tracked('payment')).toEqual(['payment @-100 c1', 'payment @2 c1'])
  })

  it.each(BOTH)(
    'defaults on every event, the event’s own win, changed later (guide, “Default properties”) [%s]',
    (profile) => {
      const script = `0 configure {"defaultProperties":{"a":"default","b":"default"}}
      1 trackEvent "one", {"a":"own"}
      2 setDefaultProperties {"c":"new"}
      3 trackEvent "two", {}
      4 flushData`
      const [installation, one, two] = play({ profile, settings: MANUAL }, script).bodies()
      expect(installation?.properties).toMatchObject({ a: 'default', b: 'default' })
      expect(one?.properties).toMatchObject({ a: 'own', b: 'default' })
      expect(two?.properties).toMatchObject({ c: 'new' })
      expect(two?.properties).not.toHaveProperty('a')
    },
  )

  it.each(BOTH)('defaults on customer updates only where allowed (TrackingManager.swift:326) [%s]', (profile) => {
    const script = '0 configure {"defaultProperties":{"a":1}}\n1 identifyCustomer {"registered":"x"}, {}\n2 flushData'
    expect(play({ profile, settings: MANUAL }, script).bodies()[0]?.properties).toEqual({ a: 1 })
    expect(
      play({ profile, settings: { ...MANUAL, allowDefaultCustomerProperties: false } }, script).bodies()[0]?.properties,
    ).toEqual({})
  })

  it.each(BOTH)('set before configure they are ignored [%s]', (profile) => {
    expect(
      play({ profile, settings: MANUAL }, '0 setDefaultProperties {"a":1}\n1 configure').view.defaultProperties,
    ).toEqual({})
  })

  it.each(BOTH)(
    'installation once a customer: not at the next launch, again after anonymize (guide, “Tracking”) [%s]',
    (profile) => {
      const script =
        '0 configure\n5 killed\n10 launched\n10 configure\n20 anonymize\n30 killed\n40 launched\n40 configure'
      expect(play({ profile, settings: MANUAL }, script).tracked('installation')).toEqual([
        'installation @0 c1',
        'installation @20 c2',
      ])
    },
  )

  it('device and application on every event since 3.8 (TrackingManager.swift:241), unknown to the guide', () => {
    const script = '0 configure {"applicationId":"shop.app"}\n1 trackEvent "a", {}\n2 flushData'
    expect(last(play({ profile: 'ios-4', settings: MANUAL }, script))?.properties).toMatchObject({
      application_id: 'shop.app',
    })
    expect(last(play({ profile: 'documented', settings: MANUAL }, script))?.properties).toEqual({})
  })
})

describe('configuration', () => {
  it.each(BOTH)(
    'project mapping: one event, several projects, each its own request (Configuration.swift:484) [%s]',
    (profile) => {
      const settings = {
        ...MANUAL,
        projectMapping: {
          PAYMENT: [{ projectToken: 'P3', authorization: 'three', baseUrl: 'https://three.example/' }],
        },
      }
      const played = play(
        { profile, settings },
        '0 configure\n1 trackPaymentEvent {}\n2 trackEvent "a", {}\n3 flushData',
      )
      expect(played.requests().slice(1)).toEqual([
        'customers/events c1 payment',
        'customers/events c1 payment → P3',
        'customers/events c1 a',
      ])
    },
  )

  it.each([
    [{ projectToken: '' }, 'projectToken'],
    [{ projectToken: 'a b' }, 'projectToken'],
    [{ baseUrl: 'nowhere' }, 'baseUrl'],
    [{ applicationId: 'Not Valid' }, 'applicationId'],
    [{ projectMapping: { PAYMENT: 'P3' } }, 'projectMapping.PAYMENT'],
    [{ projectMapping: { Purchase: [] } }, 'projectMapping.Purchase is not an event type'],
  ])('%j is refused, and the SDK stays unconfigured (Configuration+Validation.swift)', (settings, words) => {
    const played = play({ profile: 'documented', settings }, '0 configure')
    expect(played.view.status).toBe('not configured')
    expect(played.logs(words)).toHaveLength(1)
  })

  it('the native form of a configuration sets the same (Exponea+Configuration.swift)', () => {
    const native = {
      ...{
        projectToken: 'P2',
        authorization: { token: 'two' },
        automaticSessionTracking: { enabled: { timeout: 120 } },
      },
      pushNotificationTracking: { enabled: { appGroup: 'g', tokenTrackFrequency: 'daily' } },
      flushingSetup: { mode: { periodic: 10 }, maxRetries: 2 },
    }
    const flat = {
      ...{ projectToken: 'P2', authorization: 'Token two', automaticSessionTracking: true, sessionTimeout: 120 },
      ...{ pushNotificationTracking: true, appGroup: 'g', tokenTrackFrequency: 'daily' },
      ...{ flushMode: 'periodic', flushPeriod: 10, flushMaxRetries: 2 },
    }
    const configurationOf = (given: object) =>
      play({ profile: 'documented' }, `0 configure ${JSON.stringify(given)}`).state.process
    expect(configurationOf(native)).toEqual(configurationOf(flat))
    const off = { pushNotificationTracking: 'disabled', automaticSessionTracking: 'disabled', flushingSetup: 'default' }
    expect(configurationOf(off).configuration).toMatchObject({
      ...{ pushNotificationTracking: false, automaticSessionTracking: false, flushMode: 'immediate' },
    })
  })

  it.each(BOTH)('a second configure is ignored (Exponea+Configuration.swift:128) [%s]', (profile) => {
    const played = play(
      { profile, settings: MANUAL },
      '0 configure\n1 configure {"projectToken":"P9"}\n2 trackEvent "a", {}',
    )
    expect(played.tracked('a')).toEqual(['a @2 c1'])
  })

  it.each(BOTH)(
    'without an authorization nothing that the app tracks is taken (ExponeaInternal+Tracking.swift:25) [%s]',
    (profile) => {
      const calls = '0 configure\n1 trackEvent "a", {}\n2 flushData'
      const played = play({ profile, settings: { ...MANUAL, authorization: '' } }, calls)
      expect(played.tracked('a')).toEqual([])
      expect(played.logs('authorization is insufficient')).toEqual([
        expect.stringMatching(/^trackEvent: .*, nothing was tracked\.$/),
        expect.stringMatching(/^flushData: .*, nothing was sent\.$/),
      ])
    },
  )

  it.each([
    [4.9, 1],
    [5, 0],
    [180, 0],
    [181, 1],
  ])(
    'a sessionTimeout of %j s: %j remarks on the documented limits (configuration guide)',
    (sessionTimeout, remarks) => {
      expect(
        play({ profile: 'documented', settings: { ...MANUAL, sessionTimeout } }, '0 configure').logs('documented are'),
      ).toHaveLength(remarks)
    },
  )

  it('stored values that cannot be read are left out', () => {
    const stored = {
      customer: 7,
      session: 'x',
      'row:a': { id: 'a' },
      'row:b': null,
      installed: [1],
      push: {},
      campaign: [],
    }
    const played = play({ profile: 'documented', settings: MANUAL, stored }, '0 configure')
    expect(played.tracked()).toEqual(['installation @0 c1'])
  })
})

it('every operation that the Lab shows is a method, and its examples run', () => {
  for (const profile of BOTH) {
    for (const { method, fields } of model.operations) {
      expect(Object.keys(calls)).toContain(method)
      const args = fields.map(({ example }) => JSON.stringify(example)).join(', ')
      const script = method === 'configure' ? `1 configure ${args}` : `0 configure\n1 ${method} ${args}`
      expect(play({ profile, settings: MANUAL }, script).logs('must be')).toEqual([])
    }
  }
})

it('a step changes nothing of the state that it was given', () => {
  const state = model.create({
    profile: 'documented',
    settings: { projectToken: 'P', authorization: 'k' },
    stored: {},
    at: 0,
  })
  const before = JSON.stringify(state)
  const stepped = model.step(state, { input: 'call', method: 'configure', args: [] }, 0, () => 'id')
  expect(JSON.stringify(state)).toBe(before)
  expect(model.view(stepped.state).status).toBe('running')
})
