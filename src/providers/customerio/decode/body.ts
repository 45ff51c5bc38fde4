/**
 * Turns a request's body into JSON, or says in one sentence why that is not possible. Never throws, whatever it is
 * given.
 */
import type { Body } from '../../../core/fact'
import { type Json, parseJson } from '../../../core/json'
import { DEEPEST, isTooDeep } from '../../../core/nesting'

/** A body as JSON, or the reason why not. */
export type ReadBody = { readonly json: Json } | { readonly unreadable: string }

/** Characters beyond which a body is not parsed: eight times what the server accepts in one batch (500 KB). */
const LARGEST = 4_000_000

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
  if (isTooDeep(text)) return { unreadable: `The body is nested more than ${DEEPEST} levels deep: not decoded.` }
  const json = parseJson(text)
  return json === undefined
    ? { unreadable: text.trim() === '' ? 'The body is empty.' : 'The body is not JSON.' }
    : { json }
}
