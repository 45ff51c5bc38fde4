/** Ending items that nobody will send any more. */
import type { EarlyCall } from '../call-effects'
import { isInSight } from '../in-sight'
import type { Item } from '../item'
import { pageOf, type Tracker } from '../state'
import type { Draft } from './draft'
import { unsettledItems } from './unsettled'

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

/** When something ends, in milliseconds since 1970, and how long after a call its SDK sends by itself, if it does. */
interface Ending {
  readonly at: number
  /** Milliseconds. */
  readonly sendsAfter?: number | null
  /** It does not end, and goes on to be looked for. */
  readonly goesOn?: boolean
}

/**
 * Why nobody knows whether an item was sent by now, as its tracker was then; null where that is known. What the SDK was
 * told to send, or sends by itself, and none of whose requests was ever seen, may have gone out of sight: a native
 * SDK's are not the page's.
 */
function outOfSight(
  { calledAt, attempts }: Item,
  tracker: Tracker,
  { at, sendsAfter = null, goesOn = false }: Ending,
): string | null {
  if (calledAt === null || attempts.length > 0 || isInSight(tracker)) return null
  const { lastFlush } = tracker
  const before = at - (goesOn ? SLOW : 0)
  const isFlushed = lastFlush !== null && lastFlush.at >= calledAt && lastFlush.at <= before
  if (!isFlushed && (sendsAfter === null || before - calledAt < sendsAfter)) return null
  const [flushed, itself] = goesOn ? ['came after it', 'by now'] : ['came before that', 'before that']
  const sending = isFlushed ? `${lastFlush.by} ${flushed}` : `The SDK sends by itself ${itself}`
  return `${sending}, and no request of this SDK’s was seen: nobody knows what it sent.`
}

/** On a page that goes on, a first request may be late by so many milliseconds; a guess. */
const SLOW = 10_000

/**
 * Why nobody knows whether what an app's SDK keeps was sent by `at`, though its page is online; null: known not.
 * `goesOn`: its SDK is on a page, which may yet show it.
 */
export function sentUnseen(draft: Draft, item: Item, at: number, goesOn = false): string | null {
  const tracker = draft.tracker(item.tracker)
  if (item.delivery !== 'queued' || tracker?.status !== 'running' || draft.lookups.isKept(item.n)) return null
  if (!draft.document((goesOn ? pageOf(tracker) : null) ?? item.doc)?.online) return null
  const sendsAfter = draft.vendorOf(item.vendor)?.sendsAfter?.(tracker) ?? null
  return sendsAfter === null ? null : outOfSight(item, tracker, { at, sendsAfter, goesOn })
}

/** Ends an item that its SDK removes from the device, as its tracker was then; `text` says why. */
export function remove(draft: Draft, item: Item, tracker: Tracker, removal: Ending & { readonly text: string }): void {
  const { text } = removal
  const doubt = outOfSight(item, tracker, removal)
  if (doubt === null) lose(draft, item, text)
  else {
    draft.changeItem(item.n, { delivery: 'unknown', why: `${text} ${doubt}` })
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
  for (const item of unsettledItems(draft, doc))
    if (item.tracker === tracker.id && !item.attempts.length) loseUnlessSent(draft, item, drops)
}

/** Calls that were held are never made, or are made now: what is left are the others. */
export function forget(draft: Draft, { id, early }: Tracker, fits: (call: EarlyCall) => boolean): void {
  if (early?.some(fits)) draft.changeTracker(id, { early: early.filterNot(fits) })
}
