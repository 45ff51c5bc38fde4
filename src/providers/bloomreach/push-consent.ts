/**
 * How the mobile SDKs read tracking consent from a message, and what forces tracking (iOS SDK 4.0.1
 * GdprTracking.swift).
 */
import { type Note, note } from '../../core/item'
import { isMark, isObject, type Json, type JsonObject } from '../../core/json'
import { timeNotes } from './decode/time'
import { queryOf } from './query'

/**
 * The notification's data; null where the payload is none. A notification's content carries it as `userInfo` (guide,
 * “Track push notification delivery manually”).
 */
export function notificationOf(value: Json | undefined): JsonObject | null {
  if (!isObject(value) || isMark(value)) return null
  return isObject(value.userInfo) && !isMark(value.userInfo) ? value.userInfo : value
}

/**
 * What is odd about a notification's data, and about the time that it carries for the event: of JSON text the iOS SDK
 * reads nothing (PushNotificationParser.swift), and no SDK checks the unit.
 */
export function payloadNotes(info: JsonObject, time: Json | undefined): readonly Note[] {
  const texts = ['attributes', 'url_params'].filter((name) => typeof info[name] === 'string')
  const unread = `The iOS SDK reads an object in ${texts.join(' and ')}, and nothing of a text.`
  return [...(texts.length ? [note('value', unread)] : []), ...(typeof time === 'number' ? timeNotes(time) : [])]
}

const WORDS: Readonly<Record<string, boolean>> = { true: true, '1': true, false: false, '0': false }

/** `has_tracking_consent`: absent means yes, anything unreadable means no, null included (GdprTracking.swift:34). */
export function hasConsent(value: Json | undefined): boolean {
  if (value === undefined) return true
  if (typeof value === 'boolean') return value
  if (typeof value === 'number') return value === 1
  return typeof value === 'string' && WORDS[value.toLowerCase()] === true
}

/** Whether a notification is silent: its click counts as a delivery (iOS SDK 4.0.1 PushNotificationParser.swift:28). */
export function isSilent({ silent }: JsonObject): boolean {
  return silent === true || silent === 1
}

/** Whether the address asks for tracking whatever the consent: `xnpe_force_track` bare, `true` or `1`. */
export function isForced(url: Json | undefined): boolean {
  if (typeof url !== 'string') return false
  const value = queryOf(url).get('xnpe_force_track')
  return value === null || (value !== undefined && WORDS[value.toLowerCase()] === true)
}
