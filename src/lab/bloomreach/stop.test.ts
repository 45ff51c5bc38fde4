/**
 * stopIntegration with the guide's four use cases (“Stop SDK integration”), and clearLocalCustomerData (“Clear local
 * customer data”).
 */
import { describe, expect, it } from 'vitest'
import { play } from '../../testing/bloomreach-scenario'

const BOTH = ['documented', 'ios-4']
const MANUAL = { flushMode: 'manual' }
const rows = (stored: object) => Object.keys(stored).filter((key) => key.startsWith('row:'))

describe('the guide’s use cases', () => {
  it.each(BOTH)(
    'stop but upload tracked data: flush first (“Stop the SDK but upload tracked data”) [%s]',
    (profile) => {
      const used = play({ profile, settings: MANUAL }, '0 configure\n1 trackEvent "kept", {}')
      const played = play(
        { profile, settings: MANUAL, stored: used.stored },
        '10 configure\n10 flushData\n10 stopIntegration\n11 answer 200',
      )
      expect(played.requests()).toContain('customers/events c1 kept')
      expect(played.effects.filter((effect) => effect.effect === 'delivered').length).toBe(played.requests().length)
      expect(played.stored).toEqual({ stopped: true })
    },
  )

  it.each(BOTH)(
    'stop and wipe all tracked data: without initializing (“Stop the SDK and wipe all tracked data”) [%s]',
    (profile) => {
      const used = play(
        { profile, settings: MANUAL },
        '0 configure\n1 identifyCustomer {"registered":"gone"}, {}\n2 trackEvent "gone", {}',
      )
      expect(rows(used.stored).length).toBeGreaterThan(0)
      const played = play({ profile, stored: used.stored }, '10 stopIntegration')
      expect(played.requests()).toEqual([])
      expect(played.stored).toEqual({ stopped: true })
      const fresh = play({ profile, stored: played.stored }, '20 configure\n30 wait')
      expect(fresh.tracked('installation')).toEqual(['installation @20 c1'])
      expect(fresh.view.customer.hard).toEqual({})
      expect(fresh.view.customer.soft.cookie).not.toBe(used.view.customer.soft.cookie)
    },
  )

  it('stop the already running SDK: everything at once (“Stop the already running SDK”) [documented]', () => {
    const played = play(
      { profile: 'documented', settings: MANUAL },
      '0 configure\n1 trackPushToken "T"\n2 trackEvent "lost", {}\n3 stopIntegration',
    )
    expect(played.requests()).toEqual([])
    expect(played.outcomes()).toEqual(['wiped installation', 'wiped session_start', 'wiped push token', 'wiped lost'])
    expect(played.view).toMatchObject({
      status: 'stopped',
      queue: [],
      pushToken: null,
      session: { active: false },
      customer: { soft: {}, hard: {} },
    })
    expect(played.stored).toEqual({ stopped: true })
  })

  // ExponeaInternal.swift:688-701.
  it('stop the already running SDK: last events, then a flush, then the teardown [ios-4]', () => {
    const script = '0 configure\n1 trackPushToken "T"\n3 stopIntegration'
    const waiting = play({ profile: 'ios-4', settings: MANUAL }, script)
    expect(waiting.tracked().slice(-3)).toEqual([
      'session_end @3 c1',
      'customer update @3 c1',
      'notification_state @3 c1 valid:false',
    ])
    expect(waiting.requests()).toContain('customers/events c1 notification_state')
    expect(waiting.view.status).toBe('running')
    const done = play({ profile: 'ios-4', settings: MANUAL }, `${script}\n4 answer 200`)
    expect(done.view.status).toBe('stopped')
    expect(done.outcomes().every((line) => line.startsWith('delivered'))).toBe(true)
    expect(done.stored).toEqual({ stopped: true })
  })

  it.each([
    ['while a flush is running (FlushingManager.swift:100)', '2 flushData', ['session_end']],
    ['while offline (FlushingManager.swift:110)', '2 offline', ['installation', 'session_start', 'session_end']],
  ])('stopping %s loses what was not sent [ios-4]', (_name, before, lost) => {
    const played = play({ profile: 'ios-4', settings: MANUAL }, `0 configure\n${before}\n3 stopIntegration`)
    expect(played.view.status).toBe('stopped')
    expect(played.outcomes()).toEqual(lost.map((name) => `wiped ${name}`))
  })

  it.each(BOTH)(
    'customer denies consent: an SDK that is never initialized sends nothing (“Customer denies tracking consent”) [%s]',
    (profile) => {
      const played = play(
        { profile },
        `0 trackEvent "A", {}
        1 identifyCustomer {"registered":"x"}, {}
        2 trackPushToken "T"
        3 background
        100 active
        200 wait`,
      )
      expect(played.tracked()).toEqual([])
      expect(played.requests()).toEqual([])
      expect(played.stored).toEqual({})
    },
  )
})

