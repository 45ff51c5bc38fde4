/**
 * The journal: keeps what the recorders hold in `storage.session`, so that a background that is stopped at any moment
 * loses nothing. What is kept stands in `tracks.ts`, what one write does in `writes.ts`; when which is due, here.
 */
import { readOutlines, type StandingOutline } from './outlines'
import { type Head, readSaved, type Saved, type StorageArea, withCleared } from './saved'
import { type MakeOutline, Tracks } from './tracks'
import type { Entry } from './trim'
import { createWrites } from './writes'

/**
 * The journal. Promises are kept in order and resolve when it is safe, or when nothing more can be done for it. None
 * rejects.
 */
export interface Journal {
  restore(): Promise<readonly Saved[]>
  /** Keeps new entries of a tab, and whatever `head` says at the moment of writing. */
  append(tab: number, head: () => Head, entries: readonly Entry[]): Promise<void>
  /** Replaces all that is kept of a tab; `aside` is the head of it, where it is to be kept beside after a clear. */
  reset(tab: number, head: () => Head, entries: readonly Entry[], aside?: Head | null): Promise<void>
  /** What the last clear took out of a tab's log need not be kept any more: it goes with a later write. */
  forgetAside(tab: number): void
  remove(tab: number): Promise<void>
  /** The tabs in outline that earlier lives have kept and that stand, to be asked for before `restore`. */
  outlines(): Promise<ReadonlyMap<number, StandingOutline>>
  /**
   * Keeps a tab in outline once nothing is said for a while, until something is. It is not kept where `make` does not
   * know it by then.
   */
  outline(tab: number, make: MakeOutline): void
}

/** What a journal can be told otherwise. */
export interface JournalOptions {
  /** How many characters it keeps over all tabs. */
  readonly bytes?: number
  /** What stands for all of a tab's entries before a position; null where nobody knows. */
  readonly totals?: (tab: number, end: number) => Entry | null
  /** A number that is larger than in an earlier life, such as milliseconds since 1970. */
  readonly now?: () => number
  /** Runs something after so many milliseconds; returns how to call it off. */
  readonly after?: (milliseconds: number, run: () => void) => () => void
}

/** How many characters outlive the background. Both browsers refuse at 10 MB and count more than our characters. */
export const JOURNAL_BYTES = 8 * 1024 * 1024
/** So many milliseconds after the last write: before, there are acknowledgements that wait for the next one. */
export const REST = 1000

/**
 * A journal in a storage area, of at most `bytes` characters over all tabs. Over that, the tab that has been silent
 * longest loses its oldest chunks first: most likely nobody looks at it.
 */
export function createJournal(area: StorageArea, options: JournalOptions = {}): Journal {
  const { bytes = JOURNAL_BYTES, totals = () => null, now = () => 0, after = () => () => {} } = options
  const tracks = new Tracks(totals, now())
  const writes = createWrites(area, tracks, bytes)
  let waiting: Array<() => void> = []
  let writing = false
  let stopResting = () => {}

  /** What was put off until nothing is written for a while is put off no more. */
  function stop() {
    stopResting()
    stopResting = () => {}
  }

  async function write() {
    stop()
    while (waiting.length > 0) {
      const done = waiting
      waiting = []
      await writes.changes()
      for (const resolve of done) resolve()
    }
    writing = false
    restLater()
  }

  function restLater() {
    stop()
    if (tracks.hasOutlines || tracks.looseRun()) stopResting = after(REST, () => !writing && void useRest())
  }

  /** Keeps outlines, then makes pieces until there are none to make, or somebody waits for a write. */
  async function useRest() {
    writing = true
    await writes.outlines()
    for (let next = tracks.looseRun(); next && waiting.length === 0; next = tracks.looseRun())
      await writes.piece(next.chunks, next.run)
    await write()
  }

  function kept(): Promise<void> {
    return new Promise((resolve) => {
      waiting.push(resolve)
      if (writing) return
      writing = true
      void write()
    })
  }

  return {
    restore: async () => {
      const { saved, stale, life } = await readSaved(area)
      tracks.restore(saved, Math.max(now(), life + 1), stale)
      return withCleared(saved)
    },
    append(tab, head, entries) {
      tracks.append(tab, head, entries)
      return kept()
    },
    reset(tab, head, entries, aside = null) {
      tracks.empty(tab, head, aside)
      return this.append(tab, head, entries)
    },
    forgetAside: (tab) => tracks.forgetAside(tab),
    remove(tab) {
      tracks.remove(tab)
      return kept()
    },
    outlines: async () => {
      const found = await readOutlines(area)
      tracks.restoreOutlines([...found].map(([tab, { text }]) => [tab, text]))
      return found
    },
    outline(tab, make) {
      tracks.outline(tab, make)
      if (!writing) restLater()
    },
  }
}
