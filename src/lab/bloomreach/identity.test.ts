/**
 * Identity: identifyCustomer (guide, “Customers”), anonymize and the switch of project (guide, “Anonymize”), in both
 * profiles.
 */
import { describe, expect, it } from 'vitest'
import { play } from '../../testing/bloomreach-scenario'

const BOTH = ['documented', 'ios-4']

/** Sends installation and session start first, so that a row's requests are its own. */
const quiet = (script: string) => `0 configure {"flushMode": "manual", "automaticSessionTracking": false}
  0 flushData
  0 answer 200 {"success":true}
  ${script}`

interface Row {
  readonly name: string
  readonly script: string
  readonly requests: readonly string[]
  readonly warns?: string
}

const SEQUENCES: readonly Row[] = [
  {
    name:
      'track A, identify x, flush: the anonymous event already carries x (guide, “Customers”, ' +
      'TrackEvent.swift:110)',
    script: `1 trackEvent "A", {}
      2 identifyCustomer {"registered":"x"}, {}
      3 flushData`,
    requests: ['customers c1 registered=x', 'customers/events c1 registered=x A'],
  },
  {
    name: 'track A, flush, identify x, flush: merged on the server',
    script: `1 trackEvent "A", {}
      2 flushData
      2 answer 200
      3 identifyCustomer {"registered":"x"}, {}
      4 flushData`,
    requests: ['customers/events c1 A', 'customers c1 registered=x'],
  },
  {
    name: 'identify x, identify y, both unflushed: both rows go out as y (TrackCustomer.swift:103)',
    script: `1 identifyCustomer {"registered":"x"}, {"n":1}
      2 identifyCustomer {"registered":"y"}, {"n":2}
      3 flushData`,
    requests: ['customers c1 registered=y', 'customers c1 registered=y'],
  },
  {
    name: 'identify x, identify y in immediate mode: x, then y under the same cookie',
    script: `1 setFlushMode "IMMEDIATE"
      2 identifyCustomer {"registered":"x"}, {}
      2 answer 200
      3 identifyCustomer {"registered":"y"}, {}`,
    requests: ['customers c1 registered=x', 'customers c1 registered=y'],
  },
  {
    name: 'identify x, anonymize, identify y: two customers (guide, “Anonymize”)',
    script: `1 identifyCustomer {"registered":"x"}, {}
      2 anonymize
      3 identifyCustomer {"registered":"y"}, {}
      4 flushData`,
    requests: [
      'customers c1 registered=x',
      'customers c2 registered=y',
      'customers/events c2 registered=y installation',
    ],
  },
  {
    name: 'identify x, anonymize, track B: B is anonymous',
    script: `1 identifyCustomer {"registered":"x"}, {}
      2 anonymize
      3 trackEvent "B", {}
      4 flushData`,
    requests: ['customers c1 registered=x', 'customers/events c2 installation', 'customers/events c2 B'],
  },
  {
    name: 'identify by a soft ID after anonymize: sent, with a warning (guide, “Identify”)',
    script: `1 anonymize
      2 identifyCustomer {"email_id":"x"}, {}
      3 flushData`,
    requests: ['customers c2 email_id=x', 'customers/events c2 email_id=x installation'],
    warns: 'without a hard ID',
  },
  {
    name: 'identify with a cookie: the SDK keeps its own (ExponeaInternal+Tracking.swift:75)',
    script: `1 identifyCustomer {"cookie":"zzz"}, {}
      2 flushData`,
    requests: ['customers c1'],
    warns: 'The cookie ID is the SDK’s own',
  },
  {
    name: 'identify with an empty hard ID: sent as it is',
    script: `1 identifyCustomer {"registered":""}, {}
      2 flushData`,
    requests: ['customers c1 registered='],
  },
]

describe('identity sequences', () => {
  for (const { name, script, requests, warns } of SEQUENCES) {
    it.each(BOTH)(`${name} [%s]`, (profile) => {
      const played = play({ profile }, quiet(script))
      expect(played.requests().slice(1)).toEqual(requests)
      if (warns !== undefined) expect(played.logs(warns)).toHaveLength(1)
    })
  }
})

