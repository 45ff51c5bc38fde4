/** A plan in force: what it finds beside all other checks, and what of it was seen. */
import { checks } from '../checks'
import type { Check } from '../checks/check'
import type { Findings } from '../checks/findings'
import { createFindings } from '../checks/judging'
import type { Item } from '../core/item'
import type { Json } from '../core/json'
import type { State } from '../core/state'
import { planChecks } from './checks'
import { type Compared, compare } from './compare'
import { type Coverage, coverageOf } from './coverage'
import { planOf } from './format'
import { type ReadyPlan, ready } from './judge'
import type { Plan } from './plan'

/** As of when is judged (milliseconds since 1970), and whether nothing follows any more: see `planChecks`. */
interface Moment {
  readonly now: number
  readonly ended: boolean
}

/** A plan in force. */
export interface LoadedPlan extends ReadyPlan {
  /** All checks, with those that the plan makes; once for a page, once for what has ended. */
  readonly checks: (ended: boolean) => readonly Check[]
  /** Judges a state by them. `previous` was judged by the same plan, with the same answer to whether it has ended. */
  readonly findings: (previous: Findings | null, state: State, moment: Moment) => Findings
  readonly coverage: (state: Pick<State, 'items'>) => Coverage
  /** An item's properties beside what is planned of them. */
  readonly compare: (item: Item) => readonly Compared[]
}

/** Puts a plan in force; it was read by `readPlan`. */
export function loadPlan(plan: Plan): LoadedPlan {
  const made = ready(plan)
  const of = (ended: boolean) => {
    const all = [...checks, ...planChecks(made, ended)]
    return { all, findings: createFindings(all) }
  }
  const [live, over] = [of(false), of(true)]
  return {
    ...made,
    checks: (ended) => (ended ? over : live).all,
    findings: (previous, state, { now, ended }) => (ended ? over : live).findings(previous, state, now),
    coverage: (state) => coverageOf(made, state),
    compare: (item) => compare(made, item),
  }
}

/** Puts a plan in force that was stored; null where it can no longer be read. */
export function loadStored(value: Json): LoadedPlan | null {
  const read = planOf(value)
  return 'plan' in read ? loadPlan(read.plan) : null
}
