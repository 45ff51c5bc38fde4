/**
 * What kind of thing an event or a customer update is, the same for the call that made it and for the request that
 * carries it.
 */
import type { ItemType } from '../../core/item'
import type { JsonObject } from '../../core/json'

/**
 * The name of a customer update: `identifyCustomer` emits no event, only this (iOS SDK 4.0.1
 * ExponeaInternal+Tracking.swift:65).
 */
const CUSTOMER_UPDATE = 'customer update'

/**
 * The name of a customer update that only hands over a push token, as the SDKs did before `notification_state` (iOS SDK
 * 3.7 and older).
 */
export const PUSH_TOKEN = 'push token'

/**
 * Customer properties that hand over a mobile push token. The SDKs put their default properties beside it (iOS SDK
 * 3.7.0 TrackingManager.swift:296).
 */
const MOBILE_TOKENS: readonly string[] = [
  'apple_push_notification_id',
  'google_push_notification_id',
  'huawei_push_notification_id',
]

/** Customer properties that belong to a push token and to nothing else, by SDK. */
const PUSH_PROPERTIES: readonly string[] = [
  ...MOBILE_TOKENS,
  'apple_push_notification_authorized',
  'browser_push_notification',
  'browser_push_notification_vapid_key',
  'safari_push_notification',
]

/**
 * Customer properties that iOS keeps for its push token and takes out of every update (since iOS SDK 3.8.2; 4.0.1
 * TrackCustomer.swift:45-51).
 */
export const STRIPPED: readonly string[] = [
  'push_notification_token',
  'valid',
  'description',
  'platform',
  'application_id',
  'device_id',
]

const TYPES: Readonly<Record<string, ItemType>> = {
  session_start: 'session',
  session_end: 'session',
  session_ping: 'session',
  page_visit: 'page',
  consent: 'consent',
  payment: 'payment',
  installation: 'installation',
  banner: 'banner',
  notification_state: 'push',
  campaign: 'campaign',
  campaign_click: 'campaign',
}

const AUTOMATIC: ReadonlySet<string> = new Set([
  'session_start',
  'session_end',
  'session_ping',
  'page_visit',
  'web_exit',
  'web_unload',
  'user_active',
  'installation',
  'notification_state',
  'banner',
  'experiment',
  'ab test',
  'campaign_click',
])

/** The type of an event by its name; every name that no SDK uses for itself is a custom event. */
export function typeOfEvent(name: string): ItemType {
  return Object.hasOwn(TYPES, name) ? (TYPES[name] ?? 'event') : 'event'
}

/** Whether the SDKs track events of this name on their own account (guide line 11; Web SDK 3.15.0). */
export function isAutomatic(name: string): boolean {
  return AUTOMATIC.has(name)
}

/** Type and name of a customer update by what it carries. */
export function natureOfUpdate(properties: JsonObject): { readonly type: ItemType; readonly name: string } {
  const names = Object.keys(properties)
  const token =
    names.some((name) => MOBILE_TOKENS.includes(name)) || names.every((name) => PUSH_PROPERTIES.includes(name))
  return token && names.length > 0 ? { type: 'push', name: PUSH_TOKEN } : { type: 'identify', name: CUSTOMER_UPDATE }
}