describe('identifyCustomer', () => {
  it.each(BOTH)('is no event but a customer update, with the guide’s example (“Identify”) [%s]', (profile) => {
    const played = play(
      { profile },
      quiet(`1 identifyCustomer {"registered":"jane.doe@example.com"}, {"first_name":"Jane","last_name":"Doe","age":32}
        2 flushData`),
    )
    expect(played.tracked().slice(1)).toEqual(['customer update @1 c1 registered=jane.doe@example.com'])
    expect(played.bodies()[1]).toEqual({
      customer_ids: { cookie: played.view.customer.soft.cookie, registered: 'jane.doe@example.com' },
      properties: { first_name: 'Jane', last_name: 'Doe', age: 32 },
      timestamp: 1763788401,
    })
  })

  it.each(BOTH)(
    'a timestamp of one’s own (guide, “Identify”); one that is no number is told of, and it is now [%s]',
    (profile) => {
      const script = `1 identifyCustomer {"registered":"x"}, {}, 1600000000.5
        2 identifyCustomer {"registered":"x"}, {}, "soon"
        3 flushData`
      const played = play({ profile }, quiet(script))
      expect(played.bodies().map((body) => body.timestamp)).toEqual([1763788400, 1600000000.5, 1763788402])
      expect(played.logs('identifyCustomer: The timestamp is not a number of seconds')).toHaveLength(1)
    },
  )

  it.each(BOTH)('ids are merged, never removed (DatabaseManager.swift:147) [%s]', (profile) => {
    const played = play(
      { profile },
      quiet('1 identifyCustomer {"registered":"x"}, {}\n2 identifyCustomer {"loyalty":"7"}, {}'),
    )
    expect(played.view.customer.hard).toEqual({ registered: 'x', loyalty: '7' })
  })

  it.each(BOTH)('an id that is no text refuses the whole call (guide, “Identify”) [%s]', (profile) => {
    const played = play({ profile }, quiet('1 identifyCustomer {"registered":"x","loyalty":7}, {}'))
    expect(played.tracked().slice(1)).toEqual([])
    expect(played.view.customer.hard).toEqual({})
    expect(played.logs('loyalty is not a string')).toHaveLength(1)
  })

  it.each(BOTH)('the hard ID stays until anonymize, across launches (guide, “Identify”) [%s]', (profile) => {
    const first = play({ profile }, quiet('1 identifyCustomer {"registered":"x"}, {}'))
    const again = play({ profile, stored: first.stored }, '100 configure')
    expect(again.view.customer.hard).toEqual({ registered: 'x' })
    expect(play({ profile, stored: again.stored }, '200 configure\n201 anonymize').view.customer.hard).toEqual({})
  })

  it('since 3.8.2 some of the app’s own customer properties are lost (TrackCustomer.swift:45) [ios-4]', () => {
    const script = quiet(
      '1 identifyCustomer {"registered":"x"}, {"description":"d","platform":"p","valid":true,"age":3}\n2 flushData',
    )
    expect(play({ profile: 'ios-4' }, script).bodies()[1]?.properties).toEqual({ age: 3 })
    expect(play({ profile: 'documented' }, script).bodies()[1]?.properties).toMatchObject({
      description: 'd',
      platform: 'p',
    })
  })
})

describe('anonymize', () => {
  const script = `0 configure
    1 identifyCustomer {"registered":"x"}, {}
    2 trackPushToken "T"
    5 trackEvent "before", {}
    10 anonymize`
  const since = (played: ReturnType<typeof play>) =>
    played.tracked().slice(played.tracked().indexOf('before @5 c1 registered=x') + 1)

  it('the guide’s seven effects in its order (“Anonymize”) [documented]', () => {
    const played = play({ profile: 'documented' }, script)
    expect(since(played)).toEqual([
      'push token @10 c1 registered=x token:none',
      'session_start @10 c2',
      'push token @10 c2 token:T',
      'installation @10 c2',
    ])
    const from = played.effects.findIndex(
      (effect) => effect.effect === 'tracked' && effect.item.properties.apple_push_notification_id === '',
    )
    const marks = played.effects.slice(from).flatMap((effect) => {
      if (effect.effect === 'tracked') return [effect.item.name]
      return effect.effect === 'log' ? [effect.text.replace(/ with cookie .*/, '')] : []
    })
    expect(marks).toEqual([
      'push token',
      'Local repositories and caches are cleared, excluding tracked events.',
      'session_start',
      'New customer created',
      'push token',
      'In-app messages, in-app content blocks and app inbox are preloaded for the new customer.',
      'installation',
    ])
    expect(played.view.pushToken).toBe('T')
  })

  it('the source’s order (ExponeaInternal+Tracking.swift:466, TrackingManager.swift:697) [ios-4]', () => {
    expect(since(play({ profile: 'ios-4' }, script))).toEqual([
      'session_end @10 c1 registered=x',
      'customer update @10 c1 registered=x',
      'notification_state @10 c1 registered=x valid:false',
      'customer update @10 c2',
      'notification_state @10 c2 valid:true',
      'installation @10 c2',
      'session_start @10 c2',
    ])
  })

  it.each(BOTH)('events already tracked stay, and keep their customer (guide, “Anonymize”) [%s]', (profile) => {
    const played = play({ profile, settings: { flushMode: 'manual' } }, `${script}\n20 flushData`)
    expect(played.requests()).toContain('customers/events c1 registered=x before')
  })

  it.each(BOTH)('without a known token none is moved [%s]', (profile) => {
    const played = play({ profile }, '0 configure\n1 anonymize')
    expect(played.tracked('push token', 'notification_state')).toEqual([])
  })

  it.each(BOTH)('without automatic sessions there is no session event (guide, “Anonymize”) [%s]', (profile) => {
    const played = play({ profile }, '0 configure {"automaticSessionTracking":false}\n1 anonymize')
    expect(played.tracked()).toEqual(['installation @0 c1', 'installation @1 c2'])
  })

  it.each(BOTH)('default properties are not reset [%s]', (profile) => {
    expect(play({ profile }, '0 configure {"defaultProperties":{"a":1}}\n1 anonymize').view.defaultProperties).toEqual({
      a: 1,
    })
  })
})

