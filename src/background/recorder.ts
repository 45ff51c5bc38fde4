/**
 * One tab's recorder: takes facts in, keeps them in log and journal, acknowledges what is safe, and shows the log to
 * panels.
 */
import { FACT_FORMAT, type Fact, type Happening } from '../core/fact'
import { countsSince } from '../core/query/queue'
import { outlineOf } from '../core/query/summary'
import type { UpMessage } from '../link/messages'
import type { Pipe } from '../link/pipe'
import { asOf } from '../providers/fold'
import { createCleared } from './cleared'
import { type CoreOptions, createCore, type TabCore } from './core'
import type { Journal } from './journal'
import { leftUnheard } from './left-unheard'
import { createLog } from './log'
import type { TabOutline } from './outlines'
import { createProducers } from './producers'
import type { Head, Saved } from './saved'
import type { Entry, LogBounds } from './trim'
import { createViewers } from './viewers'

/** What a recorder is given: journal, clock, chance, its bounds, and who is told what. */
export interface RecorderOptions extends Pick<CoreOptions, 'ticks' | 'after'> {
  readonly tab: number
  readonly journal: Journal
  /** A fresh random id for a log. */
  readonly id: () => string
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Runs something after what is already waiting. */
  readonly schedule: (run: () => void) => void
  /** Gets every fact that enters the log. */
  readonly onFact?: (fact: Fact) => void
  /** The tab can be summed up anew: all that was said is folded, or another vendor is held back. */
  readonly onFolded?: () => void
  /** The bounds without and with an open panel. */
  readonly bounds?: { readonly alone: LogBounds; readonly watched: LogBounds }
  readonly saved?: Saved
}

/** One tab's recorder. Nothing of it throws on odd input. */
export interface Recorder {
  readonly tab: number
  /** What its facts fold to. */
  readonly core: Pick<TabCore, 'settled' | 'state' | 'pageItems'>
  /**
   * Takes a producer's batch and acknowledges on its pipe, where there is one, once it is safe; then it resolves. Never
   * rejects.
   */
  take(batch: UpMessage, frame: number, pipe: Pipe | null): Promise<void>
  /**
   * A document has ended with the fact of this number: what of it has not come is counted as lost. Returns whether the
   * document is one of this tab.
   */
  ended(doc: string, last: number): boolean
  /** Says a fact of the background's own. */
  say(happening: Happening): void
  /** Counts a message that could not be read. */
  malformed(): void
  /** The frame that a document was last heard from; null for one never heard. */
  frameOf(doc: string): number | null
  /** The documents heard so far. */
  docs(): Iterable<string>
  hold(vendor: string, on: boolean): void
  /** Vendors that are held back in this tab. */
  holds(): ReadonlySet<string>
  watch(pipe: Pipe, log: string, from: number): void
  unwatch(pipe: Pipe): void
  readonly watched: boolean
  /** How much its log holds, and when a page of the tab last said something; milliseconds since 1970. */
  readonly size: LogBounds
  readonly heardAt: number
  /** Keeps only the newest of its log, for want of room in all tabs together. */
  shrink(): void
  clear(): void
  /** Takes the last clear back, where what it took away is still here. */
  restore(): void
  facts(): readonly Fact[]
  /** One entry in the place of all that stood in the log before a position; null where nothing did. */
  totals(end: number): Entry | null
}

const MB = 1024 * 1024
/** How much one tab may hold, without and with an open panel. */
export const BOUNDS = { alone: { facts: 20_000, bytes: 24 * MB }, watched: { facts: 200_000, bytes: 240 * MB } }
/** So much of what a tab may hold is left to one that gives its room to others. */
const REST = 1 / 10

const NO_ROOM =
  'A page was left while the recorder was not running, and the browser’s storage had no room for what it said last.'

