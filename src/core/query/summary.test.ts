/** A tab at a glance: its trackers, as whom, in which session, with what consent, and what waits or failed. */
import { describe, expect, it } from 'vitest'
import { reduceAll } from '../../providers/fold'
import { as, NOW, stateOf } from '../../testing/scene'
import { story } from '../../testing/story'
import type { Happening } from '../fact'
import { emptyState } from '../state'
import { countsOf, countsSince, itemsByDelivery } from './queue'
import { pendingSince, summary } from './summary'

const page = (url: string): Happening => ({
  ...{ kind: 'document', url, title: 'Shop', top: true, late: false, startedAt: 900 },
})
const sdk: Happening = {
  ...{ kind: 'sdk', vendor: 'customerio', surface: 'inspector', tracker: 'cio', state: 'running', key: 'wk' },
}
const send = (n: number, userId: string | null): Happening => {
  const message = { type: 'track', event: `e${n}`, messageId: `m${n}`, anonymousId: 'anon', userId, properties: {} }
  const body = { text: JSON.stringify({ ...message, writeKey: 'wk' }), size: 1 }
  return {
    kind: 'request',
    request: n,
    vendor: 'customerio',
    via: 'fetch',
    method: 'POST',
    url: 'https://c.example/v1/t',
    body,
  }
}
const answer = (n: number, status: number): Happening => ({
  ...{ kind: 'response', request: n, status, body: { text: status < 400 ? '{}' : '{"error":"no"}', size: 1 } },
})

describe('a summary', () => {
  it('tells of each tracker whose it is, and what became of what it tracked', () => {
    const { facts } = story().tell(
      'd',
      ...[page('https://shop.test/'), sdk],
      ...[send(1, 'anna'), answer(1, 200), send(2, 'anna'), answer(2, 400), send(3, 'anna')],
    )
    const found = summary(reduceAll(emptyState, facts), 2000)
    expect(found.page).toEqual({ url: 'https://shop.test/', title: 'Shop', startedAt: 900 })
    expect(found).toMatchObject({ pending: 1, failed: 1, unknown: 0, held: [], gaps: 0, missing: 0, facts: 7 })
    expect(found.trackers).toHaveLength(1)
    expect(found.trackers[0]).toMatchObject({
      ...{ vendor: 'customerio', key: 'wk', surface: 'inspector', status: 'running', lastFlush: null },
      whose: { customer: { hard: { userId: 'anna' } } },
      counts: { delivered: 1, rejected: 1, 'in flight': 1 },
    })
    // It crosses contexts as it is.
    expect(JSON.parse(JSON.stringify(found))).toEqual(found)
  })

  it('tells of an earlier page only what is in view of it', () => {
    const { facts } = story()
      .tell('a', page('https://shop.test/'), sdk, send(1, null), answer(1, 400), { kind: 'page', change: 'pagehide' })
      .tell('b', page('https://shop.test/cart'))
    const state = reduceAll(emptyState, facts)
    expect(summary(state, 2000)).toMatchObject({ page: { url: 'https://shop.test/cart' }, trackers: [], failed: 1 })
    expect(summary(state, 2000, { counts: countsSince(state, state.items.size) }).failed).toBe(0)
  })

  it('says what is held back, by the documents or by whoever knows better', () => {
    const state = stateOf(
      { documents: [{ held: ['bloomreach'] }, { id: 'old', left: true, held: ['segment'] }] },
      'bloomreach',
    )
    expect(summary(state, NOW).held).toEqual(['bloomreach'])
    expect(summary(state, NOW, { held: ['customerio', 'bloomreach'] }).held).toEqual(['customerio', 'bloomreach'])
  })

  it('counts what could not be seen but for what was cleared, and says what the server made of a consent', () => {
    const { facts } = story()
      .tell('d', page('https://shop.test/'), sdk)
      .tell(
        'd',
        { kind: 'gap', missing: 4, reason: 'lost', detail: '' },
        { kind: 'gap', missing: 9, reason: 'cleared', detail: '' },
      )
    expect(summary(reduceAll(emptyState, facts), 2000)).toMatchObject({ gaps: 1, missing: 4 })
    const state = stateOf(
      {
        items: [{ type: 'consent', name: 'consent', delivery: 'rejected' }],
        trackers: [{ consent: { ads: { granted: true, at: NOW, item: 0 } }, customer: as({ registered: 'anna' }) }],
      },
      'bloomreach',
    )
    expect(summary(state, NOW).trackers[0]?.consent).toEqual([
      { category: 'ads', granted: true, server: 'refused by the server' },
    ])
  })
})

describe('what is pending', () => {
  const state = stateOf(
    { items: [{ delivery: 'queued' }, { delivery: 'delivered' }, { delivery: 'in flight' }, { delivery: 'lost' }] },
    'customerio',
  )
  const seen = (n: number) => state.items.get(n)?.seenAt ?? 0

  it('is told apart by how long it has been, with the time from which the next counts', () => {
    const { pending } = summary(state, NOW)
    expect(pending).toBe(2)
    expect(pendingSince(state, { pending }, seen(0) - 1)).toEqual({ count: 0, next: seen(0) })
    expect(pendingSince(state, { pending }, seen(2))).toEqual({ count: 2, next: null })
    expect(pendingSince(state, { pending: 0 }, NOW)).toEqual({ count: 0, next: null })
  })

  it('is counted from an item on as the groups of a view count it', () => {
    const groups = itemsByDelivery()
    groups.update(state.items)
    for (let from = 0; from <= state.items.size; from++)
      for (const [id, counts] of countsSince(state, from)) expect(counts).toEqual(countsOf(groups.from(from), id))
  })
})
