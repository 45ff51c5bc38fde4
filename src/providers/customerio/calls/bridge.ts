/**
 * Reads calls of a mobile-shaped `CustomerIO` bridge in a web view: names and arguments of the mobile SDKs' public API.
 */

import type { CallItem, Effect, Reading } from '../../../core/contract/vendor'
import { note } from '../../../core/item'
import { isObject, type Json, type JsonObject, objectOr, stringOr } from '../../../core/json'
import type { Tracker } from '../../../core/state'
import { idOf } from '../customer'
import { ALIAS_NOTE } from '../event'
import { meaningOf, requirementNotes } from '../meaning'
import { trackArguments, valueNotes } from './arguments'
import { NOTHING, only } from './reading'

/**
 * What a bridge call means: `identify({userId, traits})` or `identify(userId, traits)`, `track`, `screen`,
 * `clearIdentify` …
 */
export function readBridge(method: string, args: readonly Json[], tracker: Tracker): Reading {
  switch (method) {
    case 'identify':
      return identify(args, tracker)
    case 'setProfileAttributes':
      return setProfileAttributes(objectOr(args[0]), tracker)
    case 'track':
      return only(trackItem(args, tracker))
    case 'screen':
      return only(screenItem(args))
    case 'clearIdentify':
      return clearIdentify(tracker)
    case 'reset':
      return { items: [], effects: [forgotten('reset(): the next event is a new visitor’s')] }
    case 'alias':
      return alias(args, tracker)
    case 'registerDeviceToken':
      return registerDeviceToken(args, tracker)
    // The token stays on the device, for whoever is identified next (iOS SDK 4.7.5 DataPipelineImplementation.swift).
    case 'deleteDeviceToken':
      return { items: tracker.pushToken === null ? [] : [deviceItem('Device Deleted', {})], effects: [] }
    case 'setDeviceAttributes':
      return only(deviceAttributes(args, tracker))
    case 'trackMetric':
      return only({ type: 'report', name: 'Report Delivery Event', properties: objectOr(args[0]) })
    // The native SDK reports a metric of the message that it is given (customerio-reactnative 6.12.0).
    case 'pushMessaging.trackNotificationReceived':
    case 'pushMessaging.trackNotificationResponseReceived':
      return {
        items: [],
        effects: [{ kind: 'causes', things: [{ type: 'report', name: 'Report Delivery Event' }] }],
      }
    case 'flush':
      return { items: [], effects: [{ kind: 'flush', by: 'CustomerIO.flush()' }] }
    default:
      return NOTHING
  }
}

/**
 * The mobile SDKs replace traits, keep the anonymous ID on a change of person (cdp-analytics-swift
 * State.swift:144-151).
 */
function identify(args: readonly Json[], tracker: Tracker): Reading {
  const packed = objectOr(args[0])
  const id = idOf(args[0]) ?? idOf(packed.userId)
  const traits =
    typeof args[0] === 'string' || typeof args[0] === 'number' ? objectOr(args[1]) : objectOr(packed.traits)
  const before = tracker.customer.hard.userId ?? null
  if (id === null || id.trim() === '') {
    const item: CallItem = {
      type: 'identify',
      name: 'identify',
      properties: traits,
      notes: [note('refusal', 'A blank ID: the SDK logs an error and sends nothing.')],
    }
    // Only where no id was given at all: a blank one is refused, with traits or without.
    const given = typeof args[0] === 'string' ? args[0] : stringOr(packed.userId)
    return Object.keys(traits).length && given === null
      ? setProfileAttributes(traits, tracker)
      : only({ ...item, refused: 'A blank ID: the SDK logs an error and sends nothing.' })
  }
  const switched = before !== null && before !== id
  const again = before === id
  const text = switched
    ? `${before} → ${id}; the anonymous ID stays`
    : again
      ? `${id} identified again`
      : `Identified as ${id}`
  const effect: Effect = {
    kind: 'identity',
    change: switched ? 'switch' : 'identify',
    hard: { userId: id },
    traits,
    replaceTraits: true,
    text,
  }
  const has = tracker.pushToken !== null
  const bare = again && (isObject(args[0]) ? packed.traits : args[1]) === undefined
  // The device goes over to whoever is newly identified (iOS SDK 4.7.5 DataPipelineImplementation.swift:222-249).
  const items: readonly CallItem[] = [
    ...(switched && has ? [{ ...deviceItem('Device Deleted', {}), as: tracker.customer }] : []),
    {
      type: 'identify',
      name: 'identify',
      properties: traits,
      notes: [...(bare ? [SKIPPED] : []), ...valueNotes(traits)],
    },
    ...(!again && has ? [deviceItem('Device Created or Updated', {})] : []),
  ]
  return { items, effects: [effect] }
}

