/** Tests of calls that went into the page's own function or object, where the SDK or its stub should be. */
import { describe, expect, it } from 'vitest'
import type { Fact, Happening } from '../core/fact'
import { emptyState } from '../core/state'
import { reduceAll } from './fold'

const page: Happening = { kind: 'document', url: 'https://s.example/', title: '', top: true, late: false, startedAt: 0 }
const fold = (...happenings: Happening[]) =>
  reduceAll(
    emptyState,
    [page, ...happenings].map((happening, i): Fact => ({ doc: 'd', seq: i + 1, at: i + 1, frame: 0, ...happening })),
  )
const web = { vendor: 'bloomreach', surface: 'web', tracker: 'exponea' }
const cio = { vendor: 'customerio', surface: 'inspector', tracker: 'inspector-1' }

describe('a call that reaches neither the SDK nor a stub', () => {
  it('is not queued, and its identity effects are not believed', () => {
    const state = fold(
      { kind: 'sdk', ...web, state: 'running', version: 'v3.15.0', config: { token: 't' } },
      { kind: 'call', ...web, call: 1, method: 'identify', args: [{ registered: 'jane@x.io' }], foreign: true },
      { kind: 'call', ...web, call: 2, method: 'track', args: ['view_item', {}], foreign: true },
      { kind: 'sdk', ...cio, state: 'running', key: 'k' },
      { kind: 'call', ...cio, call: 3, method: 'identify', args: ['u-1', {}], foreign: true },
      { kind: 'call', ...cio, call: 4, method: 'reset', args: [], foreign: true },
    )
    expect(state.items.map(({ delivery }) => delivery).toArray()).toEqual(['unknown', 'unknown', 'unknown'])
    for (const { why } of state.items)
      expect(why).toMatch(/^The page’s own function or object stands in the SDK’s place/)
    for (const { customer } of state.trackers.values()) expect(customer.hard).toEqual({})
    expect(state.moments.some(({ kind }) => kind === 'identity')).toBe(false)
  })

  it('is delivered where its page sends it after all', () => {
    const command = { name: 'crm/events', data: { type: 'view_item', properties: {}, customer_ids: {} } }
    const body = { text: JSON.stringify({ commands: [command] }), size: 0 }
    const results = '{"success":true,"results":[{"status":"ok"}]}'
    const state = fold(
      { kind: 'call', ...web, call: 1, method: 'track', args: ['view_item', {}], foreign: true },
      {
        kind: 'request',
        vendor: 'bloomreach',
        request: 1,
        via: 'fetch',
        method: 'POST',
        url: 'https://s.example/bulk',
        body,
      },
      { kind: 'response', request: 1, status: 200, body: { text: results, size: results.length } },
    )
    expect(state.items.map(({ name, delivery }) => [name, delivery]).toArray()).toEqual([['view_item', 'delivered']])
  })

  it('is the SDK’s once the page’s own function hands it on', () => {
    const event = { type: 'track', event: 'x', messageId: 'm1', anonymousId: 'a', properties: { a: 1 } }
    const state = fold(
      { kind: 'sdk', ...cio, state: 'running', key: 'k' },
      { kind: 'call', ...cio, call: 1, method: 'track', args: ['x', { a: 1 }], foreign: true },
      { kind: 'call', ...cio, call: 2, method: 'dispatch_start', args: [event], id: 'm1' },
    )
    expect(state.items.toArray()).toMatchObject([
      { id: 'm1', delivery: 'queued', why: 'The SDK has it; no request seen yet.' },
    ])
  })
})

describe('what the page’s own function hands to the SDK later, as an asynchronous wrapper does', () => {
  const sdk: Happening = { kind: 'sdk', ...web, state: 'running', version: 'v3.15.0', config: { token: 't' } }
  const track = (call: number, name: string, foreign?: boolean): Happening => ({
    ...{ kind: 'call', ...web, call, method: 'track', args: [name, { n: 1 }] },
    ...(foreign ? { foreign } : {}),
  })

  it('is one thing, and no longer said to be kept by the page', () => {
    const { items } = fold(sdk, track(1, 'a', true), track(2, 'b', true), track(3, 'b'), track(4, 'a'))
    expect(items.map(({ name, delivery, notes }) => [name, delivery, notes]).toArray()).toEqual([
      ['a', 'queued', []],
      ['b', 'queued', []],
    ])
  })

  it('waits in the stub, where it is handed on to that', () => {
    const stub = { vendor: 'customerio', surface: 'snippet', tracker: 'cioanalytics' }
    const push = (call: number, how: object): Happening => ({
      ...{ kind: 'call', ...stub, call, method: 'track', args: ['a', { n: 1 }], ...how },
    })
    const [item, ...others] = fold(
      { kind: 'sdk', ...stub, state: 'stub', key: 'k' },
      push(1, { foreign: true }),
      push(2, { buffered: true }),
    ).items
    expect(item).toMatchObject({
      delivery: 'buffered',
      why: 'The SDK is not loaded yet: the call waits in the page’s stub.',
      notes: [],
    })
    expect(others).toEqual([])
    expect(fold(push(1, { buffered: true }), push(2, { buffered: true })).items.size).toBe(2)
  })

  it('is another one where what is called has other properties, or the first was sent already', () => {
    const other: Happening = { kind: 'call', ...web, call: 2, method: 'track', args: ['a', { n: 2 }] }
    expect(fold(sdk, track(1, 'a', true), other).items.size).toBe(2)
    expect(fold(sdk, track(1, 'a', true), track(2, 'a'), track(3, 'a')).items.size).toBe(2)
  })
})

it('says of a mock that it is no SDK and no stub', () => {
  const state = fold(
    { kind: 'sdk', ...web, state: 'foreign' },
    { kind: 'call', ...web, call: 1, method: 'track', args: ['x'], foreign: true },
  )
  expect(state.trackers.first()).toMatchObject({ status: 'foreign' })
  expect(
    state.moments
      .filter(({ kind }) => kind === 'status')
      .map(({ text }) => text)
      .toArray(),
  ).toEqual(['The SDK is not there: an object of the page’s own, neither the SDK nor its stub, stands in its place'])
})
