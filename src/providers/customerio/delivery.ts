/** What the SDKs do after a try that did not succeed, and what outlives a page. */

import type { AfterTry, Tried } from '../../core/contract/tries'
import type { Item } from '../../core/item'
import { objectOr } from '../../core/json'
import type { Tracker } from '../../core/state'
import { type SurfaceName, surfaceNamed } from './sdk'

/** Sends of one event by the JavaScript SDK while the network fails: one and four retries (recorded with 0.5.11). */
export const JS_SENDS = 5

/** What the SDK does after a try that failed. */
export function afterTry(tracker: Tracker, tried: Tried): AfterTry {
  const { status, sender } = tried
  switch (surfaceNamed(sentBy(tracker, sender) ? tracker.surface : sender)) {
    case 'ios':
    case 'android':
    case 'bridge':
      return afterNative(status)
    case 'segment':
      return afterSegment(status, tracker.version)
    case 'classic':
    case 'rest':
      return afterUnknown(status)
    case 'inspector':
    case 'snippet':
    case 'wire':
      return afterBrowser(sendsOf(tracker), tried)
  }
}

/**
 * Whether a request may be of a tracker's SDK. What a page sends to the public HTTP API by itself (the long paths, with
 * a key in the body or in a header that is not recorded) is of no SDK's, and an SDK's request is not of such a sender.
 * The native SDKs name themselves in what they send (iOS SDK 4.7.5 Plugins/Context.swift), which no other does.
 */
export function sentBy(tracker: Tracker, sender: string): boolean {
  return makerOf(surfaceNamed(tracker.surface)) === makerOf(surfaceNamed(sender))
}

function makerOf(surface: SurfaceName): 'page' | 'native' | 'browser' {
  if (surface === 'rest') return 'page'
  return NATIVE.has(surface) ? 'native' : 'browser'
}

/** With `retryQueue: false` there is one retry only (core/analytics/index.ts:60-66, run with 0.5.11). */
function sendsOf({ config }: Tracker): number {
  return objectOr(objectOr(config).options).retryQueue === false ? 2 : JS_SENDS
}

/**
 * Whether an unsent item outlives its page. The native SDKs write every event to a file before it is sent (iOS SDK
 * 4.7.5). The JavaScript SDK writes some of its queue to storage on `pagehide` (lib/priority-queue/persisted.ts:65-93),
 * and not what is on its way through the plugins or was called later: what it has written is seen there.
 */
export function survives(item: Item, tracker: Tracker): boolean {
  return item.delivery !== 'buffered' && isNative(tracker)
}

/** Whether a tracker is an app's SDK. */
export function isNative({ surface }: Pick<Tracker, 'surface'>): boolean {
  return NATIVE.has(surfaceNamed(surface))
}

/** The iOS SDK sends so often, in milliseconds, unless it is configured otherwise (4.7.5 SDKConfigBuilder.swift:42). */
const FLUSH_INTERVAL = 30_000

/** How long after a call an app's SDK sends by itself, in milliseconds; null for the page's own. */
export function sendsAfter(tracker: Tracker): number | null {
  if (!isNative(tracker)) return null
  const { flushInterval } = objectOr(tracker.config)
  return typeof flushInterval === 'number' ? flushInterval * 1000 : FLUSH_INTERVAL
}

const NATIVE: ReadonlySet<SurfaceName> = new Set(['ios', 'android', 'bridge'])

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

/** What Segment's SDK sends again beside 5xx, and what of 5xx it does not (run with analytics-next 1.84.3). */
const SEGMENT_AGAIN: readonly number[] = [408, 410, 429, 460]
const SEGMENT_FINAL: readonly number[] = [501, 505, 511]

/**
 * Segment's own SDK: 1.55.0 never looks at the status, 1.84.3 sends again after some (both run). Which version began to
 * is not known.
 */
function afterSegment(status: number | null, version: string | null): AfterTry {
  if (status === null)
    return { delivery: 'retrying', why: 'The network failed; Segment’s SDK is documented to send it again.' }
  const answered = `The server answered ${status}`
  const [major = 0, minor = 0] =
    /(\d+)\.(\d+)/
      .exec(version ?? '')
      ?.slice(1)
      .map(Number) ?? []
  const looks = major > 1 || minor >= 84
  const never = version !== null && major === 1 && minor <= 55
  const again = SEGMENT_AGAIN.includes(status) || (status >= 500 && !SEGMENT_FINAL.includes(status))
  if (!again && !never) return { delivery: 'rejected', why: `${answered}; Segment’s SDK sends no more.` }
  if (never) return { delivery: 'rejected', why: `${answered}; this version of Segment’s SDK never looks at it.` }
  if (looks) return { delivery: 'retrying', why: `${answered}; Segment’s SDK sends it again (seen of 1.84.3).` }
  return { delivery: 'rejected', why: `${answered}; whether this version of Segment’s SDK sends again is not known.` }
}

function afterUnknown(status: number | null): AfterTry {
  if (status !== null)
    return { delivery: 'rejected', why: `The server answered ${status}; whether the sender tries again is not known.` }
  return { delivery: 'lost', why: 'No answer came; whether the sender tries again is not known.' }
}
