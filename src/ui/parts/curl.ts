/** Requests as cURL lines for a POSIX shell. */
import { parseJson } from '../../core/json'
import type { Exchange } from '../../core/state'
import { knownHeaders } from '../../core/transport'

/** What goes into the line. */
interface CurlRequest {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** Empty for none. */
  readonly body: string
}

/** Controls but newline: a terminal that a line is pasted into takes them for keys, in quotes too. */
const KEYS = /(?!\n)\p{Cc}/gu

const quoted = (text: string) => `'${text.replace(KEYS, '?').replace(/'/g, `'\\''`)}'`
/** A method may hold whatever a page, or whoever wrote a recording, put there: only letters go in as they are. */
const METHOD = /^[A-Za-z]+$/
/** What cURL would take for several addresses. */
const GLOBBED = /[[\]{}]/
/** What no address may hold, and cURL refuses; browsers write it so. */
const UNWRITTEN = /[\p{Cc} ]/gu

/** Method, address, every header, and the body as it is: nothing of it reaches the shell, or cURL, as anything else. */
export function curlOf(request: CurlRequest): string {
  const { body } = request
  if (body.search(KEYS) >= 0) return piped(base64(body), request)
  if (body.length > LONGEST) return fed(`printf %s ${quoted(body)}`, request)
  return [lineOf(request, body !== ''), ...(body === '' ? [] : [`--data-raw ${quoted(body)}`])].join(BREAK)
}

const BREAK = ' \\\n  '
/** So many letters are in no case more bytes than Linux lets one argument of a program have (128 KiB). */
const LONGEST = 32 * 1024
/** What a header's name may be: any other would end the line, or name a file to cURL. */
const HEADER_NAME = /^[\w!#$%&'*+.^`|~-]+$/

/** The line without a body, which comes behind it if it `hasBody`. */
function lineOf({ method, url, headers }: Omit<CurlRequest, 'body'>, hasBody: boolean): string {
  const address = url.replace(UNWRITTEN, encodeURIComponent)
  const verb = METHOD.test(method) ? method : quoted(method)
  const parts = [
    // To be told `-X HEAD`, cURL would wait for a body. Behind `--url` an address is one, even where it begins as an
    // option does.
    `curl ${method === 'HEAD' ? '--head' : `-X ${verb}`} ${GLOBBED.test(address) ? '--globoff ' : ''}` +
      `${address.startsWith('-') ? '--url ' : ''}${quoted(address)}`,
    ...Object.entries(headers).flatMap(([name, value]) => (HEADER_NAME.test(name) ? headerOf(name, value) : [])),
  ]
  const has = (header: string) => Object.keys(headers).some((name) => name.toLowerCase() === header)
  // cURL says of a body that it is a form, unless it is told otherwise.
  if (hasBody && !has('content-type')) parts.push(`-H 'Content-Type:'`)
  // cURL does not unpack an answer that it was told to accept packed.
  if (has('accept-encoding')) parts.push('--compressed')
  return parts.join(BREAK)
}

/** A break of lines would begin another header; without a value, a colon would make cURL leave the header out. */
function headerOf(name: string, value: string): string {
  const text = value.replace(/[\r\n]+/g, ' ').trim()
  return `-H ${quoted(text === '' ? `${name};` : `${name}: ${text}`)}`
}

/** The line with a body of bytes, which no shell could hold. */
function piped(bytes: string, request: Omit<CurlRequest, 'body'>): string {
  return fed(`printf %s ${quoted(bytes)} | base64 -d`, request)
}

/** The line with what a command writes as its body. */
function fed(command: string, request: Omit<CurlRequest, 'body'>): string {
  return [`${command} | ${lineOf(request, true)}`, '--data-binary @-'].join(BREAK)
}

function base64(text: string): string {
  return btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(''))
}

/** What may mean something in a comment: a shell without comments, as zsh is when typed into, runs it. */
const SIGNS = /[^\w-]/g
/** What cURL writes by itself, for the body as it is then. */
const OWN = /^(host|connection|content-length|transfer-encoding)$/i

/**
 * A recorded request, with its headers where they are known; where they are not, a content type is given if the body
 * itself tells that it is JSON. What was not kept is said in a comment above it.
 */
export function curlOfExchange({ method, url, body, transport }: RecordedRequest): string {
  const text = body.text ?? ''
  const { known, withheld } = knownHeaders(transport?.requestHeaders ?? {})
  const usable = known.filter(([name]) => !OWN.test(name))
  const json = !transport && !body.binary && parseJson(text) !== undefined
  const headers = json ? { 'Content-Type': 'application/json' } : Object.fromEntries(usable)
  const request = { method, url, headers }
  const missing = withheld.filter((name) => HEADER_NAME.test(name)).map((name) => name.replace(SIGNS, '.'))
  return [
    ...(missing.length > 0 ? [`# Not kept, add what it needs: ${missing.join(', ')}.`] : []),
    ...(body.cut ? ['# Only the first part of the body was recorded.'] : []),
    body.binary && text !== '' ? piped(text, request) : curlOf({ ...request, body: text }),
  ].join('\n')
}

/** What is needed of it. */
type RecordedRequest = Pick<Exchange, 'method' | 'url' | 'body' | 'transport'>
