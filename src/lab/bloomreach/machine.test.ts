/**
 * What holds for the machine whatever happens to it: nothing is lost without a word, and a device is what it stored.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isObject } from '../../core/json'
import { play, START } from '../../testing/bloomreach-scenario'
import { model } from '.'
import { differences } from './profiles'

const EVENTS = [
  'configure',
  'configure {"automaticSessionTracking":false}',
  'trackEvent "a", {"n":1}',
  'identifyCustomer {"registered":"x"}, {}',
  'anonymize',
  'anonymize {"projectToken":"P2","authorizationToken":"two"}',
  'trackSessionStart',
  'trackSessionEnd',
  'trackPushToken "T"',
  'handlePushNotificationToken "U"',
  'trackPaymentEvent {}',
  'trackCampaignClick "https://a/?xnpe_cmp=1"',
  'setFlushMode "MANUAL"',
  'setFlushMode "PERIOD"',
  'setFlushMode "IMMEDIATE"',
  'flushData',
  'stopIntegration',
  'clearLocalCustomerData "group"',
  'noSuchMethod 1',
  'active',
  'background',
  'killed',
  'launched',
  'online',
  'offline',
  'wait',
  'answer 200 {"success":true}',
  'answer 503',
  'answer 400',
  'answer none',
]

/** Mostly the life of an app that was configured and gets answers; now and then anything else. */
const USUAL = [
  'trackEvent "a", {}',
  'identifyCustomer {"registered":"x"}, {}',
  'flushData',
  'answer 200 {"success":true}',
  'answer 400',
  'active',
]

const script = fc
  .tuple(
    fc.constantFrom(
      'configure',
      'configure',
      'configure {"automaticSessionTracking":false,"flushMaxRetries":2}',
      'wait',
    ),
    fc.array(
      fc.tuple(fc.integer({ min: 0, max: 90 }), fc.oneof(fc.constantFrom(...USUAL), fc.constantFrom(...EVENTS))),
      {
        minLength: 5,
        maxLength: 80,
        size: 'max',
      },
    ),
  )
  .map(([first, steps]) => {
    let at = 0
    const lines = steps.map(([wait, what]) => {
      at += wait
      return `${at} ${what}`
    })
    return [`0 ${first}`, ...lines].join('\n')
  })

describe.each(['documented', 'ios-4'])('whatever happens [%s]', (profile) => {
  it('each tracked item ends in exactly one way, or still waits', () => {
    fc.assert(
      fc.property(script, (text) => {
        const { effects, view, state } = play({ profile }, text)
        const flying = state.process.flights.filter((flight) => flight.wiped).map((flight) => flight.row.id)
        const waiting = [...view.queue.map((item) => item.id), ...flying]
        const ended = effects.flatMap((effect) =>
          effect.effect === 'delivered' || effect.effect === 'dropped' || effect.effect === 'wiped' ? effect.items : [],
        )
        const tracked = effects.flatMap((effect) => (effect.effect === 'tracked' ? [effect.item.id] : []))
        // What was in flight when the app was killed after a stop has no answer that anyone could see.
        const told = new Set([...ended, ...waiting])
        const untold = tracked.filter((id) => !told.has(id))
        expect(new Set(ended).size).toBe(ended.length)
        expect(waiting.filter((id) => ended.includes(id))).toEqual([])
        if (!/killed/.test(text)) expect(untold).toEqual([])
        else if (!/stopIntegration|clearLocal/.test(text)) expect(untold).toEqual([])
      }),
      { numRuns: 150 },
    )
  })

  it('what was stored is the device: queue, customer, session and token come back', () => {
    fc.assert(
      fc.property(script, (text) => {
        const { stored, view } = play({ profile }, text)
        const again = model.view(
          model.create({ profile, settings: {}, stored: JSON.parse(JSON.stringify(stored)), at: 0 }),
        )
        expect(again.queue.map(({ id, name, tries }) => [id, name, tries])).toEqual(
          view.queue.map(({ id, name, tries }) => [id, name, tries]),
        )
        expect(again.customer).toEqual(view.customer)
        expect(again.session).toEqual(view.session)
        expect(again.pushToken).toBe(view.pushToken)
      }),
      { numRuns: 150 },
    )
  })

  it('a stopped SDK tracks and sends nothing', () => {
    fc.assert(
      fc.property(script, (text) => {
        const safe = text.replaceAll(/^(\d+) configure.*$/gm, '$1 wait')
        const played = play({ profile, stored: { stopped: true } }, safe)
        expect(played.tracked()).toEqual([])
        expect(played.requests()).toEqual([])
      }),
      { numRuns: 50 },
    )
  })

  it('no timer is left behind in the past', () => {
    fc.assert(
      fc.property(script, (text) => {
        const { state } = play({ profile }, `${text}\n99999 wait`)
        expect(model.due(state) ?? Number.POSITIVE_INFINITY).toBeGreaterThan(START + 99_999_000)
      }),
      { numRuns: 100 },
    )
  })
})

it('a clock moved by ten years goes through periodic flushes at once, and the next one still comes', () => {
  const script = `0 configure {"flushMode":"periodic","flushPeriod":1}
    1 wait
    1 answer 200
    315360000 wait
    315360000 trackEvent "late", {}
    315360002 wait`
  const played = play({ profile: 'ios-4' }, script)
  expect(played.requests().at(-1)).toBe('customers/events c1 late')
})

it('a killed app neither runs timers nor takes calls until it is launched', () => {
  const played = play({ profile: 'documented' }, '0 configure\n1 killed\n2 trackEvent "a", {}\n3 active\n100 wait')
  expect(played.tracked()).toEqual(['installation @0 c1', 'session_start @0 c1'])
  expect(played.requests()).toEqual([])
  expect(played.view.app).toBe('killed')
})

it('every difference is one: the profiles disagree on each', () => {
  const { documented, 'ios-4': ios } = differences
  expect(isObject(documented)).toBe(true)
  for (const key of Object.keys(documented) as (keyof typeof documented)[]) {
    expect(JSON.stringify(documented[key]), key).not.toBe(JSON.stringify(ios[key]))
  }
})