/** A recorder for one tab, new or continued from the journal. */
export function createRecorder(options: RecorderOptions): Recorder {
  const { tab, journal, saved, schedule } = options
  const bounds = options.bounds ?? BOUNDS
  const own = `browser:${tab}`
  const producers = createProducers(saved?.head.docs)
  const cleared = createCleared(bounds.watched)
  const holds = new Set(saved?.head.holds)
  let log = createLog(saved?.head.log ?? options.id(), saved && { entries: saved.entries, ...saved.head })
  const viewers = createViewers(log, schedule)
  const folded = () => {
    journal.outline(tab, outline)
    options.onFolded?.()
  }
  const core = createCore({ log: () => log, ticks: options.ticks, schedule, after: options.after, onFolded: folded })
  let unread = 0
  let heardAt = 0

  const head = (): Head => ({
    log: log.id,
    format: FACT_FORMAT,
    next: log.next,
    weight: log.weight,
    docs: producers.saved(),
    holds: [...holds],
  })

  /** Resolves when the facts, and all before them, are in the journal. */
  async function keep(facts: readonly Fact[]): Promise<void> {
    const into = log
    const unheard = facts.some((fact) => fact.kind === 'document' && leftUnheard(into.facts(), fact) !== null)
    const entries = facts.map((fact): Entry => into.append(fact, JSON.stringify(fact).length))
    into.fit(viewers.size > 0 ? bounds.watched : bounds.alone)
    cleared.fit(into, viewers.size > 0)
    const end = into.next
    const kept = journal.append(tab, head, entries)
    for (const fact of facts) options.onFact?.(fact)
    if (unheard) {
      const detail =
        'The page before was left without a word while the recorder was not running; what it said last is not known.'
      say({ kind: 'gap', missing: 0, reason: 'lost', detail })
    }
    await kept
    if (into === log) viewers.show(end)
    core.follow(facts)
  }

  /** Of a log that was cut the journal may keep more than is folded here; and what waits may not always wait. */
  function outline(): TabOutline | null {
    const { state, isSettled, pageItems } = core
    if (!isSettled || log.cuts > 0 || asOf(state, Number.POSITIVE_INFINITY) !== state) return null
    return { outline: outlineOf(state), since: [...countsSince(state, pageItems)] }
  }

  function say(happening: Happening) {
    const facts = JSON.stringify({ at: options.now(), ...happening })
    void keep(producers.take({ type: 'facts', doc: own, first: producers.seen(own) + 1, facts: [facts] }, 0))
  }

  /** Begins the log anew with the given facts, under another id. */
  function renew(facts: readonly Fact[]) {
    const fresh = createLog(options.id())
    const entries = facts.map((fact): Entry => fresh.append(fact, JSON.stringify(fact).length))
    log = fresh
    viewers.restart(fresh)
    core.follow(facts)
    void journal.reset(tab, head, entries).then(() => {
      if (fresh === log) viewers.showAnew(entries.length)
    })
  }

  return {
    tab,
    core,
    say,
    async take(batch, frame, pipe) {
      if (batch.first > 1 && producers.frameOf(batch.doc) === null) {
        const last = log.facts().findLast(({ doc }) => doc === batch.doc)
        if (last) producers.resume(batch.doc, last.seq)
      }
      heardAt = options.now()
      const facts = producers.take(batch, frame)
      const seq = producers.seen(batch.doc)
      await keep(facts)
      try {
        pipe?.send({ type: 'ack', doc: batch.doc, seq })
      } catch {
        // The producer has gone; if it comes back it sends again, and duplicates are dropped by number.
      }
    },
    ended(doc, last) {
      if (producers.frameOf(doc) === null) return false
      const missing = last - producers.seen(doc)
      // A page that comes back yet may say them all the same.
      if (missing > 0) say({ kind: 'gap', missing, reason: 'lost', detail: NO_ROOM })
      return true
    },
    malformed() {
      unread++
      // Told at 1, 2, 4, 8 …: a flood of nonsense must not push out what is worth keeping.
      if ((unread & (unread - 1)) !== 0) return
      const missing = Math.ceil(unread / 2)
      say({ kind: 'gap', missing, reason: 'invalid', detail: `${unread} messages of this tab could not be read.` })
    },
    frameOf: producers.frameOf,
    docs: producers.docs,
    hold(vendor, on) {
      if (on) holds.add(vendor)
      else holds.delete(vendor)
      folded()
      void keep([])
    },
    holds: () => holds,
    watch(pipe, known, from) {
      // It knows facts of this log that the journal never could keep: their positions are about to be given to others.
      if (known === log.id && from > log.next) renew(log.facts())
      viewers.add(pipe, known === log.id ? from : 0)
    },
    unwatch(pipe) {
      viewers.remove(pipe)
      if (viewers.size > 0) return
      cleared.forget()
      log.fit(bounds.alone)
    },
    get watched() {
      return viewers.size > 0
    },
    get size() {
      return log.size
    },
    get heardAt() {
      return heardAt
    },
    shrink() {
      log.fit({ facts: bounds.alone.facts * REST, bytes: bounds.alone.bytes * REST })
      core.follow([])
    },
    clear() {
      const { left, missing } = cleared.take(log)
      renew(left)
      say({ kind: 'gap', missing, reason: 'cleared', detail: 'The log was cleared by hand.' })
    },
    restore() {
      const facts = cleared.back(log, viewers.size > 0)
      if (facts) renew(facts)
    },
    facts: () => log.facts(),
    totals: (end) => log.totals(end),
  }
}
