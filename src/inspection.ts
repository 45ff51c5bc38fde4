/**
 * The one entry for whoever asks what facts amount to: the panel, the command line and the tests get the same answers
 * to the same facts and the same moment, however the facts were sliced.
 */
import { findingsOf } from './checks'
import type { Findings } from './checks/findings'
import type { Fact } from './core/fact'
import { type Completeness, completeness, heardBrowser } from './core/query/completeness'
import { emptyState, type State } from './core/state'
import type { LoadedPlan } from './plan'
import type { Coverage } from './plan/coverage'
import { asOf, reduceAll } from './providers/fold'

/** What the answers depend on beside the facts. */
export interface Question {
  /**
   * The moment as of which is judged, in milliseconds since 1970: the present of a live page, the time at which a
   * recording was saved, the last time of a HAR.
   */
  readonly now: number
  /** The tracking plan in force. Its code is fetched by whoever has one: here only its findings are asked for. */
  readonly plan?: LoadedPlan | null
  /** Nothing follows any more (a file): then the plan's required events that never came are findings. */
  readonly ended?: boolean
}

/** What facts amount to: their state, what was found in it, what a plan makes of it, and how complete it is. */
export interface Inspection {
  readonly state: State
  readonly findings: Findings
  readonly completeness: Completeness
  /** What was seen of the plan; null without one. */
  readonly coverage: Coverage | null
}

/** Folds and judges facts that are all at hand. */
export function inspect(facts: readonly Fact[], question: Question): Inspection {
  const state = asOf(reduceAll(emptyState, facts), question.now)
  return {
    state,
    findings: judge(null, state, { ended: true, ...question }),
    completeness: completeness(state, heardBrowser(state)),
    coverage: question.plan?.coverage(state) ?? null,
  }
}

/**
 * Judges a state, for whoever folds slice by slice and shows what there is so far. What it has in common with what was
 * judged before, with the same plan, is not judged again; the findings are the same either way.
 */
export function judge(
  previous: Findings | null,
  state: State,
  { now, plan = null, ended = false }: Question,
): Findings {
  return plan ? plan.findings(previous, state, { now, ended }) : findingsOf(previous, state, now)
}
