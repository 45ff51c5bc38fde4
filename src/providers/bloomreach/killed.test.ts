/** A page that ends without a word, as one that crashed: the next page of its tab tells that it is gone. */
import { expect, it } from 'vitest'
import type { Happening } from '../../core/fact'
import { createReduce } from '../../core/fold/fold'
import { presentTrackers } from '../../core/query/present'
import { emptyState } from '../../core/state'
import { story } from '../../testing/story'
import { vendor } from '.'

const { reduceAll } = createReduce([vendor])
const web = { vendor: 'bloomreach', surface: 'web', tracker: 'exponea' } as const
const page = (startedAt: number): Happening => ({
  ...{ kind: 'document', url: 'https://s.test/', title: '', top: true, late: false, startedAt },
})
const track = (call: number): Happening => ({
  ...{ kind: 'call', ...web, call, method: 'track', args: ['seen', { n: call }], buffered: true },
})
const calls = Array.from({ length: 1200 }, (_, i) => track(i + 1))
const loaded: Happening = { kind: 'sdk', ...web, state: 'running' }
const left: Happening = { kind: 'page', change: 'pagehide', persisted: false }

it('of a page killed before its SDK loaded all calls are lost, a thousand and more, and its tracker left', () => {
  const killed = story()
    .tell('one', page(900), { kind: 'sdk', ...web, state: 'stub' }, ...calls)
    .tell('two', page(20_000))
  for (const told of [killed, killed.tell('one', left)]) {
    const state = reduceAll(emptyState, told.facts)
    expect(state.items.countBy(({ delivery }) => delivery).toObject()).toEqual({ lost: 1200 })
    expect(new Set(state.items.map(({ why }) => why)).size).toBe(1)
    expect(state.documents.get('one')?.left).toBe(true)
    expect(state.trackers.first()).toMatchObject({ status: 'left', instance: null })
    expect([presentTrackers(state), state.mismatches.callsWithoutRequest]).toEqual([[], 1200])
  }
})

it('what such a page still sent is found though it comes after the next page has begun', () => {
  const data = { customer_ids: {}, type: 'seen', properties: { n: 1 }, company_id: 'k' }
  const text = JSON.stringify({ commands: [{ name: 'crm/events', data }] })
  const { facts } = story()
    .tell('one', page(900), { kind: 'sdk', ...web, state: 'running', config: { token: 'k' } }, track(1), loaded)
    .tell('two', page(1030))
    .tell('one', {
      ...{ kind: 'request', request: 1, vendor: 'bloomreach', via: 'beacon', method: 'POST' },
      ...{ url: 'https://s.test/bulk', body: { text, size: text.length } },
    })
  const state = reduceAll(emptyState, facts)
  expect(state.items.map(({ delivery }) => delivery).toArray()).toEqual(['unknown'])
})
