/** One entry of a HAR, whoever wrote it: what was asked, when, in which page, and what came back. */
import type { Decoded, Vendor } from '../../core/contract/vendor'
import type { Body, ExchangeFact } from '../../core/fact'
import { isObject, type Json, type JsonObject, objectOr, stringOr } from '../../core/json'
import { transportOf } from '../../core/transport'
import { type Attachments, answerBody, besideOf, type Kept, NOTHING, requestBody } from './har-body'
import { headerOf, headersOf } from './har-headers'

/** What an entry says before anybody asks whether it tracks. */
export interface Entry {
  readonly request: JsonObject
  readonly method: string
  readonly url: string
  /** Milliseconds since 1970; null where its time cannot be read. */
  readonly startedAt: number | null
  /** Milliseconds; 0 where nobody says. */
  readonly lasted: number
  readonly pageref: string | null
  /** A page's own document, by what came back or by what the tool says. */
  readonly isDocument: boolean
  /** A service worker asked, not a page. */
  readonly byWorker: boolean
  readonly json: JsonObject
}

/** What an entry that tracks tells, and what its tool left out. */
export interface Told {
  readonly exchange: ExchangeFact
  readonly body: Kept['lacks']
  readonly answer: Kept['lacks']
  /** What of it could not be read though it is there, and why: a body that is cut or packed, or no vendor's at all. */
  readonly unread: readonly string[]
}

/** Reads an entry; a sentence without a full stop says why it is none. Never throws. */
export function entryOf(json: Json): Entry | string {
  if (!isObject(json)) return 'it is not an object'
  if (!isObject(json.request)) return 'it has no “request”'
  const { request } = json
  const url = stringOr(request.url)?.trim() ?? null
  if (url === null || url === '') return 'its request has no “url”'
  // Two files that write one method in two ways tell of the same request.
  const named = stringOr(request.method)?.trim().toUpperCase()
  const method = named || ((request.postData ?? null) === null ? 'GET' : 'POST')
  const lasted = typeof json.time === 'number' && json.time > 0 ? json.time : 0
  const mime = stringOr(objectOr(objectOr(json.response).content).mimeType) ?? ''
  return {
    request,
    method,
    url,
    startedAt: timeOf(json.startedDateTime),
    lasted: Math.min(lasted, LONGEST),
    pageref: stringOr(json.pageref),
    isDocument: json._resourceType === 'document' || (json._resourceType === undefined && mime.startsWith('text/html')),
    byWorker: typeof json._serviceWorkerRef === 'string',
    json,
  }
}

/** No request lasts longer than a day; in milliseconds. What claims to is damaged. */
const LONGEST = 86_400_000

/**
 * A date and time as ISO 8601 has them: the fraction, the zone and its colon may be missing (BrowserMob, Fiddler), and
 * the zone's name may follow (RFC 9557; Java writes it so).
 */
const ISO =
  /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(:\d\d)?(?:[.,](\d{1,3})\d*)? ?(?:Z|UTC|GMT|([+-]\d\d):?(\d\d)?)?(?:\[[^\]]*\])?$/i
/** A number of milliseconds that was written as text. */
const NUMBER = /^\d{13}(?:\.\d*)?$/
/** A date as JavaScript writes it, which names its zone as well. */
const WORDS = /^[A-Z][a-z]{2},? .*\bGMT/
/**
 * Milliseconds since 1970 have 13 digits from 2001 to 2286: so programs write dates that they left as numbers. What is
 * beyond was never set: .NET's first moment is in the year 1.
 */
const [FIRST, LAST] = [1e12, 1e13]

/**
 * A time of a HAR (ISO 8601) in milliseconds since 1970; null where it is none. One without a zone is taken for UTC,
 * lest each machine reads another time in it.
 */
export function timeOf(value: Json | undefined): number | null {
  const at = typeof value === 'number' ? value : typeof value === 'string' ? parsedTime(value.trim()) : Number.NaN
  return at >= FIRST && at < LAST ? at : null
}

function parsedTime(text: string): number {
  if (NUMBER.test(text)) return Number.parseInt(text, 10)
  const [, date, time, seconds = ':00', fraction = '0', hours, minutes = '00'] = ISO.exec(text) ?? []
  if (date === undefined) return WORDS.test(text) ? Date.parse(text) : Number.NaN
  return Date.parse(`${date}T${time}${seconds}.${fraction}${hours === undefined ? 'Z' : `${hours}:${minutes}`}`)
}

/** Whether it may be a vendor's, by its address. What asks whether one may ask (a CORS preflight) tracks nothing. */
export function mayTrack({ method, url }: Entry, vendors: readonly Vendor[]): boolean {
  return method.toUpperCase() !== 'OPTIONS' && vendors.some((vendor) => vendor.claims(method, url))
}

/** The names of what an entry keeps beside the file. */
export function attachmentsOf({ request, json }: Entry): readonly string[] {
  return [besideOf(objectOr(request.postData)), besideOf(objectOr(objectOr(json.response).content))].filter(
    (name) => name !== null,
  )
}

