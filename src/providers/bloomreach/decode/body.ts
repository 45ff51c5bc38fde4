/** Reads a body: text, bytes in base64, or gzip; bounded in size and depth, and never by an exception. */
import { Gunzip, strFromU8 } from 'fflate'
import { bytesOfBase64 } from '../../../core/base64'
import type { Body } from '../../../core/fact'
import { isObject, type Json, type JsonObject, MARK, parseJson } from '../../../core/json'

/** Bodies beyond this many characters are not read. The server takes messages below 800 KB (REST tracking API). */
const MAX_BODY = 2 * 1024 * 1024

/** Values nested deeper than this are replaced by a mark. */
export const MAX_DEPTH = 100

/** A body's JSON, or why there is none. */
export type Read = { readonly json: Json } | { readonly unreadable: string; readonly text: string }

/** Reads a body as JSON. */
export function readBody(body: Body): Read {
  if (body.text === null) return { unreadable: 'The request has no body that could be read.', text: '' }
  const plain = body.binary ? inflate(body.text) : body.text
  if (plain === null) return { unreadable: why(body, 'The compressed body could not be unpacked.'), text: '' }
  if (plain.length > MAX_BODY) {
    return {
      unreadable: `The body has ${plain.length} characters; up to ${MAX_BODY} are read.`,
      text: plain.slice(0, 200),
    }
  }
  const json = parseJson(plain)
  return json === undefined ? { unreadable: why(body, 'The body is not JSON.'), text: plain.slice(0, 200) } : { json }
}

/**
 * The object without what is nested too deep for the eye, the journal and recursion; the same object where nothing is.
 */
export function shallow(value: JsonObject): JsonObject {
  return fits(value, MAX_DEPTH) ? value : (pruned(value, MAX_DEPTH) as JsonObject)
}

function why(body: Body, otherwise: string): string {
  return body.cut
    ? `Only the first part of the body was kept (it has ${body.size} bytes), so it could not be read.`
    : otherwise
}

function fits(value: Json, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return true
  if (depth === 0) return false
  if (Array.isArray(value)) return value.every((entry) => fits(entry, depth - 1))
  for (const key in value) if (!fits((value as JsonObject)[key] as Json, depth - 1)) return false
  return true
}

function pruned(value: Json, depth: number): Json {
  if (typeof value !== 'object' || value === null) return value
  if (depth === 0) return { [MARK]: 'deep', text: `nested deeper than ${MAX_DEPTH}` }
  if (Array.isArray(value)) return value.map((entry: Json) => pruned(entry, depth - 1))
  const kept: Record<string, Json> = {}
  for (const [key, entry] of Object.entries(value)) kept[key] = pruned(entry, depth - 1)
  return isObject(kept) ? kept : {}
}

/** Base64 to text, unpacked where the bytes are gzip; null where they cannot be unpacked. */
function inflate(base64: string): string | null {
  const bytes = bytesOfBase64(base64)
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return strFromU8(bytes)
  const parts: Uint8Array[] = []
  let size = 0
  let ended = false
  const gunzip = new Gunzip((part, last) => {
    size += part.length
    ended ||= last
    if (size > MAX_BODY) throw new RangeError('unpacks to too much')
    parts.push(part)
  })
  try {
    // In steps, so that a small body which unpacks to gigabytes is given up early.
    for (let at = 0; at < bytes.length; at += 4096)
      gunzip.push(bytes.subarray(at, at + 4096), at + 4096 >= bytes.length)
  } catch {
    return null
  }
  if (!ended) return null
  const whole = new Uint8Array(size)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return strFromU8(whole)
}
