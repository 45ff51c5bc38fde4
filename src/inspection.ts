/**
 * The one entry for whoever asks what facts amount to: the panel, the command line and the tests get the same answers
 * to the same facts and the same moment, however the facts were sliced.
 */
import { findingsOf } from './checks'
import type { Findings } from './checks/findings'
import type { Fact } from './core/fact'
import { type Completeness, completeness, heardBrowser } from './core/query/completeness'
import { emptyState, type State } from './core/state'
import { reduceAll } from './providers/fold'

/** What the answers depend on beside the facts. */
export interface Question {
  /**
   * The moment as of which is judged, in milliseconds since 1970: the present of a live page, the time at which a
   * recording was saved, the last time of a HAR.
   */
  readonly now: number
}

/** What facts amount to. */
export interface Inspection {
  readonly state: State
  readonly findings: Findings
  readonly completeness: Completeness
}

/** Folds and judges facts that are all at hand. */
export function inspect(facts: readonly Fact[], question: Question): Inspection {
  const state = reduceAll(emptyState, facts)
  return {
    state,
    findings: judge(null, state, question),
    completeness: completeness(state, heardBrowser(state)),
  }
}

/**
 * Judges a state, for whoever folds slice by slice and shows what there is so far. What it has in common with what was
 * judged before is not judged again; the findings are the same either way.
 */
export function judge(previous: Findings | null, state: State, { now }: Question): Findings {
  return findingsOf(previous, state, now)
}
