/**
 * However facts come, one by one, in slices or all at once, they fold to the same state, and none that was given away
 * changes afterwards.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Fact, Happening } from '../core/fact'
import { emptyState, type State } from '../core/state'
import { story } from '../testing/story'
import { reduce, reduceAll } from './fold'

const TOKEN = '323d7a16-ba47-12c9-8c2d-0a770a310d68'
const cio = { vendor: 'customerio', surface: 'inspector', tracker: 'cio' }
const web = { vendor: 'bloomreach', surface: 'web', tracker: 'exponea' }
const text = (json: unknown) => ({ text: JSON.stringify(json), size: 1 })
const names = fc.constantFrom('viewed', 'added', 'bought')
const ids = fc.constantFrom('m1', 'm2', 'm3', 'm4')
const small = fc.nat(5)

const event = fc
  .record({ event: names, messageId: ids, anonymousId: fc.constantFrom('a1', 'a2'), n: small })
  .map(({ n, ...rest }) => ({
    type: 'track',
    ...rest,
    userId: n > 3 ? 'jane' : null,
    properties: { n },
  }))
/** A request as the page or the browser tells it: of Customer.io's or of Bloomreach's. */
const sent = fc.oneof(
  event.map((told) => ({
    vendor: 'customerio',
    method: 'POST',
    url: 'https://c.example/v1/t',
    body: text({ ...told, writeKey: 'wk' }),
  })),
  fc.tuple(names, small).map(([name, n]) => ({
    vendor: 'bloomreach',
    method: 'POST',
    url: `https://b.example/track/v2/projects/${TOKEN}/customers/events`,
    body: text({ customer_ids: { cookie: 'c1' }, event_type: name, timestamp: 1 + n, properties: { n } }),
  })),
)
const happening: fc.Arbitrary<Happening> = fc.oneof(
  event.map(
    (told): Happening => ({
      kind: 'call',
      ...cio,
      call: 1,
      method: 'dispatch_start',
      args: [told],
      id: told.messageId,
    }),
  ),
  fc
    .tuple(names, small)
    .map(([name, n]): Happening => ({ kind: 'call', ...web, call: 2, method: 'track', args: [name, { n }] })),
  fc.tuple(names, small).map(([name, n]): Happening => {
    return { kind: 'call', ...cio, surface: 'snippet', call: 3, method: 'track', args: [name, { n }], buffered: true }
  }),
  fc.tuple(sent, small).map(([told, request]): Happening => ({ kind: 'request', ...told, request, via: 'fetch' })),
  fc.tuple(small, fc.constantFrom(0, 200, 400, 503)).map(([request, status]): Happening => {
    return { kind: 'response', request, status, body: text({ success: status === 200 }) }
  }),
  small.map((request): Happening => ({ kind: 'failure', request, reason: 'network', error: 'Failed to fetch' })),
  fc.tuple(sent, fc.boolean(), fc.constantFrom(0, 200, 500)).map(([told, serviceWorker, status]): Happening => {
    const ends = { status, answer: text({}), startedAt: 1000, endedAt: 1010 }
    return { kind: 'exchange', ...told, via: serviceWorker ? 'webRequest' : 'devtools', ...ends, serviceWorker }
  }),
  fc.constantFrom('pagehide', 'pageshow', 'hidden').map((change): Happening => ({ kind: 'page', change })),
  fc
    .constantFrom('wk', 'wk2', undefined)
    .map((key): Happening => ({ kind: 'sdk', ...cio, state: 'running', ...(key ? { key } : {}) })),
  fc
    .constantFrom(TOKEN, 'other')
    .map((key): Happening => ({ kind: 'sdk', ...web, state: 'running', key, version: '3.15.0' })),
  ids.map((id): Happening => ({ kind: 'signal', ...cio, name: 'delivery_failure', id })),
  fc.constant<Happening>({ kind: 'signal', ...cio, name: 'reset' }),
  fc.constantFrom('threw', 'rejected').map((result): Happening => ({ kind: 'outcome', call: 2, result, error: 'no' })),
)
const facts = fc
  .array(fc.tuple(fc.constantFrom('d', 'e', 'devtools:1'), happening), { maxLength: 120, size: 'max' })
  .map((told): readonly Fact[] => {
    const page = {
      kind: 'document',
      url: 'https://shop/',
      title: 'Shop',
      top: true,
      late: false,
      startedAt: 900,
    } as const
    return told.reduce((next, [doc, what]) => next.tell(doc, what), story().tell('d', page).tell('e', page)).facts
  })

describe('the fold', () => {
  it('gives one state for the same facts, however many at once', () => {
    fc.assert(
      fc.property(facts, fc.integer({ min: 1, max: 40 }), (told, slice) => {
        const whole = JSON.stringify(reduceAll(emptyState, told))
        expect(JSON.stringify(told.reduce(reduce, emptyState))).toBe(whole)
        const given: { state: State; text: string }[] = []
        let state = emptyState
        for (let at = 0; at < told.length; at += slice) {
          state = reduceAll(state, told.slice(at, at + slice))
          given.push({ state, text: JSON.stringify(state) })
        }
        expect(JSON.stringify(state)).toBe(whole)
        for (const { state: before, text: was } of given) expect(JSON.stringify(before)).toBe(was)
      }),
      { numRuns: 75 },
    )
  })

  it('says once what both the call and its request show', () => {
    const told = { type: 'track', event: 'User Deleted', messageId: 'm1', anonymousId: 'a1', userId: 'jane' }
    const call: Happening = { kind: 'call', ...cio, call: 1, method: 'dispatch_start', args: [told], id: 'm1' }
    const address = { method: 'POST', url: 'https://c.example/v1/t', body: text({ ...told, writeKey: 'wk' }) }
    const request: Happening = { kind: 'request', vendor: 'customerio', request: 1, via: 'fetch', ...address }
    const { items } = reduceAll(emptyState, story().tell('d', call, request).facts)
    expect(items.map(({ notes }) => notes.map(({ about }) => about)).toArray()).toEqual([['destructive']])
  })

  it('numbers items and exchanges by their place, and counts the items of each tracker', () => {
    fc.assert(
      fc.property(facts, (told) => {
        const state = reduceAll(emptyState, told)
        expect(state.items.every((item, n) => item.n === n)).toBe(true)
        expect(state.exchanges.every((exchange, n) => exchange.n === n)).toBe(true)
        for (const tracker of state.trackers.values())
          for (const [delivery, count] of Object.entries(tracker.counts))
            expect(state.items.count((item) => item.tracker === tracker.id && item.delivery === delivery)).toBe(count)
      }),
      { numRuns: 100 },
    )
  })
})
