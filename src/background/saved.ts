/** Reads back what the journal kept, and counts what it had no room for. */
import { FACT_FORMAT, type Fact } from '../core/fact'
import { isObject, parseJson } from '../core/json'
import { type Entry, weight } from './trim'

/** What the journal needs of `storage.session`. A `set` of several keys happens as a whole or not at all. */
export interface StorageArea {
  get(keys: null): Promise<Record<string, unknown>>
  set(items: Record<string, unknown>): Promise<void>
  remove(keys: string[]): Promise<void>
}

/** What must be known of a tab beside its facts. */
export interface Head {
  readonly log: string
  /** The format of the facts, since another version of the extension may have kept them. */
  readonly format: number
  readonly next: number
  readonly weight: number
  /** The producers: document, the last number taken from it, its frame. */
  readonly docs: readonly (readonly [doc: string, seq: number, frame: number])[]
  /** Vendors that are held back in this tab. */
  readonly holds: readonly string[]
}

/** A run of facts as it stands under one key. `before` counts the facts that all positions before it stand for. */
interface SavedChunk {
  readonly key: string
  readonly first: number
  readonly before: number
  readonly size: number
}

/** What an earlier life left of a tab. Where the journal had no room, gap facts stand in. */
export interface Saved {
  readonly tab: number
  readonly head: Head
  readonly entries: readonly Entry[]
  readonly chunks: readonly SavedChunk[]
  /** Under which key the totals of what was dropped stand, and how long they are; null where there are none. */
  readonly totals: { readonly key: string; readonly size: number } | null
}

/** The keys: `head:<tab>`, `part:<tab>:<log>:<first position>`, and `totals:<tab>:<log>`. */
export const HEAD = 'head:'
export const PART = 'part:'
export const TOTALS = 'totals:'

interface ReadChunk extends SavedChunk {
  readonly facts: readonly Fact[]
}

const NO_ROOM = {
  reason: 'quota',
  detail: 'The browser stopped the extension, and there was no room to keep these facts.',
} as const
const OTHER_FORMAT = {
  reason: 'lost',
  detail: 'Another version of Tracklens kept these facts, in a form that this one does not read.',
} as const

function readHead(value: unknown): Head | null {
  const head = typeof value === 'string' ? parseJson(value) : null
  return isObject(head) && typeof head.log === 'string' && Array.isArray(head.docs) ? (head as unknown as Head) : null
}

function readChunk(key: string, value: unknown): ReadChunk | null {
  const chunk = typeof value === 'string' ? parseJson(value) : null
  if (!isObject(chunk) || typeof chunk.before !== 'number' || !Array.isArray(chunk.facts)) return null
  const first = Number(key.slice(key.lastIndexOf(':') + 1))
  return {
    key,
    first,
    before: chunk.before,
    size: String(value).length,
    facts: chunk.facts as unknown as readonly Fact[],
  }
}

function readTotals(value: unknown): Entry | null {
  const entry = typeof value === 'string' ? parseJson(value) : null
  if (!isObject(entry) || typeof entry.position !== 'number' || !isObject(entry.fact)) return null
  const fact = entry.fact as unknown as Fact
  return { position: entry.position, fact, size: JSON.stringify(fact).length }
}

/**
 * The entries of a tab's chunks; each hole becomes one gap fact of the right count at its last position. Facts of
 * another format are not read: browsers empty the area when an extension is updated, so there hardly ever are any.
 */
function fill(tab: number, head: Head, chunks: readonly ReadChunk[], totals: Entry | null): readonly Entry[] {
  const entries: Entry[] = totals ? [totals] : []
  let position = totals ? totals.position + 1 : 0
  let counted = totals ? weight(totals.fact) : 0
  let holes = 0
  let at = chunks[0]?.facts[0]?.at ?? 0
  const why = head.format === FACT_FORMAT ? NO_ROOM : OTHER_FORMAT
  const hole = (end: number, missing: number) => {
    if (end <= position) return
    const stamp = { doc: `journal:${tab}`, seq: ++holes, at, frame: 0 }
    const fact: Fact = { ...stamp, kind: 'gap', missing, ...why }
    entries.push({ position: end - 1, fact, size: JSON.stringify(fact).length })
  }
  for (const chunk of chunks) {
    hole(chunk.first, chunk.before - counted)
    const known = position
    let [place, before] = [chunk.first, chunk.before]
    // Each fact's own text was never read: making it anew, of all that is kept, would take as long as reading it.
    const size = Math.ceil(chunk.size / chunk.facts.length)
    for (const fact of chunk.facts) {
      // What is in the totals already is not told again.
      if (place >= known) entries.push({ position: place, fact, size })
      place++
      before += weight(fact)
      at = fact.at
    }
    if (place < known) continue
    position = place
    counted = before
  }
  hole(head.next, head.weight - counted)
  return entries
}

/** Everything the journal kept, by tab, and the keys that belong to nothing any more. Never rejects. */
export async function readSaved(
  area: StorageArea,
): Promise<{ readonly saved: readonly Saved[]; readonly stale: readonly string[] }> {
  const all: Record<string, unknown> = await area.get(null).catch(() => ({}))
  const heads = new Map<number, Head>()
  const chunks = new Map<string, ReadChunk[]>()
  const stale: string[] = []
  for (const [key, value] of Object.entries(all)) {
    const head = key.startsWith(HEAD) ? readHead(value) : null
    if (head) heads.set(Number(key.slice(HEAD.length)), head)
  }
  const readable = [...heads].filter(([, head]) => head.format === FACT_FORMAT)
  const owners = new Set(readable.map(([tab, head]) => `${PART}${tab}:${head.log}`))
  for (const [key, value] of Object.entries(all)) {
    if (!key.startsWith(PART)) continue
    const owner = key.slice(0, key.lastIndexOf(':'))
    const chunk = owners.has(owner) ? readChunk(key, value) : null
    const own = chunks.get(owner)
    if (!chunk) stale.push(key)
    else if (own) own.push(chunk)
    else chunks.set(owner, [chunk])
  }
  const saved = [...heads].map(([tab, head]) => {
    const own = (chunks.get(`${PART}${tab}:${head.log}`) ?? []).sort((a, b) => a.first - b.first)
    const key = `${TOTALS}${tab}:${head.log}`
    const totals = head.format === FACT_FORMAT ? readTotals(all[key]) : null
    const kept = totals && { key, size: String(all[key]).length }
    return { tab, head, chunks: own, totals: kept, entries: fill(tab, head, own, totals) }
  })
  const owned = new Set(saved.map(({ totals }) => totals?.key))
  stale.push(...Object.keys(all).filter((key) => key.startsWith(TOTALS) && !owned.has(key)))
  return { saved, stale }
}
