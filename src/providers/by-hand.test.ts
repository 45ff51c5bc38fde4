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

describe('what is sent by hand', () => {
  const CIO = 'https://cdp.customer.io/v1/'
  const posted = (path: string, body: Json) => [
    sends('customerio', ++request, { url: CIO + path }, body),
    answers(request, 200, {}),
  ]
  const rest = (more: Readonly<Record<string, Json>>) =>
    posted('track', { event: 'buy', properties: {}, ...more } as Json)
  const customer = (told: ReturnType<typeof pageStory>, id: string) => told.state().trackers.get(id)?.customer

  it('with none of the IDs known before is not told to be of the same customer', () => {
    const told = pageStory().in('page', opened(), ...rest({ userId: 'u1' }), ...rest({ anonymousId: 'a9' }))
    expect(customer(told, 'customerio:?rest')).toEqual({ soft: { anonymousId: 'a9' }, hard: {} })
    told.in('page', ...rest({ anonymousId: 'a9', userId: 'u2' }), ...rest({ userId: 'u2' }))
    expect(customer(told, 'customerio:?rest')).toEqual({ soft: { anonymousId: 'a9' }, hard: { userId: 'u2' } })
    const moments = told.state().moments.map(({ text }) => text)
    expect(moments.filter((text) => text.startsWith('A request with none of the IDs known before')).size).toBe(1)
    const ids: readonly Readonly<Record<string, string>>[] = [{ registered: 'ann' }, { cookie: 'c9' }, { crm_id: '7' }]
    const other = pageStory().in('page', opened())
    for (const customer_ids of ids) other.in('page', ...tracked('', 'buy', { customer_ids }))
    expect(tracker(other).customer).toEqual({ soft: {}, hard: { crm_id: '7' } })
  })

  it('with the key of an app’s SDK of which no call is seen tells nothing of who that SDK’s customer is', () => {
    const native = (event: string) => ({
      ...{ type: 'track', event, messageId: event, anonymousId: 'A', userId: 'ann', properties: {} },
      context: { userAgent: 'Customer.io iOS Client/4.7.5 (iPhone; iOS 17)' },
    })
    const batch = (event: string) => posted('b', { batch: [native(event)], writeKey: 'k1' })
    const told = pageStory().in('page', opened(), ...batch('x'))
    told.wait(9000).in('page', ...rest({ userId: 'server', writeKey: 'k1' }))
    expect(customer(told, 'customerio:k1')).toEqual({ soft: { anonymousId: 'A' }, hard: { userId: 'ann' } })
    expect(told.state().moments.map(({ text }) => text)).not.toContain('Another user in a request')
    told.wait(9000).in('page', ...batch('y'))
    expect(told.state().moments.filter(({ kind }) => kind === 'identity').size).toBe(1)
  })

  it('without a device’s ID is not of the customer of an app’s SDK, whose messages all have one', () => {
    const app = { cookie: 'C1', registered: 'ann' }
    const at = (told: ReturnType<typeof pageStory>) => told.now() / 1000
    const told = pageStory().in('page', opened())
    const start = { customer_ids: app, timestamp: at(told), properties: { sdk: 'Exponea iOS SDK' } }
    told.in('page', ...tracked('', 'session_start', start))
    told.wait(9000).in('page', ...tracked('server', 'buy', { timestamp: at(told) }))
    expect(tracker(told)).toMatchObject({
      surface: 'ios',
      customer: { soft: { cookie: 'C1' }, hard: { registered: 'ann' } },
    })
    const accept = { action: 'accept', category: 'mail', valid_until: 'unlimited' }
    told.in('page', ...tracked('server', 'consent', { properties: accept }))
    expect(tracker(told).consent).toEqual({})
    told.in('page', ...tracked('ann', 'consent', { properties: accept }))
    expect(tracker(told).consent).toMatchObject({ mail: { granted: true } })
    told.wait(9000).in('page', ...tracked('', 'buy', { customer_ids: { cookie: 'C2' }, timestamp: at(told) }))
    expect(tracker(told).customer).toEqual({ soft: { cookie: 'C2' }, hard: {} })
  })

  it.each([
    ['of another name', { event: 'refund' }],
    ['of another kind', { type: 'page', name: 'Home' }],
    ['with other properties', { properties: { total: 7 } }],
  ])('and what is sent after it under the same message ID, %s, are two things', (_, other) => {
    const sent = { type: 'track', event: 'buy', properties: { total: 3 }, userId: 'u1', messageId: 'order-1' }
    const told = pageStory().in('page', opened(), ...posted('batch', { batch: [sent, { ...sent, ...other }] }))
    told.in('page', ...posted('batch', { batch: [sent] }))
    const state = told.state()
    expect(state.items.map(({ attempts }) => attempts.length).toArray()).toEqual([2, 1])
    expect(state.items.map(({ delivery }) => delivery).toArray()).toEqual(['delivered', 'delivered'])
    const found = findingsOf(null, state, told.now()).byItem
    expect([0, 1].map((n) => found.get(n)?.map(({ check }) => check))).toEqual([undefined, ['any-shared-message-id']])
  })
})
