/**
 * Folding requests and their answers, told by the page hook, by the browser, or by both: one exchange each, never two.
 */
import type { Decoded, Vendor } from '../contract/vendor'
import type { Body, FactOf, Stamp } from '../fact'
import { asVendors } from '../stands-for'
import type { Exchange } from '../state'
import { BY_BOTH, BY_BROWSER, BY_PAGE, NOTHING, sources } from './alike'
import { enterRequest } from './carried'
import { contradicts, endOf, unseenBefore } from './contradiction'
import { type Ending, settle } from './delivery'
import type { Draft } from './draft'
import { begin, ended, readRequest, servedBy, whole } from './exchanges'
import { begunAt, dropOf, hopOf, isHopOf, isOutOfSight, landedAt, unfollowed, withHop } from './hops'
import { applyAnswer } from './learn'
import {
  alike,
  awaitPair,
  fingerprint,
  firstByPage,
  firstOf,
  isSameBody,
  passedOn,
  sentOnAs,
  settlePair,
  toldByBrowser,
  toldElsewhere,
  twin,
  unreadByPage,
} from './pairs'
import { keepWithheld, silence, unreadBy } from './unread'

/** Folds a request seen by the page hook. */
export function foldRequest(draft: Draft, fact: FactOf<'request'>, named: Vendor): void {
  const print = fingerprint(fact.method, fact.url, fact.body)
  const told = toldByBrowser(draft, print, fact)
  if (told) {
    pairWithPage(draft, begunAt(told, fact.url), fact, draft.vendorOf(told.vendor) ?? named)
    settlePair(draft, print, told.n)
    return
  }
  const read = readRequest(draft, fact, named)
  if (!read) return
  const { decoded, vendor } = read
  const exchange = enter(draft, fact, read, { print, sentAt: fact.at, via: fact.via, seenBy: BY_PAGE })
  markCut(draft, fact, decoded)
  draft.lookups.nameRequest(fact.doc, fact.request, exchange.n)
  if (draft.document(fact.doc)?.left) settleAll(draft, { exchange, vendor, stamp: fact })
}

/** Enters a request as an exchange that waits for the word of the other source; `print` is its fingerprint. */
function enter(
  draft: Draft,
  fact: Parameters<typeof begin>[1],
  { decoded, vendor }: NonNullable<ReturnType<typeof readRequest>>,
  { print, sentAt, via, seenBy }: Pick<Exchange, 'sentAt' | 'via' | 'seenBy'> & { readonly print: number },
): Exchange {
  const begun = begin(draft, fact, { vendor: vendor.id, sender: decoded.surface, sentAt, via, seenBy })
  const exchange = enterRequest(draft, { exchange: begun, vendor, stamp: fact }, decoded)
  awaitPair(draft, print, exchange.n, seenBy.page ? 'page' : 'browser')
  return exchange
}

/** What a request carried of which only the beginning was kept, or none as its page was left, nobody knows. */
function markCut(
  draft: Draft,
  { at, url, body, via }: Stamp & { readonly url: string; readonly body: Body; readonly via: Exchange['via'] },
  decoded: Decoded,
): void {
  const isLeft = body.note === 'left'
  if (!(body.cut || isLeft) || decoded.unreadable === null) return
  // What a file has is all there: whoever wants more of it can look there.
  const cut = via === 'file' ? 'in the file is longer than Tracklens reads' : 'was longer than Tracklens keeps'
  const what = isLeft ? 'was sent as its page was left, before its body could be read' : cut
  const [of, more] = isLeft ? ['it', ''] : ['the rest', ` ${decoded.unreadable}`]
  const detail = `A request to ${url} ${what}.${more} What ${of} may have carried is “unknown” here.`
  draft.addBlind({ at, missing: 0, reason: 'cut', detail })
}

