/**
 * One tab's core: its log, folded to a state with the fold that panels have, in slices behind the acknowledgements. It
 * is freed with the tab, is never larger than the log, and after the worker's death it is made anew from the journal,
 * once somebody asks or the tab says more.
 */
import { type Fact, OF_ITEMS } from '../core/fact'
import { beginsPage, firstItemOf } from '../core/query/present'
import { emptyState, type State } from '../core/state'
import { reduceAll } from '../providers/fold'
import type { TabLog } from './log'

/** What a core needs. Times are milliseconds. */
export interface CoreOptions {
  /** The tab's log as it is now: a clear begins another one. */
  readonly log: () => TabLog
  /** A clock that only ever goes forward. */
  readonly ticks: () => number
  /** Runs something after what is already waiting. */
  readonly schedule: (run: () => void) => void
  /** Runs something after so many milliseconds; returns how to call it off. */
  readonly after: (milliseconds: number, run: () => void) => () => void
  /** Told whenever it has caught up with the log. */
  readonly onFolded: () => void
  /** Whether a producer waits for an acknowledgement of this tab's; whatever it waits for is followed then. */
  readonly isAwaited?: () => boolean
}

/** Keeps the folded state of one tab in step with its log. */
export interface TabCore {
  /** These facts were added to the log: they are folded soon, where the tab tracks. */
  follow(facts: readonly Fact[]): void
  /** The state of all that is in the log, also of a tab that does not track. Never rejects. */
  settled(): Promise<State>
  /** The tab is over: nothing more is folded, and who waits gets what is. */
  end(): void
  /** The state as far as it is folded. */
  readonly state: State
  /** Whether that is all that is in the log. */
  readonly isSettled: boolean
  /** Items with a lower number are of earlier pages. */
  readonly pageItems: number
}

/**
 * The longest that one slice folds, and how many facts are folded before the clock is asked again: with 32 at once a
 * fifth of the time went into opening and closing the state.
 */
const SLICE = 4
const CHUNK = 128
/** Whoever waits for an acknowledgement comes first so often, then a slice: an endless flood is folded, too. */
const PATIENCE = 10
/** A log that was cut is folded anew once it has not been cut for so long: in a flood it is cut again and again. */
const REST = 500

/** What says that a tab tracks. The others are about documents that may do nothing of the kind. */
const TRACKING: ReadonlySet<Fact['kind']> = new Set([...OF_ITEMS, 'sdk', 'storage'])

const tracking = (fact: Fact) =>
  TRACKING.has(fact.kind) || (fact.kind === 'gap' && (fact.totals?.trackers.length ?? 0) > 0)

/** A core that has folded nothing yet. */
export function createCore({ log, ticks, schedule, after, onFolded, isAwaited }: CoreOptions): TabCore {
  let state = emptyState
  let pageItems = 0
  /** The log that is folded, how often it had been cut then, and the position of the next fact of it. */
  let id = ''
  let cuts = 0
  let at = 0
  let tracks: boolean | null = null
  let scheduled = false
  let ended = false
  let waiting: Array<(state: State) => void> = []
  let stopResting: (() => void) | null = null
  /** How often acknowledgements have come first. */
  let putOff = 0

  function more() {
    if (scheduled) return
    scheduled = true
    schedule(slice)
  }

  function startAnew() {
    stopResting?.()
    stopResting = null
    state = emptyState
    pageItems = 0
    at = 0
    id = log().id
    cuts = log().cuts
  }

  /** A fold cannot be unfolded: what was dropped from the log stays in the state until it is folded anew. */
  function rest() {
    stopResting?.()
    cuts = log().cuts
    stopResting = after(REST, () => {
      startAnew()
      more()
    })
  }

  function slice() {
    scheduled = false
    if (ended) return settle()
    // What is awaited is followed once it is kept.
    if (waiting.length === 0 && isAwaited?.() && putOff++ < PATIENCE) return
    putOff = 0
    if (log().id !== id || (stopResting && waiting.length > 0)) startAnew()
    else if (log().cuts !== cuts) {
      if (at === 0 || waiting.length > 0) startAnew()
      else rest()
    }
    if (stopResting) return
    const began = ticks()
    while (at < log().next && ticks() - began < SLICE) foldPart(began)
    if (at < log().next) return more()
    settle()
    onFolded()
  }

  function settle() {
    const done = waiting
    waiting = []
    for (const resolve of done) resolve(state)
  }

  /** Folds what can be read at once, until the slice is over. */
  function foldPart(began: number) {
    const { first, facts } = log().read(at, log().next)
    at = first
    for (let from = 0; from < facts.length && ticks() - began < SLICE; ) {
      let end = from + 1
      while (end < Math.min(from + CHUNK, facts.length) && !beginsPage(facts[end])) end++
      const fact = facts[from]
      const isKnown = fact?.kind === 'document' && state.documents.has(fact.doc)
      if (beginsPage(fact) && !isKnown) pageItems = firstItemOf(state, fact.doc)
      state = reduceAll(state, facts.slice(from, end))
      at += end - from
      from = end
    }
    if (facts.length === 0) at = log().next
  }

  return {
    follow(facts) {
      tracks ??= log().facts().some(tracking)
      tracks ||= facts.some(tracking)
      if (tracks) more()
    },
    settled: () =>
      new Promise((resolve) => {
        waiting.push(resolve)
        more()
      }),
    end() {
      ended = true
      stopResting?.()
      settle()
    },
    get state() {
      return state
    },
    get isSettled() {
      return !stopResting && at === log().next && id === log().id && cuts === log().cuts
    },
    get pageItems() {
      return pageItems
    },
  }
}
