/** What is true of the ledger at every moment, whatever a page did and in whatever order it was told. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Fact } from '../core/fact'
import { DELIVERIES, type Item } from '../core/item'
import { summary } from '../core/query/summary'
import { emptyState, type State } from '../core/state'
import { START, walks } from '../testing/fact-walks'
import { asOf, reduceAll } from './fold'

/** What an item says of itself that its tries, or its page, say otherwise. */
function untrue(state: State, { name, delivery, attempts, why }: Item): readonly string[] {
  const outcomes = attempts.map(({ outcome }) => outcome)
  const faults: string[] = []
  const must = (isTrue: boolean, what: string) => {
    if (!isTrue) faults.push(`${name}, ${delivery} [${outcomes}]: ${what}`)
  }
  must(why !== '', 'it says why')
  must((delivery === 'delivered') === outcomes.includes('delivered'), 'delivered is what a try says')
  must(delivery !== 'in flight' || outcomes.includes('in flight'), 'something is on its way')
  must(delivery !== 'rejected' || outcomes.includes('rejected'), 'something was refused')
  must(delivery !== 'retrying' || outcomes.length > 0, 'something was tried')
  must(delivery !== 'lost' || !outcomes.includes('unknown'), 'what may have arrived is not lost')
  for (const { outcome, exchange: n } of attempts) {
    const exchange = state.exchanges.get(n)
    const isOver = exchange?.endedAt !== null || state.documents.get(exchange.doc)?.left === true
    must(outcome !== 'in flight' || !isOver, 'a try that has ended, or whose page was left, is not on its way')
  }
  return faults
}

/** Counters that say otherwise than the list. */
function miscounted(state: State): readonly string[] {
  return [...state.trackers.values()].flatMap(({ id, counts }) =>
    DELIVERIES.filter(
      (delivery) => counts[delivery] !== state.items.count((item) => item.tracker === id && item.delivery === delivery),
    ).map((delivery) => `${id}: ${counts[delivery]} ${delivery}`),
  )
}

it('items say what their tries say, counters what the list says, and no session ends before it began', () => {
  fc.assert(
    fc.property(walks, fc.boolean(), (facts, isLeft) => {
      const at = (facts.at(-1)?.at ?? START) + 2000
      const leaving = ['d1', 'd2'].map(
        (doc): Fact => ({ doc, seq: 1000, at, frame: 0, kind: 'page', change: 'pagehide', persisted: false }),
      )
      const told = reduceAll(emptyState, isLeft ? [...facts, ...leaving] : facts)
      const later = asOf(told, at + 999_000)
      for (const state of [told, later]) {
        expect(state.items.toArray().flatMap((item) => untrue(state, item))).toEqual([])
        expect(miscounted(state)).toEqual([])
      }
      for (const { session } of summary(later, at + 999_000).trackers)
        expect(session.endedAt ?? at * 2).toBeGreaterThanOrEqual(session.startedAt ?? 0)
    }),
    { numRuns: 100 },
  )
})
