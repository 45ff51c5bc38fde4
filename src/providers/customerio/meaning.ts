/** The event names that have a meaning of their own in Customer.io, with what they require and what they destroy. */
import { type ItemType, type Note, note } from '../../core/item'
import { isObject, type JsonObject } from '../../core/json'

/** One semantic event as Customer.io's Pipelines API specification lists it. */
interface SemanticEvent {
  /** The name on the wire. */
  readonly name: string
  /** The title that guides use for the action in prose; null where there is none. */
  readonly title: string | null
  readonly type: ItemType
  /** What the server does on receiving it. */
  readonly effect: string
  readonly destructive: boolean
  /** Paths of the fields that the specification requires. */
  readonly requires: readonly string[]
}

const event = (
  name: string,
  title: string | null,
  type: ItemType,
  destructive: boolean,
  effect: string,
  requires: readonly string[],
): SemanticEvent => ({ name, title, type, destructive, effect, requires })

/**
 * Every semantic event (Pipelines OpenAPI, schemas of `/track`; prose titles: iOS track-events guide, "Semantic
 * Events").
 */
const SEMANTIC_EVENTS: readonly SemanticEvent[] = [
  event('User Deleted', 'Delete Person', 'event', true, 'deletes the person and all their data', ['userId']),
  event(
    'User Suppressed',
    'Suppress Person',
    'event',
    true,
    'deletes the person and blocks their identifiers from coming back',
    ['userId'],
  ),
  event(
    'User Unsuppressed',
    'Unsuppress Person',
    'event',
    false,
    'frees the identifier again; deleted data does not come back',
    ['userId'],
  ),
  event('Object Deleted', 'Delete Object', 'event', true, 'deletes the object (group)', [
    'anonymousId',
    'properties.objectId',
  ]),
  event('Relationship Deleted', 'Delete Relationship', 'event', true, 'unlinks the person from the object', [
    'userId',
    'properties.objectId',
  ]),
  event('Device Created or Updated', 'Create Device', 'device', false, 'adds or updates the device', [
    'userId',
    'context.device.token',
  ]),
  event('Device Deleted', 'Delete Device', 'device', true, 'removes the device from the person', [
    'userId',
    'context.device.token',
  ]),
  event('Report Delivery Event', null, 'report', false, 'counts a message metric', [
    'properties.deliveryId',
    'properties.metric',
  ]),
  event('Report Content Event', null, 'report', false, 'counts an anonymous in-app metric', [
    'properties.actionType',
    'properties.contentId',
    'properties.templateId',
  ]),
]

/**
 * Events that the iOS SDK tracks on its own account (cdp-analytics-swift iOSLifecycleEvents.swift:44-102, iOS SDK
 * 4.7.5).
 */
const IOS_AUTOMATIC: ReadonlySet<string> = new Set([
  'Application Installed',
  'Application Updated',
  'Application Opened',
  'Application Backgrounded',
  'Application Foregrounded',
  'Deep Link Opened',
  'CIO Location Update',
  'Geofence Transition',
  'Live Notification Event',
  'Live Notification Token',
])

/** How an event's name is to be understood. */
export interface Meaning {
  readonly type: ItemType
  readonly destructive: boolean
  readonly notes: readonly Note[]
}

/**
 * What an event's name means. A prose title ("Delete Person") is flagged like the event that it names: whether the
 * server acts on the literal title is not known, so it is either destructive or a mistake. Names that differ only in
 * case or spaces are flagged too.
 */
export function meaningOf(name: string): Meaning {
  const exact = BY_NAME.get(name)
  if (exact)
    return {
      type: exact.type,
      destructive: exact.destructive,
      notes: [
        exact.destructive ? note('destructive', `Destructive: ${exact.effect}.`) : note('meaning', `${exact.effect}.`),
      ],
    }
  const titled = BY_TITLE.get(name)
  if (titled) {
    const danger = titled.destructive ? 'Destructive or a mistake' : 'Possibly a mistake'
    return {
      type: 'event',
      destructive: titled.destructive,
      notes: [
        note(
          titled.destructive ? 'destructive' : 'name',
          `${danger}: “${name}” is the guide’s title of the action; the name on the wire is “${titled.name}” (${titled.effect}). ` +
            `Whether the server acts on the title too is not known.`,
        ),
      ],
    }
  }
  const near = BY_LETTERS.get(letters(name))
  if (!near) return PLAIN
  return {
    type: 'event',
    destructive: false,
    notes: [note('name', `Nearly “${near.name}”, which ${near.effect}; spelt like this it is not known to.`)],
  }
}

/** Paths of the required fields that an event lacks; empty for events without a meaning of their own. */
export function missingFields(event: JsonObject): readonly string[] {
  const name = event.event
  const known = typeof name === 'string' ? (BY_NAME.get(name) ?? BY_TITLE.get(name)) : undefined
  return known ? known.requires.filter((path) => !present(event, path)) : []
}

/**
 * What the server drops a content metric for although it is complete: ids that are no integers (in-app plugin of
 * 0.5.11).
 */
export function oddContentIds(event: JsonObject): readonly string[] {
  if (event.event !== 'Report Content Event') return []
  return ['contentId', 'templateId'].filter((name) => {
    const value = isObject(event.properties) ? event.properties[name] : undefined
    return present(event, `properties.${name}`) && !Number.isInteger(value)
  })
}

/** Whether the SDK tracks an event of this name by itself on this surface. */
export function isAutomatic(name: string, surface: string): boolean {
  if (name === 'Report Delivery Event' || name === 'Report Content Event') return true
  const native = surface === 'ios' || surface === 'android'
  return native && (IOS_AUTOMATIC.has(name) || name === 'Device Created or Updated' || name === 'Device Deleted')
}

/**
 * The plugin that sends everything; of all the SDK's plugins it alone is not switched off by `All: false`
 * (core/queue/event-queue).
 */
const PIPELINE = 'Customer.io Data Pipelines'

/**
 * Whether an event's integrations keep the SDK from sending it, which the SDK then calls delivered (run with 0.5.11).
 */
export function isKeptBack(event: JsonObject): boolean {
  return isObject(event.integrations) && event.integrations[PIPELINE] === false
}

const BY_NAME = new Map(SEMANTIC_EVENTS.map((known) => [known.name, known]))
const BY_TITLE = new Map(
  SEMANTIC_EVENTS.flatMap((known) => (known.title === null ? [] : [[known.title, known] as const])),
)
const BY_LETTERS = new Map([...BY_TITLE, ...BY_NAME].map(([name, known]) => [letters(name), known] as const))
const PLAIN: Meaning = { type: 'event', destructive: false, notes: [] }

/** A name's letters alone: names that are nearly the same agree in them. */
function letters(name: string): string {
  return name.toLowerCase().replace(/[^a-z]/g, '')
}

function present(event: JsonObject, path: string): boolean {
  let at: unknown = event
  for (const step of path.split('.')) at = isObject(at) ? at[step] : undefined
  return at !== undefined && at !== null && at !== ''
}