describe('after stopIntegration', () => {
  const CALLS = [
    'trackEvent "A", {}',
    'identifyCustomer {"registered":"x"}, {}',
    'trackSessionStart',
    'trackSessionEnd',
    'trackPushToken "T"',
    'trackPaymentEvent {}',
    'anonymize',
    'flushData',
    'trackDeliveredPush {}',
    'trackClickedPush {}',
    'trackCampaignClick "https://a/?xnpe_cmp=1"',
  ]
  for (const call of CALLS) {
    it.each(BOTH)(`${call.split(' ')[0]} is dropped (guide, “Stop SDK integration”) [%s]`, (profile) => {
      const played = play(
        { profile, settings: MANUAL },
        `0 configure\n1 stopIntegration\n1 answer 200\n2 ${call}\n3 background\n4 active\n100 wait`,
      )
      expect(played.view).toMatchObject({ status: 'stopped', queue: [] })
      expect(played.logs('has not been invoked, SDK is stopping')).toHaveLength(1)
    })
  }

  it.each(BOTH)(
    'calls that waited for configure are dropped, and it says so (ExponeaInternal.swift:673) [%s]',
    (profile) => {
      const played = play({ profile, settings: MANUAL }, '0 trackEvent "early", {}\n1 stopIntegration\n2 configure')
      expect(played.tracked('early')).toEqual([])
      expect(played.logs('the calls that waited for configure are never made')).toHaveLength(1)
    },
  )

  it.each(BOTH)(
    'the stop outlives the process, until the next configure (guide, “Stop SDK integration”) [%s]',
    (profile) => {
      const stopped = play({ profile, settings: MANUAL }, '0 configure\n1 stopIntegration\n1 answer 200')
      const relaunched = play(
        { profile, settings: MANUAL, stored: stopped.stored },
        '10 trackEvent "dropped", {}\n11 configure\n12 trackEvent "tracked", {}',
      )
      expect(relaunched.tracked('dropped', 'tracked')).toEqual(['tracked @12 c1'])
      expect(relaunched.stored.stopped).toBeUndefined()
    },
  )

  it.each(BOTH)('what was handed over before still gets its answer, and is not sent again [%s]', (profile) => {
    const played = play({ profile, settings: MANUAL }, '0 configure\n1 flushData\n2 stopIntegration\n3 answer 500')
    expect(played.outcomes()).toContain('wiped installation')
    expect(played.view).toMatchObject({ inFlight: [], queue: [] })
  })
})

describe('clearLocalCustomerData', () => {
  const used = (profile: string) =>
    play({ profile, settings: MANUAL }, '0 configure\n1 identifyCustomer {"registered":"x"}, {}\n2 trackPushToken "T"')
      .stored

  it.each(BOTH)(
    'before configure everything local goes, and nothing is sent (guide, “Clear local customer data”) [%s]',
    (profile) => {
      const played = play({ profile, stored: used(profile) }, '10 clearLocalCustomerData "group"')
      expect(played.stored).toEqual({})
      expect(played.requests()).toEqual([])
      expect(played.tracked()).toEqual([])
      expect(played.view).toMatchObject({
        status: 'not configured',
        pushToken: null,
        queue: [],
        customer: { soft: {}, hard: {} },
      })
    },
  )

  it(
    'calls that wait for configure go too (guide, “Tracking”, “Clear local customer data”), or wait on ' +
      '(ExponeaInternal.swift:722-748)',
    () => {
      const script = '10 trackEvent "early", {}\n11 clearLocalCustomerData "group"\n12 configure'
      const early = (profile: (typeof BOTH)[number]) =>
        play({ profile, settings: MANUAL, stored: used(profile) }, script).tracked('early')
      expect(early('documented')).toEqual([])
      expect(early('ios-4')).toEqual(['early @12 c2'])
    },
  )

  it.each(BOTH)('once configured it is refused (ExponeaInternal.swift:723) [%s]', (profile) => {
    const played = play(
      { profile, settings: MANUAL, stored: used(profile) },
      '10 configure\n11 clearLocalCustomerData "group"',
    )
    expect(played.view.customer.hard).toEqual({ registered: 'x' })
    expect(played.logs('functionality is unavailable')).toHaveLength(1)
  })

  // ExponeaInternal.swift:723; guide, “Clear local customer data”.
  it('without a stored configuration the source does nothing, the guide names no such condition', () => {
    const { configuration: _gone, ...stored } = used('ios-4')
    expect(rows(play({ profile: 'ios-4', stored }, '10 clearLocalCustomerData "group"').stored)).not.toEqual([])
    expect(play({ profile: 'documented', stored }, '10 clearLocalCustomerData "group"').stored).toEqual({})
  })
})