const SKIPPED = note(
  'argument',
  'iOS SDK 4.7.5 skips an identify of the same ID without traits in one process (DataPipelineImplementation.swift).',
)

function setProfileAttributes(traits: JsonObject, tracker: Tracker): Reading {
  const who = tracker.customer.hard.userId ?? 'an anonymous visitor'
  const text = `Attributes set for ${who}`
  return {
    items: [{ type: 'identify', name: 'identify', properties: traits, notes: valueNotes(traits) }],
    effects: [{ kind: 'identity', change: 'identify', traits, replaceTraits: true, text }],
  }
}

/**
 * `Device Deleted` first if a token is registered, then a new visitor; the token itself stays (iOS SDK
 * DataPipelineImplementation.swift:252-277).
 */
function clearIdentify(tracker: Tracker): Reading {
  const items = tracker.pushToken === null ? [] : [{ ...deviceItem('Device Deleted', {}), as: tracker.customer }]
  return { items, effects: [forgotten('clearIdentify(): the next event is a new visitor’s')] }
}

/** Nobody is known any more, and the anonymous ID will be another one; `reset()` alone sends nothing. */
function forgotten(text: string): Effect {
  return {
    ...{ kind: 'identity', change: 'reset', soft: {}, hard: {}, replace: true, traits: {}, replaceTraits: true },
    text,
  }
}

/** `alias(newId)` also makes it the user's ID (cdp-analytics-swift Events.swift:134-138). */
function alias(args: readonly Json[], tracker: Tracker): Reading {
  const { soft, hard } = tracker.customer
  const userId = idOf(args[0])
  const previousId = hard.userId ?? soft.anonymousId
  const item: CallItem = {
    ...{ type: 'alias', name: 'alias', destructive: true, notes: [ALIAS_NOTE] },
    properties: { ...(previousId === undefined ? {} : { previousId }), ...(userId === null ? {} : { userId }) },
  }
  if (userId === null || userId === '') return only({ ...item, refused: 'alias() needs an ID: nothing is sent.' })
  const text = `${previousId ?? 'The visitor'} becomes ${userId}`
  return { items: [item], effects: [{ kind: 'identity', change: 'alias', hard: { userId }, text }] }
}

/** A new token first deletes the old device (iOS SDK DataPipelineImplementation.swift:293-318). */
function registerDeviceToken(args: readonly Json[], tracker: Tracker): Reading {
  const token = stringOr(args[0])
  const known = deviceItem('Device Created or Updated', {})
  if (token === null || token === '')
    return only({ ...known, refused: 'registerDeviceToken() needs a token: nothing is sent.', doubted: true })
  const changed = tracker.pushToken !== null && tracker.pushToken !== token
  const items = [...(changed ? [deviceItem('Device Deleted', {})] : []), known]
  return { items, effects: [{ kind: 'push', token }] }
}

/** Attributes go out with a device; without a token there is none (iOS SDK 4.7.5 DataPipelineImplementation.swift). */
function deviceAttributes(args: readonly Json[], { pushToken }: Tracker): CallItem {
  const item = deviceItem('Device Created or Updated', objectOr(args[0]))
  const text = 'No registerDeviceToken() was seen: without a device token iOS SDK 4.7.5 sends nothing.'
  return pushToken === null ? { ...item, notes: [note('requirement', text)] } : item
}

function deviceItem(name: string, properties: JsonObject): CallItem {
  return { type: 'device', name, properties, automatic: true, destructive: name === 'Device Deleted' }
}

/** The calls that give what semantic events require, by its path in an event. */
const GIVEN_BY = { userId: 'identify()', 'context.device.token': 'registerDeviceToken()' }

const NAMELESS = 'A call without a name: the SDK sends nothing.'

function trackItem(args: readonly Json[], { customer, pushToken }: Tracker): CallItem {
  const { name, properties, refused, notes } = trackArguments(args)
  const meaning = meaningOf(name)
  // The SDK adds its device, and who was identified, perhaps before the page was there to see it.
  const event = { event: name, properties, ...customer.hard, context: { device: { token: pushToken } } }
  return {
    ...(refused === null ? {} : { refused: NAMELESS, doubted: true }),
    type: meaning.type,
    name,
    properties,
    destructive: meaning.destructive,
    notes: [
      ...meaning.notes,
      ...requirementNotes(event, ['anonymousId'], GIVEN_BY),
      ...(refused === null ? notes : [note('refusal', NAMELESS)]),
      ...valueNotes(properties),
    ],
  }
}

function screenItem(args: readonly Json[]): CallItem {
  const title = stringOr(args[0])
  const item: CallItem = { type: 'screen', name: title ?? 'screen', properties: objectOr(args[1]) }
  if (title) return item
  const refused = 'A screen call without a title: the SDK sends nothing.'
  return { ...item, refused, doubted: true, notes: [note('refusal', refused)] }
}
