/** All tabs' recorders, continued from the journal, and what is told of their tabs. */
import { type Fact, type Happening, isObserver } from '../core/fact'
import { beginsPage } from '../core/query/present'
import { countsSince } from '../core/query/queue'
import { type Summary, summary, summaryOf } from '../core/query/summary'
import { emptyState, type State } from '../core/state'
import type { Pipe } from '../link/pipe'
import { asOf } from '../providers/fold'
import { createJournal } from './journal'
import { createLastWords, hasWords, type LastWordsOptions } from './last-words'
import { createOrders, type OrdersOptions } from './orders'
import { countsIn, createOutlines } from './outlines'
import { connectLeft, connectPage, connectPanel, type PortsOptions } from './ports'
import { BOUNDS, createRecorder, type Recorder, type RecorderOptions } from './recorder'
import type { StorageArea } from './saved'
import { createTabs, type Tabs } from './tabs'

/** What the recorders are given by the browser's side (`index.ts`). */
export interface RecordersOptions
  extends Pick<RecorderOptions, 'id' | 'now' | 'schedule' | 'bounds'>,
    Pick<OrdersOptions, 'toFrame' | 'after'> {
  /** A clock that only ever goes forward, in milliseconds; `now` is the time of the day. */
  readonly ticks: () => number
  readonly area: StorageArea
  /** Where relays leave the last words of pages that end: open to content scripts, so nothing else stands there. */
  readonly lastWords: StorageArea
  /** A tab gets its first panel, or loses its last. */
  readonly onWatched?: (tab: number, watched: boolean) => void
  /** Whether items of earlier pages stay in view; they do where it is not told. */
  readonly preserved?: () => boolean
  /** Another page began in a tab. */
  readonly onPage?: (tab: number) => void
  /** A tab can be summed up anew. */
  readonly onFolded?: (tab: number) => void
}

/** A tab at a glance, and the state that it was made of. */
export interface Glance {
  readonly state: State
  readonly summary: Summary
}

/** What the browser's side tells the recorders of all tabs, and what it may ask of them. */
export interface Recorders {
  /** A document's connection; tab and frame are the browser's word. */
  page(pipe: Pipe, tab: number, frame: number): void
  /** A page that the browser does not know any more says its last words. */
  left(pipe: Pipe): void
  /** A panel has connected; it says itself which tab it watches. */
  panel(pipe: Pipe): void
  /** Says a fact of the background's own about a tab. */
  say(tab: number, happening: Happening): void
  /** Something was written to the storage of the last words. */
  stored(items: Readonly<Record<string, unknown>>): void
  /** A tab was closed. */
  closed(tab: number): void
  /** All that is known of a tab, summed up; of one that nothing was heard of too. Never rejects. */
  summary(tab: number): Promise<Summary>
  /** The same as far as it is folded already, with the state that it was made of. */
  glance(tab: number): Glance
}

/** As many times what one tab may hold is the most that all tabs without a panel hold together. */
export const FULL_TABS = 3

/** So many milliseconds after its start the journal is read at the latest, where nobody has needed it before. */
const LATER = 500