/** Folds the answer to a request, as the page saw it. */
export function foldResponse(draft: Draft, fact: FactOf<'response'>): void {
  const known = exchangeOf(draft, fact)
  if (!known) return
  const isEnd = fact.body.note === 'unfollowed'
  const landed = isEnd ? unfollowed(known) : landedAt(known, fact.redirected)
  const exchange = servedBy(landed, fact)
  // A status of 0 is an answer that the page may not see; the browser may yet tell it. What a redirect has stripped of
  // its body is lost, whatever the address behind it answers.
  if (dropOf(exchange) || (exchange.status !== null && fact.status === 0)) {
    const vendor = draft.vendorOf(exchange.vendor)
    if (isEnd && vendor) finish(draft, whole(exchange, vendor), fact)
    else draft.putExchange(exchange)
    return
  }
  const seen = exchange.seenBy.browser && endOf(exchange)
  if (seen && contradicts(draft, exchange, { status: fact.status, answer: fact.body }, seen)) {
    draft.putExchange({ ...exchange, claimed: fact.status })
    return
  }
  // The browser may have read what the page could not.
  const answer = !isWhole(fact.body) && hasAnswer(exchange) ? exchange.answer : asLeft(draft, fact)
  const isWorkers = fact.worker && exchange.status
  const { status } = fact
  const answered = isWorkers ? { ...exchange, endedAt: fact.at } : { ...exchange, endedAt: fact.at, status, answer }
  finish(draft, answered, fact)
}

/** Folds a request's end without an answer, as the page saw it. */
export function foldFailure(draft: Draft, fact: FactOf<'failure'>): void {
  const exchange = exchangeOf(draft, fact)
  if (!exchange) return
  const error = fact.error || silence(fact.reason, exchange.via)
  const unread = draft.document(fact.doc)?.left ? {} : unreadBy(fact.reason, exchange.via)
  if (exchange.status === null) {
    finish(draft, { ...exchange, ...unread, endedAt: fact.at, error }, fact, fact.reason)
  } else if (unread.unread === true && exchange.seenBy.browser) {
    draft.putExchange({ ...exchange, ...unread, error })
    keepWithheld(draft, { ...exchange, ...unread })
  }
}

/** Folds an exchange seen by the browser: it confirms, completes or ends the page's own, or stands for itself. */
export function foldExchange(draft: Draft, fact: FactOf<'exchange'>, named: Vendor): void {
  const print = fingerprint(fact.method, fact.url, fact.body)
  const passed = passedOn(draft, print, fact)
  if (passed) {
    if (fact.status > 0) forward(draft, passed, fact, draft.vendorOf(passed.vendor) ?? named)
    settlePair(draft, print, passed.n)
    return
  }
  const onward = sentOnAs(fact)
  const other = toldElsewhere(draft, fact)
  // Its hops need not be told twice.
  if (other && hopOf(fact) !== null) return
  const told =
    other ??
    firstByPage(draft, print, (exchange) => !exchange.seenBy.browser && alike(exchange, fact)) ??
    firstOf(draft, print, (exchange) => isHopOf(exchange, fact) && isSameBody(exchange, fact)) ??
    (onward === null ? undefined : firstOf(draft, onward, (exchange) => isHopOf(exchange, fact))) ??
    unreadByPage(draft, fact)
  if (told) {
    if (onward !== null) awaitPair(draft, onward, told.n, 'browser')
    pairWithBrowser(draft, told, fact, draft.vendorOf(told.vendor) ?? named)
    settlePair(draft, print, told.n)
    return
  }
  if (fact.via === 'webRequest' && twin(draft, fact)) return
  const read = readRequest(draft, asVendors(fact), named)
  if (!read) return
  const exchange = enter(draft, fact, read, { print, sentAt: fact.startedAt, via: fact.via, seenBy: BY_BROWSER })
  if (onward !== null) awaitPair(draft, onward, exchange.n, 'browser')
  markCut(draft, fact, read.decoded)
  end(draft, withHop(servedBy(exchange, fact), fact), fact)
}

/**
 * Both of the browser's tellings are here, so that the server was asked: what it said to the worker counts. Where it
 * said nothing, what the page got is the worker's.
 */
