/** What was found: findings by check and by item. Whoever only shows them loads nothing of how they are found. */
import { Map as HashMap } from 'immutable'
import { emptyState, type State } from '../core/state'
import type { Severity } from './check'
import type { Tables } from './past'

/** One thing that a rule found: what, when and in which items. */
export interface Finding {
  /** The id of the check. */
  readonly check: string
  /**
   * What was judged: `item 12`, `moment 3`, `tracker …`, `document …`; with the check's id it names the finding for
   * good.
   */
  readonly subject: string
  /** The sentence with the concrete values. */
  readonly text: string
  /** Ledger numbers of the items it is about, ascending; may be empty. */
  readonly items: readonly number[]
  readonly tracker: string | null
  readonly doc: string | null
  /** Milliseconds since 1970. */
  readonly at: number
}

/** Everything found in a state. */
export interface Findings {
  /** Check id → subject → finding. A check without findings has no entry. */
  readonly byCheck: HashMap<string, HashMap<string, Finding>>
  /** Item number → what was found about it. */
  readonly byItem: HashMap<number, readonly Finding[]>
  readonly counts: Readonly<Record<Severity, number>>
  /** What was judged, for the next comparison; nobody else's business. */
  readonly judged: Judged
}

/** What was judged last, and the look-up tables made of it; null where others go on with those. */
export interface Judged {
  readonly state: State
  readonly tables: Tables | null
}

/**
 * The same findings, to judge another line of states from: whoever goes on from the original keeps its look-up tables.
 */
export function branchOff(findings: Findings): Findings {
  return { ...findings, judged: { ...findings.judged, tables: null } }
}

/** What is found of nothing. */
export const nothingFound: Findings = {
  byCheck: HashMap(),
  byItem: HashMap(),
  counts: { error: 0, warning: 0, note: 0 },
  judged: { state: emptyState, tables: null },
}
