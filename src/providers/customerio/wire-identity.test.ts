/** Who the customer is, learnt from a batch's events one after the other. */
import { expect, it } from 'vitest'
import type { Happening } from '../../core/fact'
import { createReduce } from '../../core/fold/fold'
import type { Json } from '../../core/json'
import { bindingOf, whoseIs } from '../../core/query/whose'
import { emptyState, type State } from '../../core/state'
import { story } from '../../testing/story'
import { vendor } from '.'

const { reduceAll } = createReduce([vendor])
const PAGE: Happening = { kind: 'document', url: 'https://s.test/', title: '', top: true, late: false, startedAt: 0 }
let messages = 0
let requests = 0
const ios: Json = { library: { name: 'CustomerIO iOS Client', version: '4.0.0' } }

type Event = { readonly [name: string]: Json }
const event = (at: number, type: string, who: Event, rest: Event = {}): Event => ({
  ...{ type, messageId: `m${++messages}`, timestamp: new Date(at).toISOString(), context: ios },
  ...who,
  ...rest,
})
function batch(events: readonly Event[], status = 200): Happening[] {
  const text = JSON.stringify({ batch: events, writeKey: 'wk' })
  const request = ++requests
  return [
    {
      ...{ kind: 'request', request, vendor: 'customerio', via: 'fetch', method: 'POST' },
      ...{ url: 'https://cdp.customer.io/v1/b', body: { text, size: text.length } },
    },
    { kind: 'response', request, status, body: { text: '{"success":true}', size: 16 } },
  ]
}
const fold = (...happenings: readonly Happening[]): State =>
  reduceAll(emptyState, story().tell('d', PAGE, ...happenings).facts)
const customer = (state: State) => state.trackers.get('customerio:wk')?.customer

it('a clearIdentify inside a batch leaves nobody but the new visitor', () => {
  const [u1, nobody] = [{ anonymousId: 'a1', userId: 'u1' }, { anonymousId: 'a2' }]
  const state = fold(
    ...batch([
      event(500, 'identify', u1, { traits: {} }),
      event(510, 'track', u1, { event: 'x' }),
      event(520, 'track', nobody, { event: 'y' }),
    ]),
  )
  expect(customer(state)).toEqual({ soft: { anonymousId: 'a2' }, hard: {} })
})

it('a clearIdentify between two batches does so too, and what an earlier event says late changes nothing', () => {
  const state = fold(
    ...batch([event(500, 'identify', { anonymousId: 'a1', userId: 'u1' }, { traits: {} })]),
    ...batch([event(900, 'track', { anonymousId: 'a2' }, { event: 'y' })]),
    ...batch([event(520, 'track', { anonymousId: 'a1', userId: 'u1' }, { event: 'x' })]),
  )
  expect(customer(state)).toEqual({ soft: { anonymousId: 'a2' }, hard: {} })
})

it.each([
  ['accepted', 200, { userId: 'u1' }],
  ['refused', 400, {}],
])('a visitor’s alias that is %s ties the visitor to the person, or does not', (_, status, hard) => {
  const merge = { userId: 'u1', anonymousId: 'a1', previousId: 'a1' }
  const state = fold(
    ...batch([event(500, 'track', { anonymousId: 'a1' }, { event: 'x' })]),
    ...batch([event(510, 'alias', merge)], status),
  )
  const first = state.items.first()
  expect(first && whoseIs(state, first).customer).toEqual({ soft: { anonymousId: 'a1' }, hard })
  // One that merges other profiles says nothing of this visitor.
  const other = fold(
    ...batch([event(500, 'track', { anonymousId: 'a1' }, { event: 'x' })]),
    ...batch([event(510, 'alias', { ...merge, previousId: 'u0' })]),
  )
  const item = other.items.first()
  expect(item && whoseIs(other, item).customer?.hard).toEqual({})
})