function forward(draft: Draft, known: Exchange, fact: FactOf<'exchange'>, vendor: Vendor): void {
  if (fact.serviceWorker && known.error !== null) {
    finish(draft, ended(servedBy({ ...whole(known, vendor), error: null }, fact), fact), fact)
    return
  }
  const seen = whole({ ...known, worker: 'forwarded' }, vendor)
  finish(draft, fact.serviceWorker ? seen : ended(seen, fact), fact)
}

/** Folds a request that Tracklens' own stop held back: what it carried is in the ledger as `blocked`. */
export function foldBlockedRequest(draft: Draft, fact: FactOf<'blocked'>, named: Vendor): void {
  const { method, url, body } = fact
  if (url === undefined || body === undefined) return
  const read = readRequest(draft, { method, url, body }, named)
  if (!read || read.decoded.aside !== null) return
  const print = fingerprint(method, url, body)
  const by = { print, sentAt: fact.at, via: 'fetch', seenBy: BY_PAGE } as const
  const exchange = enter(draft, { ...fact, url, body }, read, by)
  const error = 'Held back by Tracklens: its stop is in force.'
  finish(draft, { ...exchange, endedAt: fact.at, error }, fact, 'blocked')
}

/** Ends an exchange as the browser's record says, unless that only sends it on with its body. */
function end(draft: Draft, exchange: Exchange, fact: FactOf<'exchange'>): void {
  if (hopOf(fact) !== 'whole' || isOutOfSight(exchange, fact)) finish(draft, ended(exchange, fact), fact)
  else if (exchange.endedAt === null) draft.putExchange(exchange)
  else finish(draft, exchange, fact)
}

/** The browser told of the exchange first; the page's request is the same one. */
function pairWithPage(draft: Draft, exchange: Exchange, fact: FactOf<'request'>, vendor: Vendor): void {
  const by = exchange.via === 'file' ? {} : { toldBy: exchange.toldBy ?? exchange.doc }
  const paired: Exchange = { ...exchange, ...by, doc: fact.doc, via: fact.via, seenBy: BY_BOTH, sentAt: fact.at }
  draft.lookups.nameRequest(fact.doc, fact.request, exchange.n)
  draft.putExchange(paired)
  for (const n of exchange.items) {
    const item = draft.item(n)
    if (item) draft.changeItem(n, { doc: fact.doc, seenBy: sources(item.seenBy.call, true, item.seenBy.browser) })
  }
  // Only now it is known that it failed as its page was left.
  if (paired.error !== null && draft.document(fact.doc)?.left)
    settleAll(draft, { exchange: paired, vendor, stamp: fact })
}

