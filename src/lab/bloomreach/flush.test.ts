/**
 * Sending: modes, order, one flush at a time, network, retries and the drop after the maximum (FlushingManager.swift,
 * RequestFactory.swift).
 */
import { describe, expect, it } from 'vitest'
import { play, START } from '../../testing/bloomreach-scenario'

const BOTH = ['documented', 'ios-4']
const NO_SESSIONS = { automaticSessionTracking: false }
const ERROR_BODY = '{"errors":[{"code":1,"description":"d","message":"m"}],"success":false}'

const sentAt = (played: ReturnType<typeof play>) =>
  played.effects.flatMap((effect) => (effect.effect === 'request' ? [(effect.at - START) / 1000] : []))

describe('flush modes', () => {
  it.each(BOTH)(
    'immediate: 3 s after each event, a customer update at once (TrackingManager.swift:249-275) [%s]',
    (profile) => {
      const played = play(
        { profile, settings: NO_SESSIONS },
        `0 configure
      2.999 wait
      3 wait
      3 answer 200
      10 identifyCustomer {"registered":"x"}, {}
      10 answer 200
      20 trackEvent "A", {}
      30 wait`,
      )
      expect(sentAt(played)).toEqual([3, 10, 23])
    },
  )

  it.each(BOTH)('periodic: each period while active, and in the background (FlushingMode.swift) [%s]', (profile) => {
    const played = play(
      { profile, settings: { ...NO_SESSIONS, flushMode: 'periodic', flushPeriod: 10 } },
      `0 configure
      10 wait
      10 answer 200
      11 trackEvent "A", {}
      12 background
      12 wait
      12 answer 200
      13 trackEvent "B", {}
      100 wait`,
    )
    expect(sentAt(played)).toEqual([10, 12])
  })

  it('automatic: when the app goes to the background (FlushingMode.swift) [documented]', () => {
    const script = '0 configure {"flushMode":"automatic"}\n10 wait\n20 background'
    expect(sentAt(play({ profile: 'documented' }, script))).toEqual([20, 20])
  })

  it('automatic: with the background task, after the session timeout (TrackingManager.swift:551) [ios-4]', () => {
    const script = '0 configure {"flushMode":"automatic"}\n20 background\n21 wait\n100 wait'
    expect(sentAt(play({ profile: 'ios-4' }, script))).toEqual([80, 80, 80])
  })

  it.each(BOTH)('manual: only flushData sends [%s]', (profile) => {
    const script = '0 configure {"flushMode":"manual"}\n20 background\n200 active\n300 wait'
    expect(sentAt(play({ profile }, script))).toEqual([])
    expect(sentAt(play({ profile }, `${script}\n301 flushData`))).not.toEqual([])
  })

  it.each(BOTH)('the period is 60 s until it is set (ExponeaBridge.swift, stringToFlushMode) [%s]', (profile) => {
    const script = `0 configure {"flushMode":"manual"}
      0 setFlushMode "PERIOD"
      59 wait
      61 wait
      61 answer 200
      62 trackEvent "A", {}
      62 setFlushPeriod 5
      70 wait`
    expect(sentAt(play({ profile, settings: NO_SESSIONS }, script))).toEqual([60, 67])
  })
})

