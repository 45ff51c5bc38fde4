/**
 * Finding items and exchanges by the print of a text: a persistent hash table that takes some 25 bytes per entry, where
 * a map of the library takes 130 and the text besides. Several texts may have one print, so whoever looks something up
 * compares what is found.
 */
import type { List } from 'immutable'

/** The one empty list. */
const NOTHING: readonly never[] = []

/** Buckets, each a list of print, number, print, number …. Their count is zero or a power of two. */
export type Prints = List<readonly number[]>

const FEWEST = 16
/** So many numbers there may be for each bucket before the table gets four times as many buckets. */
const CROWD = 16

/** The numbers entered under a print, in the order in which they were. */
export function numbersOf(prints: Prints, print: number): readonly number[] {
  const bucket = prints.size === 0 ? NOTHING : (prints.get(print & (prints.size - 1)) ?? NOTHING)
  let found: number[] | null = null
  for (let i = 0; i < bucket.length; i += 2) {
    if (bucket[i] === print) {
      if (found) found.push(bucket[i + 1] as number)
      else found = [bucket[i + 1] as number]
    }
  }
  return found ?? NOTHING
}

/**
 * The table with a number entered under a print, after those that are there. Numbers are given by counting, so they
 * tell the table's size.
 */
export function withNumber(prints: Prints, print: number, n: number): Prints {
  const roomy = n < prints.size * CROWD ? prints : grown(prints, n)
  const at = print & (roomy.size - 1)
  // Joined and not pushed to: a list that grows keeps room for sixteen more.
  return roomy.set(at, (roomy.get(at) ?? NOTHING).concat([print, n]))
}

/** The table without a number under a print. */
export function withoutNumber(prints: Prints, print: number, n: number): Prints {
  if (prints.size === 0) return prints
  const at = print & (prints.size - 1)
  const bucket = prints.get(at) ?? NOTHING
  // Nearly always it is not there: then nothing is copied.
  if (!isEntered(bucket, print, n)) return prints
  const rest: number[] = []
  for (let i = 0; i < bucket.length; i += 2)
    if (bucket[i] !== print || bucket[i + 1] !== n) rest.push(bucket[i] as number, bucket[i + 1] as number)
  return prints.set(at, rest.slice())
}

function isEntered(bucket: readonly number[], print: number, n: number): boolean {
  for (let i = 0; i < bucket.length; i += 2) if (bucket[i] === print && bucket[i + 1] === n) return true
  return false
}

function grown(prints: Prints, n: number): Prints {
  let size = Math.max(FEWEST, prints.size)
  while (n >= size * CROWD) size *= 4
  const buckets = Array.from({ length: size }, (): number[] => [])
  prints.forEach((bucket) => {
    for (let i = 0; i < bucket.length; i += 2)
      buckets[(bucket[i] as number) & (size - 1)]?.push(bucket[i] as number, bucket[i + 1] as number)
  })
  // In place where the fold has opened the table, so that it stays open.
  return prints.withMutations((open) => {
    open.setSize(size)
    for (const [at, bucket] of buckets.entries()) open.set(at, bucket.length ? bucket.slice() : NOTHING)
  })
}

/** A print of texts, of each of which no more than `most` characters count (after FNV-1a). */
export function printOf(texts: readonly string[], most: number): number {
  let hash = 0x811c9dc5
  for (const text of texts) hash = mix(hash, text, most)
  // 30 bits: the engine keeps such a number without a box.
  return hash >>> 2
}

/** A print of another one and a whole number. */
export function printWith(print: number, n: number): number {
  const hash = Math.imul(print ^ n, 0x01000193)
  return (hash ^ (hash >>> 13)) >>> 2
}

function mix(from: number, text: string, most: number): number {
  let hash = from
  const end = Math.min(text.length, most)
  let i = 0
  // Four characters per step: taken one by one, each body of some hundred characters cost a microsecond.
  for (; i + 3 < end; i += 4) {
    const four =
      text.charCodeAt(i) ^
      (text.charCodeAt(i + 1) << 8) ^
      (text.charCodeAt(i + 2) << 16) ^
      (text.charCodeAt(i + 3) << 24)
    hash = Math.imul(hash ^ four, 0x01000193)
    hash ^= hash >>> 15
  }
  for (; i < end; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  // The buckets are told apart by the lowest bits, which multiplying mixes least.
  return hash ^ (hash >>> 13)
}
