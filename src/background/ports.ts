/** What comes in on the ports of pages and panels, handed to the recorders of their tabs. */
import { isObserver } from '../core/fact'
import type { DownMessage } from '../link/messages'
import { parsePanel, parseUp } from '../link/parse'
import type { Pipe } from '../link/pipe'
import type { LastWords } from './last-words'
import type { Orders } from './orders'
import type { Outlines } from './outlines'
import type { Recorder } from './recorder'
import type { Tabs } from './tabs'
import type { LogBounds } from './trim'

/** What the ports of all tabs have in common. */
export interface PortsOptions {
  readonly tabs: Tabs
  readonly orders: Orders
  readonly lastWords: LastWords
  readonly outlines: Outlines
  /** The open connection of each document; written here. */
  readonly pipes: Map<string, Pipe>
  /** Resolves when the journal is read. */
  readonly ready: () => Promise<void>
  /** A tab gets its first panel, or loses its last. */
  readonly onWatched?: ((tab: number, watched: boolean) => void) | undefined
  /** The most that all tabs without a panel hold together. */
  readonly room: LogBounds
}

/** Follows a document's connection; tab and frame are the browser's word. */
export function connectPage(options: PortsOptions, pipe: Pipe, tab: number, frame: number): void {
  const { tabs, lastWords, outlines, pipes, ready, room } = options
  let doc: string | null = null
  void ready().then(() => tellHolds(pipe, tabs.get(tab)))
  pipe.onMessage((message) => {
    outlines.changed(tab)
    void ready().then(() => {
      if (tabs.isOver(tab)) return
      const batch = parseUp(message)
      // A document never changes its id, and no page may use the id of an observer (panel, background, journal).
      if (!batch || isObserver(batch.doc) || (doc !== null && doc !== batch.doc)) return tabs.open(tab).malformed()
      doc = batch.doc
      pipes.set(doc, pipe)
      const recorder = tabs.open(tab)
      void recorder.take(batch, frame, pipe)
      share(tabs.all(), recorder, room)
      lastWords.known(doc)
    })
  })
  pipe.onClose(() => {
    if (doc !== null && pipes.get(doc) === pipe) pipes.delete(doc)
    lastWords.left()
  })
}

/** Hears a page whose tab the browser does not know any more: whoever knows its document gets what it says. */
export function connectLeft({ lastWords, outlines, ready }: PortsOptions, pipe: Pipe): void {
  pipe.onMessage((message) => {
    outlines.changed()
    void ready().then(() => {
      const batch = parseUp(message)
      if (batch) lastWords.heard(batch)
    })
  })
}

/** Also where nothing is held back: the document may remember a stop that was ended while another page was open. */
function tellHolds(pipe: Pipe, recorder: Recorder | undefined) {
  try {
    pipe.send({ type: 'holds', vendors: [...(recorder?.holds() ?? [])] } satisfies DownMessage)
  } catch {
    // The page has gone.
  }
}

/** Over what all tabs may hold, the one that has been silent longest gives first; never the one that speaks. */
function share(tabs: Iterable<Recorder>, speaking: Recorder, { facts, bytes }: LogBounds) {
  const all = [...tabs].filter(({ watched }) => !watched)
  const isOver = () =>
    all.reduce((sum, { size }) => sum + size.facts, 0) > facts ||
    all.reduce((sum, { size }) => sum + size.bytes, 0) > bytes
  if (!isOver()) return
  for (const recorder of all.sort((a, b) => a.heardAt - b.heardAt)) {
    if (recorder !== speaking) recorder.shrink()
    if (!isOver()) return
  }
}

/** Follows a panel's connection; it says itself which tab it watches. */
export function connectPanel({ tabs, orders, outlines, ready, onWatched }: PortsOptions, pipe: Pipe): void {
  let watching: Recorder | null = null
  const stop = () => {
    const recorder = watching
    watching = null
    if (recorder && tabs.unwatched(recorder, pipe)) onWatched?.(recorder.tab, false)
  }
  const watch = (tab: number, log: string, from: number) => {
    const first = !tabs.open(tab).watched
    if (watching && watching.tab !== tab) stop()
    watching = tabs.open(tab)
    watching.watch(pipe, log, from)
    if (first) onWatched?.(tab, true)
  }
  pipe.onMessage((message) => {
    outlines.changed()
    void ready().then(() => {
      const parsed = parsePanel(message)
      if (!parsed) return watching?.malformed()
      switch (parsed.type) {
        case 'watch':
          return watch(parsed.tab, parsed.log, parsed.from)
        case 'facts':
          if (watching && parsed.doc.startsWith('devtools:')) void watching.take(parsed, 0, pipe)
          return
        case 'order':
          return orders.carry(tabs.open(parsed.tab), parsed.order)
        case 'clear':
          return tabs.open(parsed.tab).clear()
        case 'restore':
          return tabs.open(parsed.tab).restore()
      }
    })
  })
  pipe.onClose(() => void ready().then(stop))
}
