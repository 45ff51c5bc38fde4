/** Which exchange a telling belongs to: page and browser tell of the same requests, neither knowing of the other. */
import { printOf } from '../collections/prints'
import type { Body, ExchangeFact, FactOf } from '../fact'
import type { Exchange } from '../state'
import type { Trail } from '../trail'
import type { Draft } from './draft'
import { FOLLOWED_MS, hopOf, isBodiless, isStartOf, isTold, NEAR_MS } from './hops'

/** Longer bodies may have been cut by one source and not by the other, so that only their beginning is compared. */
const COMPARED = 4000

/**
 * So many exchanges of one fingerprint that only the browser told of are looked at, the last ones: the page tells at
 * once, and a file may hold the same request by the thousand.
 */
const ALIKE_KEPT = 200

/** The same fingerprint in the list of those that the browser told of first: 30 bits, too. */
function byBrowser(print: number): number {
  return print ^ 0x2aaaaaaa
}

/** Keeps an exchange, told of by that source, for the one that has not told of it yet. */
export function awaitPair(draft: Draft, print: number, n: number, by: 'page' | 'browser'): void {
  if (by === 'page') draft.lookups.awaitPair(print, n)
  else draft.lookups.awaitPair(byBrowser(print), n, ALIKE_KEPT)
}

/** Takes an exchange out of those that are looked for, once both sources have told of it. */
export function settlePair(draft: Draft, print: number, n: number): void {
  const exchange = draft.exchange(n)
  if (exchange && isTold(exchange)) for (const each of [print, byBrowser(print)]) draft.lookups.paired(each, n)
}

type Fits = (exchange: Exchange) => boolean

/** The first exchange with this fingerprint that fits and that one source has not told of yet. */
export function firstOf(draft: Draft, print: number, fits: Fits): Exchange | undefined {
  const page = firstByPage(draft, print, fits)
  const browser = firstByBrowser(draft, print, fits)
  return page && browser ? (page.n < browser.n ? page : browser) : (page ?? browser)
}

/** The first of those that the page told of first. */
export function firstByPage(draft: Draft, print: number, fits: Fits): Exchange | undefined {
  for (const n of draft.lookups.unpaired(print)) {
    const exchange = draft.exchange(n)
    if (exchange && fits(exchange)) return exchange
  }
  return undefined
}

function firstByBrowser(draft: Draft, print: number, fits: Fits): Exchange | undefined {
  return firstByPage(draft, byBrowser(print), fits)
}

/** The exchange of the page's request, where the browser told of it first. */
export function toldByBrowser(draft: Draft, print: number, fact: FactOf<'request'>): Exchange | undefined {
  const unpaged = (exchange: Exchange) => !exchange.seenBy.page && isSameBody(exchange, fact)
  return (
    firstByBrowser(draft, print, (exchange) => unpaged(exchange) && exchange.url === fact.url) ??
    firstByBrowser(draft, print, (exchange) => unpaged(exchange) && isStartOf(exchange, fact))
  )
}

/** The page's send whose body the page hook could not read (a stream), where the browser tells it with its text. */
export function unreadByPage(draft: Draft, { method, url, body, startedAt }: ExchangeFact): Exchange | undefined {
  if (!body.text) return undefined
  const print = fingerprint(method, url, { text: null, size: 0 })
  const found = firstByPage(draft, print, (known) => {
    const isUnread = !known.seenBy.browser && !known.body.text && known.body.note !== undefined
    return isUnread && known.url === url && Math.abs(known.sentAt - startedAt) < NEAR_MS
  })
  if (found) draft.lookups.paired(print, found.n)
  return found
}

/** How many exchanges back such a twin is looked for. */
const TWINS = 200

/** Whether the browser has already told of this very exchange by its other interface. */
export function twin(draft: Draft, fact: ExchangeFact): boolean {
  const isTwin = (known: Exchange) => (away(known, fact) < NEAR_MS && alike(known, fact)) || isStep(known, fact)
  return nearest(draft, fact, isTwin) !== undefined
}

