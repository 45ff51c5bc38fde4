/** What an answer, a failure or the end of the page does to an item's delivery. */

import type { AfterTry, Tried } from '../contract/tries'
import type { Vendor, Verdict } from '../contract/vendor'
import type { FactOf, Stamp } from '../fact'
import type { Untold } from '../file-fact'
import type { Attempt, Item, WireItem } from '../item'
import type { Exchange } from '../state'
import { answeredBy, isAccepted } from './accepted'
import { NOTHING } from './alike'
import { endedTry, withAttempt } from './attempts'
import type { Draft } from './draft'
import { GAP, isGapSince } from './gaps'
import { dropOf, redirectedWords } from './hops'
import { lose, sentUnseen } from './losing'
import { tieByItem } from './ties'
import { BY_WORKER, dropWithheld, isUnread, leaveCopies, unreadWords } from './unread'
import { unsettledItems } from './unsettled'

const UNSEEN = 'The page may not see this answer (another origin without CORS).'
const UNFOLLOWED = 'Answered with a redirect, which the page had asked not to follow: no server said that it took this.'
const CACHED = 'Answered from the browser’s cache: the server was not asked this time.'

/** What is said where no source knows what a server made of a request. */
const UNTOLD: Readonly<Record<Untold | 'unseen', string>> = {
  unfinished: 'Sent; the file ends before an answer came, so nobody knows whether it arrived.',
  left: 'Sent; the browser broke it off as the page was left, so nobody knows whether it arrived.',
  unseen:
    'Answered, says the page; the browser told of requests before and after this one, and knows of no such request.',
  mocked: 'Answered by whoever recorded it, not by a server: nobody knows whether one would take it.',
}

/** How an exchange ended: as it stands now, whose it is, the fact that told, and why it failed where that is known. */
export interface Ending {
  readonly exchange: Exchange
  readonly vendor: Vendor
  readonly stamp: Stamp
  readonly reason?: FactOf<'failure'>['reason'] | undefined
}

/**
 * Settles one item of an exchange that has ended. An item once delivered stays delivered, whatever further copies of it
 * do.
 */
export function settle(draft: Draft, n: number, wire: WireItem, ending: Ending): void {
  const item = draft.item(n)
  if (!item) return
  const attempt = endedAttempt(draft, wire, ending)
  // The one copy of the item that is made, which is nobody else's until it is put in its place.
  const after: { -readonly [K in keyof Item]: Item[K] } = { ...item, attempts: withAttempt(item.attempts, attempt) }
  const { delivery, why } = deliveryAfter(draft, after, attempt, {
    vendor: ending.vendor,
    exchange: ending.exchange,
    reason: ending.reason,
    place: { index: wire.index, of: ending.exchange.items.length },
  })
  after.delivery = delivery
  after.why = why
  draft.replaceItem(item, after)
  // What the user declares binds no SDK: it sends again, or not, as if nothing had been declared.
  const isProven = after.attempts.some((each) => each.outcome === 'delivered' && !each.declarable)
  if (delivery !== 'delivered' || !isProven) draft.lookups.keepFailed(after)
  tieByItem(draft, after, wire, attempt.sentAt)
  if (delivery === 'retrying') draft.lookups.wait(after)
  else if (delivery === 'unknown' || (delivery === 'delivered' && !isProven)) unanswered(draft, after)
}

const LEFT = 'Handed to the browser; the page was left before an answer came, and nobody saw it.'
const ENDED = 'The browser ended the request as the page was left: whether it arrived, nobody saw.'

/**
 * Ends what a document leaves behind: unanswered requests become `unknown`, unsent items are lost unless the SDK keeps
 * them. `at`: when it was left, in milliseconds since 1970.
 */
export function leave(draft: Draft, doc: string, at: number): void {
  mendBroken(draft, doc, at)
  for (const item of unsettledItems(draft, doc)) {
    if (item.delivery === 'in flight') leaveUnanswered(draft, item, 'in flight', LEFT)
    else if (endedByLeaving(item, at)) leaveUnanswered(draft, item, 'failed', ENDED)
    else {
      const unread = lastUnread(draft, item)
      if (unread && !survives(draft, item)) leaveUnanswered(draft, item, 'in flight', unreadWords(unread))
      else leaveUnsent(draft, item, at)
    }
  }
}

function lastUnread(draft: Draft, item: Item): Exchange | undefined {
  const last = item.attempts.at(-1)
  const exchange = last && draft.exchange(last.exchange)
  return exchange && isUnread(draft, exchange) ? exchange : undefined
}

/** How many exchanges back those are looked for that broke off as their page was left. */
const LAST = 50

