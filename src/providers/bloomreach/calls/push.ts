/**
 * Reads the calls about push messages, in-app messages and the app inbox: which event each tracks, and whether it may
 * (consent).
 */

import type { CallItem } from '../../../core/contract/vendor'
import { isMark, isObject, type Json, type JsonObject, MARK, parseJson, stringOr } from '../../../core/json'
import { typeOfEvent } from '../meaning'
import { hasConsent, isForced, isSilent, notificationOf, payloadNotes } from '../push-consent'
import { argument, propertiesOf } from './arguments'

/**
 * An item of a message's, refused where the consent that came with the message forbids it. A click is tracked all the
 * same where its address asks for it; nothing else is (iOS SDK 4.0.1 TrackingConsentManager.swift:25, 79).
 */
function consented(item: CallItem, consent: Json | undefined, method: string, address?: Json): CallItem {
  const given = isMark(consent) && consent[MARK] === 'undefined' ? undefined : consent
  if (method.endsWith('WithoutTrackingConsent') || hasConsent(given) || isForced(address)) return item
  const read = given === false ? 'false' : `${JSON.stringify(given)}, which is read as no`
  return {
    ...item,
    refused: `has_tracking_consent is ${read}: the SDK does not track it (iOS guide, “Push notifications”).`,
  }
}

/**
 * `trackDeliveredPush` and `trackClickedPush`, with and without regard to consent: a `campaign` event with the
 * message's attributes.
 */
export function readPush(method: string, args: readonly Json[]): CallItem {
  const given = argument(args, 0)
  const message = notificationOf(given) ?? {}
  const attributes = parsed(message.attributes)
  const { event_type: custom, ...rest } = attributes
  // A payload names its own event type; "campaign" is also what an absent one means (iOS SDK 4.0.1
  // ExponeaInternal+Tracking.swift:191).
  const name = stringOr(custom) || 'campaign'
  const clicked = method.startsWith('trackClicked')
  const status = clicked && !isSilent(message) ? 'clicked' : 'delivered'
  const properties = { ...rest, status, ...(clicked ? {} : { state: 'shown' }) }
  const notes = payloadNotes(message, clicked ? message.delivered_timestamp : attributes.sent_timestamp)
  const item: CallItem = { type: typeOfEvent(name), name, properties, notes }
  if (!isObject(given) || isMark(given))
    return { ...item, refused: 'The payload is not an object: the SDK logs an error and tracks nothing.' }
  return consented(item, message.has_tracking_consent, method, clicked ? message.url : undefined)
}

/** In-app messages and content blocks: a `banner` event (iOS SDK 4.0.1 TrackingManager.swift:594). */
export function readBanner(method: string, args: readonly Json[]): CallItem {
  const given = propertiesOf(argument(args, 0))
  const block = method.startsWith('trackInAppContentBlock')
  const message = block ? parsed(given.contentBlock) : given
  const [what = ''] = /Show|Click|Close|Error/.exec(method) ?? []
  const action = what.toLowerCase()
  const named = (key: string, value: Json | undefined) => (typeof value === 'string' ? { [key]: value } : {})
  const properties = { action, ...named('banner_id', message.id), ...named('banner_name', message.name) }
  // The consent of a block is its personalized message's; the address of a click is its button's.
  const consent = parsed(message.personalized_message).has_tracking_consent ?? message.has_tracking_consent ?? undefined
  const address = action !== 'click' ? undefined : block ? parsed(given.action).url : argument(args, 2)
  const item: CallItem = { type: 'banner', name: 'banner', properties, notes: [] }
  const problem = messageProblem(method, args)
  if (problem !== null) return { ...item, refused: problem, doubted: true }
  return consented(item, consent, method, address)
}

/**
 * Why the bridge refuses a call about a message; null where it takes it. A content block needs its placeholder and
 * itself, as an object or as JSON text, its click an action and its failure a text (ExponeaBridge.swift,
 * trackInAppContentBlock…).
 */
export function messageProblem(method: string, args: readonly Json[]): string | null {
  const given = argument(args, /InboxClick/.test(method) ? 1 : 0)
  const { placeholderId, contentBlock, action, errorMessage } = propertiesOf(given)
  const reads = /Block/.test(method)
    ? typeof placeholderId === 'string' &&
      objectIn(contentBlock) &&
      (!/Click/.test(method) || objectIn(action)) &&
      (!/Error/.test(method) || typeof errorMessage === 'string')
    : isObject(given) && !isMark(given)
  return reads ? null : 'The message cannot be read: the bridge refuses the call.'
}

/** App inbox messages: a `campaign` event of their own action type. */
export function readInbox(method: string, args: readonly Json[]): CallItem {
  const clicked = method.startsWith('trackAppInboxClick')
  const message = propertiesOf(argument(args, clicked ? 1 : 0))
  const properties = { action_type: 'app inbox', status: clicked ? 'clicked' : 'opened' }
  const item: CallItem = { type: 'campaign', name: 'campaign', properties, notes: [] }
  const problem = messageProblem(method, args)
  if (problem !== null) return { ...item, refused: problem, doubted: true }
  const address = clicked ? propertiesOf(argument(args, 0)).url : undefined
  return consented(item, propertiesOf(message.content).has_tracking_consent, method, address)
}

/** An object, also where a bridge carries it as JSON text; null for anything else. */
function objectIn(value: Json | undefined): JsonObject | null {
  const read = typeof value === 'string' ? parseJson(value) : value
  return isObject(read) && !isMark(read) ? read : null
}

/** The same, and an empty object for anything else. */
export function parsed(value: Json | undefined): JsonObject {
  return objectIn(value) ?? {}
}
