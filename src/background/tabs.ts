/** Which tabs have a recorder: from a tab's first word until it is closed and nobody watches it any more. */
import type { Pipe } from '../link/pipe'
import type { Recorder } from './recorder'
import type { Saved } from './saved'

/** One recorder for each tab, from its first word to its end. */
export interface Tabs {
  /** The tab's recorder, made where there is none. */
  open(tab: number, saved?: Saved): Recorder
  get(tab: number): Recorder | undefined
  all(): Iterable<Recorder>
  /** Whether a tab was closed, and its recorder with it: what its pages had on the way must not make another one. */
  isOver(tab: number): boolean
  /**
   * Whether a document was of a tab that is over: its last words come after the tab's end, and are no loss to others.
   */
  hasEnded(doc: string): boolean
  /** A tab was closed. A panel in a tab of its own outlives the tab it watches, and gets to see how it ended. */
  closed(tab: number): void
  /** A panel no longer watches; returns whether it was the last one. */
  unwatched(recorder: Recorder, pipe: Pipe): boolean
}

/** No tab so far. `make` makes a recorder; `removed` is told of each tab that is over. */
export function createTabs(make: (tab: number, saved?: Saved) => Recorder, removed: (tab: number) => void): Tabs {
  const recorders = new Map<number, Recorder>()
  const gone = new Set<number>()
  const ended = new Set<string>()

  function remove(tab: number) {
    for (const doc of recorders.get(tab)?.docs() ?? []) ended.add(doc)
    recorders.get(tab)?.end()
    recorders.delete(tab)
    removed(tab)
  }

  return {
    open(tab, saved) {
      const recorder = recorders.get(tab) ?? make(tab, saved)
      recorders.set(tab, recorder)
      return recorder
    },
    get: (tab) => recorders.get(tab),
    all: () => recorders.values(),
    isOver: (tab) => gone.has(tab) && !recorders.has(tab),
    hasEnded: (doc) => ended.has(doc),
    closed(tab) {
      gone.add(tab)
      if (!recorders.get(tab)?.watched) remove(tab)
    },
    unwatched(recorder, pipe) {
      recorder.unwatch(pipe)
      if (recorder.watched) return false
      if (gone.has(recorder.tab)) remove(recorder.tab)
      return true
    },
  }
}
