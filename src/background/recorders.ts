/** All tabs' recorders, and what comes in on the ports of pages and panels. */
import { type Happening, isObserver } from '../core/fact'
import type { DownMessage } from '../link/messages'
import { parsePanel, parseUp } from '../link/parse'
import type { Pipe } from '../link/pipe'
import { createJournal } from './journal'
import { createTails } from './last-words'
import { createOrders, type OrdersOptions } from './orders'
import { createRecorder, type Recorder, type RecorderOptions } from './recorder'
import type { Saved, StorageArea } from './saved'

/** What the recorders need. */
export interface RecordersOptions
  extends Pick<RecorderOptions, 'id' | 'now' | 'schedule' | 'bounds'>,
    Pick<OrdersOptions, 'toFrame' | 'after'> {
  readonly area: StorageArea
  /** Where relays leave the last words of pages that end: open to content scripts, so nothing else stands there. */
  readonly tails: StorageArea
  /** A tab gets its first panel, or loses its last. */
  readonly onWatched?: (tab: number, watched: boolean) => void
}

/** All tabs' recorders. */
export interface Recorders {
  /** A document's connection; tab and frame are the browser's word. */
  page(pipe: Pipe, tab: number, frame: number): void
  /** A panel's connection. */
  panel(pipe: Pipe): void
  /** Says a fact of the background's own about a tab. */
  say(tab: number, happening: Happening): void
  /** Something was written to the storage of the tails. */
  stored(items: Readonly<Record<string, unknown>>): void
  /** A tab was closed. */
  closed(tab: number): void
}

/** The recorders, continued from the journal. Nothing is answered before the journal is read. */
export function createRecorders(options: RecordersOptions): Recorders {
  const journal = createJournal(options.area)
  const recorders = new Map<number, Recorder>()
  const pipes = new Map<string, Pipe>()
  /** Closed tabs. What their pages still had on the way must not make a recorder that nobody would ever remove. */
  const gone = new Set<number>()
  /** Documents of closed tabs: their last words come after the tab's end, and are no loss to any other tab. */
  const ended = new Set<string>()
  const orders = createOrders({ ...options, pipeOf: (doc) => pipes.get(doc) ?? null })

  function open(tab: number, saved?: Saved): Recorder {
    const known = recorders.get(tab)
    if (known) return known
    const { id, now, schedule, bounds } = options
    const recorder: Recorder = createRecorder({
      tab,
      journal,
      id,
      now,
      schedule,
      ...(bounds && { bounds }),
      ...(saved && { saved }),
      onFact: (fact) => orders.note(recorder, fact),
    })
    recorders.set(tab, recorder)
    return recorder
  }

  const tails = createTails({
    area: options.tails,
    after: options.after,
    deliver: (batch) => {
      for (const recorder of isObserver(batch.doc) ? [] : recorders.values()) {
        const frame = recorder.frameOf(batch.doc)
        if (frame !== null) return recorder.take(batch, frame, null)
      }
      return ended.has(batch.doc) ? Promise.resolve() : null
    },
    lost: (missing) => {
      const detail =
        'A page, in this or in another tab, was left before the recorder had started; what it said ' +
        'cannot be told apart.'
      for (const recorder of recorders.values()) recorder.say({ kind: 'gap', missing, reason: 'lost', detail })
    },
  })

  const left = options.tails.get(null).catch(() => ({}))
  const ready = journal.restore().then(async (all) => {
    for (const saved of all) {
      const recorder = open(saved.tab, saved)
      const ended = new Set(
        recorder.facts().map((fact) => (fact.kind === 'trigger' && fact.phase !== 'asked' ? fact.trigger : null)),
      )
      for (const fact of recorder.facts())
        if (fact.kind === 'trigger' && !ended.has(fact.trigger)) orders.note(recorder, fact)
    }
    tails.take(await left)
  })

  /** Also where nothing is held back: the document may remember a stop that was ended while another page was open. */
  function tellHolds(pipe: Pipe, recorder: Recorder | undefined) {
    try {
      pipe.send({ type: 'holds', vendors: [...(recorder?.holds() ?? [])] } satisfies DownMessage)
    } catch {
      // The page has gone.
    }
  }

  function remove(tab: number) {
    for (const doc of recorders.get(tab)?.docs() ?? []) ended.add(doc)
    recorders.delete(tab)
    void journal.remove(tab)
  }

  function page(pipe: Pipe, tab: number, frame: number) {
    let doc: string | null = null
    void ready.then(() => tellHolds(pipe, recorders.get(tab)))
    pipe.onMessage((message) => {
      void ready.then(() => {
        if (gone.has(tab) && !recorders.has(tab)) return
        const batch = parseUp(message)
        // A document has one name for life, and none of ours.
        if (!batch || isObserver(batch.doc) || (doc !== null && doc !== batch.doc)) return open(tab).malformed()
        doc = batch.doc
        pipes.set(doc, pipe)
        void open(tab).take(batch, frame, pipe)
        tails.known(doc)
      })
    })
    pipe.onClose(() => {
      if (doc !== null && pipes.get(doc) === pipe) pipes.delete(doc)
    })
  }

  function panel(pipe: Pipe) {
    let watching: Recorder | null = null
    const stop = () => {
      const recorder = watching
      watching = null
      recorder?.unwatch(pipe)
      if (!recorder || recorder.watched) return
      options.onWatched?.(recorder.tab, false)
      if (gone.has(recorder.tab)) remove(recorder.tab)
    }
    pipe.onMessage((message) => {
      void ready.then(() => {
        const parsed = parsePanel(message)
        if (!parsed) return watching?.malformed()
        switch (parsed.type) {
          case 'watch': {
            const first = !open(parsed.tab).watched
            if (watching && watching.tab !== parsed.tab) stop()
            watching = open(parsed.tab)
            watching.watch(pipe, parsed.log, parsed.from)
            if (first) options.onWatched?.(watching.tab, true)
            return
          }
          case 'facts':
            if (watching && parsed.doc.startsWith('devtools:')) void watching.take(parsed, 0, pipe)
            return
          case 'order':
            return orders.carry(open(parsed.tab), parsed.order)
          case 'clear':
            return open(parsed.tab).clear()
        }
      })
    })
    pipe.onClose(() => void ready.then(stop))
  }

  return {
    page,
    panel,
    stored: (items) => void ready.then(() => tails.take(items)),
    say: (tab, happening) => recorders.get(tab)?.say(happening),
    closed(tab) {
      void ready.then(() => {
        gone.add(tab)
        // A panel in a tab of its own outlives the tab it watches, and gets to see how it ended.
        if (!recorders.get(tab)?.watched) remove(tab)
      })
    },
  }
}
