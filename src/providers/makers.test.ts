/**
 * Tests of SDKs of several makers that send the same format to the same addresses: each is called by its own name,
 * judged by its own rules, and none is put into another's tracker.
 */
import { describe, expect, it } from 'vitest'
import type { Fact, Happening } from '../core/fact'
import type { JsonObject } from '../core/json'
import { emptyState } from '../core/state'
import { reduceAll } from './fold'
import { vendorOf } from './registry'

const MAKERS = [
  ['customerio', 'Customer.io', { name: 'analytics.js', version: 'npm:next-0.5.11' }],
  ['segment', 'Segment', { name: 'analytics.js', version: 'npm:next-1.84.3' }],
  ['rudderstack', 'RudderStack', { name: 'RudderLabs JavaScript SDK', version: '3.34.1' }],
] as const

const message = (library: JsonObject, change: JsonObject = {}): JsonObject => ({
  type: 'track',
  event: 'Order Completed',
  messageId: `m-${library.name}-${library.version}`,
  anonymousId: `a-${library.version}`,
  properties: {},
  context: { library },
  ...change,
})
const request = (n: number, vendor: string, body: JsonObject, url = 'https://shop.example/v1/track'): Happening => ({
  ...{ kind: 'request', request: n, vendor, via: 'fetch', method: 'POST', url },
  body: { text: JSON.stringify(body), size: 0 },
})
const answer = (n: number, status: number): Happening => ({
  ...{ kind: 'response', request: n, status },
  body: { text: '{}', size: 2 },
})
const page: Happening = { kind: 'document', url: 'https://s.example/', title: '', top: true, late: false, startedAt: 0 }
const fold = (...happenings: Happening[]) =>
  reduceAll(
    emptyState,
    happenings.map((happening, i): Fact => ({ doc: 'd', seq: i + 1, at: i + 1, frame: 0, ...happening })),
  )

describe.each(MAKERS)('what %s sends', (id, name, library) => {
  it('is called by its own name, whoever told of it by the address alone', () => {
    for (const told of MAKERS.map(([other]) => other)) {
      const state = fold(page, request(1, told, message(library)), answer(1, 200))
      expect(state.items.toArray().map(({ vendor, delivery }) => [vendor, delivery])).toEqual([[id, 'delivered']])
      expect(vendorOf(state.trackers.first()?.vendor ?? '')?.name).toBe(name)
    }
  })

  it('is never put into another maker’s tracker, with keys and without', () => {
    for (const keys of [{}, { writeKey: 'k' }] as JsonObject[]) {
      const facts = MAKERS.map(([, , each], n) => request(n + 1, 'customerio', message(each, keys)))
      const state = fold(page, ...facts)
      const own = state.items.filter((item) => item.vendor === id)
      expect(own.map((item) => state.trackers.get(item.tracker)?.vendor).toArray()).toEqual([id])
      expect(state.trackers.size).toBe(MAKERS.length)
      expect(state.moments.filter((moment) => moment.kind === 'identity' && moment.change === 'rotated').size).toBe(0)
    }
  })
})

it('a batch with messages of two makers’ libraries is of one tracker, and says of the other’s whose they are', () => {
  const [customerio, , rudderstack] = MAKERS.map(([, , library]) => message(library))
  const notes = (...batch: readonly (JsonObject | undefined)[]) =>
    fold(page, request(1, 'customerio', { batch: batch.filter((each) => each !== undefined) }, '/v1/batch'))
      .items.toArray()
      .map((item) => [item.vendor, ...item.notes.map(({ text }) => text)])
  const said = 'It was made by Customer.io’s library; the batch that carries it counts as RudderStack’s.'
  expect(notes(customerio, rudderstack)).toEqual([['rudderstack', said], ['rudderstack']])
  expect(notes(rudderstack, customerio)).toEqual([['rudderstack'], ['rudderstack', said]])
  expect(notes(customerio, { ...customerio, messageId: 'm2' })).toEqual([['customerio'], ['customerio']])
})

it('judges each maker’s answers by its own rules', () => {
  const after = (library: JsonObject, status: number) =>
    fold(page, request(1, 'customerio', message(library), '/v1/t'), answer(1, status)).items.first()
  const [customerio, segment, rudderstack] = MAKERS.map(([, , library]) => after(library, 500))
  expect([customerio?.delivery, segment?.delivery, rudderstack?.delivery]).toEqual(['rejected', 'retrying', 'rejected'])
  expect(customerio?.why).toMatch(/ignores the status/)
  expect(rudderstack?.why).toBe('The server answered 500; whether RudderStack’s SDK tries again is not known.')
})

it('learns Segment’s visitor from the cookies that it has in common with Customer.io', () => {
  const state = fold(
    page,
    { kind: 'sdk', vendor: 'segment', surface: 'segment', tracker: 'segment-1', state: 'running', key: 'k' },
    { kind: 'storage', vendor: 'customerio', area: 'cookie', key: 'ajs_anonymous_id', value: 'anon-1' },
  )
  expect(state.trackers.get('segment:k')?.customer.soft).toEqual({ anonymousId: 'anon-1' })
})
