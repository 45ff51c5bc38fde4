/**
 * The journal: keeps what the recorders hold in `storage.session`, so that a background that is stopped at any moment
 * loses nothing.
 */
import { looseRun, pieceOf } from './pieces'
import { chunkText, type Head, headKey, partKey, readSaved, type Saved, type StorageArea, totalsKey } from './saved'
import { type Entry, weight } from './trim'

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
}

/** A run of entries under one key. `before` counts the facts that all positions before it stand for. */
interface Chunk {
  readonly key: string
  readonly first: number
  readonly before: number
  /** JSON texts of the facts; null once the chunk is full and written. */
  texts: string[] | null
  size: number
  written: boolean
  /** Full, kept in this life, and not part of a piece so far. Of earlier lives a late write may come over it. */
  loose: boolean
}

interface Track {
  head: () => Head
  chunks: Chunk[]
  changed: boolean
  /** The entry in the place of the chunks that were dropped, as it is kept. */
  totals: { readonly key: string; readonly size: number } | null
  /** Chunks were dropped since it was made. */
  cut: boolean
  /** What earlier lives kept under keys of their own and this one writes anew: removed once it is written. */
  replaced: readonly string[]
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

/** A row is shown once its facts are kept, and the last chunk is written anew with each of them: it is small. */
const CHUNK_BYTES = 8 * 1024
/** Both browsers refuse at 10 MB and count more than our characters. */
const DEFAULT_BYTES = 8 * 1024 * 1024
/** So many milliseconds after the last write: before, there are acknowledgements that wait for the next one. */
const REST = 1000
/** So much of what is kept goes when a write is refused. */
const YIELD = 1 / 8

/**
 * A journal in a storage area, of at most `bytes` characters over all tabs. Over that, the tab that has been silent
 * longest loses its oldest chunks first: most likely nobody looks at it.
 */
export function createJournal(area: StorageArea, options: JournalOptions = {}): Journal {
  const { bytes = DEFAULT_BYTES, totals = () => null, now = () => 0, after = () => () => {} } = options
  const tracks = new Map<number, Track>()
  let garbage: string[] = []
  let waiting: Array<() => void> = []
  let writing = false
  let stopResting = () => {}
  let life = now()

  const sizeOfAll = () =>
    [...tracks.values()].reduce(
      (all, track) => track.chunks.reduce((sum, chunk) => sum + chunk.size, all + (track.totals?.size ?? 0)),
      0,
    )

  /** Adds entries to a tab's track. */
  function add(tab: number, track: Track, entries: readonly Entry[]) {
    const { log, weight: total } = track.head()
    let before = total - entries.reduce((sum, entry) => sum + weight(entry.fact), 0)
    for (const { position, fact } of entries) {
      const text = JSON.stringify(fact)
      let chunk = track.chunks.at(-1)
      if (!chunk?.texts || chunk.size >= CHUNK_BYTES || chunk.first + chunk.texts.length !== position) {
        const key = partKey(tab, log, life, position)
        chunk = { key, first: position, before, texts: [], size: 0, written: false, loose: false }
        track.chunks.push(chunk)
      }
      chunk.texts?.push(text)
      chunk.size += text.length + 1
      chunk.written = false
      before += weight(fact)
    }
  }

  /** Drops the oldest chunks until no more than so many characters are left; false where there was nothing to drop. */
  function dropTo(limit: number): boolean {
    let over = sizeOfAll() - limit
    let dropped = false
    for (const track of tracks.values())
      while (over > 0) {
        const chunk = track.chunks.shift()
        // What is only totals goes last, and then without a trace.
        const gone = chunk ?? track.totals
        if (!gone) break
        garbage.push(gone.key)
        over -= gone.size
        track.cut = chunk !== undefined
        track.changed ||= track.cut
        if (!chunk) track.totals = null
        dropped = true
      }
    return dropped
  }

  /** Everything that changed, to be written as a whole; what changes meanwhile is the next round's. */
  function snapshot() {
    const heads: Track[] = []
    const chunks: Chunk[] = []
    const items: Record<string, unknown> = {}
    for (const [tab, track] of tracks) {
      if (!track.changed) continue
      const head = track.head()
      items[headKey(tab, life)] = JSON.stringify(head)
      heads.push(track)
      track.changed = false
      const entry = track.cut ? totals(tab, track.chunks[0]?.first ?? head.next) : null
      track.cut = false
      if (entry) {
        const key = totalsKey(tab, head.log, life)
        if (track.totals && track.totals.key !== key) track.replaced = [...track.replaced, track.totals.key]
        const text = JSON.stringify({ position: entry.position, fact: entry.fact })
        items[key] = text
        track.totals = { key, size: text.length }
      }
      for (const chunk of track.chunks) {
        if (chunk.written || !chunk.texts) continue
        items[chunk.key] = chunkText(chunk.before, chunk.texts)
        chunk.written = true
        chunks.push(chunk)
      }
    }
    return { heads, chunks, items }
  }

  async function write() {
    stopResting()
    while (waiting.length > 0) {
      const done = waiting
      waiting = []
      await attempt()
      for (const resolve of done) resolve()
    }
    writing = false
    if (nextRun()) stopResting = after(REST, () => !writing && void packAll())
  }

  function nextRun(): { readonly track: Track; readonly run: readonly Chunk[] } | null {
    for (const track of tracks.values()) {
      const run = looseRun(track.chunks)
      if (run) return { track, run }
    }
    return null
  }

  /** Makes pieces until there are none to make, or somebody waits for a write. */
  async function packAll() {
    writing = true
    for (let next = nextRun(); next && waiting.length === 0; next = nextRun()) await packRun(next.track, next.run)
    await write()
  }

  /** Of a tab that ends or begins anew meanwhile a later write removes all keys, that of the piece among them. */
  async function packRun({ chunks }: Track, run: readonly Chunk[]) {
    for (const chunk of run) chunk.loose = false
    const [first] = run
    const keys = run.map(({ key }) => key)
    const piece = await pieceOf(area, keys)
    if (!first || piece === null) return
    try {
      await area.set({ [first.key]: piece })
    } catch {
      return
    }
    const size = run.reduce((sum, chunk) => sum + chunk.size, 0)
    chunks.splice(chunks.indexOf(first), run.length, { ...first, size })
    garbage.push(...keys.slice(1))
    await sweep()
  }

  async function attempt() {
    for (;;) {
      // What there is no room for goes before the write: both browsers would refuse to hold it beside what replaces it.
      // A loop, since more may come meanwhile; and much at once, since the totals are written anew each time.
      while (sizeOfAll() > bytes && dropTo(bytes * (1 - YIELD))) await sweep()
      const { heads, chunks, items } = snapshot()
      try {
        if (heads.length > 0) await area.set(items)
        for (const track of heads) {
          garbage.push(...track.replaced)
          track.replaced = []
        }
        for (const chunk of chunks)
          if (chunk.written && chunk.size >= CHUNK_BYTES) [chunk.texts, chunk.loose] = [null, true]
        return await sweep()
      } catch {
        for (const track of heads) {
          track.changed = true
          track.cut = track.cut || track.totals !== null
        }
        for (const chunk of chunks) chunk.written = false
        // Drops much at once: dropping one chunk each time, a flood was refused a hundred times, ten megabytes each.
        const room = dropTo(Math.min(bytes, sizeOfAll()) * (1 - YIELD))
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
    const heads = new Set([...tracks.keys()].map((tab) => headKey(tab, life)))
    const keys = garbage.filter((key) => !heads.has(key))
    garbage = []
    if (keys.length > 0) await area.remove(keys).catch(() => {})
  }

  /** The keys of all that is kept of a tab but its head in this life. */
  function keysOf(tab: number): readonly string[] {
    const { chunks = [], totals: made = null, replaced = [] } = tracks.get(tab) ?? {}
    return [...replaced, ...chunks.map(({ key }) => key), ...(made ? [made.key] : [])]
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
      const { saved, stale, life: last } = await readSaved(area)
      life = Math.max(now(), last + 1)
      for (const { tab, head, key, chunks, totals: kept } of saved) {
        const old = chunks.map(({ key, first, before, size }): Chunk => {
          return { key, first, before, size, texts: null, written: true, loose: false }
        })
        tracks.set(tab, { head: () => head, chunks: old, changed: false, totals: kept, cut: false, replaced: [key] })
      }
      garbage.push(...stale)
      return saved
    },
    append(tab, head, entries) {
      const track = tracks.get(tab) ?? { head, chunks: [], changed: true, totals: null, cut: false, replaced: [] }
      // Put last: the map's order is the order in which the tabs last spoke.
      tracks.delete(tab)
      tracks.set(tab, track)
      track.head = head
      track.changed = true
      add(tab, track, entries)
      return kept()
    },
    reset(tab, head, entries) {
      const replaced = keysOf(tab)
      tracks.set(tab, { head, chunks: [], changed: true, totals: null, cut: false, replaced })
      return this.append(tab, head, entries)
    },
    remove(tab) {
      garbage.push(headKey(tab, life), ...keysOf(tab))
      tracks.delete(tab)
      return kept()
    },
  }
}
