/** A recorded request as a cURL line. */
import { parseJson } from '../../../core/json'
import type { Exchange } from '../../../core/state'

const quoted = (text: string): string => `'${text.replace(/'/g, `'\\''`)}'`

/**
 * For a POSIX shell. Headers are not recorded; a content type is given only where the body itself tells that it is
 * JSON.
 */
export function curlOf(exchange: Pick<Exchange, 'method' | 'url' | 'body'>): string {
  const { method, url, body } = exchange
  const parts = [`curl -X ${method} ${quoted(url)}`]
  if (body.text !== null && body.text !== '') {
    if (body.binary) return `echo ${quoted(body.text)} | base64 -d | ${parts[0]} \\\n  --data-binary @-`
    if (parseJson(body.text) !== undefined) parts.push(`-H 'Content-Type: application/json'`)
    parts.push(`--data-raw ${quoted(body.text)}`)
  }
  const line = parts.join(' \\\n  ')
  return body.cut ? `# Only the first part of the body was recorded.\n${line}` : line
}