/** The exchange that an entry tells of, at that time; null where it is no vendor's after all. */
export function toldBy(entry: Entry, at: number, vendors: readonly Vendor[], attached: Attachments): Told | null {
  const { json, request, method, url } = entry
  const sent = requestBody({ ...request, method }, attached)
  const { body } = sent
  const asked = { method, url, body }
  const read = decodedBy(vendors, asked)
  if (!read) return null
  const response = objectOr(json.response)
  const status = statusOf(response)
  const failed = errorOf(json, response)
  const error = status === 0 ? failed : ''
  // Chromium's word, and Safari's (WebKit, HARBuilder.js).
  const byWorker = response._fetchedViaServiceWorker === true || json._fetchType === 'Service Worker'
  const redirect = status >= 300 && status <= 399 ? locationOf(response, url) : null
  const answer = status > 0 && redirect === null ? answerBody(response, attached) : NOTHING
  const transport = transportOf({
    request: { headers: headersOf(request) },
    response: { headers: headersOf(response) },
    timings: json.timings,
  })
  const isMocked = json._wasFulfilled === true || json._fetchType === 'Inspector Override'
  const untold = isMocked ? 'mocked' : status === 0 && error === '' ? 'unfinished' : null
  return {
    body: sent.lacks,
    answer: answer.lacks,
    unread: [
      ...reason('its body', sent.unread ?? unreadOf(body, read.decoded)),
      ...reason('its answer', answer.unread ?? null),
    ],
    exchange: {
      kind: 'exchange',
      vendor: read.vendor,
      via: 'file',
      method,
      url,
      body,
      status,
      answer: status > 0 && failed !== '' && !CALLED_OFF.test(failed) ? brokenOff(answer.body) : answer.body,
      ...(error === '' ? {} : { error }),
      startedAt: at,
      endedAt: at + entry.lasted,
      ...(redirect === null ? {} : { redirect }),
      ...(response._fromCache || json._fromCache || CACHED.has(json._fetchType) ? { cached: true } : {}),
      ...(byWorker ? { serviceWorker: true } : {}),
      ...(untold === null ? {} : { untold }),
      ...(transport === null ? {} : { transport }),
    },
  }
}

/** Why nothing was read of a body that is there and whole; null where something was. */
function unreadOf({ text, cut }: Body, { items, unreadable }: Decoded): string | null {
  return text === null || cut || items.length > 0 ? null : unreadable
}

function reason(what: string, why: string | null): readonly string[] {
  return why === null ? [] : [`${what} was not read: ${why.replace(/\.$/, '')}`]
}

/** What browsers write of a request that was called off: by a script, or because its page was left. */
export const CALLED_OFF = /ABORTED|cancell?ed/i

/** The answer of a request that came as far as its status, and then failed. */
function brokenOff(answer: Body): Body {
  return { ...answer, text: answer.text ?? '', note: 'broken' }
}

interface Asked {
  readonly method: string
  readonly url: string
  readonly body: Body
}

/** What a request carries, and the vendor that says so; null where none does. */
function decodedBy(
  vendors: readonly Vendor[],
  asked: Asked,
): { readonly vendor: string; readonly decoded: Decoded } | null {
  for (const { id, claims, decode } of vendors) {
    const decoded = claims(asked.method, asked.url) ? decode(asked) : null
    if (decoded) return { vendor: id, decoded }
  }
  return null
}

/** The status of an answer, also where a tool has written it as text; 0 for none. */
function statusOf({ status }: JsonObject): number {
  const number = typeof status === 'string' && /^\d{3}(?: |$)/.test(status) ? Number.parseInt(status, 10) : status
  return typeof number === 'number' && number >= 100 && number < 1000 ? Math.floor(number) : 0
}

/** Where Safari says that an answer came from its cache (WebKit, HARBuilder.js). */
const CACHED: ReadonlySet<Json | undefined> = new Set(['Memory Cache', 'Disk Cache'])

/** Why a request came to nothing: browsers and Playwright have words for it, Charles its own state of the exchange. */
function errorOf(json: JsonObject, response: JsonObject): string {
  const state = stringOr(response._charlesStatus) ?? ''
  const failed = /^(?:EXCEPTION|FAILED)$/i.test(state) ? state : ''
  return stringOr(response._error) || stringOr(response._failureText) || stringOr(json._error) || failed
}

/** The whole address that a redirect leads to; null where it names none. */
function locationOf(response: JsonObject, url: string): string | null {
  const to = stringOr(response.redirectURL) || headerOf(response, 'location')
  return to ? resolve(to, url).replace(/#.*/s, '') : null
}

/** An address as seen from another one, as far as redirects of collectors need it: `..` is left as it stands. */
function resolve(to: string, from: string): string {
  if (/^[a-z][a-z0-9+.-]*:/i.test(to)) return to
  const [, scheme = '', origin = '', path = ''] = /^([a-z][a-z0-9+.-]*:)?(\/\/[^/?#]*)?([^?#]*)/i.exec(from) ?? []
  if (to.startsWith('//')) return scheme + to
  if (to.startsWith('/')) return scheme + origin + to
  return to.startsWith('?') ? scheme + origin + path + to : scheme + origin + path.replace(/[^/]*$/, '') + to
}