/** What broke off as the page was left broke off with the page: the status stands, nobody saw the rest. */
function mendBroken(draft: Draft, doc: string, at: number): void {
  const { size } = draft.exchanges
  for (let n = Math.max(0, size - LAST); n < size; n++) {
    const exchange = draft.exchange(n)
    const vendor = exchange && draft.vendorOf(exchange.vendor)
    if (!vendor || exchange.doc !== doc) continue
    const { answer, endedAt } = exchange
    if (endedAt === null) leaveCopies(draft, exchange)
    if (endedAt === null || at - endedAt > ENDED_BEFORE_MS) continue
    if (exchange.unread) dropWithheld(draft, exchange)
    if (answer?.note !== 'broken') continue
    const mended: Exchange = { ...exchange, answer: { ...answer, note: 'left' }, carried: NOTHING }
    draft.putExchange(mended)
    const stamp = { doc, seq: 0, at, frame: 0 }
    exchange.items.forEach((item, i) => {
      const wire = exchange.carried[i]
      if (wire) settle(draft, item, wire, { exchange: mended, vendor, stamp })
    })
  }
}

/**
 * Ends what is not sent on a page that is left: lost, unless the SDK keeps it or the page may still send it. What an
 * app's SDK keeps, and may have sent by then where nobody saw it, nobody will know; `at` as for `leave`.
 */
export function leaveUnsent(draft: Draft, item: Item, at: number): void {
  if (survives(draft, item)) {
    const doubt = sentUnseen(draft, item, at)
    if (doubt !== null) draft.changeItem(item.n, { delivery: 'unknown', why: `The page was left. ${doubt}` })
    return
  }
  const { delivery, why } = goneOr(item, leftWhy(item))
  if (delivery === 'lost' && !isGapSince(draft, item)) lose(draft, item, why)
  else draft.changeItem(item.n, { delivery: 'unknown', why: delivery === 'lost' ? `${why} ${GAP}` : why })
  draft.lookups.waitForLast(item)
}

function survives(draft: Draft, item: Item): boolean {
  const tracker = draft.tracker(item.tracker)
  if (!tracker) return false
  return draft.lookups.isKept(item.n) || draft.vendorOf(item.vendor)?.survives(item, tracker) === true
}

/** Nobody knows how the attempts with this outcome ended in truth. */
function leaveUnanswered(draft: Draft, item: Item, outcome: Attempt['outcome'], why: string): void {
  const attempts = item.attempts.map((attempt) =>
    attempt.outcome === outcome ? { ...attempt, outcome: 'unknown' as const } : attempt,
  )
  draft.changeItem(item.n, { delivery: 'unknown', why, attempts })
  unanswered(draft, item)
}

/** What nobody saw the answer of is sent again by a later page where the SDK keeps it until it is answered. */
function unanswered(draft: Draft, item: Item): void {
  if (survives(draft, item)) draft.lookups.wait(item)
  else draft.lookups.unwait(item)
}

/**
 * Firefox ends the open requests of a page shortly before it says that the page is left; milliseconds (measured: up to
 * some ten).
 */
const ENDED_BEFORE_MS = 500

function endedByLeaving(item: Item, at: number): boolean {
  const last = item.attempts.at(-1)
  return (
    item.delivery === 'retrying' &&
    last?.status === null &&
    last.endedAt !== null &&
    at - last.endedAt < ENDED_BEFORE_MS
  )
}

/** A request that the browser aborts because its page goes away may well have arrived: that is no failure. */
function leftWith(draft: Draft, exchange: Exchange): boolean {
  return exchange.status === null && draft.document(exchange.doc)?.left === true
}

function endedAttempt(draft: Draft, wire: WireItem, ending: Ending): Attempt {
  const { exchange, stamp } = ending
  return endedTry(exchange, exchange.endedAt ?? stamp.at, outcomeOf(draft, wire, ending))
}

type Outcome = Pick<Attempt, 'outcome' | 'words' | 'declarable' | 'inForm'>

function outcomeOf(draft: Draft, wire: WireItem, ending: Ending): Outcome {
  const { exchange, vendor, reason } = ending
  const { status, answer, error } = exchange
  const redirected = redirectedWords(exchange)
  if (redirected?.lost) return { outcome: 'failed', words: redirected.words }
  if (exchange.untold) return { outcome: 'unknown', words: UNTOLD[exchange.untold] }
  if (status === null) {
    if (reason === 'blocked') return { outcome: 'blocked', words: error }
    if (leftWith(draft, exchange)) return { outcome: 'unknown', words: error }
    return { outcome: 'failed', words: error }
  }
  if (status === 0) return { outcome: 'unknown', words: exchange.trail?.unfollowed ? UNFOLLOWED : UNSEEN }
  if (exchange.cached) return { outcome: 'unknown', words: CACHED }
  if (exchange.worker === 'answered') return { outcome: 'unknown', words: BY_WORKER }
  const verdict = vendor.verdict(wire, status, answer ?? { text: null, size: 0 })
  if (!redirected || verdict.outcome === 'rejected') return processed(wire, declared(draft, exchange, verdict))
  if (status >= 300) return { outcome: 'unknown', words: redirected.words }
  const words = verdict.outcome === 'unknown' ? `${redirected.words} ${verdict.words}` : redirected.words
  return { outcome: 'unknown', words }
}

