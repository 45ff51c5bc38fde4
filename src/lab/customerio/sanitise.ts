/**
 * What becomes of properties on their way into the iOS SDK: a dictionary is sanitised, an Encodable is encoded as it
 * is.
 */
import { isMark, isObject, type Json, type JsonObject } from '../../core/json'

/**
 * A dictionary as it is sent: NaN and infinities are removed, and so are empty dictionaries and lists inside it
 * (DictionarySanitizer.swift:12-58).
 */
export function sanitised(properties: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(properties).flatMap(([key, value]) => {
      const kept = sanitise(value)
      return kept === undefined ? [] : [[key, kept]]
    }),
  )
}

/**
 * An Encodable as it is sent: NaN and infinities become 0 (cdp-analytics-swift Configuration.swift:67, strategy
 * `.zero`).
 */
export function encoded(value: Json): Json {
  if (isMark(value)) return isNumberMark(value.$tl) ? 0 : value.text
  if (Array.isArray(value)) return value.map(encoded)
  if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, encoded(entry)]))
  return value
}

/** What `JSON.stringify` makes of a value with marks: the JavaScript SDK sends that (recorded with 0.5.11). */
export function stringified(value: Json): Json | undefined {
  if (isMark(value)) return isNumberMark(value.$tl) ? null : value.$tl === 'date' ? value.text : undefined
  if (Array.isArray(value)) return value.map((entry: Json) => stringified(entry) ?? null)
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, entry]) => {
      const kept = stringified(entry)
      return kept === undefined ? [] : [[key, kept]]
    }),
  )
}

function sanitise(value: Json): Json | undefined {
  if (isMark(value)) return isNumberMark(value.$tl) ? undefined : value.text
  if (Array.isArray(value)) {
    const kept = value.map(sanitise).filter((entry) => entry !== undefined)
    return kept.length ? kept : undefined
  }
  if (!isObject(value)) return value
  const kept = sanitised(value)
  return Object.keys(kept).length ? kept : undefined
}

function isNumberMark(kind: string): boolean {
  return kind === 'NaN' || kind === 'Infinity' || kind === '-Infinity'
}
