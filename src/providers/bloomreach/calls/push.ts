/** Reads the calls about push messages, in-app messages and the app inbox: which event each tracks, and whether it may (consent). */
import { isMark, isObject, type Json, type JsonObject, parseJson, stringOr } from '../../../core/json'
import type { CallItem } from '../../../core/vendor'
import { typeOfEvent } from '../nature'
import { argument, propertiesOf } from './arguments'

/** An item of a message's, refused where the consent that came with the message forbids it. */
function consented(item: CallItem, message: JsonObject, method: string): CallItem {
  if (method.endsWith('WithoutTrackingConsent') || hasTrackingConsent(message.has_tracking_consent) || forced(message)) return item
  return { ...item, refused: 'has_tracking_consent is false, so the SDK does not track it (guide line 243).' }
}

/** `trackDeliveredPush` and `trackClickedPush`, with and without regard to consent: a `campaign` event with the message's attributes. */
export function readPush(method: string, args: readonly Json[]): CallItem {
  const message = propertiesOf(argument(args, 0))
  const attributes = parsed(message.attributes)
  const { event_type: custom, ...rest } = attributes
  // A payload names its own event type; "campaign" is also what an absent one means (iOS SDK 4.0.1 ExponeaInternal+Tracking.swift:191).
  const name = stringOr(custom) || 'campaign'
  const clicked = method.startsWith('trackClicked')
  const silent = message.silent === 1 || message.silent === true || message.silent === '1'
  const status = clicked && !silent ? 'clicked' : 'delivered'
  const properties = { ...rest, status, ...(clicked ? {} : { state: 'shown' }) }
  const item: CallItem = { type: typeOfEvent(name), name, properties, notes: wordless(args) }
  return consented(item, message, method)
}

/** In-app messages and content blocks: a `banner` event (iOS SDK 4.0.1 TrackingManager.swift:594). */
export function readBanner(method: string, args: readonly Json[]): CallItem {
  const given = propertiesOf(argument(args, 0))
  const message = isObject(given.contentBlock) || typeof given.contentBlock === 'string' ? parsed(given.contentBlock) : given
  const action = /Click/.test(method) ? 'click' : /Close/.test(method) ? 'close' : /Shown/.test(method) ? 'show' : 'error'
  const named = (key: string, value: Json | undefined) => (typeof value === 'string' ? { [key]: value } : {})
  const properties = { action, ...named('banner_id', message.id), ...named('banner_name', message.name) }
  return consented({ type: 'banner', name: 'banner', properties, notes: wordless(args) }, message, method)
}

/** App inbox messages: a `campaign` event of their own action type. */
export function readInbox(method: string, args: readonly Json[]): CallItem {
  const clicked = method.startsWith('trackAppInboxClick')
  const message = propertiesOf(argument(args, clicked ? 1 : 0))
  const properties = { action_type: 'app inbox', status: clicked ? 'clicked' : 'opened' }
  return consented({ type: 'campaign', name: 'campaign', properties, notes: [] }, propertiesOf(message.content), method)
}

/** Reads `has_tracking_consent`: absent means yes; true, 1, "true" and "1" mean yes; anything else means no (iOS SDK 4.0.1 GdprTracking.swift:34). */
function hasTrackingConsent(value: Json | undefined): boolean {
  return value === undefined || value === true || value === 1 || value === 'true' || value === '1'
}

/** A click is tracked in spite of a missing consent where its address says so (iOS SDK 4.0.1 PushNotificationParser.swift:18). */
function forced(message: JsonObject): boolean {
  return /[?&]xnpe_force_track(?:=(?:true|1))?(?:[&#]|$)/.test(stringOr(message.url) ?? '')
}

/** An object, also where a bridge carries it as JSON text. */
function parsed(value: Json | undefined): JsonObject {
  const read = typeof value === 'string' ? parseJson(value) : value
  return isObject(read) && !isMark(read) ? read : {}
}

function wordless(args: readonly Json[]): readonly string[] {
  return isObject(argument(args, 0)) ? [] : ['The payload is no object: the SDK logs that it is invalid and tracks nothing.']
}
