/** Makes a record fit through the door: one that is too long is not read at all, and then nobody knows what it told. */
import type { Body, GapFact } from '../../core/fact'
import { isObject, type Json, MARK, parseJson, REST } from '../../core/json'
import { FACT_LIMIT } from '../../link/messages'

/** Room is kept for the time of a fact and for a call's site. */
const MOST = FACT_LIMIT - 65_536

/** So much is kept of a text, of a body, and of all that a list of arguments or an object has; as JSON writes it. */
const TEXT = 100_000
const BODY = 1_000_000
const VALUES = 800_000

const CUT: GapFact = {
  kind: 'gap',
  missing: 0,
  reason: 'invalid',
  detail: 'A record was longer than Tracklens reads: of its longest parts only the beginning is kept.',
}

/**
 * A happening as the records, as JSON text, that tell it: itself, or one whose longest parts are cut and a second that
 * says so.
 */
export function fitting(happening: string): readonly string[] {
  const fact = happening.length > MOST && parseJson(happening)
  return isObject(fact) ? [JSON.stringify(each(fact, part)), JSON.stringify(CUT)] : [happening]
}

/** A member of a fact, which is of the same kind when cut. */
function part(value: Json): Json {
  if (typeof value === 'string') return beginning(value, TEXT)
  const { text, size } = (value ?? {}) as Partial<Body>
  left = VALUES
  if (!text || size === undefined) return shorter(value)
  const kept = beginning(text, BODY)
  return { ...(value as object), text: kept, ...(kept === text ? {} : { cut: true }) }
}

/** What is left for the member that is being copied. */
let left = 0

/** A value of the page's: what is cut of it is marked, as the hook marks it. */
function shorter(value: Json): Json {
  const kept = typeof value === 'string' ? beginning(value, TEXT) : value
  left -= typeof kept === 'string' ? sizeOf(kept) : 24
  if (kept !== value) return cut(kept as string)
  return typeof kept === 'object' && kept ? each(kept, shorter) : kept
}

/** A list or an object made anew, as far as there is room for its members. */
function each(owner: object, make: (value: Json) => Json): Json {
  const all = Object.entries(owner) as (readonly [name: string, value: Json])[]
  const made: (readonly [name: string, value: Json])[] = []
  for (const [name, value] of all) {
    if (make === shorter && left <= 0) {
      made.push([REST, cut(`${all.length - made.length} more`)])
      break
    }
    if (!Array.isArray(owner)) left -= sizeOf(name)
    made.push([name, make(value)])
  }
  return Array.isArray(owner) ? made.map(([, value]) => value) : Object.fromEntries(made)
}

const sizeOf = (text: string) => JSON.stringify(text).length
const cut = (text: string): Json => ({ [MARK]: 'cut', text })

/** A text of which JSON writes no more than `most` characters; bytes as base64 come in fours. */
function beginning(text: string, most: number): string {
  let kept = text.slice(0, most)
  while (sizeOf(kept) > most + 2) kept = kept.slice(0, Math.floor(kept.length / 8) * 4)
  return kept
}
