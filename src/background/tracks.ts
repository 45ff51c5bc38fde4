/** What the journal keeps of each tab, in memory: its chunks, what stands for those dropped, and keys to be removed. */
import { type KeptOutline, OUTLINES, outlinesText, outlineText, type TabOutline } from './outlines'
import { looseRun } from './pieces'
import { asideOf, chunkText, type Head, headKey, partKey, type Saved, totalsKey } from './saved'
import { type Entry, weight } from './trim'

/** A run of entries under one key. `before` counts the facts that all positions before it stand for. */
export interface Chunk {
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

/**
 * Makes a tab's outline. It is told from which position on facts are kept, with their totals before: 0 where nothing
 * was dropped in this life. Null where the outline is not known.
 */
export type MakeOutline = (from: number) => TabOutline | null

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
  /** Under which key its head stands. */
  headKey: string
  /** Less of it is kept than was said in this life: what the next one folds is not what is folded now. */
  dropped: boolean
  /** Makes its outline; null before anything was folded. */
  outline: MakeOutline | null
  /** It is to be made once nothing is said for a while. */
  due: boolean
}

/** What one write brings, by key, and of what it is. */
interface Round {
  readonly heads: readonly Track[]
  readonly chunks: readonly Chunk[]
  readonly items: Readonly<Record<string, string>>
}

/** A row is shown once its facts are kept, and the last chunk is written anew with each of them: it is small. */
const CHUNK_BYTES = 8 * 1024

/**
 * All tabs. The map's order is the order in which they last spoke. `totals` gives what stands for all of a tab's
 * entries before a position; null where nobody knows.
 */
export class Tracks {
  readonly #tracks = new Map<number, Track>()
  readonly #totals: (tab: number, end: number) => Entry | null
  #life: number
  #garbage: string[] = []
  /** The outlines that may be in storage, as texts by tab. */
  #outlines = new Map<number, string>()

  constructor(totals: (tab: number, end: number) => Entry | null, life: number) {
    this.#totals = totals
    this.#life = life
  }

  /** How many characters are kept. */
  get size(): number {
    return [...this.#tracks.values()].reduce(
      (all, track) => track.chunks.reduce((sum, chunk) => sum + chunk.size, all + (track.totals?.size ?? 0)),
      0,
    )
  }

  /** Takes over the outlines that earlier lives have kept, as texts by tab. */
  restoreOutlines(texts: Iterable<readonly [number, string]>): void {
    this.#outlines = new Map(texts)
  }

