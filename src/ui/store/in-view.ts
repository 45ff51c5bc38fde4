/** What is in view: one rule for the list, the counters, Queue, Findings, Identity and what is exported. */
import { computed, type ReadonlySignal, signal } from '@preact/signals'
import type { Fact } from '../../core/fact'
import { type Counts, countsOf, itemsByDelivery } from '../../core/query/queue'
import { type Traffic, TrafficCount } from '../../core/query/traffic'
import type { State } from '../../core/state'
import { keptOnClear } from '../../files/kept-on-clear'
import type { Log, PageStart } from './log'

/**
 * Where what is in view begins: after so many facts and items, and after a time (milliseconds since 1970); and the page
 * that it begins with, where it is one.
 */
export type ViewStart = Pick<PageStart, 'position' | 'items' | 'at'> & Partial<Pick<PageStart, 'doc' | 'ahead'>>

/** What it is told by: the log and the state that are shown, and whether the items of earlier pages are listed. */
interface Shown {
  readonly log: ReadonlySignal<Log>
  readonly state: ReadonlySignal<State>
  readonly preserve: ReadonlySignal<boolean>
}

const WHOLE: ViewStart = { position: 0, items: 0, at: Number.NEGATIVE_INFINITY }

/** Follows one store. A recording is in view as a whole, as is a log that nobody has cleared. */
export class InView {
  /**
   * What came before was cleared, or belongs to an earlier page while the log is not preserved. At an earlier moment
   * only what had been cleared by then is out of view.
   */
  readonly start: ReadonlySignal<ViewStart>
  /** How many items in view are in each state, by the id of their tracker. */
  readonly counts: ReadonlySignal<ReadonlyMap<string, Counts>>
  /** What was seen of the page that is open. */
  readonly traffic: ReadonlySignal<Traffic>
  readonly #log: ReadonlySignal<Log>
  readonly #state: ReadonlySignal<State>
  /** Where the list was emptied, oldest first. */
  readonly #clears = signal<readonly ViewStart[]>([])
  readonly #deliveries = itemsByDelivery()
  readonly #traffic = new TrafficCount()

  /** `own` is the tab's log. */
  constructor(own: Log, { log, state, preserve }: Shown) {
    this.#log = log
    this.#state = state
    this.start = computed(() => {
      if (log.value !== own) return WHOLE
      const cleared = this.#clears.value.findLast((each) => each.position <= state.value.facts) ?? WHOLE
      if (preserve.value) return cleared
      const page = log.value.pages.value.findLast((each) => each.position < state.value.facts) ?? WHOLE
      if (page.position <= cleared.position) return cleared
      const { ahead } = page
      if (!ahead) return page
      // What it did while it was loaded ahead is in view with it, unless that was cleared.
      const position = Math.max(ahead.position, cleared.position)
      const items = Math.max(ahead.items, cleared.items)
      return { ...page, items, ahead: { position, items } }
    })
    this.traffic = computed(() => this.#traffic.of(state.value))
    this.counts = computed(() => {
      const { items, trackers } = state.value
      const from = this.start.value.items
      if (from === 0) return new Map([...trackers.values()].map(({ id, counts }) => [id, counts]))
      this.#deliveries.update(items)
      const shown = this.#deliveries.from(from)
      return new Map([...trackers.keys()].map((id) => [id, countsOf(shown, id)]))
    })
  }

  /** Takes everything up to this state out of view; gives the way back. `at` is in milliseconds since 1970. */
  clear({ facts: position, items }: State, at: number): () => void {
    const before = this.#clears.value
    this.#clears.value = [...before, { position, items: items.size, at }]
    return () => {
      this.#clears.value = before
    }
  }

  /**
   * The facts of what is in view, with those from before that it is read by; or every fact up to the shown moment: what
   * came behind a pause is not shown.
   */
  facts(everything: boolean): readonly Fact[] {
    const facts = this.#log.value.facts.slice(0, this.#state.value.facts)
    const { ahead, position } = this.start.value
    const from = ahead?.position ?? position
    if (everything || from === 0) return facts
    return [...keptOnClear(facts.slice(0, from)), ...facts.slice(from)]
  }
}