it('an identify of a later batch is a switch of somebody else, and ties no anonymous activity again', () => {
  const userAgent = 'Customer.io iOS Client/4.7.5'
  const as = (userId: string, at: number) =>
    batch([event(at, 'identify', { anonymousId: 'a1', userId }, { traits: {}, context: { userAgent } })])
  const state = fold(...as('u1', 500), ...as('u1', 700), ...as('u2', 900))
  const told = state.moments.toArray().flatMap((moment) => (moment.kind === 'identity' ? [moment] : []))
  expect(told.map(({ change, text }) => `${change}: ${text}`)).toEqual([
    'identify: Identified as u1',
    'identify: Identified as u1',
    'switch: Another user in a request',
  ])
})

it('the users of one batch are known one after the other', () => {
  const of = (userId: string, at: number) => event(at, 'track', { anonymousId: userId, userId }, { event: 'x' })
  const state = fold(...batch([of('u1', 500), of('u2', 505), of('u3', 505)]))
  expect(customer(state)).toEqual({ soft: { anonymousId: 'u3' }, hard: { userId: 'u3' } })
  expect(state.items.toArray().map((item) => whoseIs(state, item).customer?.hard.userId)).toEqual(['u1', 'u2', 'u3'])
  expect(state.items.toArray().map(bindingOf)).toEqual(['same', 'same', 'same'])
})

it('anonymous events are the person’s once an identify is accepted, and stay anonymous where it is refused', () => {
  const told = (status: number) => [
    ...batch([event(500, 'track', { anonymousId: 'a1' }, { event: 'x' })]),
    ...batch([event(600, 'identify', { anonymousId: 'a1', userId: 'u1' }, { traits: {} })], status),
  ]
  const owner = (state: State) => {
    const [first] = state.items
    return first && whoseIs(state, first)
  }
  expect(owner(fold(...told(200)))).toMatchObject({ by: { value: 'a1' }, customer: { hard: { userId: 'u1' } } })
  expect(owner(fold(...told(400)))).toMatchObject({ by: null, customer: { hard: {} }, open: { outcome: 'refused' } })
})

it.each([
  ['accepted', 200, ['u2', 'u2', 'u1']],
  ['refused', 400, ['u1', 'u1', 'u1']],
])(
  'an alias of one user to another that is %s: what the first tracked before is the other’s, or is not',
  (_, status, whose) => {
    const [nobody, first] = [{ anonymousId: 'a1' }, { anonymousId: 'a1', userId: 'u1' }]
    const state = fold(
      ...batch([event(400, 'track', first, { event: 'x' }), event(500, 'track', nobody, { event: 'y' })]),
      ...batch([event(510, 'alias', { userId: 'u2', anonymousId: 'a1', previousId: 'u1' })], status),
      ...batch([event(900, 'track', first, { event: 'z' })]),
    )
    const tracked = state.items.filter(({ type }) => type === 'event').toArray()
    expect(tracked.map((item) => whoseIs(state, item).customer?.hard.userId)).toEqual(whose)
    const [item] = tracked
    const by = status === 200 ? { name: 'userId', value: 'u1' } : null
    expect(item && whoseIs(state, item)).toMatchObject({ by })
  },
)

it('users that are merged into each other, or one after the other, have an end', () => {
  const merge = (at: number, previousId: string, userId: string) =>
    event(at, 'alias', { userId, anonymousId: 'a', previousId })
  const state = fold(
    ...batch([event(400, 'track', { anonymousId: 'a1', userId: 'u1' }, { event: 'x' })]),
    ...batch([merge(500, 'u1', 'u2')]),
    ...batch([merge(600, 'u2', 'u3')]),
    ...batch([merge(700, 'u9', 'u8')]),
    ...batch([merge(800, 'u8', 'u9')]),
  )
  const [item] = state.items
  expect(item && whoseIs(state, item).customer?.hard).toEqual({ userId: 'u3' })
})
