/** What a person types as a server's answer. */
import { parseJson } from '../../../core/json'
import type { Answer } from '../../../lab/bench'

/** A status from 100 to 599 and a body as JSON, which may be empty; or why it is no answer. */
export function readBody(status: string, body: string): Answer | { readonly problem: string } {
  if (!/^[1-5]\d\d$/.test(status.trim())) return { problem: 'The status is a number from 100 to 599.' }
  const read = body.trim() === '' ? null : parseJson(body)
  return read === undefined ? { problem: 'The body is not JSON.' } : { status: Number(status), body: read }
}
