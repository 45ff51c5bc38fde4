/**
 * Recorded traffic and the calls behind it fold to the right ledger: one item per call, the right customer, the
 * server's word.
 */
import { expect, it } from 'vitest'
import type { Fact, Happening } from '../../core/fact'
import { createReduce } from '../../core/fold/fold'
import type { Json } from '../../core/json'
import { emptyState } from '../../core/state'
import { vendor } from '.'
import web from './samples/web-3.15.0.json'

const { reduce } = createReduce([vendor])
const about = { vendor: 'bloomreach', surface: 'web', tracker: 'exponea' } as const
const config = { token: '11111111-2222-3333-4444-555555555555', target: 'http://collector.test' }

function fold(happenings: readonly Happening[]) {
  return happenings.reduce(
    (state, happening, i) => reduce(state, { doc: 'd', seq: i + 1, at: 1000 + i, frame: 0, ...happening } as Fact),
    emptyState,
  )
}
let calls = 0
const call = (method: string, ...args: Json[]): Happening => ({ kind: 'call', ...about, call: ++calls, method, args })
let requests = 0
function exchange(scenario: string, n = 0): readonly Happening[] {
  const found = web.requests.filter((request) => request.scenario === scenario && request.url === '/bulk')[n]
  if (!found) throw new Error(`nothing recorded for ${scenario}`)
  const body = JSON.stringify(found.body)
  const answer = JSON.stringify(found.response)
  const request = ++requests
  return [
    {
      kind: 'request',
      request,
      vendor: 'bloomreach',
      via: 'fetch',
      method: 'POST',
      url: 'http://collector.test/bulk',
      body: { text: body, size: body.length },
    },
    { kind: 'response', request, status: found.status, body: { text: answer, size: answer.length } },
  ]
}

it('follows a page from the stub to a rejected event and an anonymize', () => {
  const state = fold([
    { kind: 'document', url: 'http://collector.test/', title: '', top: true, late: false, startedAt: 0 },
    { kind: 'sdk', ...about, state: 'stub' },
    { ...call('_initializeConfig', config), buffered: true } as Happening,
    { ...call('track', 'before_start', { n: 0 }), buffered: true } as Happening,
    { ...call('initialize', config), buffered: true } as Happening,
    { ...call('track', 'before_load', { n: 1 }), buffered: true } as Happening,
    { kind: 'sdk', ...about, state: 'running', version: 'v3.15.0' },
    ...exchange('load'),
    call('track', 'cart', { n: 1 }),
    call('identify', { registered: 'jane@example.com' }, { first_name: 'Jane' }),
    call('track', 'purchase', { total: 7.99 }),
    ...exchange('track then identify in one tick'),
    call('track', 'forbidden', {}),
    ...exchange('rejected inside a 200'),
    call('anonymize'),
    ...exchange('anonymize'),
    call('track', 'after_anonymize', {}),
    ...exchange('track after anonymize'),
  ])
  const rows = state.items.toArray().map((item) => [item.name, item.delivery, item.seenBy.call, item.attempts.length])
  expect(rows).toEqual([
    ['before_start', 'delivered', true, 1],
    ['before_load', 'delivered', true, 1],
    ['customer update', 'delivered', false, 1],
    ['page_visit', 'delivered', false, 1],
    ['cart', 'delivered', true, 1],
    ['customer update', 'delivered', true, 1],
    ['purchase', 'delivered', true, 1],
    ['forbidden', 'rejected', true, 1],
    ['after_anonymize', 'delivered', true, 1],
  ])
  const cart = state.items.find((item) => item.name === 'cart')
  expect(cart?.calledAs?.hard).toEqual({})
  expect(cart?.sentAs?.hard).toEqual({ registered: 'jane@example.com' })
  expect(state.trackers.toArray().map(([, tracker]) => [tracker.key, tracker.version])).toEqual([
    [config.token, 'v3.15.0'],
  ])
  expect(state.trackers.first()?.customer).toEqual({
    soft: { cookie: '1929de4b-7ca5-417e-991c-bc1ed064b574' },
    hard: {},
  })
})

it('counts the tries of an event that failed with 500 and then arrived', () => {
  const state = fold([
    { kind: 'sdk', ...about, state: 'running', key: config.token },
    call('track', 'retry_me', {}),
    ...exchange('http 500 then ok'),
    ...exchange('http 500 then ok: later'),
    call('track', 'bad', {}),
    ...exchange('http 400'),
  ])
  expect(state.items.toArray().map((item) => [item.name, item.delivery, item.attempts.length])).toEqual([
    ['retry_me', 'delivered', 2],
    ['bad', 'rejected', 1],
  ])
})

it('knows nobody but the cookie on the next page, as the SDK does', () => {
  const page = (doc: string): readonly Happening[] => [
    {
      kind: 'document',
      url: `http://collector.test/${doc}`,
      title: '',
      top: true,
      late: false,
      startedAt: doc === 'one' ? 0 : 2000,
    },
    { kind: 'sdk', ...about, state: 'stub' },
    { ...call('_initializeConfig', config), buffered: true } as Happening,
  ]
  const first = fold([...page('one'), call('identify', 'jane@example.com')])
  expect(first.trackers.first()?.customer.hard).toEqual({ registered: 'jane@example.com' })
  const second = page('two').reduce(
    (state, happening, i) => reduce(state, { doc: 'two', seq: i + 1, at: 2000, frame: 0, ...happening } as Fact),
    first,
  )
  expect(second.trackers.size).toBe(1)
  expect(second.trackers.first()?.customer.hard).toEqual({})
})
