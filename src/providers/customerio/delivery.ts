/** What the SDKs do after a try that did not succeed, and what outlives a page. */

import type { AfterTry, Tried } from '../../core/contract/vendor'
import type { Item } from '../../core/item'
import { objectOr } from '../../core/json'
import type { Tracker } from '../../core/state'
import { surfaceNamed } from './sdk'

/** Sends of one event by the JavaScript SDK while the network fails: one and four retries (recorded with 0.5.11). */
export const JS_SENDS = 5

/** What the SDK does after a try that failed. */
export function afterTry(tracker: Tracker, tried: Tried): AfterTry {
  const { status } = tried
  switch (surfaceNamed(tracker.surface)) {
    case 'ios':
    case 'android':
    case 'bridge':
      return afterNative(status)
    case 'segment':
      return afterSegment(status)
    case 'classic':
    case 'rest':
      return afterUnknown(status)
    case 'inspector':
    case 'snippet':
    case 'wire':
      return afterBrowser(sendsOf(tracker), tried)
  }
}

/** With `retryQueue: false` there is one retry only (core/analytics/index.ts:60-66, run with 0.5.11). */
function sendsOf({ config }: Tracker): number {
  return objectOr(objectOr(config).options).retryQueue === false ? 2 : JS_SENDS
}

/**
 * Whether an unsent item outlives its page. What is only in a stub does not; the SDK's queue is written to storage on
 * `pagehide`.
 */
export function survives(item: Item): boolean {
  return item.delivery !== 'buffered'
}

/**
 * The JavaScript SDK: it never looks at the status, and sends again only what the network refused (0.5.11,
 * fetch-dispatcher).
 */
function afterBrowser(sends: number, { tries, status, place }: Tried): AfterTry {
  if (status !== null)
    return {
      delivery: 'rejected',
      why: `The server answered ${status}; the SDK ignores the status, counts it as delivered and sends no more.`,
    }
  if (place.of > 1 && place.index < place.of - 1)
    return {
      delivery: 'lost',
      why:
        `The batch of ${place.of} failed on the network; the SDK sends only the event that triggered it ` +
        'again, the others are gone.',
    }
  if (tries.length >= sends)
    return {
      delivery: 'lost',
      why: `The network failed ${tries.length} times; the SDK gives up after ${sends} sends, silently.`,
    }
  const batch = place.of > 1 ? ' It was last in its batch, so it is most likely the one that the SDK sends again.' : ''
  return {
    delivery: 'retrying',
    why: `The network failed; the SDK sends it up to ${sends} times, this was number ${tries.length}.${batch}`,
  }
}

/**
 * The native SDKs: 400 deletes the batch, everything else keeps its file for the next flush
 * (SegmentDestination.swift:181-198).
 */
function afterNative(status: number | null): AfterTry {
  if (status === 400) return { delivery: 'rejected', why: 'The server answered 400: the SDK deletes the batch.' }
  const what = status === null ? 'No answer came' : `The server answered ${status}`
  return {
    delivery: 'retrying',
    why: `${what}: the SDK keeps the batch and sends it with the next flush, without an end.`,
  }
}

/** Segment's own SDK sends again after 429 and 5xx, with an `X-Retry-Count` (analytics-next 1.84.1). */
function afterSegment(status: number | null): AfterTry {
  if (status !== null && status !== 429 && status < 500)
    return { delivery: 'rejected', why: `The server answered ${status}.` }
  const what = status === null ? 'The network failed' : `The server answered ${status}`
  return { delivery: 'retrying', why: `${what}; Segment’s SDK is documented to send it again.` }
}

function afterUnknown(status: number | null): AfterTry {
  if (status !== null)
    return { delivery: 'rejected', why: `The server answered ${status}; whether the sender tries again is not known.` }
  return { delivery: 'lost', why: 'No answer came; whether the sender tries again is not known.' }
}
