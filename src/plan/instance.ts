/**
 * What a plan judges of an item: its properties as they went over the wire, else as JSON would carry what was called,
 * without what the SDK added by itself; and where Tracklens does not know the whole value.
 */
import type { Item } from '../core/item'
import { isMark, isObject, type Json, type JsonObject, MARK, type Mark, REST } from '../core/json'
import { wireOf } from '../core/query/wire'
import { vendorOf } from '../providers/registry'

/** A way into properties: names and, as text, places in lists. */
export type Path = readonly string[]

/** Properties to be judged. */
export interface Instance {
  readonly value: JsonObject
  /** Whether these are the properties on the wire, or what was called. */
  readonly from: 'wire' | 'call'
  /** What is only known in part: cut, too deep, or of no JSON value. What a schema says of it is not known either. */
  readonly unknown: readonly Path[]
  /** Objects of which members are missing: what they lack may be among those. */
  readonly cut: readonly Path[]
}

/** `named` are the names that the schema speaks of: what the SDK adds under such a name is judged too. */
export function instanceOf(item: Item, named: ReadonlySet<string>): Instance {
  const sent = item.wireProperties
  const from = sent === null ? 'call' : 'wire'
  const unknown: Path[] = []
  const cut: Path[] = []
  const added = sent === null && !item.adds ? null : addedTo(item)
  const all = Object.entries(sent ?? { ...item.adds, ...item.properties })
  const own = added ? all.filter(([name]) => named.has(name) || !added.has(name)) : all
  return { value: objectOf(own, [], { unknown, cut }), from, unknown, cut }
}

/** The names that the SDK added: those not in the call or, where none was seen, those that its vendor's SDKs add. */
function addedTo(item: Item): ReadonlySet<string> {
  if (item.seenBy.call) return new Set(Object.keys(wireOf(item).added))
  return new Set(vendorOf(item.vendor)?.adds?.(item.type) ?? [])
}

/** Half of a pair of characters: the validator throws at such a name, so that nothing could be said of the others. */
const HALF = /\p{Surrogate}/gu

interface Found {
  readonly unknown: Path[]
  readonly cut: Path[]
}

function objectOf(entries: readonly (readonly [string, Json])[], path: Path, found: Found): JsonObject {
  const kept: [string, Json][] = []
  for (const [given, value] of entries) {
    const name = given.replace(HALF, '\ufffd')
    if (name === REST && isMark(value) && value[MARK] === 'cut') {
      found.cut.push(path)
      continue
    }
    const carried = carriedOf(value, [...path, name], found)
    if (carried !== undefined) kept.push([name, carried])
  }
  return Object.fromEntries(kept)
}

/** What JSON carries of a value; undefined where it leaves it out. */
function carriedOf(value: Json, path: Path, found: Found): Json | undefined {
  if (isMark(value)) return ofMark(value, path, found)
  if (Array.isArray(value)) {
    const last: Json | undefined = value.at(-1)
    const short = isMark(last) && last[MARK] === 'cut' && /^\d+ more$/.test(last.text)
    if (short) found.unknown.push(path)
    return (short ? value.slice(0, -1) : value).map(
      (each: Json, i: number) => carriedOf(each, [...path, String(i)], found) ?? null,
    )
  }
  return isObject(value) ? objectOf(Object.entries(value), path, found) : value
}

function ofMark({ $tl: kind, text }: Mark, path: Path, { unknown }: Found): Json | undefined {
  switch (kind) {
    case 'undefined':
    case 'function':
    case 'symbol':
      return undefined
    case 'NaN':
    case 'Infinity':
    case '-Infinity':
      return null
    case 'date':
      return text
    default:
      unknown.push(path)
      if (kind === 'cut' && text !== 'list' && text !== 'object') return text
      return text === 'list' ? [] : {}
  }
}
