/** What a server or a person sends by hand, of many customers: it comes in the order of sending, of no one device. */
import { describe, expect, it } from 'vitest'
import { findingsOf } from '../checks'
import type { Json } from '../core/json'
import { sessionNow } from '../core/query/session-now'
import { presentOf, sessionsOf } from '../core/query/sessions'
import { answers, opened, pageStory, sends } from '../testing/page-story'

const url = 'https://api.exponea.com/track/v2/projects/k1/customers/events'
/** Noon of 14 Nov 2023, in seconds. */
const NOON = 1_699_963_200
let request = 0
const tracked = (registered: string, event_type: string, more: Readonly<Record<string, Json>> = {}) => [
  sends('bloomreach', ++request, { url }, { customer_ids: { registered }, event_type, properties: {}, ...more }),
  answers(request, 200, { success: true }),
]
const tracker = (told: ReturnType<typeof pageStory>) => {
  const found = told.state().trackers.get('bloomreach:k1')
  if (!found) throw new Error('no tracker')
  return found
}

describe('events of many customers', () => {
  it('are each their own customer’s, the last one sent the present one, whatever times they claim', () => {
    for (const times of [[NOON], [NOON, NOON - 60, NOON + 60, NOON - 9000]]) {
      const told = pageStory().in('page', opened())
      const names = ['ann', 'bob', 'cid', 'eve', 'dan']
      for (const [n, name] of names.entries())
        told.in('page', ...tracked(name, 'buy', { timestamp: times[n % times.length] ?? 0 }))
      expect(tracker(told).customer.hard).toEqual({ registered: 'dan' })
      expect(findingsOf(null, told.state(), told.now()).byItem.size).toBe(0)
    }
  })

  it('have sessions of their own: none ends, goes on with or takes the place of another one’s', () => {
    const told = pageStory().in('page', opened())
    told.in('page', ...tracked('ann', 'session_start', { timestamp: NOON }))
    told.in('page', ...tracked('bob', 'session_start', { timestamp: NOON }))
    told.in('page', ...tracked('cid', 'session_start', { timestamp: NOON + 5 }))
    expect(sessionNow(told.state(), tracker(told), told.now()).startedAt).toBe((NOON + 5) * 1000)
    told.in('page', ...tracked('ann', 'session_end', { timestamp: NOON + 30 }))
    told.in('page', ...tracked('dan', 'buy'))
    expect(sessionNow(told.state(), tracker(told), told.now()).state).toBe('unknown')
    const moments = told
      .state()
      .moments.toArray()
      .flatMap((moment) => (moment.kind === 'session' ? [moment] : []))
    const spans = sessionsOf(moments, [], told.now(), presentOf(told.state(), tracker(told)))
    expect(spans.map(({ of, startedAt, endedAt, end }) => [of, startedAt, end === 'ended' ? endedAt : end])).toEqual([
      ['registered=ann', NOON * 1000, (NOON + 30) * 1000],
      ['registered=bob', NOON * 1000, 'unheard'],
      ['registered=cid', (NOON + 5) * 1000, 'unheard'],
    ])
    expect(findingsOf(null, told.state(), told.now()).byCheck.has('bloomreach-session-not-ended')).toBe(false)
    told.in('page', ...tracked('bob', 'session_start', { timestamp: NOON + 90 }))
    expect(findingsOf(null, told.state(), told.now()).byCheck.has('bloomreach-session-not-ended')).toBe(true)
  })

  it('that claim no time are of the time of sending, and so are their sessions', () => {
    const told = pageStory().in('page', opened(), ...tracked('ann', 'session_start'))
    const startedAt = told.now() - 1
    expect(sessionNow(told.state(), tracker(told), told.now())).toMatchObject({ startedAt })
    told.wait(5000).in('page', ...tracked('ann', 'session_end'))
    const endedAt = told.now() - 1
    expect(sessionNow(told.state(), tracker(told), told.now())).toEqual({ state: 'ended', startedAt, endedAt })
  })
})
