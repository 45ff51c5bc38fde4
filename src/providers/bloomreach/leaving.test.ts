/**
 * What a page still sends as it is left, and what the next page sends again, is the item that it was: never a second
 * one.
 */
import { expect, it } from 'vitest'
import type { Fact, Happening } from '../../core/fact'
import { createReduce } from '../../core/fold/fold'
import type { Json } from '../../core/json'
import { emptyState, type State } from '../../core/state'
import { vendor } from '.'

const { reduce } = createReduce([vendor])
const KEY = 'a1b2c3d4-demo-shop'
const web = { vendor: 'bloomreach', surface: 'web', tracker: 'exponea' } as const
const app = { vendor: 'bloomreach', surface: 'bridge', tracker: 'Exponea' } as const

/** Folds what happens in one document after another. */
function story() {
  let state: State = emptyState
  let at = 1_700_000_000_000
  let seq = 0
  return {
    state: () => state,
    rows: () =>
      state.items.toArray().map((item) => [item.name, item.delivery, item.attempts.map((attempt) => attempt.outcome)]),
    in: (doc: string, ...happenings: readonly Happening[]) => {
      for (const happening of happenings)
        state = reduce(state, { doc, seq: ++seq, at: ++at, frame: 0, ...happening } as Fact)
    },
  }
}

const page = (name: string): Happening => ({
  kind: 'document',
  url: `http://shop.test/${name}`,
  title: '',
  top: true,
  late: false,
  startedAt: 0,
})
const left: Happening = { kind: 'page', change: 'pagehide', persisted: false }
let calls = 0
const call = (about: typeof web | typeof app, method: string, ...args: Json[]): Happening => ({
  ...{ kind: 'call', ...about, call: ++calls, method, args },
})
const running = (about: typeof web | typeof app): Happening => ({ kind: 'sdk', ...about, state: 'running', key: KEY })
function request(number: number, via: 'fetch' | 'beacon', url: string, body: Json): Happening {
  const text = JSON.stringify(body)
  return {
    kind: 'request',
    request: number,
    vendor: 'bloomreach',
    via,
    method: 'POST',
    url,
    body: { text, size: text.length },
  }
}
const TAKEN = JSON.stringify({
  results: Array.from({ length: 9 }, () => ({ status: 'ok', success: true })),
  success: true,
})
const answer = (number: number): Happening => ({
  ...{ kind: 'response', request: number, status: 200, body: { text: TAKEN, size: TAKEN.length } },
})
const event = (type: string, age: number) => ({
  ...{
    name: 'crm/events',
    data: { customer_ids: { cookie: 'c' }, company_id: KEY, type, age, properties: { browser: 'Firefox' } },
  },
})
const stored = (number: number, type: string, timestamp: number) =>
  request(number, 'fetch', `http://collector.test/track/v2/projects/${KEY}/customers/events`, {
    ...{ customer_ids: { cookie: 'c' }, event_type: type, timestamp, properties: {} },
  })

it('finds an item again that the page sends while it is left', () => {
  const { in: within, rows, state } = story()
  within('one', page('one'), running(web), call(web, 'track', 'promotion'), left)
  expect(rows()).toEqual([['promotion', 'lost', []]])
  expect(state().mismatches.callsWithoutRequest).toBe(1)
  within(
    'one',
    request(1, 'beacon', 'http://collector.test/bulk', { beacon: true, commands: [event('promotion', 0.01)] }),
  )
  expect(rows()).toEqual([['promotion', 'unknown', ['unknown']]])
  expect(state().mismatches.callsWithoutRequest).toBe(0)
})

it('never gives what a page left behind to the same call of the next page', () => {
  const { in: within, rows } = story()
  within('one', page('one'), running(web), call(web, 'track', 'promotion'), left)
  within('two', page('two'), running(web), call(web, 'track', 'promotion'))
  within(
    'two',
    request(1, 'fetch', 'http://collector.test/bulk', { sdk: 'js-client', commands: [event('promotion', 0.1)] }),
    answer(1),
  )
  expect(rows()).toEqual([
    ['promotion', 'lost', []],
    ['promotion', 'delivered', ['delivered']],
  ])
})

it('takes what the next page sends again for the item whose answer nobody saw', () => {
  const { in: within, rows } = story()
  within('one', page('one'), running(app), call(app, 'trackEvent', 'review', {}), stored(1, 'review', 1000.25), left)
  expect(rows()).toEqual([['review', 'unknown', ['unknown']]])
  within('two', page('two'), running(app), stored(1, 'review', 1000.25), answer(1))
  expect(rows()).toEqual([['review', 'delivered', ['unknown', 'delivered']]])
})

it('tells another event of the same name from another try by its time', () => {
  const { in: within, rows } = story()
  within('one', page('one'), running(app), stored(1, 'session_start', 1000.25), left)
  within('two', page('two'), running(app), stored(1, 'session_start', 1070.5), answer(1))
  expect(rows()).toEqual([
    ['session_start', 'unknown', ['unknown']],
    ['session_start', 'delivered', ['delivered']],
  ])
})

it('says the same of a request that the browser ends shortly before it tells that the page is left', () => {
  const { in: within, rows } = story()
  const ended: Happening = { kind: 'failure', request: 1, reason: 'network', error: 'NetworkError' }
  within(
    'one',
    page('one'),
    running(app),
    call(app, 'trackEvent', 'review', {}),
    stored(1, 'review', 1000.25),
    ended,
    left,
  )
  expect(rows()).toEqual([['review', 'unknown', ['unknown']]])
  within('two', page('two'), running(app), stored(1, 'review', 1000.25), answer(1))
  expect(rows()).toEqual([['review', 'delivered', ['unknown', 'delivered']]])
})
