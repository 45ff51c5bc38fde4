/**
 * One tab's recorder: takes in what producers and panels bring, says what of it is lost, and acknowledges what is safe.
 */
import type { Fact, Happening } from '../core/fact'
import type { UpMessage } from '../link/messages'
import type { Pipe } from '../link/pipe'
import { createCleared } from './cleared'
import type { TabCore } from './core'
import { createKeptLog, type KeptLogOptions } from './kept-log'
import { leftUnheard } from './left-unheard'
import { createProducers } from './producers'
import type { Entry, LogBounds } from './trim'

/** What a recorder is given: what its log is kept with, and the time. */
export interface RecorderOptions extends Omit<KeptLogOptions, 'bounds' | 'around'> {
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** The bounds without and with an open panel; `BOUNDS` where nothing is said. */
  readonly bounds?: KeptLogOptions['bounds']
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
  /** The tab is over. */
  end(): void
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
const LEFT_UNHEARD =
  'The page before was left without a word while the recorder was not running; what it said last is not known.'

/** A recorder for one tab, new or continued from the journal. */
export function createRecorder(options: RecorderOptions): Recorder {
  const { tab, saved } = options
  const bounds = options.bounds ?? BOUNDS
  const own = `browser:${tab}`
  const producers = createProducers(saved?.head.docs)
  const cleared = createCleared({
    most: bounds.watched,
    saved: saved?.cleared,
    onForgotten: () => options.journal.forgetAside(tab),
  })
  /** The panel that may take the last clear back has yet to come back to this life of the background. */
  let isAwaited = saved?.cleared !== undefined
  const holds = new Set(saved?.head.holds)
  const kept = createKeptLog({
    ...options,
    bounds,
    around: () => ({ docs: producers.saved(), holds: [...holds] }),
  })
  let heardAt = 0

  /** Resolves when the facts, and all before them, are in the journal. */
  async function keep(facts: readonly Fact[]): Promise<void> {
    const unheard = facts.some((fact) => fact.kind === 'document' && leftUnheard(kept.log.facts(), fact) !== null)
    const done = kept.keep(facts)
    cleared.fit(kept.log, kept.isWatched || isAwaited)
    if (unheard) say({ kind: 'gap', missing: 0, reason: 'lost', detail: LEFT_UNHEARD })
    await done
  }

  function say(happening: Happening) {
    const facts = JSON.stringify({ at: options.now(), ...happening })
    void keep(producers.take({ type: 'facts', doc: own, first: producers.seen(own) + 1, facts: [facts] }, 0))
  }

  return {
    tab,
    core: kept.core,
    say,
    async take(batch, frame, pipe) {
      if (batch.first > 1 && producers.frameOf(batch.doc) === null) {
        const last = kept.log.facts().findLast(({ doc }) => doc === batch.doc)
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
    malformed: malformed(say),
    frameOf: producers.frameOf,
    docs: producers.docs,
    hold(vendor, on) {
      if (on) holds.add(vendor)
      else holds.delete(vendor)
      kept.folded()
      void keep([])
    },
    holds: () => holds,
    watch(pipe, known, from) {
      const { log } = kept
      // It knows facts of this log that the journal never could keep: their positions are about to be given to others.
      if (known === log.id && from > log.next) kept.renew(log.facts())
      kept.watch(pipe, known === kept.log.id ? from : 0)
    },
    unwatch(pipe) {
      kept.unwatch(pipe)
      if (kept.isWatched) return
      isAwaited = false
      cleared.forget()
    },
    end: kept.core.end,
    get watched() {
      return kept.isWatched
    },
    get size() {
      return kept.log.size
    },
    get heardAt() {
      return heardAt
    },
    shrink: () => kept.fit({ facts: bounds.alone.facts * REST, bytes: bounds.alone.bytes * REST }),
    clear() {
      const { left, missing } = cleared.take(kept.log)
      kept.renew(left, 'cleared')
      say({ kind: 'gap', missing, reason: 'cleared', detail: 'The log was cleared by hand.' })
    },
    restore() {
      const facts = cleared.back(kept.log, kept.isWatched)
      if (facts) kept.renew(facts)
    },
    facts: () => kept.log.facts(),
    totals: (end) => kept.log.totals(end),
  }
}

/** Counts messages that could not be read, and says so. */
function malformed(say: Recorder['say']): () => void {
  let unread = 0
  return () => {
    unread++
    // Told at 1, 2, 4, 8 …: a flood of nonsense must not push out what is worth keeping.
    if ((unread & (unread - 1)) !== 0) return
    const missing = Math.ceil(unread / 2)
    say({ kind: 'gap', missing, reason: 'invalid', detail: `${unread} messages of this tab could not be read.` })
  }
}
