/**
 * Decodes the Web SDK's `/bulk`: commands of the SDK itself, events, customer updates and campaign clicks (recorded
 * with 3.15.0).
 */

import type { Effect } from '../../../core/contract/vendor'
import { type Customer, type Note, note, type WireItem } from '../../../core/item'
import { isObject, type Json, type JsonObject, objectOr, stringOr } from '../../../core/json'
import { keepingLast } from '../../../core/last'
import { customerOf, idText } from '../customer'
import { isAutomatic, natureOfUpdate, typeOfEvent } from '../meaning'
import { shallow } from './body'
import { wireAge, wireTime } from './time'

/** What one command is: an item, or something of the SDK's own. */
export interface Command {
  readonly key: string | null
  readonly item: WireItem | null
  readonly effects: readonly Effect[]
}

/** The names of commands, which alone tell a `/bulk` of Bloomreach's from other people's. */
const NAMES = /^(?:crm|system|campaigns)\//

/** Whether a body is the Web SDK's: it names its SDK, is a beacon, or has commands with Bloomreach's names. */
export function isBulk(body: JsonObject): boolean {
  if (!Array.isArray(body.commands)) return false
  if (body.sdk === 'js-client' || body.beacon === true) return true
  return body.commands.some((command: Json) => isObject(command) && NAMES.test(stringOr(command.name) ?? ''))
}

/**
 * Whether a command is none of those that the SDK is known to send (3.15.0): what it tracks, if anything, is not known.
 */
export function isUnknown(command: Json): boolean {
  const name = isObject(command) ? (stringOr(command.name) ?? '') : ''
  return !KNOWN.test(name)
}

const KNOWN = /^(?:crm\/(?:events|customers)|campaigns\/clicks|system\/.+)$/

/** The project that a command's data name; null where they name none. */
export function keyOfCommand(data: JsonObject): string | null {
  return idText(data.company_id) ?? idText(data.project_id)
}

/** Reads one command; `index` is its place in the request and in the server's answer. */
export function readCommand(command: Json, index: number): Command {
  const data = objectOr(isObject(command) ? command.data : null)
  const name = isObject(command) ? (stringOr(command.name) ?? '') : ''
  const key = keyOfCommand(data)
  switch (name) {
    case 'crm/events':
      return { key, item: event(data, index), effects: [] }
    case 'crm/customers':
      return { key, item: update(data, index), effects: [] }
    case 'campaigns/clicks':
      return { key, item: click(data, index), effects: [] }
    case 'system/ids':
      return { key, item: null, effects: known(data) }
    default:
      // `system/time`, `system/tracking` and `system/push-notifications-vapid-key` only ask; they track nothing.
      return { key, item: null, effects: [] }
  }
}

/**
 * The real time of an event is `timestamp − age`: `timestamp` is the time of sending by the server's clock, and only
 * there once the SDK knows the difference of the clocks; `age` is the time since the call (Web SDK 3.15.0). Without it
 * only the age is known.
 */
function claimedAt(data: JsonObject): number | null {
  const sent = wireTime(data.timestamp)
  return sent === null ? null : sent - (wireAge(data.age) ?? 0)
}

/** The events of a visit are nearly all of one customer. */
const kept = keepingLast<Customer>()

function event(data: JsonObject, index: number): WireItem {
  const name = stringOr(data.type) ?? ''
  const properties = shallow(objectOr(data.properties))
  const notes: Note[] = []
  if (name === '') notes.push(note('name', 'The event has no type (required: iOS guide, “Track event”).'))
  if (properties.tracked_via === 'eecommerce') notes.push(note('origin', 'Tracked by trackEnhancedEcommerce().'))
  return {
    type: typeOfEvent(name),
    name,
    properties,
    id: null,
    as: kept(customerOf(data.customer_ids)),
    claimedAt: claimedAt(data),
    age: wireAge(data.age),
    automatic: isAutomatic(name),
    notes,
    index,
    hasResult: true,
  }
}

function update(data: JsonObject, index: number): WireItem {
  const properties = shallow(objectOr(data.properties))
  const empty = Object.keys(properties).length === 0
  const as = customerOf(data.ids)
  return {
    ...natureOfUpdate(properties),
    properties,
    id: null,
    as,
    claimedAt: null,
    // At the start the SDK hands over the configured customer, even if there is none (recorded with 3.15.0).
    ...(empty && Object.keys(as.hard).length === 0 ? { automatic: true } : {}),
    index,
    hasResult: true,
  }
}

function click(data: JsonObject, index: number): WireItem {
  const url = stringOr(data.url)
  return {
    type: 'campaign',
    name: 'campaign_click',
    properties: { ...(url === null ? {} : { url }), ...shallow(objectOr(data.properties)) },
    id: null,
    as: isObject(data.customer_ids) ? customerOf(data.customer_ids) : null,
    claimedAt: claimedAt(data),
    age: wireAge(data.age),
    automatic: true,
    index,
    hasResult: true,
  }
}

/**
 * Who the SDK says it is; after `anonymize()` with a new cookie and nobody else (recorded with 3.15.0). It tracks
 * nothing.
 */
function known(data: JsonObject): readonly Effect[] {
  const cookie = idText(data.cookie)
  const { hard } = customerOf(data.customer)
  if (cookie === null && !Object.keys(hard).length) return []
  const soft: Customer['soft'] = cookie === null ? {} : { cookie }
  return [{ kind: 'identity', change: 'seen', soft, hard, text: 'The SDK made itself known to the server' }]
}