describe('a flush', () => {
  it.each(BOTH)('sends customer updates before events, each by time (FlushingManager.swift:138) [%s]', (profile) => {
    const played = play(
      { profile, settings: { ...NO_SESSIONS, flushMode: 'manual' } },
      `5 configure
      6 trackEvent "later", {}
      7 trackEvent "earlier", {}, 1763788401
      8 identifyCustomer {"registered":"x"}, {}
      9 flushData`,
    )
    expect(played.requests()).toEqual([
      'customers c1 registered=x',
      'customers/events c1 registered=x earlier',
      'customers/events c1 registered=x installation',
      'customers/events c1 registered=x later',
    ])
  })

  it.each(BOTH)('is alone: another one is ignored (FlushingManager.swift:100) [%s]', (profile) => {
    const played = play(
      { profile, settings: { flushMode: 'manual' } },
      '0 configure\n1 flushData\n2 trackEvent "A", {}\n3 flushData\n4 answer 200\n5 flushData',
    )
    expect(played.logs('flushing in progress')).toHaveLength(1)
    expect(sentAt(played)).toEqual([1, 1, 5])
  })

  it.each(BOTH)('without network sends nothing and loses nothing (FlushingManager.swift:110) [%s]', (profile) => {
    const played = play(
      { profile, settings: { flushMode: 'manual' } },
      '0 configure\n1 offline\n2 flushData\n3 online\n4 flushData',
    )
    expect(sentAt(played)).toEqual([4, 4])
    expect(played.logs('Connection issues')).toHaveLength(1)
  })

  it.each(BOTH)('cut off by the end of the app is made again from what was stored [%s]', (profile) => {
    const first = play({ profile, settings: { flushMode: 'manual' } }, '0 configure\n1 flushData\n2 killed')
    const again = play(
      { profile, stored: first.stored, settings: { flushMode: 'manual' } },
      '10 configure\n11 flushData\n12 answer 200',
    )
    expect(again.requests()).toEqual(first.requests())
    expect(again.view.queue).toEqual([])
    expect(Object.keys(again.stored).filter((key) => key.startsWith('row:'))).toEqual([])
  })

  it.each(BOTH)('an answer to a request of an earlier process changes nothing [%s]', (profile) => {
    const played = play({ profile }, '0 configure\n1 flushData\n2 killed\n3 launched\n4 wait')
    expect(played.view).toMatchObject({ inFlight: [], queue: [{ name: 'installation' }, { name: 'session_start' }] })
  })
})

interface Answer {
  readonly name: string
  readonly answer: string
  /** What becomes of one item with flushMaxRetries 5, answer after answer. */
  readonly outcome: 'delivered' | 'kept' | 'counted'
}

/** RequestFactory.swift:336-428 and FlushingManager.swift:234-309. */
const ANSWERS: readonly Answer[] = [
  { name: 'success', answer: '200 {"success":true}', outcome: 'delivered' },
  {
    name: '200 with success:false is success to the SDK',
    answer: '200 {"success":false,"errors":["no permission"]}',
    outcome: 'delivered',
  },
  { name: 'a redirection is success too', answer: '302', outcome: 'delivered' },
  { name: 'no answer', answer: 'none', outcome: 'kept' },
  { name: '5xx that it cannot read', answer: '503 <html>', outcome: 'kept' },
  { name: '5xx with a body that it can read', answer: `500 ${ERROR_BODY}`, outcome: 'counted' },
  { name: '400', answer: '400 {"success":false}', outcome: 'counted' },
  { name: '401', answer: '401', outcome: 'counted' },
  { name: '403', answer: '403', outcome: 'counted' },
  { name: '404', answer: `404 ${ERROR_BODY}`, outcome: 'counted' },
  { name: '410', answer: '410', outcome: 'counted' },
]

describe('answers', () => {
  for (const { name, answer, outcome } of ANSWERS) {
    it.each(BOTH)(`${name}: ${outcome} [%s]`, (profile) => {
      const rounds = [1, 2, 3, 4, 5, 6].map((n) => `${n} flushData\n${n} answer ${answer}`).join('\n')
      const played = play({ profile, settings: { ...NO_SESSIONS, flushMode: 'manual' } }, `0 configure\n${rounds}`)
      const ends = {
        delivered: ['delivered installation'],
        kept: [],
        counted: [...Array(4).fill('rejected installation'), 'dropped installation'],
      }
      expect(played.outcomes()).toEqual(ends[outcome])
      expect(played.view.queue).toHaveLength(outcome === 'kept' ? 1 : 0)
      if (outcome === 'kept') expect(played.view.queue[0]?.tries).toBe(0)
    })
  }

  it.each(BOTH)(
    'flushMaxRetries: the failure at which an item is dropped; tries survive a launch (FlushingManager.swift:282) [%s]',
    (profile) => {
      const settings = { ...NO_SESSIONS, flushMode: 'manual', flushMaxRetries: 2 }
      const first = play({ profile, settings }, '0 configure\n1 flushData\n1 answer 400\n2 killed')
      expect(first.view.queue).toMatchObject([{ tries: 1 }])
      const again = play({ profile, settings, stored: first.stored }, '3 configure\n4 flushData\n4 answer 400')
      expect(again.effects.some((effect) => effect.effect === 'dropped')).toBe(true)
      expect(again.view.queue).toEqual([])
    },
  )
})
