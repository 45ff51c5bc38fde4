/**
 * Folding requests and their answers, told by the page hook, by the browser, or by both: one exchange each, never two.
 */
import { List } from 'immutable'
import { NOTHING } from '../collections/nothing'
import { numbersOf, printOf, withoutNumber } from '../collections/prints'
import type { Decoded, Vendor } from '../contract/vendor'
import type { Body, ExchangeFact, FactOf, FailureFact, Stamp } from '../fact'
import type { Exchange, State } from '../state'
import { take } from './carried'
import { settle } from './delivery'
import { changeItem, put, withIndex } from './draft'
import { applyEffects } from './effects'
import { BY_BOTH, BY_BROWSER, BY_PAGE, sources } from './sources'

/** Longer bodies may have been cut by one source and not by the other, so that only their beginning is compared. */
const COMPARED = 4000

/** Folds a request seen by the page hook. */
export function foldRequest(state: State, fact: FactOf<'request'>, vendor: Vendor): State {
  const print = fingerprint(fact.method, fact.url, fact.body)
  const told = firstOf(state, print, (exchange) => !exchange.seenBy.page && alike(exchange, fact))
  if (told) return pairWithPage(state, told, fact, vendor, print)
  const decoded = vendor.decode(fact)
  if (!decoded) return state
  const exchange = begin(state, fact, fact.at, fact.via, BY_PAGE)
  const taken = named(withBlind(take(state, exchange, decoded, fact, vendor, print), fact, decoded), fact, exchange.n)
  return state.documents.get(fact.doc)?.left ? unheard(taken, exchange.n, fact, vendor) : taken
}

/** What a request of which only the beginning was kept carried beyond that, nobody knows. */
function withBlind(
  state: State,
  { at, url, body }: Stamp & { readonly url: string; readonly body: Body },
  decoded: Decoded,
): State {
  if (!body.cut || decoded.unreadable === null) return state
  const detail = `A request to ${url} was longer than Tracklens keeps. ${decoded.unreadable} What the rest carried may stay “queued” here though it was sent.`
  return put(state, { blind: state.blind.push({ at, missing: 0, reason: 'cut', detail }) })
}

/** A page that is being left hears no answer to what it still sends: only the browser can tell how that ends. */
function unheard(state: State, number: number, stamp: Stamp, vendor: Vendor): State {
  const exchange = state.exchanges.get(number)
  return (exchange?.items ?? []).reduce((next, n, i) => {
    const wire = exchange?.carried[i]
    return exchange && wire ? settle(next, n, wire, exchange, stamp, vendor) : next
  }, state)
}

/** Folds the answer to a request, as the page saw it. */
export function foldResponse(
  state: State,
  fact: FactOf<'response'>,
  vendorOf: (id: string) => Vendor | undefined,
): State {
  const exchange = exchangeOf(state, fact)
  // A status of 0 is an answer that the page may not see; the browser may yet tell it.
  if (!exchange || (exchange.status !== null && fact.status === 0)) return state
  // The browser may have read what the page could not.
  const answer = fact.body.text === null && hasAnswer(exchange) ? exchange.answer : fact.body
  const answered = { ...exchange, endedAt: fact.at, status: fact.status, answer }
  return finish(state, answered, fact, vendorOf(exchange.vendor))
}

/** Folds a request's end without an answer, as the page saw it. */
export function foldFailure(
  state: State,
  fact: FactOf<'failure'>,
  vendorOf: (id: string) => Vendor | undefined,
): State {
  const exchange = exchangeOf(state, fact)
  if (!exchange || exchange.status !== null) return state
  return finish(
    state,
    { ...exchange, endedAt: fact.at, error: fact.error || silence(fact.reason, exchange.via) },
    fact,
    vendorOf(exchange.vendor),
    fact.reason,
  )
}

/** What is said of a failure where the browser tells the page nothing. */
function silence(reason: FailureFact['reason'], via: Exchange['via']): string {
  if (reason === 'network') return 'The request failed; the browser tells a page no more.'
  if (reason === 'refused') return 'The browser did not take the beacon: too much is waiting already.'
  return reason === 'aborted' && via === 'beacon' ? 'The page called it off before the browser sent it.' : ''
}