/** The page told of the exchange first; the browser confirms it, and ends it where the page could not see the end. */
function pairWithBrowser(draft: Draft, exchange: Exchange, fact: FactOf<'exchange'>, vendor: Vendor): void {
  let seen: Exchange = {
    ...servedBy(withHop(exchange, fact), fact),
    seenBy: exchange.seenBy.page ? BY_BOTH : BY_BROWSER,
    body: exchange.body.text === null ? fact.body : exchange.body,
    ...(fact.transport ? { transport: fact.transport } : {}),
    ...(fact.via === 'file' ? {} : { toldBy: fact.doc }),
    ...(fact.cached ? { cached: true } : {}),
    // What the page got for it is somebody else's.
    ...(fact.status === 0 && exchange.status ? { error: fact.error ?? null } : {}),
    // It has told of it after all.
    ...(exchange.untold === 'unseen' ? { untold: undefined } : {}),
  }
  draft.putExchange(seen)
  if (fact.via === 'devtools' && seen.seenBy.page && !fact.serviceWorker) doubtUnseen(draft, seen, fact)
  for (const n of exchange.items) {
    const item = draft.item(n)
    if (item) draft.changeItem(n, { seenBy: sources(item.seenBy.call, item.seenBy.page, true) })
  }
  // A page that could not read its own body leaves the items to the browser's telling.
  if (exchange.body.text === null && exchange.items.length === 0 && fact.body.text !== null) {
    const decoded = vendor.decode(fact)
    if (decoded) seen = enterRequest(draft, { exchange: seen, vendor, stamp: fact }, decoded)
  }
  const page = exchange.seenBy.page && endOf(exchange)
  if (page && contradicts(draft, seen, page, fact)) {
    finish(draft, { ...ended(whole(seen, vendor), fact), claimed: page.status }, fact)
    return
  }
  const told = exchange.status !== null && exchange.status > 0
  const known = (told && (hasAnswer(exchange) || !isWhole(fact.answer))) || (exchange.error !== null && !fact.status)
  const isElsewhere = seen.trail !== undefined || seen.worker === 'answered' || seen.cached
  const doubted = isElsewhere || seen.unread || exchange.untold === 'unseen'
  if (known && !doubted && seen.items === exchange.items) return
  keepWithheld(draft, { ...seen, status: fact.status })
  // What the server said to the worker is worth more than what the worker made of it.
  const firstHand = exchange.worker === 'answered' && !fact.serviceWorker
  if (known && hopOf(fact) === null && !firstHand) finish(draft, whole(seen, vendor), fact)
  else end(draft, doubted ? whole(seen, vendor) : seen, fact)
}

/** What the page says was answered, and the browser has not seen by now, it never will. */
function doubtUnseen(draft: Draft, told: Exchange, fact: FactOf<'exchange'>): void {
  if (draft.document(told.doc)?.left) return
  for (const exchange of unseenBefore(draft, told, fact.startedAt)) {
    const vendor = draft.vendorOf(exchange.vendor)
    if (vendor) finish(draft, { ...whole(exchange, vendor), untold: 'unseen' }, fact)
  }
}

/** Ends an exchange and settles what it carries. `stamp` is of the fact that told of the end. */
function finish(draft: Draft, exchange: Exchange, stamp: Stamp, reason?: Ending['reason']): void {
  // What was read first-hand is final; anything less may still be corrected by the other source: a 200 can hide a
  // refusal in its text.
  const final = exchange.status && hasAnswer(exchange) && (stamp.doc === exchange.doc || !exchange.seenBy.page)
  draft.putExchange(final ? { ...exchange, carried: NOTHING } : exchange)
  const vendor = draft.vendorOf(exchange.vendor)
  if (!vendor) return
  if (exchange.status && exchange.tracker !== null && vendor.readAnswer) {
    const effects = vendor.readAnswer(asVendors(exchange), exchange.status, exchange.answer ?? { text: null, size: 0 })
    applyAnswer(draft, exchange, effects, stamp)
  }
  settleAll(draft, { exchange, vendor, stamp, reason })
}

/**
 * Settles what an exchange carries. Asked for without an end, too, where a page is being left: it hears no answer to
 * what it still sends, and only the browser can tell how that ends.
 */
function settleAll(draft: Draft, ending: Ending): void {
  const { items, carried } = ending.exchange
  items.forEach((n, i) => {
    const wire = carried[i]
    if (wire) settle(draft, n, wire, ending)
  })
}

function hasAnswer({ answer }: Exchange): boolean {
  return answer !== null && isWhole(answer)
}

/** Whether an answer was read to its end, or as far as is kept: only then it is the last word. */
function isWhole({ text, note }: Body): boolean {
  return text !== null && note !== 'broken'
}

/** The answer as the page read it: one that breaks off because the page goes away did not break off on its way. */
function asLeft(draft: Draft, { doc, body }: FactOf<'response'>): Body {
  return body.note === 'broken' && draft.document(doc)?.left ? { ...body, note: 'left' } : body
}

function exchangeOf(draft: Draft, fact: Stamp & { readonly request: number }): Exchange | undefined {
  const n = draft.lookups.exchangeOf(fact.doc, fact.request)
  return n === undefined ? undefined : draft.exchange(n)
}