describe('anonymize with a switch of project (guide, “Anonymize”)', () => {
  const mapping = '{"PAYMENT":[{"projectToken":"P3","authorization":"Token three"}]}'
  const script = `0 configure {"flushMode":"manual","projectMapping":${mapping}}
    1 trackPushToken "T"
    2 trackPaymentEvent {"price":1}
    10 anonymize {"baseUrl":"https://eu.example","projectToken":"P2","authorizationToken":"two"}
    11 trackPaymentEvent {"price":2}`

  it.each(BOTH)('what was stored goes to the old project, all that follows to the new one [%s]', (profile) => {
    const tracked = play({ profile }, script).tracked()
    expect(tracked.filter((line) => line.includes(' c1')).every((line) => !line.includes('→ P2'))).toBe(true)
    expect(tracked.filter((line) => line.includes(' c2')).every((line) => line.endsWith('→ P2'))).toBe(true)
    expect(tracked).toContain('installation @10 c2 → P2')
    expect(tracked).toContain('session_start @10 c2 → P2')
  })

  it('the old customer’s last events go to the old project [ios-4]', () => {
    const tracked = play({ profile: 'ios-4' }, script).tracked()
    expect(tracked).toContain('session_end @10 c1')
    expect(tracked).toContain('notification_state @10 c1 valid:false')
    expect(tracked).toContain('notification_state @10 c2 valid:true → P2')
  })

  it.each(BOTH)('a switch without a mapping drops the old one (ExponeaInternal+Tracking.swift:435) [%s]', (profile) => {
    expect(play({ profile }, script).tracked('payment')).toEqual([
      'payment @2 c1',
      'payment @2 c1 → P3',
      'payment @11 c2 → P2',
    ])
  })

  it.each(BOTH)('address and authorization follow each item’s own project [%s]', (profile) => {
    const played = play({ profile }, `${script}\n20 flushData`)
    const requests = played.effects.flatMap((effect) => (effect.effect === 'request' ? [effect.request] : []))
    const of = (project: string) => requests.filter((request) => request.url.includes(`/${project}/`))
    expect(of('P2')[0]).toMatchObject({ headers: { authorization: 'Token two' } })
    expect(of('P2')[0]?.url).toMatch(/^https:\/\/eu\.example\/track\/v2\/projects\/P2\//)
    expect(of('P')[0]?.url).toMatch(/^https:\/\/api\.exponea\.com\/track\/v2\/projects\/P\//)
  })

  it.each(BOTH)(
    'the device keeps the configuration with its new project (TrackingManager.swift:709) [%s]',
    (profile) => {
      const { configuration } = play({ profile }, script).stored
      expect(configuration).toMatchObject({
        projectToken: 'P2',
        authorization: 'Token two',
        baseUrl: 'https://eu.example',
        projectMapping: {},
        flushMode: 'manual',
      })
      expect(configuration).not.toHaveProperty('authorizationToken')
      expect(play({ profile }, '0 configure\n1 anonymize').stored.configuration).toEqual(
        play({ profile }, '0 configure').stored.configuration,
      )
    },
  )

  it.each(BOTH)('a project is read from an integrationConfig too; a stream of Data hub is refused [%s]', (profile) => {
    const form = '{"integrationConfig":{"projectToken":"P2","authorizationToken":"two"}}'
    const switched = play({ profile, settings: { flushMode: 'manual' } }, `0 configure\n1 anonymize ${form}\n2 wait`)
    expect(switched.logs('refused')).toEqual([])
    expect(switched.effects.flatMap((each) => (each.effect === 'tracked' ? each.item.key : [])).at(-1)).toBe('P2')
    const configured = play({ profile, settings: { flushMode: 'manual' } }, `0 configure ${form}`)
    expect(configured.effects.flatMap((each) => (each.effect === 'tracked' ? each.item.key : []))[0]).toBe('P2')
    const stream = '{"integrationConfig":{"type":"stream","streamId":"S1"}}'
    const played = play({ profile }, `0 configure ${stream}\n1 configure\n2 anonymize {"streamId":"S2"}`)
    expect(played.logs('it names a stream of Data hub; the guide knows projects alone')).toHaveLength(2)
    expect(played.tracked('installation')).toEqual(['installation @1 c1'])
  })

  it.each(BOTH)('a project that is none is refused, and nothing is anonymized [%s]', (profile) => {
    const played = play({ profile }, '0 configure\n1 anonymize {"projectToken":"not a token!"}')
    expect(played.tracked('installation')).toEqual(['installation @0 c1'])
    expect(played.logs('anonymize refused')).toHaveLength(1)
  })
})
