/** What the SDKs do after a try that did not succeed, and what outlives a page. */

import type { AfterTry, Tried } from '../../core/contract/tries'
import type { Attempt, Item } from '../../core/item'
import { objectOr } from '../../core/json'
import type { Tracker } from '../../core/state'
import { PUSH_TOKEN } from './meaning'
import { type SurfaceName, surfaceNamed } from './sdk'

/** The Web SDK gives up after so many tries (3.15.0). */
const WEB_TRIES = 100

/**
 * The mobile SDKs drop at the fifth failure that counts, unless configured otherwise (iOS SDK 4.0.1
 * FlushingManager.swift:234).
 */
const MOBILE_TRIES = 5

/** What happens after a try. A 2xx means that it was refused inside. */
export function afterTry(tracker: Tracker, { tries, status, sender }: Tried): AfterTry {
  if (status !== null && status < 400)
    return { delivery: 'rejected', why: `The server answered ${status}, and refused it in the answer.` }
  switch (surfaceNamed(sentBy(tracker, sender) ? tracker.surface : sender)) {
    case 'bridge':
    case 'ios':
    case 'android':
      return mobile(tracker, tries, platformOf(tracker, sender))
    case 'web':
      return web(tries.length, status)
    case 'rest':
    case 'wire':
      return unknown(status)
  }
}

/**
 * Whether a request may be of a tracker's SDK. Only the Web SDK sends `/bulk`, and it sends nothing else (3.15.0); the
 * mobile SDKs' other requests look like those of the REST API, which a page can make by itself.
 */
export function sentBy(tracker: Tracker, sender: string): boolean {
  const surface = surfaceNamed(tracker.surface)
  if (surface === 'wire' || sender === 'wire') return true
  return (surface === 'web') === (sender === 'web')
}

function unknown(status: number | null): AfterTry {
  if (status !== null && status < 500) return { delivery: 'rejected', why: `The server refused it with ${status}.` }
  return { delivery: 'lost', why: `${failed(status)}, and no SDK is known here that would send it again.` }
}

/**
 * The Web SDK tries again after no answer or 5xx, in 5 s, then twice as long up to an hour; anything else is final
 * (3.15.0).
 */
function web(attempts: number, status: number | null): AfterTry {
  if (status !== null && status < 500)
    return { delivery: 'rejected', why: `The server refused it with ${status}; the SDK does not try again.` }
  if (attempts >= WEB_TRIES) return { delivery: 'lost', why: `The SDK gave up after ${attempts} tries.` }
  const seconds = Math.min(5 * 2 ** (attempts - 1), 3600)
  return {
    delivery: 'retrying',
    why: `${failed(status)}; the SDK tries again in about ${seconds} s while the page is open.`,
  }
}

/** Which of the mobile SDKs it is; null where its requests do not say so. */
function platformOf({ surface }: Tracker, sender: string): 'ios' | 'android' | null {
  const known = [surface, sender].find((name) => name === 'ios' || name === 'android')
  return known === 'ios' || known === 'android' ? known : null
}

/**
 * Without an answer, or with a 5xx, it is kept and nothing is counted; a 4xx counts, and the last one drops it (iOS SDK
 * 4.0.1 FlushingManager.swift:234-309). A 5xx with the vendor's own error body counts too on iOS, and not on Android
 * (Android SDK 4.10.0 FlushManagerImpl): where nobody knows which it is, both are said.
 */
function mobile(tracker: Tracker, tries: readonly Attempt[], platform: 'ios' | 'android' | null): AfterTry {
  const status = tries.at(-1)?.status ?? null
  // Configured again or not: what was under way as everything was removed is not there to be sent again.
  if (tracker.status === 'stopped' || (tries.at(-1)?.sentAt ?? 0) <= (tracker.removedAt ?? -1))
    return { delivery: 'lost', why: `${failed(status)}${REMOVED}` }
  const configured = objectOr(tracker.config).flushMaxRetries
  const most = typeof configured === 'number' ? configured : MOBILE_TRIES
  const counted = tries.filter((tried) => counts(tried, platform)).length
  const isCounted = tries.slice(-1).some((tried) => counts(tried, platform))
  const isOpen = platform === null && tries.some(({ inForm }) => inForm)
  if (!isCounted || counted < most) {
    const tried = isCounted ? ` (try ${counted} of ${most}${isOpen ? ` on iOS; ${ANDROID}` : ''})` : ''
    return { delivery: 'retrying', why: `${failed(status)}; it is kept and sent with the next flush${tried}.` }
  }
  const dropped = `The SDK dropped it after ${counted} refused tries, the last one with ${status}`
  return {
    delivery: 'rejected',
    why: isOpen ? `${dropped}, if it is iOS’s; ${ANDROID}, and sends it again.` : `${dropped}.`,
  }
}

const ANDROID = 'Android’s does not count a 5xx'

/** A stop and a clear remove what is under way (iOS guide, “Stop SDK integration”, “Clear local customer data”). */
const REMOVED = ', and it was removed from the device meanwhile (iOS guide, “Stop SDK integration”).'

/** Whether a try counts towards dropping; where the platform is not known, as on iOS. */
function counts({ status, inForm }: Attempt, platform: 'ios' | 'android' | null): boolean {
  return status !== null && status >= 400 && (status < 500 || (inForm === true && platform !== 'android'))
}

function failed(status: number | null): string {
  return status === null ? 'No answer came' : `The server answered ${status}`
}

/** The Web SDK's methods that track; every other method of an item is the mobile bridge's. */
const WEB_METHODS: ReadonlySet<string> = new Set(['track', 'identify', 'update', 'anonymize', 'ping'])

const MOBILE: ReadonlySet<SurfaceName> = new Set(['bridge', 'ios', 'android'])

/** Whether a tracker is an app's SDK. */
export function isMobile({ surface }: Pick<Tracker, 'surface'>): boolean {
  return MOBILE.has(surfaceNamed(surface))
}

/** What only mobile SDKs track on their own account. */
const MOBILE_NAMES: ReadonlySet<string> = new Set([
  'session_start',
  'session_end',
  'installation',
  'notification_state',
  PUSH_TOKEN,
])

/**
 * Whether unsent items outlive their page. The mobile SDKs store them until they are flushed (iOS guide, “Stop the SDK
 * but upload tracked data”). The Web SDK keeps its queue in the page: what can still be sent goes out in a beacon as
 * the page is left, anything else is gone (recorded with 3.15.0). An item that nobody called for is the Web SDK's where
 * it has the page properties that only this SDK adds.
 */
export function survives(item: Item, tracker: Tracker): boolean {
  if (item.method !== null) return !WEB_METHODS.has(item.method)
  if (MOBILE_NAMES.has(item.name)) return true
  if (item.wireProperties?.browser === undefined && isMobile(tracker)) return true
  return item.type !== 'identify' && item.wireProperties !== null && item.wireProperties.browser === undefined
}

/** The Web SDK gathers commands for a tenth of a second (3.15.0); how long an app waits is the app's to say. */
export function gathersFor({ surface, key }: Tracker): number | null {
  return surface === 'web' && key !== null ? 100 : null
}