/** Folds an exchange seen by the browser: it confirms, completes or ends the page's own, or stands for itself. */
export function foldExchange(state: State, fact: FactOf<'exchange'>, vendor: Vendor): State {
  const print = fingerprint(fact.method, fact.url, fact.body)
  const told = firstOf(state, print, (exchange) => !exchange.seenBy.browser && alike(exchange, fact))
  if (told) return pairWithBrowser(state, told, fact, vendor, print)
  if (fact.via === 'webRequest' && twin(state, fact)) return state
  if (fact.serviceWorker && twin(state, fact)) return state
  const decoded = vendor.decode(fact)
  if (!decoded) return state
  const exchange = begin(state, fact, fact.startedAt, fact.via, BY_BROWSER)
  const begun = withBlind(take(state, exchange, decoded, fact, vendor, print), fact, decoded)
  return finish(begun, ended(begun.exchanges.get(exchange.n) ?? exchange, fact), fact, vendor)
}

/** Folds a request that Tracklens' own stop held back: what it carried is in the ledger as `blocked`. */
export function foldBlockedRequest(state: State, fact: FactOf<'blocked'>, vendor: Vendor): State {
  const { url, body } = fact
  if (url === undefined || body === undefined) return state
  const decoded = vendor.decode({ method: fact.method, url, body })
  if (!decoded || decoded.aside !== null) return state
  const exchange = begin(state, { ...fact, url, body }, fact.at, 'fetch', BY_PAGE)
  const begun = take(state, exchange, decoded, fact, vendor, fingerprint(fact.method, url, body))
  const entered = begun.exchanges.get(exchange.n) ?? exchange
  const stopped = { ...entered, endedAt: fact.at, error: 'Held back by Tracklens: its stop is in force.' }
  return finish(begun, stopped, fact, vendor, 'blocked')
}

function begin(
  state: State,
  fact: Stamp & { vendor: string; method: string; url: string; body: Body },
  sentAt: number,
  via: Exchange['via'],
  seenBy: Exchange['seenBy'],
): Exchange {
  const { doc, vendor, method, url, body } = fact
  return {
    n: state.exchanges.size,
    doc,
    vendor,
    via,
    method,
    url,
    body,
    sentAt,
    endedAt: null,
    status: null,
    answer: null,
    error: null,
    seenBy,
    tracker: null,
    items: NOTHING,
    carried: NOTHING,
    aside: null,
    unreadable: null,
  }
}

function ended(begun: Exchange, fact: ExchangeFact): Exchange {
  return fact.status > 0
    ? { ...begun, endedAt: fact.endedAt, status: fact.status, answer: fact.answer }
    : { ...begun, endedAt: fact.endedAt, error: fact.error ?? 'No answer came.' }
}

/** The browser told of the exchange first; the page's request is the same one. */
function pairWithPage(state: State, exchange: Exchange, fact: FactOf<'request'>, vendor: Vendor, print: number): State {
  const paired: Exchange = { ...exchange, doc: fact.doc, via: fact.via, seenBy: BY_BOTH, sentAt: fact.at }
  const next = withIndex(put(named(state, fact, exchange.n), { exchanges: state.exchanges.set(exchange.n, paired) }), {
    unpaired: withoutNumber(state.index.unpaired, print, exchange.n),
  })
  const known = exchange.items.reduce((done, n) => {
    const item = done.items.get(n)
    return item
      ? changeItem(done, n, { doc: fact.doc, seenBy: sources(item.seenBy.call, true, item.seenBy.browser) })
      : done
  }, next)
  // Only now it is known that it failed as its page was left.
  return paired.error !== null && state.documents.get(fact.doc)?.left ? unheard(known, paired.n, fact, vendor) : known
}

/** The page told of the exchange first; the browser confirms it, and ends it where the page could not see the end. */
function pairWithBrowser(
  state: State,
  exchange: Exchange,
  fact: FactOf<'exchange'>,
  vendor: Vendor,
  print: number,
): State {
  const seen: Exchange = {
    ...exchange,
    seenBy: BY_BOTH,
    body: exchange.body.text === null ? fact.body : exchange.body,
  }
  let next = withIndex(put(state, { exchanges: state.exchanges.set(exchange.n, seen) }), {
    unpaired: withoutNumber(state.index.unpaired, print, exchange.n),
  })
  next = exchange.items.reduce((done, n) => {
    const item = done.items.get(n)
    return item ? changeItem(done, n, { seenBy: sources(item.seenBy.call, item.seenBy.page, true) }) : done
  }, next)
  const told = exchange.status !== null && exchange.status > 0
  // A page that could not read its own body leaves the items to the browser's telling.
  if (exchange.body.text === null && exchange.items.length === 0 && fact.body.text !== null) {
    const decoded = vendor.decode(fact)
    if (decoded)
      next = withIndex(take(next, seen, decoded, fact, vendor, print), {
        unpaired: withoutNumber(next.index.unpaired, print, seen.n),
      })
  }
  if (told && (hasAnswer(exchange) || fact.answer.text === null)) return next
  if (exchange.error !== null && fact.status === 0) return next
  return finish(next, ended(next.exchanges.get(exchange.n) ?? seen, fact), fact, vendor)
}

