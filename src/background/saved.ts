/**
 * Reads back what the journal kept, and counts what it had no room for. What a background asked to be written as it was
 * stopped may be written when the next one has read everything, or has written: each life of the background has keys of
 * its own, and where two of them tell of one position, the later one is right, as pages send again to it whatever was
 * not acknowledged.
 */
import { FACT_FORMAT, type Fact } from '../core/fact'
import { isObject, parseJson } from '../core/json'
import { unpack } from './packed'
import { type Entry, weight } from './trim'

/** What the journal needs of `storage.session`. A `set` of several keys happens as a whole or not at all. */
export interface StorageArea {
  /** All there is, or what stands under these keys. */
  get(keys: string[] | null): Promise<Record<string, unknown>>
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

/** The text of a run of facts, given the JSON texts of each. */
export const chunkText = (before: number, facts: readonly string[]) =>
  `{"before":${before},"facts":[${facts.join(',')}]}`

/** A run of facts as it stands under one key. `before` counts the facts that all positions before it stand for. */
interface SavedChunk {
  readonly key: string
  readonly first: number
  readonly before: number
  readonly size: number
}

/** What earlier lives left of a tab. Where the journal had no room, gap facts stand in. */
export interface Saved {
  readonly tab: number
  readonly head: Head
  /** Under which key the head stands. */
  readonly key: string
  readonly entries: readonly Entry[]
  readonly chunks: readonly SavedChunk[]
  /** Under which key the totals of what was dropped stand, and how long they are; null where there are none. */
  readonly totals: { readonly key: string; readonly size: number } | null
  /** What the last clear took out of its log; absent where nothing did, or it was forgotten. */
  readonly cleared?: readonly Entry[]
}

/** What is kept of tabs, each with what the last clear took out of its log. */
export function withCleared(all: readonly Saved[]): readonly Saved[] {
  return all
    .filter(({ tab }) => tab >= 0)
    .map((saved) => {
      const cleared = all.find(({ tab }) => tab === asideOf(saved.tab))?.entries
      return cleared ? { ...saved, cleared } : saved
    })
}

const HEAD = 'head:'
const PART = 'part:'
const TOTALS = 'totals:'

/** The number under which what a clear took out of a tab's log is kept: no browser gives it to a tab. */
export const asideOf = (tab: number) => -1 - tab
/** The tab whose log it is, or was taken out of. */
const tabOf = (number: number) => (number < 0 ? asideOf(number) : number)

/** The key of a tab's head. `life` numbers the lives of the background: it grows from each to the next. */
export const headKey = (tab: number, life: number) => `${HEAD}${tab}:${life}`
/** The key of a run of facts of the log `log`, by the position of its first fact. */
export const partKey = (tab: number, log: string, life: number, first: number) =>
  `${PART}${tab}:${log}:${life}:${first}`
/** The key of the totals of what was dropped from the log `log`. */
export const totalsKey = (tab: number, log: string, life: number) => `${TOTALS}${tab}:${log}:${life}`

/** A chunk and what is in it. */
export interface ReadChunk extends SavedChunk {
  readonly life: number
  readonly facts: readonly Fact[]
}

const NO_ROOM = {
  reason: 'quota',
  detail: 'The browser stopped the extension, and there was no room to keep these records.',
} as const
const OTHER_FORMAT = {
  reason: 'lost',
  detail: 'Another version of Tracklens kept these records, in a form that this one does not read.',
} as const

/** The head that a text is; null for anything else. */
export function readHead(value: unknown): Head | null {
  const head = typeof value === 'string' ? parseJson(value) : null
  return isObject(head) && typeof head.log === 'string' && Array.isArray(head.docs) ? (head as unknown as Head) : null
}

/** Reads what stands under a key; null where that is no chunk. Never rejects. */
export async function readChunk(key: string, value: unknown): Promise<ReadChunk | null> {
  const text = await unpack(value)
  const chunk = text === null ? null : parseJson(text)
  if (!isObject(chunk) || typeof chunk.before !== 'number' || !Array.isArray(chunk.facts)) return null
  const [life = 0, first = 0] = key.split(':').slice(-2).map(Number)
  return {
    key,
    ...{ life, first },
    before: chunk.before,
    size: text?.length ?? 0,
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
 * The chunks in order, each with only those facts whose positions no later life has given to others; what none is left
 * of is left out. `next` is the latest head's.
 */
function cutToLives(chunks: readonly ReadChunk[], next: number): readonly ReadChunk[] {
  const kept: ReadChunk[] = []
  /** Where the lives after `life` begin, and where it begins itself. */
  let [end, begin, life] = [next, next, Number.POSITIVE_INFINITY]
  for (const chunk of chunks.toSorted((a, b) => b.life - a.life || b.first - a.first)) {
    if (chunk.life !== life) [end, life] = [Math.min(end, begin), chunk.life]
    begin = Math.min(begin, chunk.first)
    const facts = chunk.facts.slice(0, Math.max(0, end - chunk.first))
    if (facts.length > 0) kept.push({ ...chunk, facts })
  }
  return kept.sort((a, b) => a.first - b.first)
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

/** The last number of a key: its life, in those of heads and totals. */
const lastOf = (key: string) => Number(key.slice(key.lastIndexOf(':') + 1))

/** Of keys that differ in their lives only, those of the latest life, by what they have in common. */
function latest(keys: readonly string[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const key of keys) {
    const common = key.slice(0, key.lastIndexOf(':'))
    const other = found.get(common)
    if (other === undefined || lastOf(key) > lastOf(other)) found.set(common, key)
  }
  return found
}

/**
 * Everything the journal kept, by tab, the keys that belong to nothing any more, and the latest life of which there is
 * anything; 0 where there is nothing. Never rejects.
 */
export async function readSaved(
  area: StorageArea,
): Promise<{ readonly saved: readonly Saved[]; readonly stale: readonly string[]; readonly life: number }> {
  const all: Record<string, unknown> = await area.get(null).catch(() => ({}))
  const keysOf = (kind: string) => Object.keys(all).filter((key) => key.startsWith(kind))
  const heads = [...latest(keysOf(HEAD).filter((key) => readHead(all[key]))).values()].map((key) => {
    const head = readHead(all[key]) as Head
    return { tab: Number(key.split(':')[1]), key, head }
  })
  const chunks = new Map<string, ReadChunk[]>()
  for (const { tab, head } of heads) if (head.format === FACT_FORMAT) chunks.set(`${PART}${tabOf(tab)}:${head.log}`, [])
  const reading = keysOf(PART).map(async (key) => {
    const own = chunks.get(key.split(':').slice(0, 3).join(':'))
    const chunk = own ? await readChunk(key, all[key]) : null
    if (chunk) own?.push(chunk)
  })
  await Promise.all(reading)
  const made = latest(keysOf(TOTALS))
  const saved = heads.map(({ tab, key, head }): Saved => {
    const own = cutToLives(chunks.get(`${PART}${tabOf(tab)}:${head.log}`) ?? [], head.next)
    const under = made.get(`${TOTALS}${tabOf(tab)}:${head.log}`)
    const totals = under && head.format === FACT_FORMAT ? readTotals(all[under]) : null
    const kept = totals && under ? { key: under, size: String(all[under]).length } : null
    return { tab, key, head, chunks: own, totals: kept, entries: fill(tab, head, own, totals) }
  })
  const owned = new Set(saved.flatMap(({ key, chunks, totals }) => [key, totals?.key, ...chunks.map((one) => one.key)]))
  return {
    saved,
    stale: [HEAD, PART, TOTALS].flatMap(keysOf).filter((key) => !owned.has(key)),
    life: Math.max(0, ...keysOf(HEAD).map(lastOf)),
  }
}
