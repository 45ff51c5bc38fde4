/**
 * Turns a request's body into JSON, or says in one sentence why that is not possible. Never throws, whatever it is
 * given.
 */
import type { Body } from '../../../core/fact'
import { type Json, parseJson } from '../../../core/json'

/** A body as JSON, or the reason why not. */
export type ReadBody = { readonly json: Json } | { readonly unreadable: string }

/** Characters beyond which a body is not parsed: eight times what the server accepts in one batch (500 KB). */
const LARGEST = 4_000_000
/** Nesting beyond which a body is not parsed: no tracking needs it, and everything after this walks the tree. */
const DEEPEST = 500

/** Reads a body as JSON. */
export function readBody(body: Body): ReadBody {
  const { text } = body
  if (text === null) return { unreadable: 'The body could not be read.' }
  if (body.binary) return { unreadable: 'The body is binary, perhaps compressed; the SDKs send plain JSON.' }
  if (text.length > LARGEST)
    return {
      unreadable: `The body has ${Math.round(text.length / 1_000_000)} million characters: too large to decode.`,
    }
  if (body.cut) return { unreadable: `Only the first ${text.length} characters of ${body.size} were kept.` }
  if (text.length > 2 * DEEPEST && isDeeperThan(text, DEEPEST))
    return { unreadable: `The body is nested more than ${DEEPEST} levels deep: not decoded.` }
  const json = parseJson(text)
  return json === undefined
    ? { unreadable: text.trim() === '' ? 'The body is empty.' : 'The body is not JSON.' }
    : { json }
}

/** Whether JSON text nests deeper than `limit`: by brackets outside strings, without parsing. */
function isDeeperThan(text: string, limit: number): boolean {
  let depth = 0
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i)
    if (code === QUOTE) i = endOfString(text, i)
    else if (code === OPEN_LIST || code === OPEN_OBJECT) {
      depth += 1
      if (depth > limit) return true
    } else if (code === CLOSE_LIST || code === CLOSE_OBJECT) depth -= 1
  }
  return false
}

const QUOTE = 34
const BACKSLASH = 92
const OPEN_LIST = 91
const CLOSE_LIST = 93
const OPEN_OBJECT = 123
const CLOSE_OBJECT = 125

/** The place of the quote that ends the string which begins at `start`; the end of the text where none does. */
export function endOfString(text: string, start: number): number {
  let at = text.indexOf('"', start + 1)
  while (at >= 0) {
    let slashes = 0
    while (text.charCodeAt(at - 1 - slashes) === BACKSLASH) slashes += 1
    if (slashes % 2 === 0) return at
    at = text.indexOf('"', at + 1)
  }
  return text.length
}
