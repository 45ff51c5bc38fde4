/** One tab's log as it is kept: what enters it goes to the journal, and only what is safe there is shown and folded. */
import { FACT_FORMAT, type Fact } from '../core/fact'
import { countsSince } from '../core/query/queue'
import { outlineOf } from '../core/query/summary'
import type { Pipe } from '../link/pipe'
import { asOf } from '../providers/fold'
import { type CoreOptions, createCore, type TabCore } from './core'
import type { Journal } from './journal'
import { createLeftOver } from './left-over'
import { createLog, type TabLog } from './log'
import type { TabOutline } from './outlines'
import type { Head, Saved } from './saved'
import type { Entry, LogBounds } from './trim'
import { createViewers } from './viewers'

/** What a log is kept with: journal, chance, timers, its bounds, and who is told what. */
export interface KeptLogOptions extends Pick<CoreOptions, 'ticks' | 'schedule' | 'after'> {
  readonly tab: number
  readonly journal: Journal
  /** A fresh random id for a log. */
  readonly id: () => string
  /** Gets every fact that enters the log. */
  readonly onFact?: (fact: Fact) => void
  /** The tab can be summed up anew: all that was said is folded, or another vendor is held back. */
  readonly onFolded?: () => void
  /** The bounds without and with an open panel. */
  readonly bounds: { readonly alone: LogBounds; readonly watched: LogBounds }
  readonly saved?: Saved
  /** What the head in the journal has beside the log's own. */
  readonly around: () => Pick<Head, 'docs' | 'holds'>
}

/** The log of one tab with all that follows it: the journal, the panels, the core. */
export interface KeptLog {
  /** The log now: `renew` begins another one. */
  readonly log: TabLog
  readonly core: TabCore
  readonly isWatched: boolean
  /** Resolves when the facts, and all before them, are in the journal; the log has them at once. Never rejects. */
  keep(facts: readonly Fact[]): Promise<void>
  /** Begins the log anew with the given facts, under another id; what was `cleared` stays in the journal beside it. */
  renew(facts: readonly Fact[], why?: 'cleared'): void
  /** Keeps its outline anew, and tells that the tab can be summed up anew. */
  folded(): void
  /** Drops what is over the bounds. */
  fit(bounds: LogBounds): void
  /** A panel watches from a position on. */
  watch(pipe: Pipe, from: number): void
  unwatch(pipe: Pipe): void
}

/** A log, new or continued from the journal. */
export function createKeptLog(options: KeptLogOptions): KeptLog {
  const { tab, journal, saved, schedule, ticks, after, bounds } = options
  let log = createLog(saved?.head.log ?? options.id(), saved && { entries: saved.entries, ...saved.head })
  const viewers = createViewers(log, schedule)
  const folding = { log: () => log, ticks, schedule, after }
  /** So many keepings are not in the journal so far, and nothing of them is acknowledged. */
  let open = 0
  const core = createCore({ ...folding, onFolded: folded, isAwaited: () => open > 0 })
  const leftOver = createLeftOver({ ...folding, onFolded: () => journal.outline(tab, outline) })

  const head = (): Head => ({
    ...{ log: log.id, format: FACT_FORMAT, next: log.next, weight: log.weight },
    ...options.around(),
  })

  function folded() {
    journal.outline(tab, outline)
    options.onFolded?.()
  }

  /** Of a log that was cut the journal may keep more than is here; and what waits may not always wait. */
  function outline(from: number): TabOutline | null {
    if (log.cuts > 0) return null
    const folded = from > 0 ? leftOver.of(from) : core.isSettled ? core : null
    if (!folded) return null
    const { state, pageItems } = folded
    leftOver.forget()
    if (asOf(state, Number.POSITIVE_INFINITY) !== state) return null
    return { outline: outlineOf(state), since: [...countsSince(state, pageItems)] }
  }

  const entered = (into: TabLog, facts: readonly Fact[]) =>
    facts.map((fact): Entry => into.append(fact, JSON.stringify(fact).length))

  return {
    core,
    folded,
    get log() {
      return log
    },
    get isWatched() {
      return viewers.size > 0
    },
    async keep(facts) {
      const into = log
      const entries = entered(into, facts)
      into.fit(viewers.size > 0 ? bounds.watched : bounds.alone)
      const end = into.next
      leftOver.forget()
      const kept = journal.append(tab, head, entries)
      for (const fact of facts) options.onFact?.(fact)
      open++
      await kept
      open--
      if (into === log) viewers.show(end)
      core.follow(facts)
    },
    renew(facts, why) {
      const aside = why === 'cleared' ? head() : null
      const fresh = createLog(options.id())
      const entries = entered(fresh, facts)
      log = fresh
      leftOver.forget()
      viewers.restart(fresh)
      core.follow(facts)
      void journal.reset(tab, head, entries, aside).then(() => {
        if (fresh === log) viewers.showAnew(entries.length)
      })
    },
    fit(most) {
      log.fit(most)
      core.follow([])
    },
    watch: viewers.add,
    unwatch(pipe) {
      viewers.remove(pipe)
      if (viewers.size === 0) log.fit(bounds.alone)
    },
  }
}