/** Ends an exchange and settles what it carries. */
function finish(
  state: State,
  exchange: Exchange,
  stamp: Stamp,
  vendor: Vendor | undefined,
  reason?: FactOf<'failure'>['reason'],
): State {
  // What was read first-hand is final; anything less may still be corrected by the other source: a 200 can hide a
  // refusal in its text.
  const final = exchange.status && hasAnswer(exchange) && (stamp.doc === exchange.doc || !exchange.seenBy.page)
  const kept = final ? { ...exchange, carried: NOTHING } : exchange
  let next = put(state, { exchanges: state.exchanges.set(exchange.n, kept) })
  if (!vendor) return next
  if (exchange.status && exchange.tracker !== null && vendor.readAnswer) {
    const effects = vendor.readAnswer(exchange, exchange.status, exchange.answer ?? { text: null, size: 0 })
    next = applyEffects(next, exchange.tracker, effects, stamp, 'wire').state
  }
  exchange.items.forEach((n, i) => {
    const wire = exchange.carried[i]
    if (wire) next = settle(next, n, wire, exchange, stamp, vendor, reason)
  })
  return next
}

function hasAnswer({ answer }: Exchange): boolean {
  return answer !== null && answer.text !== null
}

function exchangeOf(state: State, fact: Stamp & { request: number }): Exchange | undefined {
  const n = state.index.requests.get(fact.doc)?.get(fact.request)
  return n === undefined ? undefined : state.exchanges.get(n)
}

/**
 * Requests are numbered from 1 in their document: a number beyond this is none that a page could reach, and would make
 * a list of holes.
 */
const MOST_REQUESTS = 2 ** 24

/** Keeps an exchange to be found by its request's number in the page, under which the page tells its end. */
function named(state: State, fact: FactOf<'request'>, n: number): State {
  if (fact.request > MOST_REQUESTS) return state
  return withIndex(state, {
    requests: state.index.requests.update(fact.doc, List<number>(), (list) => list.set(fact.request, n)),
  })
}

function firstOf(state: State, print: number, fits: (exchange: Exchange) => boolean): Exchange | undefined {
  for (const n of numbersOf(state.index.unpaired, print)) {
    const exchange = state.exchanges.get(n)
    if (exchange && fits(exchange)) return exchange
  }
  return undefined
}

/** How close in time two tellings of one exchange are, in milliseconds. */
const NEAR_MS = 50
/** How many exchanges back such a twin is looked for. */
const TWINS = 200

/**
 * Whether the browser has already told of this very exchange another way: through a service worker, or by its other
 * interface.
 */
function twin(state: State, fact: ExchangeFact): boolean {
  const { exchanges } = state
  for (let n = exchanges.size - 1; n >= Math.max(0, exchanges.size - TWINS); n--) {
    const known = exchanges.get(n)
    if (known?.seenBy.browser && Math.abs(known.sentAt - fact.startedAt) < NEAR_MS && alike(known, fact)) return true
  }
  return false
}

/** A number for a method, address and body: cheaper to keep by the thousand than the text. */
function fingerprint(method: string, url: string, body: Body): number {
  return printOf([method.toUpperCase(), url, body.text ?? ''], COMPARED)
}

/** Whether two requests with one fingerprint really are alike. */
function alike(
  a: { method: string; url: string; body: Body },
  b: { method: string; url: string; body: Body },
): boolean {
  const beginning = (body: Body) => (body.text ?? '').slice(0, COMPARED)
  return a.url === b.url && a.method.toUpperCase() === b.method.toUpperCase() && beginning(a.body) === beginning(b.body)
}