/** The verdict, with what the user may declare about the answer, and as it is where it was declared. */
function declared(draft: Draft, exchange: Exchange, verdict: Verdict): Outcome {
  const { foreign, outcome, words: said } = verdict
  if (foreign === undefined) return verdict
  const declarable = { host: answeredBy(exchange), answers: foreign }
  if (!isAccepted(draft.accepted, declarable)) return { outcome, words: said, declarable }
  const words = `${said} It counts as accepted because you declared so for ${declarable.host}.`
  return { outcome: 'delivered', words, declarable }
}

/** An acceptance says nothing where the vendor documents that such a thing is accepted and not processed. */
function processed({ unprocessed }: WireItem, verdict: Outcome): Outcome {
  if (unprocessed === undefined || verdict.outcome !== 'delivered') return verdict
  return { outcome: 'unknown', words: `Accepted, and documented as not processed: ${unprocessed}.` }
}

/** What an attempt was part of, where the item stands in that request, and why it failed where that is known. */
interface Trying extends Pick<Ending, 'vendor' | 'exchange' | 'reason'> {
  readonly place: Tried['place']
}

/** `last` is the attempt that ended now. */
function deliveryAfter(
  draft: Draft,
  item: Item,
  last: Attempt,
  { vendor, exchange, reason, place }: Trying,
): Pick<Item, 'delivery' | 'why'> {
  if (last.outcome === 'delivered')
    return { delivery: 'delivered', why: (last.declarable && last.words) || sentence(item) }
  if (item.attempts.some((attempt) => attempt.outcome === 'delivered' || attempt.outcome === 'in flight')) return item
  if (last.outcome === 'unknown') return { delivery: 'unknown', why: unknownWhy(last, exchange) }
  if (last.outcome === 'blocked')
    return { delivery: 'blocked', why: 'Tracklens held the request back: its stop is in force.' }
  if (dropOf(exchange) && last.words !== null) return goneOr(item, last.words)
  const tracker = draft.tracker(item.tracker)
  if (!tracker) return item
  const afterAll = (tries: readonly Attempt[]) =>
    vendor.afterTry(tracker, { tries, status: tries.at(-1)?.status ?? null, place, sender: exchange.sender })
  const after = afterAll(item.attempts)
  // A script hears nothing of how its beacon ended, so it cannot know that it failed.
  if (after.delivery === 'retrying' && exchange.via === 'beacon')
    return { delivery: 'lost', why: reason === 'refused' ? REFUSED : beaconWhy(last) }
  if (isUnread(draft, exchange)) return afterUnread(draft, item, after, unreadWords(exchange))
  if (after.delivery === 'retrying' && draft.document(item.doc)?.left && !survives(draft, item))
    return goneOr(item, leftWhy(item))
  if (after.delivery === 'lost') return goneOr(item, after.why)
  const before = item.attempts.slice(0, -1)
  const isAgain = after.delivery === 'rejected' && before.at(-1)?.outcome === 'rejected'
  return isAgain && afterAll(before).delivery === 'rejected' ? { ...after, why: refusedAgain(item) } : after
}

/** Lost, unless an earlier try of it may have arrived. */
function goneOr({ attempts }: Item, why: string): Pick<Item, 'delivery' | 'why'> {
  const open = attempts.find(({ outcome }) => outcome === 'unknown')
  return open ? { delivery: 'unknown', why: `${open.words ?? LEFT} ${why}` } : { delivery: 'lost', why }
}

/** Something sends again what its SDK is documented to give up. */
function refusedAgain({ attempts }: Item): string {
  const times = attempts.filter(({ outcome }) => outcome === 'rejected').length
  return `The server refused it ${times} times, with ${attempts.at(-1)?.status} the last time: it was sent again.`
}

function unknownWhy({ status, words }: Attempt, { untold }: Exchange): string {
  if (untold) return UNTOLD[untold]
  return (status === null ? words && ENDED : words) || LEFT
}

/** The SDK takes it for a failure, whatever became of it in truth. */
function afterUnread(draft: Draft, item: Item, after: AfterTry, words: string): Pick<Item, 'delivery' | 'why'> {
  const again = after.delivery === 'retrying' && (!draft.document(item.doc)?.left || survives(draft, item))
  return again
    ? { delivery: 'retrying', why: `${words} The SDK is documented to send it again.` }
    : { delivery: 'unknown', why: words }
}

const REFUSED = 'The browser did not take the beacon, so it was never sent, and it is not sent again.'

function beaconWhy({ status }: Attempt): string {
  const how = status === null ? 'It did not get through' : `The server answered ${status}`
  return `Sent by a beacon: no script learns how that ended. ${how}: it is not sent again.`
}

function sentence(item: Item): string {
  const tries = item.attempts.filter((attempt) => attempt.outcome !== 'delivered').length
  return tries ? `The server accepted it after ${tries + 1} tries.` : 'The server accepted it.'
}

function leftWhy(item: Item): string {
  if (item.delivery === 'buffered') return 'The page was left before the SDK had loaded: the call never left the stub.'
  return item.attempts.length
    ? 'Sending failed, and the page was left before another try.'
    : 'The page was left before the SDK sent it.'
}