/** The exchange of which only `webRequest` has told what the developer tools tell now, with the text of its answer. */
export function toldElsewhere(draft: Draft, fact: ExchangeFact): Exchange | undefined {
  if (fact.via !== 'devtools') return undefined
  return nearest(draft, fact, (known) => {
    const isByRequest = (known.toldBy ?? known.doc).startsWith('browser:')
    return isByRequest && away(known, fact) < FOLLOWED_MS && (alike(known, fact) || isStep(known, fact))
  })
}

/** Whether what is told is a hop, or the end, of a redirected send that is known already. */
function isStep(known: Exchange, fact: ExchangeFact): boolean {
  return known.trail !== undefined && isSameBody(known, fact) && isToldOf(known.trail, fact)
}

function away({ sentAt }: Exchange, { startedAt }: ExchangeFact): number {
  return Math.abs(sentAt - startedAt)
}

/** Of the last sends that the browser told of and that fit, the one that began nearest: several may be alike. */
function nearest({ exchanges }: Draft, fact: ExchangeFact, fits: (exchange: Exchange) => boolean) {
  let found: Exchange | undefined
  for (let n = exchanges.size - 1; n >= Math.max(0, exchanges.size - TWINS); n--) {
    const known = exchanges.get(n)
    if (!known?.seenBy.browser || (found && away(found, fact) <= away(known, fact)) || !fits(known)) continue
    found = known
  }
  return found
}

/**
 * The send that the browser tells of for the second time. What a page's service worker passes on is two requests to the
 * browser, the page's and the worker's own, one within the other; those that fail are not marked.
 */
export function passedOn(draft: Draft, print: number, fact: ExchangeFact): Exchange | undefined {
  const fits = (known: Exchange) => alike(known, fact) && isWithin(known, fact)
  if (fact.serviceWorker) return nearest(draft, fact, fits)
  // It may also have answered by itself what it could not pass on.
  if (fact.status === 0)
    return nearest(draft, fact, (known) => (hasFailed(known) || known.worker === 'answered') && fits(known))
  return firstOf(draft, print, (known) => known.worker === 'answered' && known.seenBy.browser && fits(known))
}

/** Whether an exchange ended without an answer. */
function hasFailed({ error, status }: Exchange): boolean {
  return error !== null && status === null
}

/** Whether one lasted as long as the other went on. */
function isWithin({ sentAt, endedAt }: Exchange, fact: ExchangeFact): boolean {
  const end = endedAt ?? Number.POSITIVE_INFINITY
  return (
    (fact.startedAt >= sentAt - NEAR_MS && fact.endedAt <= end + NEAR_MS) ||
    (sentAt >= fact.startedAt - NEAR_MS && end <= fact.endedAt + NEAR_MS)
  )
}

/** Whether a redirected send already has this very hop or end. */
function isToldOf({ hops, end: last }: Trail, fact: ExchangeFact): boolean {
  return hopOf(fact) === null ? last === fact.url : hops.some((hop) => hop.from === fact.url)
}

/**
 * A number for a method and body, or address where there is none: cheaper to keep by the thousand than the text. A
 * redirect leads the same body to another address.
 */
export function fingerprint(method: string, url: string, body: Body): number {
  return printOf([method.toUpperCase(), body.text || url], COMPARED)
}

/** The fingerprint of what a send without a body is sent on as; null for all that has a body, or goes no further. */
export function sentOnAs({ method, body, redirect, status }: ExchangeFact): number | null {
  return redirect && !body.text && isBodiless(method) && status >= 300 ? fingerprint(method, redirect, body) : null
}

/** What two tellings of one request have in common. */
type Asked = Pick<Exchange, 'method' | 'url' | 'body'>

/** Whether two requests with one fingerprint really are alike. */
export function alike(a: Asked, b: Asked): boolean {
  return a.url === b.url && isSameBody(a, b)
}

/** Whether two requests have the same method and body, whatever their addresses. */
export function isSameBody(a: Asked, b: Asked): boolean {
  const beginning = (body: Body) => (body.text ?? '').slice(0, COMPARED)
  return a.method.toUpperCase() === b.method.toUpperCase() && beginning(a.body) === beginning(b.body)
}