describe('what a clear and a stop leave behind', () => {
  it.each(BOTH)('a clear runs the app’s callbacks as a stop does, and forgets them [%s]', (profile) => {
    const cleared =
      '0 configure\n1 killed\n2 launched\n2 onIntegrationStoppedCallbacks "it goes"\n3 clearLocalCustomerData "g"'
    const played = play({ profile }, `${cleared}\n4 configure\n5 stopIntegration\n9 wait`)
    expect(played.logs('it goes')).toEqual(['onIntegrationStoppedCallbacks: it goes'])
    expect(played.logs('the guide is silent on them at clear')).toHaveLength(1)
    const never = play({ profile }, '0 onIntegrationStoppedCallbacks "it goes"\n1 clearLocalCustomerData "g"')
    expect(never.logs('it goes')).toHaveLength(profile === 'documented' ? 1 : 0)
  })

  const PUSH = '{"source":"xnpe_platform","attributes":{"campaign_name":"Sale"}}'
  const GROUP = '{"appGroup":"group.shop"}'

  it('a clear ends the handling of pushes, and a relaunch knows nothing of it: the log says both [documented]', () => {
    const cleared = '0 configure\n1 killed\n2 launched\n2 clearLocalCustomerData "g"'
    const handled = `trackPushReceived ${PUSH}`
    const same = play({ profile: 'documented' }, `${cleared}\n3 ${handled}\n4 configure`)
    expect(same.logs('no longer tracked until the SDK is configured again')).toEqual([
      expect.stringContaining('The guide is silent on a relaunch before that'),
    ])
    expect(same.tracked('campaign')).toEqual([])
    const relaunched = play({ profile: 'documented' }, `${cleared}\n3 killed\n3 launched\n3 ${handled}\n4 configure`)
    expect(relaunched.tracked('campaign')).toEqual(['campaign @4 c2'])
    expect(relaunched.logs('trackPushReceived waits until the SDK is configured')).toHaveLength(1)
  })

  it('a stopped SDK that is cleared stays stopped, and the log promises no handling [documented]', () => {
    const stopped = '0 configure\n1 stopIntegration\n2 clearLocalCustomerData "g"\n3 killed\n3 launched'
    const played = play({ profile: 'documented' }, `${stopped}\n4 trackPushReceived ${PUSH}\n5 configure`)
    expect(played.logs('stays stopped, over a relaunch too')).toHaveLength(1)
    expect(played.logs('wait for configure like any call')).toEqual([])
    expect(played.logs('trackPushReceived has not been invoked')).toHaveLength(1)
    expect(played.tracked('campaign')).toEqual([])
  })

  it.each(BOTH)('a service with the SDK’s app group finds the stop, wherever the group was named [%s]', (profile) => {
    const played = play(
      { profile, settings: MANUAL },
      `0 configure ${GROUP}
      1 stopIntegration
      2 answer 200
      3 notificationService ${PUSH}, "group.shop"
      4 killed
      5 notificationService ${PUSH}, "group.shop"
      6 launched
      7 configure ${GROUP}`,
    )
    expect(played.logs('finds that the SDK is stopped: it tracks nothing')).toHaveLength(2)
    expect(played.tracked('campaign')).toEqual([])
    expect(played.stored).not.toHaveProperty('kept')
    expect(played.stored).not.toHaveProperty('stoppedIn')
  })

  it.each(BOTH)(
    'a service with another one does not, and keeps what comes for an SDK of its own group [%s]',
    (profile) => {
      const stopped = `0 configure ${GROUP}\n1 stopIntegration\n2 answer 200`
      const script = `${stopped}\n3 notificationService ${PUSH}, "group.other"\n4 configure {"appGroup":"group.other"}`
      const played = play({ profile, settings: MANUAL }, script)
      expect(played.logs('has the app group group.other, and the SDK group.shop: it knows of no stop')).toHaveLength(1)
      expect(played.tracked('campaign')).toHaveLength(1)
    },
  )

  it('a service of whose SDK no app group is known is called no other one', () => {
    const played = play({ profile: 'documented' }, `0 notificationService ${PUSH}, "group.shop"\n1 configure ${GROUP}`)
    expect(played.logs('keeps the delivery until the SDK is configured with its app group')).toHaveLength(1)
    expect(played.tracked('campaign')).toEqual(['campaign @1 c1'])
  })
})
