/** JSON as a type, and the marks that stand in for what JSON cannot carry. */

/** Any JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject

/** A JSON object. */
export interface JsonObject {
  readonly [key: string]: Json
}

/** The only key of a mark: an object `{ "$tl": <kind>, … }` that stands for a value JSON cannot carry. */
export const MARK = '$tl'

const KINDS = [
  'undefined',
  'function',
  'symbol',
  'bigint',
  'NaN',
  'Infinity',
  '-Infinity',
  'date',
  'node',
  'object',
  'cycle',
  'throws',
  'deep',
  'cut',
] as const

/** What a mark can stand for. `cut` and `deep` say that Tracklens itself left something out. */
export type MarkKind = (typeof KINDS)[number]

/** A mark: what it stands for, and what is known of it (a function's name, a date's ISO time, a cut string's start). */
export interface Mark extends JsonObject {
  readonly $tl: MarkKind
  readonly text: string
}

/** Whether a value is an object in the sense of JSON: neither null nor a list. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Whether a value is a mark left by the page hook; what a file or a server wrote like one, but otherwise, is none. */
export function isMark(value: unknown): value is Mark {
  return isObject(value) && KINDS.includes(value[MARK] as MarkKind) && typeof value.text === 'string'
}

/** Whether a number of milliseconds since 1970 is within the dates that there are (ECMAScript, “Time Values”). */
export function isTime(at: number): boolean {
  return Math.abs(at) <= 8.64e15
}

/**
 * The finer unit in which a time stands where seconds since 1970 are meant: as seconds it would lie beyond the year
 * 5000. Null where it may be seconds.
 */
export function finerUnit(seconds: number): 'milliseconds' | 'microseconds' | null {
  const size = Math.abs(seconds)
  return size < 1e11 ? null : size < 1e14 ? 'milliseconds' : 'microseconds'
}

/** The name under which a copy that was cut says how many members of an object are missing. */
export const REST = '…'

/** A list as far as it was copied, without the mark that says how many entries are missing; `length` counts them. */
export function copied(list: readonly Json[]): { readonly kept: readonly Json[]; readonly length: number } {
  const last = list.at(-1)
  const missing = isMark(last) && last[MARK] === 'cut' ? /^(\d+) more$/.exec(last.text)?.[1] : undefined
  if (missing === undefined) return { kept: list, length: list.length }
  return { kept: list.slice(0, -1), length: list.length - 1 + Number(missing) }
}

/** Whether an object's copy was cut: members of it are missing. */
export function isCutObject(value: JsonObject): boolean {
  const rest = value[REST]
  return isMark(rest) && rest[MARK] === 'cut'
}

/** How long a list was before only its beginning was kept. */
export function lengthOf(list: readonly Json[]): number {
  return copied(list).length
}

/** The object itself, or an empty one for anything else. */
export function objectOr(value: unknown): JsonObject {
  return isObject(value) ? value : {}
}

/** The string itself, or null for anything else. */
export function stringOr(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

/** A value as text, an object as its JSON: `String` would ask the data's own `toString`. Never throws. */
export function inText(value: unknown): string {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value)
}

/** Whether two values, both of JSON, are the same, the order of keys included. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (Array.isArray(a)) return Array.isArray(b) && sameList(a, b)
  if (!isObject(a) || !isObject(b)) return false
  // This is asked of every property of every item, and nearly always the first value differs: no list of names is made
  // before one is alike. What the other one only inherits is no name of its own.
  let others: readonly string[] | undefined
  let at = 0
  for (const name in a) {
    if (!sameJson(a[name], b[name])) return false
    others ??= Object.keys(b)
    if (name !== others[at++]) return false
  }
  return at === (others ?? Object.keys(b)).length
}

function sameList(a: readonly unknown[], b: readonly unknown[]): boolean {
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (!sameJson(a[i], b[i])) return false
  return true
}

/** What is told now or, where it is the same, what is known already: then only one of them is kept. */
export function knownOr<T>(known: T, told: T): T {
  return sameJson(known, told) ? known : told
}

/** Parses JSON text; undefined (which is no JSON) where the text is none. Never throws. */
export function parseJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json
  } catch {
    return undefined
  }
}
