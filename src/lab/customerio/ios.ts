/** The iOS SDK's calls: what the track-events guide documents, with the order of events as in the iOS SDK 4.7.5. */
import type { ItemType } from '../../core/item'
import { isObject, type Json, type JsonObject, objectOr, stringOr } from '../../core/json'
import { trackArguments } from '../../providers/customerio/calls/arguments'
import { idOf } from '../../providers/customerio/customer'
import { ALIAS_NOTE } from '../../providers/customerio/event'
import { meaningOf } from '../../providers/customerio/meaning'
import { flush, write } from './ios-queue'
import { warnOfMeaning } from './requirements'
import { encoded, sanitised } from './sanitise'
import { log, put, type Run, store } from './state'

/** Runs one call of the iOS API; `args` are in the order of the guide. */
export function callIos(run: Run, method: string, args: readonly Json[]) {
  switch (method) {
    case 'track':
      return track(run, args)
    case 'identify': {
      // The React Native SDK hands over one object.
      const packed = isObject(args[0]) ? args[0] : { userId: args[0] ?? null, traits: args[1] ?? null }
      const { userId = null, traits = null } = packed
      // Without an ID it hands over the traits alone (customerio-reactnative 6.12.0).
      if (userId === null && isObject(args[0]) && Object.keys(objectOr(traits)).length)
        return setProfileAttributes(run, objectOr(traits))
      return identify(run, idOf(userId) ?? '', traits)
    }
    case 'setProfileAttributes':
      return setProfileAttributes(run, objectOr(args[0]))
    case 'screen':
      return screen(run, args)
    case 'alias':
      return alias(run, stringOr(args[0]) ?? '')
    case 'registerDeviceToken':
      return registerDeviceToken(run, stringOr(args[0]) ?? '')
    case 'deleteDeviceToken':
      return deleteDeviceToken(run)
    case 'setDeviceAttributes':
      return setDeviceAttributes(run, objectOr(args[0]))
    case 'clearIdentify':
      return clearIdentify(run)
    case 'reset':
      return forget(run)
    default:
      return flush(run, 'flush()')
  }
}

/**
 * Starts the SDK: the anonymous ID is made at once and kept (State.swift:116-126), a known device is registered again.
 */
export function startIos(run: Run) {
  if (run.state.anonymousId === null) newVisitor(run)
  put(run, { timer: run.at + run.state.settings.flushInterval * 1000 })
  if (run.state.token !== null) device(run, 'Device Created or Updated')
}

function track(run: Run, args: readonly Json[]) {
  const name = stringOr(args[0]) ?? ''
  if (name === '') return log(run, 'error', 'track needs a name (iOS guide, “Track an event”).')
  for (const { text } of trackArguments(args).notes) log(run, 'warning', text)
  const { userId } = run.state
  warnOfMeaning(run, { event: name, properties: objectOr(args[1] ?? null), userId, context: context(run) })
  const given = args[1] ?? null
  const properties =
    given === null ? null : args[2] === 'Encodable' ? objectOr(encoded(given)) : sanitised(objectOr(given))
  // Without data there are no properties at all (iOS guide, “Track an event”): a nil is left out of the JSON.
  event(run, 'track', name, properties === null ? { event: name } : { event: name, properties })
}

function identify(run: Run, userId: string, traits: Json) {
  const { state } = run
  if (userId.trim() === '') return log(run, 'error', 'identify with a blank ID: nothing is sent.')
  // The same ID without traits again in one process is skipped; empty traits are not
  // (DataPipelineImplementation.swift:211-216).
  if (traits === null && state.identified === userId)
    return log(run, 'info', `${userId} is identified already: skipped.`)
  const changes = state.userId !== null && state.userId !== userId
  if (changes && state.token !== null) device(run, 'Device Deleted')
  // Traits are replaced and the anonymous ID is kept (cdp-analytics-swift State.swift:144-151).
  const kept = sanitised(objectOr(traits))
  put(run, { userId, traits: kept, identified: userId })
  store(run, 'segment.userId', userId)
  store(run, 'segment.traits', kept)
  event(run, 'identify', 'identify', traits === null ? {} : { traits: kept })
  // The device goes over to whoever is newly identified (DataPipelineImplementation.swift:222-249).
  if (state.userId !== userId && state.token !== null) device(run, 'Device Created or Updated')
}

function setProfileAttributes(run: Run, attributes: JsonObject) {
  if (run.state.userId !== null) return identify(run, run.state.userId, attributes)
  const traits = sanitised(attributes)
  put(run, { traits })
  store(run, 'segment.traits', traits)
  event(run, 'identify', 'identify', { traits })
}

