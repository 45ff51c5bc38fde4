/** Ending items that nobody will send any more. */
import type { EarlyCall } from '../call-effects'
import type { Delivery, Item } from '../item'
import type { Tracker } from '../state'
import type { Draft } from './draft'

/** Ends an item that nobody will send any more. */
export function lose(draft: Draft, item: Item, why: string): void {
  draft.changeItem(item.n, { delivery: 'lost', why })
  draft.lookups.unwait(item)
  if (item.attempts.length === 0 && item.calledAt !== null) draft.countMismatch('callsWithoutRequest', 1)
}

/** Ends an item that its SDK drops, as far as is known; should this very page send it after all, it is found. */
export function loseUnlessSent(draft: Draft, item: Item, why: string): void {
  lose(draft, item, why)
  draft.lookups.waitForLast(item)
}

/** What an item is only where a request of its SDK's was seen. */
const SEEN: readonly Delivery[] = ['in flight', 'delivered', 'rejected', 'retrying', 'blocked']

/** That an SDK removes what it has not sent: when, in milliseconds since 1970, why, and whether it sends by itself. */
interface Removal {
  readonly at: number
  readonly text: string
  /** Milliseconds after a call. */
  readonly sendsAfter?: number
}

/**
 * Ends an item that its SDK removes from the device, as its tracker was then. What the SDK was told to send before, or
 * sends by itself, and none of whose requests was ever seen, may have gone out of sight: a native SDK's are not the
 * page's.
 */
export function remove(
  draft: Draft,
  item: Item,
  { lastFlush, counts }: Tracker,
  { at, text, sendsAfter }: Removal,
): void {
  const { calledAt } = item
  const isFlushed = lastFlush !== null && calledAt !== null && lastFlush.at >= calledAt
  const isDue = sendsAfter !== undefined && calledAt !== null && at - calledAt >= sendsAfter
  const isSeen = item.attempts.length > 0 || SEEN.some((delivery) => counts[delivery] > 0)
  if (isSeen || !(isFlushed || isDue)) lose(draft, item, text)
  else {
    const sending = isFlushed ? `${lastFlush.by} came before that` : 'The SDK sends by itself before that'
    const why = `${text} ${sending}, and no request of this SDK’s was seen: nobody knows what it sent.`
    draft.changeItem(item.n, { delivery: 'unknown', why })
    draft.lookups.unwait(item)
  }
}

/** Whether it ended unsent, as far as is known: a request of its SDK's may still prove the opposite. */
export function isUnsent({ delivery, attempts }: Item): boolean {
  return delivery === 'lost' || (delivery === 'unknown' && attempts.length === 0)
}

/**
 * An SDK starts in a document, which it does once. `drops` says why what was called before is gone; null where it is
 * kept.
 */
export function dropEarlier(draft: Draft, tracker: Tracker, doc: string, drops: string | null): void {
  if (tracker.startedIn === doc) return
  draft.changeTracker(tracker.id, { startedIn: doc })
  if (drops === null) return
  forget(draft, tracker, ({ fact }) => fact.doc === doc)
  for (const item of draft.unsettledItems(doc))
    if (item.tracker === tracker.id && !item.attempts.length) loseUnlessSent(draft, item, drops)
}

/** Calls that were held are never made, or are made now: what is left are the others. */
export function forget(draft: Draft, { id, early }: Tracker, fits: (call: EarlyCall) => boolean): void {
  if (early?.some(fits)) draft.changeTracker(id, { early: early.filterNot(fits) })
}
