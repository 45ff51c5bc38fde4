/** What is found follows from the facts and the time alone: however they came in, and whatever was judged before. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clearedCheckpoint } from '../core/checkpoint'
import type { Fact, Happening } from '../core/fact'
import { emptyState, type State } from '../core/state'
import { checkpointOf } from '../core/take-checkpoint'
import { reduceAll } from '../providers/fold'
import { START, walks } from '../testing/fact-walks'
import { factsOf, savedText } from '../testing/recordings'
import { findingsOf } from '.'
import type { Findings } from './findings'

const NOW = START + 60_000

/** All that can be seen of findings, in an order that does not tell how they were reached. */
function seen(found: Findings) {
  const byCheck = [...found.byCheck.entries()].flatMap(([, entries]) => [...entries.values()])
  return {
    byCheck: byCheck.sort((a, b) => (`${a.check} ${a.subject}` < `${b.check} ${b.subject}` ? -1 : 1)),
    byItem: [...found.byItem.entries()].sort(([a], [b]) => a - b),
    counts: found.counts,
  }
}

/** The states after so many facts each, folded in one go or from the one before. */
function statesAt(facts: readonly Fact[], places: readonly number[]): readonly State[] {
  const sorted = [...new Set(places)].sort((a, b) => a - b)
  const states = new Map<number, State>()
  let [state, at] = [emptyState, 0]
  for (const place of sorted) {
    state = reduceAll(state, facts.slice(at, place))
    at = place
    states.set(place, state)
  }
  return places.flatMap((place) => states.get(place) ?? [])
}

/** Judges state after state, each from what was found in the one before. */
function judgedAlong(states: readonly State[]): Findings | null {
  let found: Findings | null = null
  for (const state of states) found = findingsOf(found, state, NOW)
  return found
}

describe('the same recording gives the same findings every time, sliced in any way', () => {
  it('in generated walks, forwards and with time travel', () => {
    fc.assert(
      fc.property(walks, fc.array(fc.nat(70), { maxLength: 12 }), (facts, cuts) => {
        const places = cuts.map((cut) => Math.min(cut, facts.length))
        const end = facts.length
        const whole = seen(findingsOf(null, reduceAll(emptyState, facts), NOW))
        const forwards = [...places].sort((a, b) => a - b)
        expect(seen(judgedAlong(statesAt(facts, [...forwards, end])) ?? never())).toEqual(whole)
        expect(seen(judgedAlong(statesAt(facts, [...places, end])) ?? never())).toEqual(whole)
        const onebyone = facts.map((_, i) => i + 1)
        expect(seen(judgedAlong(statesAt(facts, [...onebyone, end])) ?? never())).toEqual(whole)
      }),
      { numRuns: 60 },
    )
  })

  it('in recordings that begin with totals, or after a clear', () => {
    fc.assert(
      fc.property(
        walks,
        fc.nat(70),
        fc.boolean(),
        fc.array(fc.nat(70), { maxLength: 6 }),
        (facts, at, isCleared, cuts) => {
          const begun = checkpointOf(reduceAll(emptyState, facts.slice(0, at)))
          const totals = isCleared ? clearedCheckpoint(begun) : begun
          const said: Happening = { kind: 'gap', missing: at, reason: 'overflow', detail: '', totals }
          // As it comes out of a file.
          const first = JSON.parse(JSON.stringify({ doc: 'browser:1', seq: 1, at: START, frame: 0, ...said })) as Fact
          const left = [first, ...facts.slice(at)]
          const whole = seen(findingsOf(null, reduceAll(emptyState, left), NOW))
          const places = cuts.map((cut) => Math.min(cut, left.length))
          expect(seen(judgedAlong(statesAt(left, [...places, left.length])) ?? never())).toEqual(whole)
        },
      ),
      { numRuns: 20 },
    )
  })

  describe.each([
    ['chromium', 15],
    ['firefox', 10],
  ] as const)('in the walk that was recorded in %s', (browser, times) => {
    const facts = factsOf(savedText(browser))
    const whole = seen(findingsOf(null, reduceAll(emptyState, facts), NOW))

    it(`opened ${times} times`, () => {
      for (let opened = 1; opened <= times; opened++) {
        const cuts = facts.flatMap((_, i) => ((i * 7919 + opened * 104_729) % (opened + 3) === 0 ? [i] : []))
        expect(seen(judgedAlong(statesAt(facts, [...cuts, facts.length])) ?? never())).toEqual(whole)
      }
    })

    it('seen live, fact by fact', () => {
      const live = facts.map((_, i) => i + 1)
      expect(seen(judgedAlong(statesAt(facts, live)) ?? never())).toEqual(whole)
    })
  })
})

function never(): never {
  throw new Error('nothing was judged')
}
