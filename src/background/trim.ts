/** Makes a tab's log smaller: what goes first, and how it is counted. */
import type { Fact, FactOf } from '../core/fact'

/** One fact in a tab's log. `size` is in characters of its JSON text. */
export interface Entry {
  readonly position: number
  readonly fact: Fact
  readonly size: number
}

/** How much a log may hold. `bytes` counts characters of JSON text. */
export interface LogBounds {
  readonly facts: number
  readonly bytes: number
}

/** Facts that later ones are read by; they go last. */
const LASTING: ReadonlySet<Fact['kind']> = new Set(['document', 'sdk', 'storage', 'consent', 'enforce', 'accept'])

/** How many facts an entry stands for: a gap counts those that are missing. */
export function weight(fact: Fact): number {
  return fact.kind === 'gap' ? fact.missing : 1
}

/**
 * The entries within nine tenths of the bounds, so that the next trim is far. The documents that have been silent
 * longest go whole; of the last one, the oldest facts. Dropped facts of a document become one gap at the position of
 * the last of them: a panel that already has that position has the facts themselves, and is not told that they are
 * missing.
 */
export function trim(entries: readonly Entry[], bounds: LogBounds): readonly Entry[] {
  let facts = entries.length - bounds.facts * 0.9
  let bytes = entries.reduce((sum, entry) => sum + entry.size, 0) - bounds.bytes * 0.9
  const dropped = new Set<Entry>()
  const drop = (entry: Entry) => {
    if ((facts <= 0 && bytes <= 0) || dropped.has(entry)) return
    dropped.add(entry)
    facts--
    bytes -= entry.size
  }
  const byDoc = new Map<string, Entry[]>()
  for (const entry of entries) {
    const { doc } = entry.fact
    const own = byDoc.get(doc) ?? []
    own.push(entry)
    // Put last: the map's order is the order of the documents' last words.
    byDoc.delete(doc)
    byDoc.set(doc, own)
  }
  const documents = [...byDoc.values()]
  for (const own of documents.slice(0, -1)) for (const entry of facts > 0 || bytes > 0 ? own : []) drop(entry)
  const rest = documents.at(-1) ?? []
  for (const entry of rest) if (!LASTING.has(entry.fact.kind)) drop(entry)
  for (const entry of rest.slice(0, -1)) drop(entry)
  return fill(entries, dropped)
}

/** The entries without the dropped ones, which are counted at the place of the last one of each document. */
function fill(entries: readonly Entry[], dropped: ReadonlySet<Entry>): readonly Entry[] {
  const missing = new Map<string, number>()
  const lastOf = new Map<string, Entry>()
  for (const entry of dropped) {
    const { doc } = entry.fact
    missing.set(doc, (missing.get(doc) ?? 0) + weight(entry.fact))
    const last = lastOf.get(doc)
    if (!last || last.position < entry.position) lastOf.set(doc, entry)
  }
  return entries.flatMap((entry) => {
    if (!dropped.has(entry)) return [entry]
    const { doc, seq, at, frame } = entry.fact
    if (lastOf.get(doc) !== entry) return []
    const detail = 'The log of this tab was full; the oldest facts were dropped.'
    const fact: FactOf<'gap'> = {
      doc,
      seq,
      at,
      frame,
      kind: 'gap',
      missing: missing.get(doc) ?? 0,
      reason: 'overflow',
      detail,
    }
    return [{ position: entry.position, fact, size: JSON.stringify(fact).length }]
  })
}
