/** The second source: what the browser's own network log says of vendors' requests, as `exchange` happenings. */

import { bodyOf, isBytes } from '../../core/body'
import type { Vendor } from '../../core/contract/vendor'
import type { Body, ExchangeFact } from '../../core/fact'
import { asVendors } from '../../core/stands-for'
import { transportOf } from '../../core/transport'
import type { Collector } from '../store/preferences'

/** The parts of a HAR entry that are read here. Chromium and Firefox both give them; underscored ones only Chromium. */
export interface HarEntry {
  readonly startedDateTime: string
  /** Milliseconds. */
  readonly time: number
  readonly request: {
    readonly method: string
    readonly url: string
    readonly bodySize?: number
    readonly postData?: { readonly text?: string }
    readonly headers?: readonly { readonly name: string; readonly value: string }[]
  }
  readonly response: {
    readonly status: number
    readonly bodySize?: number
    /** The `Location` as it was sent; empty where there was none. */
    readonly redirectURL?: string
    readonly headers?: readonly { readonly name: string; readonly value: string }[]
    readonly content?: { readonly size?: number; readonly mimeType?: string }
    readonly _error?: string | null
    readonly _fetchedViaServiceWorker?: boolean
  }
  readonly timings?: Readonly<Record<string, unknown>>
  /** `memory` or `disk`, where the browser had the answer already. */
  readonly _fromCache?: string | null
  readonly getContent?: () => Promise<readonly [string | null, string?]>
}

/** What requests are told by, and of whom. */
export interface Listening {
  readonly vendors: readonly Vendor[]
  /** The user's own collector that an address is one of; null for others. */
  readonly own: (url: string) => Collector | null
  /**
   * Resolves when waiting for an answer's text is no longer worth it: an entry of a page that was left may never yield
   * it.
   */
  readonly answerWithin: () => Promise<void>
}

/** The exchange that an entry tells of, or null where no vendor claims it. */
export async function exchangeOf(
  entry: HarEntry,
  { vendors, own, answerWithin }: Listening,
): Promise<ExchangeFact | null> {
  const { request, response } = entry
  if (request.method === 'OPTIONS') return null
  const body = requestBody(request.postData?.text ?? null)
  const collector = own(request.url)
  const standsFor = collector?.path
  const asked = asVendors({ method: request.method, url: request.url, body, standsFor })
  const vendor = vendors.find(
    (each) =>
      (!collector || each.id === collector.vendor) &&
      each.claims(asked.method, asked.url) &&
      each.decode(asked) !== null,
  )
  if (!vendor) return null
  const transport = transportOf(entry)
  const startedAt = Date.parse(entry.startedDateTime)
  const redirect = redirectOf(entry)
  return {
    kind: 'exchange',
    vendor: vendor.id,
    via: 'devtools',
    method: request.method,
    url: request.url,
    body,
    status: Math.max(0, response.status),
    // A redirect's own text is nobody's answer, and what follows must not be told first.
    answer: response.status > 0 && !redirect ? await answerOf(entry, answerWithin) : { text: null, size: 0 },
    ...(response.status > 0
      ? {}
      : { error: response._error || 'The browser reports no answer: refused, aborted, blocked or offline.' }),
    startedAt,
    endedAt: startedAt + Math.max(0, entry.time || 0),
    ...(redirect ? { redirect } : {}),
    ...(entry._fromCache ? { cached: true } : {}),
    ...(response._fetchedViaServiceWorker ? { serviceWorker: true } : {}),
    ...(standsFor === undefined ? {} : { standsFor }),
    ...(transport ? { transport } : {}),
  }
}

/** The whole address that a redirect leads to; null where the entry is of none. */
function redirectOf({ request, response: { status, redirectURL } }: HarEntry): string | null {
  if (status < 300 || status > 399 || !redirectURL || !URL.canParse(redirectURL, request.url)) return null
  const to = new URL(redirectURL, request.url)
  to.hash = ''
  return to.href
}

/** A posted body. Binary ones come as one character per byte, with nothing that says so. */
function requestBody(text: string | null): Body {
  if (text === null) return { text: null, size: 0 }
  if (!isBytes(text)) return textBody(text)
  const { text: kept, ...rest } = bodyOf(text, { size: text.length, binary: true })
  return { ...rest, text: btoa(kept ?? '') }
}

function textBody(text: string): Body {
  return bodyOf(text, { size: new TextEncoder().encode(text).length })
}

async function answerOf(entry: HarEntry, answerWithin: () => Promise<void>): Promise<Body> {
  if (!entry.getContent) return { text: null, size: 0, note: 'withheld' }
  const none: Body = {
    text: null,
    size: Math.max(0, entry.response.content?.size ?? 0),
    note: 'forgotten',
  }
  try {
    const got = await Promise.race([entry.getContent(), answerWithin()])
    if (!got) return none
    const [text, encoding] = got
    if (text === null || text === undefined || (text === '' && none.size > 0)) return none
    if (encoding === 'base64') return bodyOf(text, { size: Math.floor((text.length * 3) / 4), binary: true })
    return textBody(text)
  } catch {
    return none
  }
}