/** The recorders, continued from the journal. Nothing but what is kept in outline is answered before it is read. */
export function createRecorders(options: RecordersOptions): Recorders {
  const journal = createJournal(options.area, {
    now: options.now,
    after: options.after,
    totals: (tab, end) => tabs.get(tab)?.totals(end) ?? null,
  })
  const pipes = new Map<string, Pipe>()
  const orders = createOrders({ ...options, pipeOf: (doc) => pipes.get(doc) ?? null })

  const tabs = createTabs(
    (tab, saved) => {
      const { id, now, ticks, schedule, after, bounds } = options
      const more = { ...(bounds && { bounds }), ...(saved && { saved }) }
      const onFact = (fact: Fact) => {
        outlines.changed(tab)
        orders.note(recorder, fact)
        if (beginsPage(fact)) options.onPage?.(tab)
      }
      const recorder: Recorder = createRecorder({
        ...{ tab, journal, id, now, ticks, schedule, after, onFact, ...more },
        onFolded: () => options.onFolded?.(tab),
      })
      return recorder
    },
    (tab) => void journal.remove(tab),
  )

  const lastWords = createLastWords({ area: options.lastWords, after: options.after, ...wordsTo(tabs) })
  const found = options.lastWords.get(null).catch(() => ({}))
  const outlined = journal.outlines()
  const standing = found.then((items) => (hasWords(items) ? new Map<number, never>() : outlined))
  const outlines = createOutlines(standing)
  let reading: Promise<void> | null = null

  /** Resolves when the journal is read. */
  function ready(): Promise<void> {
    reading ??= outlined.then(journal.restore).then(async (all) => {
      for (const saved of all) waitAgain(tabs.open(saved.tab, saved))
      lastWords.take(await found)
    })
    return reading
  }

  // While it reads a full one the background does nothing else: what can be told without it is told first.
  void standing.then(({ size }) => {
    if (size > 0) options.after(LATER, () => void ready())
    else void ready()
  })

  /** Waits for the outcome of triggers that were asked for in an earlier life. */
  function waitAgain(recorder: Recorder) {
    const triggers = recorder.facts().filter((fact) => fact.kind === 'trigger')
    const ended = new Set(triggers.map((fact) => (fact.phase === 'asked' ? null : fact.trigger)))
    for (const fact of triggers) if (!ended.has(fact.trigger)) orders.note(recorder, fact)
  }

  const { facts, bytes } = (options.bounds ?? BOUNDS).alone
  const ports: PortsOptions = {
    ...{ tabs, orders, lastWords, outlines, pipes, ready, onWatched: options.onWatched },
    room: { facts: facts * FULL_TABS, bytes: bytes * FULL_TABS },
  }

  const isPreserved = () => options.preserved?.() !== false

  function glance(tab: number): Glance {
    const recorder = tabs.get(tab)
    const now = options.now()
    const state = asOf(recorder?.core.state ?? emptyState, now)
    const counts = countsSince(state, isPreserved() ? 0 : (recorder?.core.pageItems ?? 0))
    return { state, summary: summary(state, now, { counts, held: recorder?.holds() ?? [] }) }
  }

  return {
    page: (pipe, tab, frame) => connectPage(ports, pipe, tab, frame),
    left: (pipe) => connectLeft(ports, pipe),
    panel: (pipe) => connectPanel(ports, pipe),
    stored: (items) => {
      if (hasWords(items)) outlines.changed()
      void ready().then(() => lastWords.take(items))
    },
    say: (tab, happening) => {
      outlines.changed(tab)
      tabs.get(tab)?.say(happening)
    },
    closed: (tab) => {
      outlines.changed(tab)
      void ready().then(() => tabs.closed(tab))
    },
    summary: async (tab) => {
      const kept = await outlines.of(tab)
      if (kept)
        return summaryOf(kept.outline, options.now(), { counts: countsIn(kept, isPreserved()), held: kept.holds })
      await ready()
      await tabs.get(tab)?.core.settled()
      return glance(tab).summary
    },
    glance,
  }
}

/** Hands the last words of pages to the tab that knows their document. */
function wordsTo(tabs: Tabs): Pick<LastWordsOptions, 'deliver' | 'ended' | 'lost'> {
  return {
    deliver: (batch) => {
      for (const recorder of isObserver(batch.doc) ? [] : tabs.all()) {
        const frame = recorder.frameOf(batch.doc)
        if (frame !== null) return recorder.take(batch, frame, null)
      }
      return tabs.hasEnded(batch.doc) ? Promise.resolve() : null
    },
    ended: (doc, last) => {
      for (const recorder of tabs.all()) if (recorder.ended(doc, last)) return true
      return tabs.hasEnded(doc)
    },
    lost: (missing) => {
      const detail =
        'A page, in this or in another tab, was left before the recorder had started; what it said ' +
        'cannot be told apart.'
      for (const recorder of tabs.all()) recorder.say({ kind: 'gap', missing, reason: 'lost', detail })
    },
  }
}
