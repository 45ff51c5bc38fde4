/** Makes a tab's log smaller: its oldest facts go, and one fact brings what they folded to. */

import type { Fact, FactOf } from '../core/fact'
import { emptyState } from '../core/state'
import { checkpointOf } from '../core/take-checkpoint'
import { reduceAll } from '../providers/fold'

/** One fact in a tab's log. `size` is in characters of its JSON text. */
export interface Entry {
  readonly position: number
  readonly fact: Fact
  readonly size: number
}

/** How much a log may hold. `bytes` counts characters of JSON text. */
export interface LogBounds {
  readonly facts: number
  readonly bytes: number
}

/** How many facts an entry stands for: a gap counts those that are missing, or only in its totals. */
export function weight(fact: Fact): number {
  return fact.kind === 'gap' ? fact.missing : 1
}

/**
 * The entries within nine tenths of the bounds, so that the next trim is far: the oldest are dropped, whatever they
 * are, and their totals stand at the position of the last of them. A panel that already has that position has the facts
 * themselves.
 */
export function trim(entries: readonly Entry[], bounds: LogBounds): readonly Entry[] {
  let facts = entries.length + 1 - bounds.facts * 0.9
  let bytes = entries.reduce((sum, entry) => sum + entry.size, 0) - bounds.bytes * 0.9
  let end = 0
  for (; end < entries.length && (facts > 0 || bytes > 0); end++) {
    facts--
    bytes -= entries[end]?.size ?? 0
  }
  const totals = totalsOf(entries.slice(0, end))
  return totals ? [totals, ...entries.slice(end)] : entries
}

/** One entry in the place of the first ones of a log; null where there are none. */
export function totalsOf(entries: readonly Entry[]): Entry | null {
  const last = entries.at(-1)
  if (!last) return null
  // What are totals already, and nothing else, stays as it is.
  if (entries.length === 1 && last.fact.kind === 'gap' && last.fact.totals) return last
  const { position } = last
  const state = reduceAll(
    emptyState,
    entries.map(({ fact }) => fact),
  )
  const fact: FactOf<'gap'> = {
    ...{ doc: `journal:totals-${position}`, seq: 1, at: last.fact.at, frame: 0, kind: 'gap' },
    missing: entries.reduce((sum, entry) => sum + weight(entry.fact), 0),
    reason: 'overflow',
    detail: 'The log of this tab was full; of the oldest records only the totals were kept.',
    totals: checkpointOf(state),
  }
  return { position, fact, size: JSON.stringify(fact).length }
}
