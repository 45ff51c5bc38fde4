/** Requests as cURL lines for a POSIX shell. */
import { parseJson } from '../../core/json'
import type { Exchange } from '../../core/state'

/** What goes into the line. */
interface CurlRequest {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** Empty for none. */
  readonly body: string
}

const quoted = (text: string) => `'${text.replace(/'/g, `'\\''`)}'`
/** A method may hold whatever a page, or whoever wrote a recording, put there: only letters go in as they are. */
const METHOD = /^[A-Za-z]+$/
/** What cURL would take for several addresses. */
const GLOBBED = /[[\]{}]/

/** Method, address, every header, and the body as it is: nothing of it reaches the shell, or cURL, as anything else. */
export function curlOf({ method, url, headers, body }: CurlRequest): string {
  const verb = METHOD.test(method) ? method : quoted(method)
  const parts = [
    // Behind `--url` an address is one, even where it begins as an option does.
    `curl -X ${verb} ${GLOBBED.test(url) ? '--globoff ' : ''}${url.startsWith('-') ? '--url ' : ''}${quoted(url)}`,
    ...Object.entries(headers).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
  ]
  // cURL does not unpack an answer that it was told to accept packed.
  if (Object.keys(headers).some((name) => name.toLowerCase() === 'accept-encoding')) parts.push('--compressed')
  if (body !== '') parts.push(`--data-raw ${quoted(body)}`)
  return parts.join(' \\\n  ')
}

/**
 * A recorded request. Its headers were not recorded; a content type is given only where the body itself tells that it
 * is JSON.
 */
export function curlOfExchange({ method, url, body }: Pick<Exchange, 'method' | 'url' | 'body'>): string {
  const text = body.text ?? ''
  if (body.binary && text !== '')
    return [
      `printf %s ${quoted(text)} | base64 -d | ${curlOf({ method, url, headers: {}, body: '' })}`,
      '--data-binary @-',
    ].join(' \\\n  ')
  const json = parseJson(text) !== undefined
  const line = curlOf({ method, url, headers: json ? { 'Content-Type': 'application/json' } : {}, body: text })
  return body.cut ? `# Only the first part of the body was recorded.\n${line}` : line
}
