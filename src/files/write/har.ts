/** Writes the requests of items as HAR 1.2, for the Network panel, and to play their answers to a page again. */
import type { Body } from '../../core/fact'
import { type Json, parseJson } from '../../core/json'
import type { Exchange } from '../../core/state'
import { type Headers, knownHeaders, lasted, type Transport } from '../../core/transport'
import type { Evidence } from '../evidence'
import { timeOf } from './blocks'

/**
 * One entry a request, in the order of sending. Headers that nobody recorded are left out, but for the type of JSON,
 * which the body itself tells; those that open something are named in a comment, without their values.
 */
export function writeHar(evidence: Evidence): string {
  return [...harParts(evidence)].join('')
}

/** The same, entry by entry. */
export function* harParts({ about, exchanges }: Evidence): Generator<string> {
  const log = {
    version: '1.2',
    creator: { name: 'Tracklens', version: about.version },
    comment: about.masked ? 'Personal values are masked.' : 'Personal values are included.',
    pages: [],
  }
  yield `{"log":${JSON.stringify(log).slice(0, -1)},"entries":[`
  for (const [at, exchange] of [...exchanges].sort((a, b) => a.sentAt - b.sentAt).entries())
    yield `${at > 0 ? ',' : ''}\n${JSON.stringify(entryOf(exchange))}`
  yield '\n]}}\n'
}

function entryOf(exchange: Exchange) {
  const { sentAt, endedAt, method, url, body, status, answer, error, transport } = exchange
  const timings = timingsOf(endedAt === null ? 0 : Math.max(0, endedAt - sentAt), transport)
  return {
    startedDateTime: timeOf(sentAt),
    time: lasted(timings),
    request: {
      method,
      url,
      httpVersion: 'HTTP/1.1',
      cookies: [],
      ...headersOf(transport?.requestHeaders, body),
      queryString: queryOf(url),
      ...(body.text === null ? {} : { postData: { mimeType: typeOf(body), ...textOf(body) } }),
      headersSize: -1,
      bodySize: body.size,
    },
    response: {
      // A HAR has no other word for "no answer".
      status: status ?? 0,
      statusText: '',
      httpVersion: 'HTTP/1.1',
      cookies: [],
      ...headersOf(transport?.responseHeaders, answer),
      content: { size: answer?.size ?? 0, mimeType: answer ? typeOf(answer) : '', ...(answer ? textOf(answer) : {}) },
      redirectURL: exchange.trail?.hops[0]?.to ?? '',
      headersSize: -1,
      bodySize: answer?.size ?? -1,
      ...(error === null ? {} : { _error: error }),
    },
    cache: {},
    timings,
    _tracklens: { items: exchange.items, vendor: exchange.vendor, via: exchange.via, aside: exchange.aside },
  }
}

function textOf(body: Body): Readonly<Record<string, Json>> {
  if (body.text === null) return {}
  return { text: body.text, ...(body.binary ? { encoding: 'base64' } : {}), ...(body.cut ? { comment: 'cut' } : {}) }
}

/** The phases that were told, and those that a HAR must have; else all of it, in milliseconds, was waiting. */
function timingsOf(took: number, transport: Transport | undefined): Transport['timing'] {
  const told = transport?.timing ?? {}
  return { send: 0, wait: Object.keys(told).length > 0 ? 0 : took, receive: 0, ...told }
}

interface Header {
  readonly name: string
  readonly value: string
}

function headersOf(told: Headers | undefined, body: Body | null) {
  const { known, withheld } = knownHeaders(told ?? {})
  const headers: Header[] = known.map(([name, value]) => ({ name, value }))
  if (!told && body && typeOf(body) === JSON_TYPE) headers.push({ name: 'content-type', value: JSON_TYPE })
  return { headers, ...(withheld.length > 0 ? { comment: `The values of ${withheld.join(', ')} were not kept.` } : {}) }
}

const JSON_TYPE = 'application/json'

function typeOf(body: Body): string {
  if (body.binary) return 'application/octet-stream'
  return body.text !== null && parseJson(body.text) !== undefined ? JSON_TYPE : 'text/plain'
}

function queryOf(url: string): readonly { readonly name: string; readonly value: string }[] {
  const query = /\?([^#]*)/.exec(url)?.[1] ?? ''
  return query
    .split('&')
    .filter(Boolean)
    .map((pair) => {
      const [name = '', ...value] = pair.split('=')
      return { name, value: value.join('=') }
    })
}
