/**
 * Reads the calls of the Web SDK (`exponea`, and `brweb` of Data hub): what each tracks and what it changes (3.15.0).
 */

import type { CallItem, Effect, ReadableCall, Reading } from '../../../core/contract/vendor'
import { note } from '../../../core/item'
import { type JsonObject, objectOr } from '../../../core/json'
import type { Tracker } from '../../../core/state'
import { customerOf } from '../customer'
import { natureOfUpdate, readConsent, typeOfEvent } from '../meaning'
import { keyOf, optInDrops, QUEUE } from '../sdk'
import { argument, isRefusedByJson, type Parameter, propertiesOf, refusal } from './arguments'
import { anonymized, asIdentified, identified, idsOf } from './identity'
import { NOTHING, one, only } from './reading'

const CALLBACKS: readonly Parameter[] = [
  { name: 'successCallback', types: ['function'] },
  { name: 'errorCallback', types: ['function'] },
  { name: 'immediate', types: ['boolean'] },
]
const TRACK: readonly Parameter[] = [
  { name: 'eventType', types: ['string'], required: true },
  { name: 'properties', types: ['object'] },
  ...CALLBACKS,
]
const IDENTIFY: readonly Parameter[] = [
  { name: 'customerIds', types: ['object', 'string', 'number'], required: true },
  { name: 'properties', types: ['object'] },
  ...CALLBACKS,
]
const UPDATE: readonly Parameter[] = [{ name: 'properties', types: ['object'], required: true }]

const METHODS: Readonly<Record<string, (fact: ReadableCall, tracker: Tracker) => Reading>> = {
  track,
  identify,
  update,
  anonymize,
  ping,
  _initializeConfig: prepare,
  initialize: start,
  start,
}

/** Reads one call. Methods that track nothing of their own, or only later (trackLink, getAbTest), read as nothing. */
export function readWebCall(fact: ReadableCall, tracker: Tracker): Reading {
  const read = Object.hasOwn(METHODS, fact.method) ? METHODS[fact.method] : undefined
  if (!read) return NOTHING
  const { items, effects } = read(fact, tracker)
  const early = !CONFIGURES.has(fact.method) && (fact.buffered || isDropping(tracker))
  const told = { items: items.map((item) => ended(item, fact, tracker)), effects }
  return early ? { ...told, items: told.items.map((item) => named(item, effects, tracker)), early: 'kept' } : told
}

/** What tells the SDK how it is set up: so much is known of a snippet that has only its stub. */
const CONFIGURES: ReadonlySet<string> = new Set(['_initializeConfig', 'initialize', 'start'])

/** Whether an SDK that has loaded drops what it is called with, until it is started. */
function isDropping({ config, startedIn, instance }: Tracker): boolean {
  return optInDrops(objectOr(config).compliance) !== null && startedIn !== (instance?.doc ?? startedIn)
}

/** What waits in a stub is told who it is by an identify alone. */
function named(item: CallItem, effects: readonly Effect[], tracker: Tracker): CallItem {
  return item.type === 'identify' ? { ...item, ...asIdentified(effects, tracker) } : item
}

/** The Web SDK gathers commands for so long before it sends them together; milliseconds (3.15.0). */
const GATHERED_MS = 100

/** The Web SDK puts no more commands than this into one `/bulk` (3.15.0). */
const BULK = 50

const SPOILS: NonNullable<CallItem['spoils']> = {
  within: GATHERED_MS,
  most: BULK,
  text:
    'JSON.stringify refuses a BigInt or a circle: the SDK cannot send it, nor any other command that it ' +
    'gathered with it (Web SDK 3.15.0).',
}

/** What ends a call although the SDK takes it. */
function ended(item: CallItem, fact: ReadableCall, tracker: Tracker): CallItem {
  const stale =
    'It went into the stub of the snippet although the SDK has loaded: nobody reads that any more (Web SDK 3.15.0).'
  if (item.refused !== undefined) return item
  if (fact.buffered) return { ...item, stale }
  if (tracker.counts.queued >= QUEUE.most) return { ...item, refused: QUEUE.full, doubted: true }
  return isRefusedByJson(item.properties) ? { ...item, spoils: SPOILS } : item
}

