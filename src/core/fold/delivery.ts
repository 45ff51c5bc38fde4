/** What an answer, a failure or the end of the page does to an item's delivery. */

import type { Vendor } from '../contract/vendor'
import type { FactOf, Stamp } from '../fact'
import type { Attempt, Item, WireItem } from '../item'
import type { Exchange, State } from '../state'
import { changeItem, putAttempt, replaceItem, unsettledItems, unwait, wait, waitForLast } from './draft'
import { lose } from './effects'

/**
 * Settles one item of an exchange that has ended. An item once delivered stays delivered, whatever further copies of it
 * do.
 */
export function settle(
  state: State,
  n: number,
  wire: WireItem,
  exchange: Exchange,
  stamp: Stamp,
  vendor: Vendor,
  reason?: FactOf<'failure'>['reason'],
): State {
  const item = state.items.get(n)
  if (!item) return state
  const attempt = endedAttempt(
    exchange,
    wire,
    stamp,
    vendor,
    reason === 'blocked' ? 'blocked' : leftWith(state, exchange) ? 'unknown' : 'failed',
  )
  const tried = { ...item, attempts: putAttempt(item.attempts, attempt) }
  const { delivery, why } = deliveryAfter(state, tried, attempt, vendor, {
    index: wire.index,
    of: exchange.items.length,
  })
  const after = { ...tried, delivery, why }
  const next = replaceItem(state, item, after)
  if (delivery === 'retrying') return wait(next, after)
  return delivery === 'unknown' ? unanswered(next, after, vendor) : next
}

const LEFT = 'Handed to the browser; the page was left before an answer came, and nobody saw it.'
const ENDED = 'The browser ended the request as the page was left: whether it arrived, nobody saw.'

/**
 * Ends what a document leaves behind: unanswered requests become `unknown`, unsent items are lost unless the SDK keeps
 * them.
 */
export function leave(state: State, doc: string, at: number, vendorOf: (id: string) => Vendor | undefined): State {
  let next = state
  for (const item of unsettledItems(state, doc)) {
    if (item.delivery === 'in flight') {
      const attempts = item.attempts.map((attempt) =>
        attempt.outcome === 'in flight' ? { ...attempt, outcome: 'unknown' as const } : attempt,
      )
      next = unanswered(
        changeItem(next, item.n, { delivery: 'unknown', why: LEFT, attempts }),
        item,
        vendorOf(item.vendor),
      )
    } else if (endedByLeaving(item, at)) {
      const attempts = item.attempts.map((attempt) =>
        attempt.outcome === 'failed' ? { ...attempt, outcome: 'unknown' as const } : attempt,
      )
      next = unanswered(
        changeItem(next, item.n, { delivery: 'unknown', why: ENDED, attempts }),
        item,
        vendorOf(item.vendor),
      )
    } else if (!vendorOf(item.vendor)?.survives(item)) {
      next = waitForLast(lose(next, item, leftWhy(item)), item)
    }
  }
  return next
}

/** What nobody saw the answer of is sent again by a later page where the SDK keeps it until it is answered. */
function unanswered(state: State, item: Item, vendor: Vendor | undefined): State {
  return vendor?.survives(item) ? wait(state, item) : unwait(state, item)
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
function leftWith(state: State, exchange: Exchange): boolean {
  const document = state.documents.get(exchange.doc)
  return exchange.status === null && document?.left === true
}

function endedAttempt(
  exchange: Exchange,
  wire: WireItem,
  stamp: Stamp,
  vendor: Vendor,
  unanswered: Attempt['outcome'],
): Attempt {
  const { n, sentAt, status } = exchange
  const { outcome, words } = outcomeOf(exchange, wire, vendor, unanswered)
  return { exchange: n, sentAt, endedAt: exchange.endedAt ?? stamp.at, outcome, status, words }
}

function outcomeOf(
  { status, answer, error }: Exchange,
  wire: WireItem,
  vendor: Vendor,
  unanswered: Attempt['outcome'],
): Pick<Attempt, 'outcome' | 'words'> {
  if (status === null) return { outcome: unanswered, words: error }
  if (status === 0)
    return { outcome: 'unknown', words: 'The page may not see this answer (another origin without CORS).' }
  return vendor.verdict(wire, status, answer ?? { text: null, size: 0 })
}

/** Where an item stands in its request, from 0, of how many. */
type Place = { readonly index: number; readonly of: number }

function deliveryAfter(
  state: State,
  item: Item,
  last: Attempt,
  vendor: Vendor,
  place: Place,
): Pick<Item, 'delivery' | 'why'> {
  if (last.outcome === 'delivered') return { delivery: 'delivered', why: sentence(item) }
  if (item.attempts.some((attempt) => attempt.outcome === 'delivered' || attempt.outcome === 'in flight')) return item
  if (last.outcome === 'unknown')
    return { delivery: 'unknown', why: (last.status === null ? last.words && ENDED : last.words) || LEFT }
  if (last.outcome === 'blocked')
    return { delivery: 'blocked', why: 'Tracklens held the request back: its stop is in force.' }
  const tracker = state.trackers.get(item.tracker)
  if (!tracker) return item
  const after = vendor.afterTry(tracker, item.attempts.length, last.status, place, item.attempts)
  if (after.delivery === 'retrying' && state.documents.get(item.doc)?.left && !vendor.survives(item))
    return { delivery: 'lost', why: leftWhy(item) }
  return after
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
