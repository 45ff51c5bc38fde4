/** The log of one tab: facts at positions that never change, bounded, readable in parts. */
import type { Fact } from '../core/fact'
import { type Entry, type LogBounds, totalsOf, trim, weight } from './trim'

/** How much goes to a panel in one message. */
const PART_FACTS = 500
const PART_BYTES = 1024 * 1024

/** A part of a log: facts at consecutive positions. */
interface Part {
  readonly first: number
  readonly facts: readonly Fact[]
  /** The position after it, where reading goes on. */
  readonly next: number
}

/** The log of one tab. */
export interface TabLog {
  readonly id: string
  /** The position of the next fact. */
  readonly next: number
  /** How many facts all positions before `next` stand for, the missing ones counted. */
  readonly weight: number
  /** How often something was dropped for want of room: what was read before is no longer the same. */
  readonly cuts: number
  /** How much it holds; `bytes` counts characters of JSON text. */
  readonly size: LogBounds
  append(fact: Fact, size: number): Entry
  /** The facts from a position on, up to (not including) the position `end`, or as many as fit one message. */
  read(from: number, end: number): Part
  /** Drops what is over the bounds. */
  fit(bounds: LogBounds): void
  facts(): readonly Fact[]
  /** One entry in the place of all that stood before the position `end`; null where nothing did. */
  totals(end: number): Entry | null
  /** A log of what is left of this one where all before a position is only totals. */
  since(position: number): TabLog
}

/** A log with the given id; `saved` is what an earlier life left of it. */
export function createLog(
  id: string,
  saved?: { readonly entries: readonly Entry[]; readonly next: number; readonly weight: number },
): TabLog {
  let entries: Entry[] = [...(saved?.entries ?? [])]
  let bytes = entries.reduce((sum, entry) => sum + entry.size, 0)
  let next = saved?.next ?? 0
  let total = saved?.weight ?? 0
  let cuts = 0
  /** The last totals that were asked for: the next ones are folded on top of them. */
  let known: Entry | null = null

  /** The index of the first entry at or after a position. */
  function find(position: number): number {
    let low = 0
    let high = entries.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((entries[middle]?.position ?? 0) < position) low = middle + 1
      else high = middle
    }
    return low
  }

  return {
    id,
    get next() {
      return next
    },
    get weight() {
      return total
    },
    get size() {
      return { facts: entries.length, bytes }
    },
    get cuts() {
      return cuts
    },
    append(fact, size) {
      const entry = { position: next++, fact, size }
      entries.push(entry)
      bytes += size
      total += weight(fact)
      return entry
    },
    read(from, end) {
      const begin = find(from)
      const first = Math.min(entries[begin]?.position ?? end, end)
      const facts: Fact[] = []
      let size = 0
      for (let i = begin; i < entries.length && facts.length < PART_FACTS && size < PART_BYTES; i++) {
        const entry = entries[i]
        if (!entry || entry.position >= end || entry.position !== first + facts.length) break
        facts.push(entry.fact)
        size += entry.size
      }
      return { first, facts, next: first + facts.length }
    },
    fit(bounds) {
      if (entries.length <= bounds.facts && bytes <= bounds.bytes) return
      cuts++
      entries = [...trim(entries, bounds)]
      bytes = entries.reduce((sum, entry) => sum + entry.size, 0)
    },
    facts: () => entries.map((entry) => entry.fact),
    totals(end) {
      const [first] = entries
      const base = known && known.position >= (first?.position ?? 0) && known.position < end ? known : null
      const rest = entries.slice(base ? find(base.position + 1) : 0, Math.max(1, find(end)))
      known = totalsOf(base ? [base, ...rest] : rest)
      return known
    },
    since(position) {
      const totals = this.totals(position)
      const rest = entries.slice(find(position))
      return createLog(`${id}:${position}:${next}`, { entries: totals ? [totals, ...rest] : rest, next, weight: total })
    },
  }
}
