/** What calls of the mobile SDKs do before the SDK is configured: they wait, and change nothing until then. */
import type { Reading } from '../../../core/contract/vendor'
import type { Tracker } from '../../../core/state'
import { asIdentified } from './identity'

/** Calls that a stopped SDK still takes: it can be configured anew, stopped again, and cleared. */
export const ALWAYS: ReadonlySet<string> = new Set(['configure', 'stopIntegration', 'clearLocalCustomerData'])
/** A push notification was delivered or clicked. */
export const PUSH = /^track(?:Delivered|Clicked)Push(?:WithoutTrackingConsent)?$/
/** Settings that an SDK without a configuration has no place for: they change nothing then. */
const SETTINGS = /^set(?:DefaultProperties|AutomaticSessionTracking|SessionTimeout|FlushPeriod|FlushMode)$/
/** What reaches an app from outside, and is no longer handled once its local data was cleared. */
function isFromOutside(method: string): boolean {
  return PUSH.test(method) || method === 'trackCampaignClick'
}

const UNSEEN = 'No configure() was seen: the SDK keeps the call until it is configured.'
const CLEARED = 'The local data was cleared: the SDK keeps the call until it is configured.'
/** A clear leaves nothing on the device that tells of it, so that it ends with the process at the latest. */
const OUTSIDE =
  'The local data was cleared: pushes are not handled and links not tracked until the SDK is configured (iOS guide, ' +
  '“Clear local customer data”) or, on which the guide is silent, launched anew. The app’s own handling of links is ' +
  'not affected.'

/**
 * Calls made before configure() are kept until it comes, and never made if it does not (iOS guide, “Clear local
 * customer data”): until then they change nothing. Who they are called as is told by an identify itself.
 */
export function unconfigured(method: string, reading: Reading, tracker: Tracker): Reading {
  const { key, status, early } = tracker
  if ((key !== null && !early?.size) || ALWAYS.has(method) || !(reading.items.length || reading.effects.length))
    return reading
  if (status === 'wiped' && isFromOutside(method))
    return { items: reading.items.map((item) => ({ ...item, refused: OUTSIDE, doubted: true })), effects: [] }
  const waits = status === 'wiped' ? CLEARED : UNSEEN
  const as = method === 'identifyCustomer' ? asIdentified(reading.effects, tracker) : {}
  return {
    items: reading.items.map((item) => ({ ...item, ...as, waits })),
    effects: reading.effects,
    early: SETTINGS.test(method) ? 'ignored' : 'kept',
  }
}
