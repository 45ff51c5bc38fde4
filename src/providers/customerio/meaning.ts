/** The event names that have a meaning of their own in Customer.io, with what they require and what they destroy. */
import { remembered } from '../../core/collections/remembered'
import { type ItemType, type Note, note } from '../../core/item'
import { isObject, type JsonObject } from '../../core/json'
import type { SurfaceName } from './sdk'

/** One semantic event as Customer.io's Pipelines API specification lists it. */
export interface SemanticEvent {
  /** The name on the wire. */
  readonly name: string
  /** The title that guides use for the action in prose; null where there is none. */
  readonly title: string | null
  readonly type: ItemType
  /** What the server does on receiving it; the end of a sentence that names the event. */
  readonly effect: string
  readonly destructive: boolean
  /** Paths of the fields that the specification requires, from the top of the event: `properties.objectId`. */
  readonly requires: readonly string[]
}

/**
 * Every semantic event (Pipelines OpenAPI, schemas of `/track`; prose titles: iOS track-events guide, "Semantic
 * Events").
 */
const SEMANTIC_EVENTS: readonly SemanticEvent[] = [
  {
    name: 'User Deleted',
    title: 'Delete Person',
    type: 'event',
    effect: 'deletes the person and all their data',
    destructive: true,
    requires: ['userId'],
  },
  {
    name: 'User Suppressed',
    title: 'Suppress Person',
    type: 'event',
    effect: 'deletes the person and blocks their identifiers from coming back',
    destructive: true,
    requires: ['userId'],
  },
  {
    name: 'User Unsuppressed',
    title: 'Unsuppress Person',
    type: 'event',
    effect: 'frees the identifier again; deleted data does not come back',
    destructive: false,
    requires: ['userId'],
  },
  {
    name: 'Object Deleted',
    title: 'Delete Object',
    type: 'event',
    effect: 'deletes the object (group)',
    destructive: true,
    requires: ['anonymousId', 'properties.objectId'],
  },
  {
    name: 'Relationship Deleted',
    title: 'Delete Relationship',
    type: 'event',
    effect: 'unlinks the person from the object',
    destructive: true,
    requires: ['userId', 'properties.objectId'],
  },
  {
    name: 'Device Created or Updated',
    title: 'Create Device',
    type: 'device',
    effect: 'adds or updates the device',
    destructive: false,
    requires: ['userId', 'context.device.token'],
  },
  {
    name: 'Device Deleted',
    title: 'Delete Device',
    type: 'device',
    effect: 'removes the device from the person',
    destructive: true,
    requires: ['userId', 'context.device.token'],
  },
  {
    name: 'Report Delivery Event',
    title: null,
    type: 'report',
    effect: 'counts a message metric',
    destructive: false,
    requires: ['properties.deliveryId', 'properties.metric'],
  },
  {
    name: 'Report Content Event',
    title: null,
    type: 'report',
    effect: 'counts an anonymous in-app metric',
    destructive: false,
    requires: ['properties.actionType', 'properties.contentId', 'properties.templateId'],
  },
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
 * case or spaces are flagged too, and every name with spaces around it.
 */
export function meaningOf(name: string): Meaning {
  const exact = BY_NAME.get(name)
  if (exact)
    return {
      type: exact.type,
      destructive: exact.destructive,
      notes: [
        exact.destructive
          ? note('destructive', `Destructive: ${exact.effect}.`)
          : note('meaning', `${exact.effect.charAt(0).toUpperCase()}${exact.effect.slice(1)}.`),
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
          `${danger}: “${name}” is the guide’s title of the action; ` +
            `the name on the wire is “${titled.name}” (${titled.effect}). ` +
            `Whether the server acts on the title too is not known.`,
        ),
      ],
    }
  }
  const near = meantEvent(name)
  const spaced = name === name.trim() ? NOTHING : [SPACED]
  if (!near) return spaced === NOTHING ? PLAIN : { ...PLAIN, notes: spaced }
  return {
    type: 'event',
    destructive: false,
    notes: [
      note('name', `Nearly “${near.name}”, which ${near.effect}; spelt like this it is not known to.`),
      ...spaced,
    ],
  }
}

/** The semantic event of exactly this name; undefined for every other name, prose titles included. */
export function semanticEvent(name: string): SemanticEvent | undefined {
  return BY_NAME.get(name)
}

/**
 * The semantic event that a prose title or another spelling stands for; undefined for the exact name and for ordinary
 * events.
 */
export function meantEvent(name: string): SemanticEvent | undefined {
  return BY_NAME.has(name) ? undefined : (nearly(name) ?? undefined)
}

const NONE: readonly never[] = []
const NOTHING: readonly Note[] = []
const SPACED = note('name', 'The name begins or ends with a space.')

/** Paths of the required fields that an event lacks; empty for events without a meaning of their own. */
function missingFields(event: JsonObject): readonly string[] {
  const name = event.event
  const known = typeof name === 'string' ? (BY_NAME.get(name) ?? BY_TITLE.get(name)) : undefined
  return known ? known.requires.filter((path) => !present(event, path)) : NONE
}

/**
 * What is said of an event that lacks required fields, or has content ids for which the server drops it. `unknown` are
 * paths of fields that may be there although nobody sees them, `givenBy` names the calls that would have given others.
 */
export function requirementNotes(
  event: JsonObject,
  unknown: readonly string[] = NONE,
  givenBy: Readonly<Record<string, string>> = {},
): readonly Note[] {
  const lacks = missingFields(event).filter((path) => !unknown.includes(path))
  const odd = oddContentIds(event)
  // Nearly always: no sentence is written for nothing.
  if (lacks.length === 0 && odd.length === 0) return NONE
  const unseen = lacks.flatMap((path) => givenBy[path] ?? [])
  const why = unseen.length ? ` No ${unseen.join(' and no ')} was seen.` : ''
  const lack = `The specification requires ${lacks.join(' and ')} for this event; not set here.${why}`
  const drop = `The specification requires integers for ${odd.join(' and ')}: the server drops this event.`
  return [...(lacks.length ? [note('requirement', lack)] : []), ...(odd.length ? [note('requirement', drop)] : [])]
}

/**
 * What the server drops a content metric for although it is complete: ids that are no integers (in-app plugin of
 * 0.5.11).
 */
export function oddContentIds(event: JsonObject): readonly string[] {
  if (event.event !== 'Report Content Event') return NONE
  return ['contentId', 'templateId'].filter((name) => {
    const value = isObject(event.properties) ? event.properties[name] : undefined
    return present(event, `properties.${name}`) && !Number.isInteger(value)
  })
}

/** Whether the SDK tracks an event of this name by itself on this surface. */
export function isAutomatic(name: string, surface: SurfaceName): boolean {
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
const nearly = remembered((name) => BY_LETTERS.get(letters(name)) ?? null)
const PLAIN: Meaning = { type: 'event', destructive: false, notes: [] }

/**
 * The names of properties that the SDKs add to a thing of this type: the page's address and title, its name and
 * category, to a page call and to nothing else (recorded with 0.5.11: `samples`).
 */
export function adds(type: ItemType): readonly string[] {
  return type === 'page' ? ['path', 'referrer', 'search', 'title', 'url', 'name', 'category'] : []
}

/** A name's letters alone: names that are nearly the same agree in them. A long text is no such name. */
function letters(name: string): string {
  return name.length > 60 ? '' : name.toLowerCase().replace(/[^a-z]/g, '')
}

function present(event: JsonObject, path: string): boolean {
  let at: unknown = event
  for (const step of path.split('.')) at = isObject(at) ? at[step] : undefined
  return at !== undefined && at !== null && at !== ''
}
