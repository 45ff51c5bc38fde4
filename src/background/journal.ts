/**
 * The journal: keeps what the recorders hold in `storage.session`, so that a background that is stopped at any moment
 * loses nothing. What is kept stands in `tracks.ts`; when it is written, in which order and what a refusal costs, here.
 */
import { readOutlines, type StandingOutline, type TabOutline } from './outlines'
import { pieceOf } from './pieces'
import { type Head, readSaved, type Saved, type StorageArea } from './saved'
import { type Chunk, Tracks } from './tracks'
import type { Entry } from './trim'

/**
 * The journal. Promises are kept in order and resolve when it is safe, or when nothing more can be done for it. None
 * rejects.
 */
export interface Journal {
  restore(): Promise<readonly Saved[]>
  /** Keeps new entries of a tab, and whatever `head` says at the moment of writing. */
  append(tab: number, head: () => Head, entries: readonly Entry[]): Promise<void>
  /** Replaces all that is kept of a tab. */
  reset(tab: number, head: () => Head, entries: readonly Entry[]): Promise<void>
  remove(tab: number): Promise<void>
  /** The tabs in outline that earlier lives have kept and that stand, to be asked for before `restore`. */
  outlines(): Promise<ReadonlyMap<number, StandingOutline>>
  /**
   * Keeps a tab in outline once nothing is said for a while, until something is. `make` gives null where the outline is
   * not known by then.
   */
  outline(tab: number, make: () => TabOutline | null): void
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
/** So much of what is kept goes when a write is refused. */
const YIELD = 1 / 8

/**
 * A journal in a storage area, of at most `bytes` characters over all tabs. Over that, the tab that has been silent
 * longest loses its oldest chunks first: most likely nobody looks at it.
 */
export function createJournal(area: StorageArea, options: JournalOptions = {}): Journal {
  const { bytes = JOURNAL_BYTES, totals = () => null, now = () => 0, after = () => () => {} } = options
  const tracks = new Tracks(totals, now())
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
      await attempt()
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
    const outlines = tracks.newOutlines()
    // Where there is no room for them the next life folds before it answers.
    if (outlines) await area.set(outlines).catch(() => {})
    for (let next = tracks.looseRun(); next && waiting.length === 0; next = tracks.looseRun())
      await packRun(next.chunks, next.run)
    await write()
  }

  /** Of a tab that ends or begins anew meanwhile a later write removes all keys, that of the piece among them. */
  async function packRun(chunks: Chunk[], run: readonly Chunk[]) {
    for (const chunk of run) chunk.loose = false
    const [first] = run
    const piece = await pieceOf(
      area,
      run.map(({ key }) => key),
    )
    if (!first || piece === null) return
    try {
      await area.set({ [first.key]: piece })
    } catch {
      return
    }
    tracks.packed(chunks, run)
    await sweep()
  }

  async function attempt() {
    for (;;) {
      // What there is no room for goes before the write: both browsers would refuse to hold it beside what replaces it.
      // A loop, since more may come meanwhile; and much at once, since the totals are written anew each time.
      while (tracks.size > bytes && tracks.dropTo(bytes * (1 - YIELD))) await sweep()
      const round = tracks.changes()
      try {
        if (round.heads.length > 0) await area.set(round.items)
        tracks.written(round)
        return await sweep()
      } catch {
        tracks.refused(round)
        // Drops much at once: dropping one chunk each time, a flood was refused a hundred times, ten megabytes each.
        const room = tracks.dropTo(Math.min(bytes, tracks.size) * (1 - YIELD))
        await sweep()
        if (!room) return
      }
    }
  }

  /**
   * Removes what is no longer referred to. Called after the write that replaces it, so that everything is in storage at
   * every moment; only what there is no room for goes before.
   */
  async function sweep() {
    const keys = tracks.takeGarbage()
    if (keys.length > 0) await area.remove(keys).catch(() => {})
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
      return saved
    },
    append(tab, head, entries) {
      tracks.append(tab, head, entries)
      return kept()
    },
    reset(tab, head, entries) {
      tracks.empty(tab, head)
      return this.append(tab, head, entries)
    },
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
