/** What is found in what is shown: judged from when somebody first reads it, and then only what changed since. */
import { computed, type ReadonlySignal } from '@preact/signals'
import type { Check } from '../../checks/check'
import { branchOff, type Findings, nothingFound } from '../../checks/findings'
import type { State } from '../../core/state'
import type { Question } from '../../inspection'
import type { LoadedPlan } from '../../plan'
import { type Fetched, fetchRules, rulebook } from './rules'

/** So many facts, or items, may wait to be judged with the next drawing. */
const AHEAD = 100

/** What is judged by; another one judges all anew. */
type Rules = Pick<Question, 'plan' | 'ended'>
const NO_PLAN: Rules = { plan: null }

/** What the store shows, as far as judging depends on it. */
interface Seen {
  readonly state: ReadonlySignal<State>
  readonly mode: ReadonlySignal<'live' | 'paused' | 'travel'>
  readonly now: ReadonlySignal<number>
  readonly plan: ReadonlySignal<LoadedPlan | null>
  /** Not null: nothing follows any more. */
  readonly recording: ReadonlySignal<string | null>
}

const NO_CHECKS: readonly Check[] = []

/** Judges what a store shows. */
export class Judging {
  readonly findings: ReadonlySignal<Findings>
  /** The rules by which it is found: everybody's, and the plan's. */
  readonly checks: ReadonlySignal<readonly Check[]>
  readonly #seen: Seen
  readonly #rulebook: ReadonlySignal<Fetched>
  readonly #rules: ReadonlySignal<Rules>
  #newest: Findings | null = null

  /** By the rules of the package, or by other ones. */
  constructor(seen: Seen, book: ReadonlySignal<Fetched> = rulebook) {
    this.#seen = seen
    this.#rulebook = book
    void fetchRules()
    this.#rules = computed(() => {
      const plan = seen.plan.value
      return plan ? { plan, ended: seen.recording.value !== null } : NO_PLAN
    })
    this.checks = computed(() => {
      const { plan, ended = false } = this.#rules.value
      const book = this.#rulebook.value
      return plan?.checks(ended) ?? (typeof book === 'string' ? NO_CHECKS : book.checks)
    })
    this.findings = this.#judge()
  }

  /**
   * What is found, and nothing while the rules are not here. An earlier moment is judged on a branch, so that coming
   * back finds the newest findings as they were left.
   */
  #judge(): ReadonlySignal<Findings> {
    const { state, mode, now } = this.#seen
    let earlier: Findings | null = null
    let rules = NO_PLAN
    return computed(() => {
      const book = this.#rulebook.value
      if (typeof book === 'string') return nothingFound
      if (rules !== this.#rules.value) {
        rules = this.#rules.value
        this.#newest = null
        earlier = null
      }
      const question = { ...rules, now: now.value }
      if (mode.value !== 'travel') {
        earlier = null
        this.#newest = book.judge(this.#newest, state.value, question)
        return this.#newest
      }
      earlier ??= this.#newest && branchOff(this.#newest)
      earlier = book.judge(earlier, state.value, question)
      return earlier
    })
  }

  /**
   * Judges, slice by slice, what is folded but not drawn yet: a flood's findings, all judged at its next drawing, would
   * hold a frame up.
   */
  follow(state: State): void {
    const book = this.#rulebook.peek()
    if (typeof book === 'string' || !this.#newest || this.#seen.mode.peek() !== 'live') return
    const judged = this.#newest.judged.state
    // One fact may carry a hundred items.
    if (state.facts - judged.facts > AHEAD || state.items.size - judged.items.size > AHEAD)
      this.#newest = book.judge(this.#newest, state, { ...this.#rules.peek(), now: this.#seen.now.peek() })
  }
}