function screen(run: Run, args: readonly Json[]) {
  const name = stringOr(args[0]) ?? ''
  if (name === '') return log(run, 'error', 'screen needs a title.')
  const properties: JsonObject =
    args[1] === undefined || args[1] === null ? {} : { properties: sanitised(objectOr(args[1])) }
  event(run, 'screen', name, { name, ...properties })
}

/** `alias(newId)` also makes it the user's ID (cdp-analytics-swift Events.swift:134-138). */
function alias(run: Run, userId: string) {
  if (userId === '') return log(run, 'error', 'alias needs an ID.')
  log(run, 'warning', ALIAS_NOTE.text)
  const previousId = run.state.userId ?? run.state.anonymousId ?? ''
  put(run, { userId })
  store(run, 'segment.userId', userId)
  event(run, 'alias', 'alias', { previousId, userId })
}

/** Another token first deletes the device of the old one (DataPipelineImplementation.swift:293-318). */
function registerDeviceToken(run: Run, token: string) {
  if (token === '') return log(run, 'error', 'registerDeviceToken needs a token.')
  if (run.state.token !== null && run.state.token !== token) device(run, 'Device Deleted')
  put(run, { token })
  store(run, 'pushDeviceToken', token)
  device(run, 'Device Created or Updated')
}

/**
 * The device is deleted on the server; its token stays on this device, for whoever is identified next (iOS SDK 4.7.5
 * DataPipelineImplementation.swift).
 */
function deleteDeviceToken(run: Run) {
  if (run.state.token === null) return log(run, 'info', 'There is no device token to delete.')
  device(run, 'Device Deleted')
}

/** Attributes go out with a device; without a token there is none (DataPipelineImplementation.swift). */
function setDeviceAttributes(run: Run, attributes: JsonObject) {
  if (run.state.token === null)
    return log(run, 'info', 'The device’s attributes are ignored: without a device token nothing is sent.')
  device(run, 'Device Created or Updated', attributes)
}

/**
 * `Device Deleted` only with a registered token, then a new visitor; the token stays
 * (DataPipelineImplementation.swift:252-277).
 */
function clearIdentify(run: Run) {
  if (run.state.token !== null) device(run, 'Device Deleted')
  forget(run)
}

function forget(run: Run) {
  put(run, { userId: null, traits: {}, identified: null })
  store(run, 'segment.userId', null)
  store(run, 'segment.traits', null)
  newVisitor(run)
}

function newVisitor(run: Run) {
  const anonymousId = run.uuid().toUpperCase()
  put(run, { anonymousId })
  store(run, 'segment.anonymousId', anonymousId)
}

function device(run: Run, name: string, attributes: JsonObject = {}) {
  const { deviceAttributes } = run.state.settings
  const known = { properties: { ...deviceAttributes, ...sanitised(attributes) } }
  event(run, 'track', name, { event: name, ...(name === 'Device Deleted' ? {} : known) })
}

/**
 * Makes an event as the SDK stamps it (cdp-analytics-swift Types.swift:298-312), tells of it, and writes it to the
 * queue.
 */
function event(run: Run, type: 'track' | 'identify' | 'screen' | 'alias', name: string, fields: JsonObject) {
  const { anonymousId, userId, settings } = run.state
  const messageId = run.uuid().toUpperCase()
  const hard: Record<string, string> = userId === null ? {} : { userId }
  const wire: JsonObject = {
    type,
    anonymousId: anonymousId ?? '',
    messageId,
    ...hard,
    timestamp: new Date(run.at).toISOString(),
    context: context(run),
    integrations: {},
    _metadata: { bundled: [], unbundled: [], bundledIds: [] },
    ...fields,
  }
  const item = {
    id: messageId,
    type: itemType(type, name),
    name,
    properties: type === 'alias' ? fields : objectOr(fields.properties ?? fields.traits),
    timestamp: run.at / 1000,
    customer: { soft: { anonymousId: anonymousId ?? '' }, hard },
    key: settings.key,
    tries: 0,
  }
  run.effects.push({ effect: 'tracked', at: run.at, item })
  write(run, { item, wire })
}

function itemType(type: 'track' | 'identify' | 'screen' | 'alias', name: string): ItemType {
  return type === 'track' ? meaningOf(name).type : type
}

/** The token is in every event's context once it is registered (iOS SDK Plugins/Context.swift:28-35). */
function context(run: Run): JsonObject {
  const { token } = run.state
  return { device: { type: 'ios', ...(token === null ? {} : { token }) }, userAgent: 'Customer.io iOS Client/4.7.5' }
}