function track(fact: ReadableCall): Reading {
  const name = argument(fact.args, 0)
  const properties = propertiesOf(argument(fact.args, 1))
  const refused = refusal('track', fact.args, TRACK)
  const type = typeof name === 'string' ? name : ''
  const consent = type === 'consent' && refused === null ? readConsent(properties) : { effects: [], notes: [] }
  const nameless =
    refused === null && type === ''
      ? [note('name', 'The event type is empty; the SDK takes it, the iOS guide requires one (“Track event”).')]
      : []
  const item: CallItem = { type: typeOfEvent(type), name: type, properties, notes: [...consent.notes, ...nameless] }
  return one(withRefusal(item, refused), ...consent.effects)
}

function identify(fact: ReadableCall, tracker: Tracker): Reading {
  const properties = propertiesOf(argument(fact.args, 1))
  const refused = refusal('identify', fact.args, IDENTIFY)
  const item: CallItem = { ...natureOfUpdate(properties), properties }
  if (refused !== null) return one(withRefusal(item, refused))
  const { effect, notes } = identified(tracker, idsOf(argument(fact.args, 0)), properties, 'empty')
  return one({ ...item, notes }, effect)
}

function update(fact: ReadableCall, tracker: Tracker): Reading {
  const properties = propertiesOf(argument(fact.args, 0))
  const refused = refusal('update', fact.args, UPDATE)
  const item = withRefusal({ ...natureOfUpdate(properties), properties }, refused)
  if (refused !== null) return one(item)
  const { soft, hard } = tracker.customer
  const text = 'Customer properties updated'
  return one(item, { kind: 'identity', change: 'seen', soft, hard, traits: properties, text })
}

/** A new cookie, made known by `system/ids`; no session, installation or other event (recorded with 3.15.0). */
function anonymize(): Reading {
  return only(anonymized('Anonymized: a new cookie, no other IDs'))
}

/** Without arguments it tracks one `session_ping`; with options it only sets the pings up. */
function ping(fact: ReadableCall): Reading {
  if (argument(fact.args, 0) !== undefined) return NOTHING
  return one({ type: 'session', name: 'session_ping', properties: {} })
}

/**
 * The snippet's very first call, of those that have it (v2.3.0 has not). IDs live in the page only, so a new page
 * knows no more than its cookie and its configuration.
 */
function prepare(fact: ReadableCall, tracker: Tracker): Reading {
  const config = propertiesOf(argument(fact.args, 0))
  // First the key: it may make this the tracker of an earlier page, whose IDs are over then.
  return { items: [], effects: [...configured(config, tracker), newPage(config, tracker)] }
}

function start(fact: ReadableCall, tracker: Tracker): Reading {
  const given = propertiesOf(argument(fact.args, 0))
  const config: JsonObject = { ...objectOr(tracker.config), ...given }
  const drops = optInDrops(config.compliance)
  // Snippets up to v2.3.0 have no _initializeConfig: there the page begins with this.
  const page = tracker.key === null ? [newPage(config, tracker)] : []
  return { items: [], effects: [...configured(config, tracker), ...page, { kind: 'started', drops }] }
}

/**
 * What is known on a new page: the cookie, the customer of its configuration, and who was identified on it before its
 * key was known.
 */
function newPage(config: JsonObject, tracker: Tracker): Effect {
  const hard = { ...customerOf(config.customer).hard, ...(tracker.key === null ? tracker.customer.hard : {}) }
  const text = 'A new page: this SDK keeps its IDs in the page, and only the cookie beyond it'
  return { kind: 'identity', change: 'seen', hard, replace: 'hard', text }
}

function configured(config: JsonObject, tracker: Tracker): readonly Effect[] {
  const key = keyOf(config)
  // A second start is ignored by the SDK; it never changes the project of a running one.
  const named = key !== null && tracker.key === null ? { key } : {}
  return [{ kind: 'tracker', config, ...named }]
}

function withRefusal(item: CallItem, refused: string | null): CallItem {
  return refused === null
    ? item
    : { ...item, refused, notes: [...(item.notes ?? []), note('refusal', `The SDK refuses this call: ${refused}`)] }
}