  /** Takes over what earlier lives have kept; `life` is this one's number, `stale` are keys that nobody refers to. */
  restore(saved: readonly Saved[], life: number, stale: readonly string[]): void {
    this.#life = life
    for (const { tab, head, key, chunks, totals } of saved) {
      const old = chunks.map(({ key, first, before, size }): Chunk => {
        return { key, first, before, size, texts: null, written: true, loose: false }
      })
      const kept = { ...this.#begun(() => head, [key]), chunks: old, changed: false, totals, headKey: key }
      this.#tracks.set(tab, kept)
    }
    this.#garbage.push(...stale)
  }

  /** Adds entries to a tab's track. */
  append(tab: number, head: () => Head, entries: readonly Entry[]): void {
    const track = this.#tracks.get(tab) ?? this.#begun(head, [])
    // Put last.
    this.#tracks.delete(tab)
    this.#tracks.set(tab, track)
    track.head = head
    track.changed = true
    track.due = false
    const { log, weight: total } = track.head()
    let before = total - entries.reduce((sum, entry) => sum + weight(entry.fact), 0)
    for (const { position, fact } of entries) {
      const text = JSON.stringify(fact)
      let chunk = track.chunks.at(-1)
      if (!chunk?.texts || chunk.size >= CHUNK_BYTES || chunk.first + chunk.texts.length !== position) {
        const key = partKey(tab, log, this.#life, position)
        chunk = { key, first: position, before, texts: [], size: 0, written: false, loose: false }
        track.chunks.push(chunk)
      }
      chunk.texts?.push(text)
      chunk.size += text.length + 1
      chunk.written = false
      before += weight(fact)
    }
  }

  /**
   * Forgets a tab's entries: what is kept of it goes once something else is written in its place. `aside` is the head
   * of what stays beside, as long as a clear may be taken back.
   */
  empty(tab: number, head: () => Head, aside: Head | null): void {
    const old = this.#tracks.get(tab)
    this.forgetAside(tab)
    if (aside && old)
      this.#tracks.set(asideOf(tab), { ...old, head: () => aside, changed: true, replaced: [], outline: null })
    this.#tracks.set(tab, this.#begun(head, aside ? (old?.replaced ?? []) : this.#keysOf(tab)))
  }

  /** Forgets what a clear took out of a tab's log. */
  forgetAside(tab: number): void {
    const aside = asideOf(tab)
    if (!this.#tracks.has(aside)) return
    this.#garbage.push(headKey(aside, this.#life), ...this.#keysOf(aside))
    this.#tracks.delete(aside)
  }

  /** A track of which nothing is kept yet but what it replaces. */
  #begun(head: () => Head, replaced: readonly string[]): Track {
    return {
      ...{ head, chunks: [], changed: true, totals: null, cut: false, replaced },
      ...{ headKey: '', dropped: false, outline: null, due: false },
    }
  }

  /** Forgets a tab. */
  remove(tab: number): void {
    this.forgetAside(tab)
    this.#garbage.push(headKey(tab, this.#life), ...this.#keysOf(tab))
    this.#tracks.delete(tab)
    this.#outlines.delete(tab)
  }

  /** The keys of all that is kept of a tab but its head in this life. */
  #keysOf(tab: number): readonly string[] {
    const { chunks = [], totals = null, replaced = [] } = this.#tracks.get(tab) ?? {}
    return [...replaced, ...chunks.map(({ key }) => key), ...(totals ? [totals.key] : [])]
  }

  /** Drops the oldest chunks until no more than so many characters are left; false where there was nothing to drop. */
  dropTo(limit: number): boolean {
    let over = this.size - limit
    let dropped = false
    // What a clear took away goes first.
    const tracks = [...this.#tracks].sort(([a], [b]) => Number(a >= 0) - Number(b >= 0))
    for (const [, track] of tracks)
      while (over > 0) {
        const chunk = track.chunks.shift()
        // What is only totals goes last, and then without a trace.
        const gone = chunk ?? track.totals
        if (!gone) break
        this.#garbage.push(gone.key)
        over -= gone.size
        track.cut = chunk !== undefined
        track.changed ||= track.cut
        track.dropped = true
        track.due = track.outline !== null
        if (!chunk) track.totals = null
        dropped = true
      }
    return dropped
  }

  /** Everything that changed, to be written as a whole; what changes meanwhile is the next round's. */
  changes(): Round {
    const heads: Track[] = []
    const chunks: Chunk[] = []
    const items: Record<string, string> = {}
    for (const [tab, track] of this.#tracks) {
      if (!track.changed) continue
      const head = track.head()
      track.headKey = headKey(tab, this.#life)
      items[track.headKey] = JSON.stringify(head)
      heads.push(track)
      track.changed = false
      if (this.#outlines.delete(tab)) items[OUTLINES] = outlinesText(this.#outlines)
      const entry = track.cut ? this.#totals(tab, track.chunks[0]?.first ?? head.next) : null
      track.cut = false
      if (entry) {
        const key = totalsKey(tab, head.log, this.#life)
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

  /** Has a tab kept in outline once nothing is said for a while; `make` gives null where that is not known then. */
  outline(tab: number, make: MakeOutline): void {
    const track = this.#tracks.get(tab)
    if (track) [track.outline, track.due] = [make, true]
  }

  /** Whether any outline is to be kept. */
  get hasOutlines(): boolean {
    return [...this.#tracks.values()].some(({ due }) => due)
  }

  /** The outlines that are to be kept, with those that are, to be written as a whole; null where none is new. */
  newOutlines(): Readonly<Record<string, string>> | null {
    let isNew = false
    for (const [tab, track] of this.#tracks) {
      const isKnown = !track.changed && (!track.dropped || track.totals !== null)
      const from = track.dropped ? (track.chunks[0]?.first ?? track.head().next) : 0
      const made = isKnown && track.due ? track.outline?.(from) : null
      track.due = false
      const text = made ? outlineText({ ...made, ...this.#standsBy(track) }) : null
      if (text === null || this.#outlines.get(tab) === text) continue
      this.#outlines.set(tab, text)
      isNew = true
    }
    return isNew ? { [OUTLINES]: outlinesText(this.#outlines) } : null
  }

  #standsBy({ head, headKey }: Track): Omit<KeptOutline, keyof TabOutline> {
    const { log, next, weight } = head()
    return { head: headKey, log, next, weight }
  }

  /** A round is in storage: what it replaces may go, and full chunks need their texts no more. */
  written({ heads, chunks }: Round): void {
    for (const track of heads) {
      this.#garbage.push(...track.replaced)
      track.replaced = []
    }
    for (const chunk of chunks)
      if (chunk.written && chunk.size >= CHUNK_BYTES) [chunk.texts, chunk.loose] = [null, true]
  }

  /** A round was refused: all of it is the next one's. */
  refused({ heads, chunks }: Round): void {
    for (const track of heads) {
      track.changed = true
      track.cut = track.cut || track.totals !== null
    }
    for (const chunk of chunks) chunk.written = false
  }

  /** Chunks that could lie under one key, as one piece, and among which of their tab's; null where there are none. */
  looseRun(): { readonly chunks: Chunk[]; readonly run: readonly Chunk[] } | null {
    for (const { chunks } of this.#tracks.values()) {
      const run = looseRun(chunks)
      if (run) return { chunks, run }
    }
    return null
  }

  /** Such chunks lie under the first one's key. */
  packed(chunks: Chunk[], run: readonly Chunk[]): void {
    const [first] = run
    if (!first) return
    const size = run.reduce((sum, chunk) => sum + chunk.size, 0)
    chunks.splice(chunks.indexOf(first), run.length, { ...first, size })
    this.#garbage.push(...run.slice(1).map(({ key }) => key))
  }

  /** The keys to which nothing refers any more, each told once. */
  takeGarbage(): string[] {
    const heads = new Set([...this.#tracks.keys()].map((tab) => headKey(tab, this.#life)))
    const keys = this.#garbage.filter((key) => !heads.has(key))
    this.#garbage = []
    return keys
  }
}
