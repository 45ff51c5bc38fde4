/**
 * What kind of thing an event or a customer update is, the same for the call that made it and for the request that
 * carries it.
 */
import type { Effect } from '../../core/contract/vendor'
import { type ItemType, type Note, note } from '../../core/item'
import { type Json, type JsonObject, stringOr } from '../../core/json'

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
export const MOBILE_TOKENS: readonly string[] = [
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

/** Whether the SDKs track events of this name on their own account (iOS guide, “Tracking”; Web SDK 3.15.0). */
export function isAutomatic(name: string): boolean {
  return AUTOMATIC.has(name)
}

/**
 * Properties that the SDKs put beside the page's own: the Web SDK location, device and campaign (Web SDK 3.15.0, in
 * this order: location, device, utm, default, the page's), iOS SDK 4.0.1 the two ids (event bodies).
 */
const ADDED: readonly string[] = [
  ...['location', 'os', 'browser', 'device'],
  ...['utm_source', 'utm_medium', 'utm_campaign', 'utm_content', 'utm_term'],
  ...['application_id', 'device_id'],
]

/** The names of properties that the SDKs add to a thing of this type; to a page visit its referrer and path too. */
export function adds(type: ItemType): readonly string[] {
  return type === 'page' ? [...ADDED, 'referrer', 'path'] : ADDED
}

/**
 * Whether the mobile SDKs track it first for a new customer: the installation, once for each, and the session's start
 * (iOS guide, “Anonymize”).
 */
export function beginsCustomer(name: string): boolean {
  return name === 'installation' || name === 'session_start'
}

/** Type and name of a customer update by what it carries. */
export function natureOfUpdate(properties: JsonObject): { readonly type: ItemType; readonly name: string } {
  const names = Object.keys(properties)
  const token =
    names.some((name) => MOBILE_TOKENS.includes(name)) || names.every((name) => PUSH_PROPERTIES.includes(name))
  return token && names.length > 0 ? { type: 'push', name: PUSH_TOKEN } : { type: 'identify', name: CUSTOMER_UPDATE }
}

/** What a `consent` event says, and what is odd about it. */
export interface Consent {
  readonly effects: readonly Effect[]
  readonly notes: readonly Note[]
}

/**
 * Until when a consent is accepted, in seconds since 1970, by its `valid_until`; infinite where it is "unlimited", null
 * where it is nothing that is documented (Bloomreach documentation, Tracking consent).
 */
export function validUntil(value: Json | undefined): number | null {
  if (value === 'unlimited') return Number.POSITIVE_INFINITY
  const isDigits = typeof value === 'string' && /^\d{9,10}(\.\d+)?$/.test(value)
  const seconds = typeof value === 'number' ? value : isDigits ? Number(value) : Number.NaN
  return seconds > 1e8 && seconds < 1e11 ? seconds : null
}

/**
 * Reads the properties of a `consent` event, by which Bloomreach is told of a customer's consent (there is no other API
 * for it on the web): `action` is `accept` or `reject`, `category` names the consent, `valid_until`
 * is needed to accept, and tells when the consent is over by itself. An event that is not valid revokes the consent
 * (Bloomreach documentation, Tracking consent).
 */
export function readConsent(properties: JsonObject): Consent {
  const category = stringOr(properties.category)
  const action = stringOr(properties.action)
  const notes: Note[] = []
  if (category === null || category === '') notes.push(note('consent', 'The consent event has no category.'))
  if (action !== 'accept' && action !== 'reject')
    notes.push(
      note('consent', 'The action is neither "accept" nor "reject": an invalid consent event revokes the consent.'),
    )
  const until = validUntil(properties.valid_until)
  if (action === 'accept' && until === null) {
    notes.push(
      note('consent', 'The accepted consent has no valid_until ("unlimited" or seconds since 1970), which revokes it.'),
    )
  }
  if (category === null || category === '') return { effects: [], notes }
  const granted = action === 'accept' && until !== null
  const how = granted ? 'accepted' : action === 'reject' ? 'rejected' : 'revoked by an invalid consent event'
  const ends = granted && until !== Number.POSITIVE_INFINITY ? { until: until * 1000 } : {}
  return { effects: [{ kind: 'consent', category, granted, ...ends, text: `Consent "${category}" ${how}` }], notes }
}
