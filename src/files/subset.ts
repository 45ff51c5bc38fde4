/** The part of a log that tells of some items: a recording of what was chosen, which opens to the same items again. */
import { changesBetween } from '../core/collections/changes'
import { type Fact, OF_ITEMS } from '../core/fact'
import { emptyState } from '../core/state'
import { reduce } from '../providers/fold'
import { inParts, type Steps } from './steps'

/**
 * Leaves out what changed only items that were not chosen. A request that carries others beside a chosen one stays
 * whole, so these come with it, as seen on the wire.
 */
export function* factsOfItems(facts: readonly Fact[], chosen: ReadonlySet<number>): Steps<readonly Fact[]> {
  let state = emptyState
  const tells = (fact: Fact): boolean => {
    const before = state
    state = reduce(before, fact)
    if (!OF_ITEMS.has(fact.kind)) return true
    const changed = [...changesBetween(before.items, state.items)]
    return changed.some((n) => chosen.has(n))
  }
  const kept: Fact[] = []
  yield* inParts(facts, (part) => {
    for (const fact of part) if (tells(fact)) kept.push(fact)
  })
  return kept
}
