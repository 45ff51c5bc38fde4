/**
 * Decodes the tracking API of the mobile SDKs, of servers and of Data hub: single messages and batches, new and old
 * forms.
 */

import type { Effect, PlacedEffect } from '../../../core/contract/vendor'
import { note, type WireItem } from '../../../core/item'
import { isObject, type Json, type JsonObject, objectOr, stringOr } from '../../../core/json'
import { customerOf } from '../customer'
import {
  beginsCustomer,
  isAutomatic,
  MOBILE_TOKENS,
  natureOfUpdate,
  PUSH_TOKEN,
  readConsent,
  typeOfEvent,
} from '../meaning'
import type { SurfaceName } from '../sdk'
import { shallow } from './body'
import { timeNotes, wireAge, wireTime } from './time'

/** What a message is, as the path or the name of a batch command says. */
export type Message = 'customers' | 'events' | 'clicks'

const COMMANDS: Readonly<Record<string, Message>> = {
  customers: 'customers',
  'customers/events': 'events',
  'campaigns/clicks': 'clicks',
}

/** What a batch command's name stands for; null for one that is not documented. */
export function messageOf(name: Json | undefined): Message | null {
  return typeof name === 'string' && Object.hasOwn(COMMANDS, name) ? (COMMANDS[name] ?? null) : null
}

/** Reads one message; `index` is its place in a batch and in the server's answer, 0 for a single one. */
export function readMessage(message: Message, body: Json, index: number): WireItem {
  const data = objectOr(body)
  const properties = shallow(objectOr(data.properties))
  // iOS SDK 3.6 and Android SDK 4.5 and older sent an age in seconds instead of the time.
  const time = data.timestamp ?? (message === 'customers' ? data.update_timestamp : undefined)
  const { type, name, automatic } = natureOf(message, data, properties)
  const url = message === 'clicks' ? stringOr(data.url) : null
  const notes = [...timeNotes(time)]
  if (Array.isArray(data.properties))
    notes.push(note('value', '`properties` is a list; the server takes objects only.'))
  if (name === '') notes.push(note('name', 'The event has no type (required: iOS guide, “Track event”).'))
  return {
    type,
    name,
    properties: url === null ? properties : { url, ...properties },
    id: null,
    as: isObject(data.customer_ids) ? customerOf(data.customer_ids) : null,
    claimedAt: wireTime(time),
    age: wireAge(data.age),
    automatic,
    begins: beginsCustomer(name),
    notes,
    // The call that handed the token over is known by its old name, unless the bridge said which version it is.
    otherNames: name === 'notification_state' ? [PUSH_TOKEN] : undefined,
    index,
  }
}

function natureOf(
  message: Message,
  data: JsonObject,
  properties: JsonObject,
): Pick<WireItem, 'type' | 'name'> & { automatic: boolean } {
  if (message === 'clicks') return { type: 'campaign', name: 'campaign_click', automatic: true }
  if (message === 'customers') return { ...natureOfUpdate(properties), automatic: false }
  // `type` is the deprecated name of `event_type` (Data hub event schema).
  const name = stringOr(data.event_type) ?? stringOr(data.type) ?? ''
  return { type: typeOfEvent(name), name, automatic: isAutomatic(name) }
}

/**
 * Which SDK sent a message, by the device properties that the SDKs add to their own events; `rest` where nothing says.
 */
export function senderOf(properties: JsonObject | undefined): Extract<SurfaceName, 'ios' | 'android' | 'rest'> {
  const sdk = stringOr(properties?.sdk) ?? ''
  return /ios/i.test(sdk) ? 'ios' : /android/i.test(sdk) ? 'android' : 'rest'
}

/**
 * What a message changes beside, for what nobody called: a session, a consent, or the push token, which the mobile SDKs
 * track by themselves (iOS guide, “Tracking”, “Push notifications”). `place` is where it stands among the items of its
 * request.
 */
export function effectsOf(item: WireItem, place: number): readonly PlacedEffect[] {
  return changesOf(item).map((effect) => ({ ...effect, place }))
}

/** The default session timeout, in seconds (iOS guide, “Sessions”). */
const IOS_TIMEOUT = 60

function changesOf(item: WireItem): readonly Effect[] {
  switch (item.name) {
    case 'session_start': {
      const documented = senderOf(item.properties) === 'ios' ? { documented: IOS_TIMEOUT } : {}
      const session = { state: 'active' as const, startedAt: item.claimedAt, endedAt: null, ...documented }
      return [{ kind: 'session', change: 'start', session, text: 'session_start was sent' }]
    }
    case 'session_end': {
      const session = { state: 'ended' as const, endedAt: item.claimedAt }
      return [{ kind: 'session', change: 'end', session, text: 'session_end was sent' }]
    }
    case 'consent':
      return consentOf(item)
    default:
      return item.type === 'push' ? tokenOf(item) : []
  }
}

/** The consent that a thing on the wire gives or takes back, for whatever SDK sends it. */
export function consentOf({ name, properties }: WireItem): readonly Effect[] {
  return name === 'consent' ? readConsent(properties).effects : []
}

/**
 * The push token that a message hands over or takes back. It is taken back by an empty one, or by a
 * `notification_state` that is "Invalidated" (iOS SDK 4.0.1 TrackingManager.swift), and then only from the customer
 * that it names.
 */
function tokenOf({ properties, as }: WireItem): readonly Effect[] {
  const given = [...MOBILE_TOKENS, 'push_notification_token'].map((name) => properties[name])
  const token = given.map((value) => stringOr(value)).find((value) => value !== null)
  if (token === undefined || token === null) return []
  const isGone = token === '' || properties.description === 'Invalidated'
  return [{ kind: 'push', token: isGone ? null : token, ...(isGone && as ? { of: as } : {}) }]
}
