/**
 * Reads one event in the format that Customer.io's SDKs and Segment's share: who, what, when, and what is odd about it.
 */

import { type Customer, type ItemType, type Note, note } from '../../core/item'
import { isMark, isTime, type Json, type JsonObject, objectOr, stringOr } from '../../core/json'
import { keepingLast } from '../../core/last'
import { inKb } from '../../core/text'
import { customerOf, idOf } from './customer'
import { LARGEST_CALL, sizeOfCall } from './limits'
import { isAutomatic, meaningOf, requirementNotes } from './meaning'
import type { SurfaceName } from './sdk'

/** The event types of the format. */
export const EVENT_TYPES: readonly string[] = ['track', 'identify', 'page', 'screen', 'group', 'alias']

/** Every top-level field that recorded events have, or that the API's specification names. */
export const EVENT_FIELDS: ReadonlySet<string> = new Set([
  ...[
    'type',
    'event',
    'name',
    'category',
    'properties',
    'traits',
    'groupId',
    'previousId',
    'userId',
    'anonymousId',
    'messageId',
  ],
  ...[
    'timestamp',
    'sentAt',
    'receivedAt',
    'originalTimestamp',
    'context',
    'integrations',
    'writeKey',
    '_metadata',
    'options',
    'channel',
  ],
  ...['version', 'batch', 'enrichments'],
])

/** What an event turned out to be. `claimedAt` is in milliseconds since 1970. */
export interface ReadEvent {
  readonly type: ItemType
  readonly name: string
  readonly properties: JsonObject
  readonly id: string | null
  readonly as: Customer
  readonly claimedAt: number | null
  readonly automatic: boolean
  readonly destructive: boolean
  readonly notes: readonly Note[]
}

type Content = Pick<ReadEvent, 'type' | 'name' | 'properties'> &
  Partial<Pick<ReadEvent, 'automatic' | 'destructive' | 'notes'>>

/**
 * Reads an event; null where it is none. `surface` tells whose own events count as automatic. `atCall`: it is not sent
 * yet, and who it is of may still be added then (plugins/customerio/normalize.ts:165-166).
 */
export function readEvent(event: JsonObject, surface: SurfaceName, atCall = false): ReadEvent | null {
  const kind = stringOr(event.type)
  if (kind === null || !EVENT_TYPES.includes(kind)) return null
  const {
    type,
    name,
    properties,
    automatic = false,
    destructive = false,
    notes,
  } = contentOf(kind, event, surface, atCall)
  const claimedAt = timeOf(event.timestamp)
  return {
    type,
    name,
    properties,
    id: stringOr(event.messageId),
    as: kept(customerOf(event, kind)),
    claimedAt,
    automatic,
    destructive,
    notes: together(notes ?? sizeNotes(event), timeNotes(event.timestamp, claimedAt)),
  }
}

/** The events of a visit are nearly all of one customer. */
const kept = keepingLast<Customer>()

/** Nearly always there are none: then no list is made for them. */
const NONE: readonly Note[] = []

function together(some: readonly Note[], more: readonly Note[]): readonly Note[] {
  return more.length === 0 ? some : [...some, ...more]
}

/** What an event of a kind says, without who and when. */
function contentOf(kind: string, event: JsonObject, surface: SurfaceName, atCall: boolean): Content {
  switch (kind) {
    case 'identify':
      return { type: 'identify', name: 'identify', properties: objectOr(event.traits) }
    case 'group':
      return {
        type: 'group',
        name: groupName(event.groupId),
        properties: objectOr(event.traits),
        notes: groupNotes(event),
      }
    case 'alias':
      return {
        type: 'alias',
        name: 'alias',
        properties: aliasProperties(event),
        destructive: true,
        notes: [ALIAS_NOTE],
      }
    case 'page':
      return {
        type: 'page',
        name: viewName(event.category, event.name, 'page'),
        properties: objectOr(event.properties),
      }
    case 'screen':
      return {
        type: 'screen',
        name: viewName(event.category, event.name, 'screen'),
        properties: objectOr(event.properties),
      }
    default:
      return readTrack(event, surface, atCall)
  }
}

/** The name of a page or screen item: its name as on the wire, else its category, else the kind itself. */
export function viewName(category: unknown, name: unknown, kind: 'page' | 'screen'): string {
  return [name, category].find((part): part is string => typeof part === 'string' && part !== '') ?? kind
}

/** The name of a group item: the group's id. */
export function groupName(groupId: unknown): string {
  return typeof groupId === 'string' && groupId !== ''
    ? groupId
    : typeof groupId === 'number'
      ? String(groupId)
      : 'group'
}

/** What an alias does: the old profile does not survive it (Pipelines OpenAPI `/alias`, "Merge profiles"). */
export const ALIAS_NOTE = note(
  'destructive',
  'A merge: the profile of previousId becomes part of userId and is gone afterwards.',
)

/**
 * A time as milliseconds since 1970: ISO-8601, or a bare number, which the server reads as milliseconds (iOS SDK
 * 4.7.5).
 */
export function timeOf(value: unknown): number | null {
  if (typeof value === 'number') return isTime(value) ? value : null
  const text = isMark(value) ? (value.$tl === 'date' ? value.text : null) : stringOr(value)
  const time = text === null ? Number.NaN : Date.parse(text)
  return Number.isNaN(time) ? null : time
}

/** A bare number below this, in milliseconds, lies before March 1973: seconds were meant. */
const SECONDS_BELOW = 1e11
/** One from here on lies beyond the year 5000: microseconds were meant. */
const MICROSECONDS_FROM = 1e14

/**
 * What is odd about the time that an event claims: the SDK sends the option `timestamp` as it is given (run with
 * 0.5.11).
 */
export function timeNotes(given: Json | undefined, time = timeOf(given)): readonly Note[] {
  if (typeof given === 'number' && time !== null && Math.abs(time) < SECONDS_BELOW) {
    const read = new Date(time).toISOString().slice(0, 10)
    return [
      note(
        'argument',
        `The timestamp ${given} is a bare number, silently read as milliseconds: ${read}. Send ISO-8601.`,
      ),
    ]
  }
  if (typeof given === 'number' && time !== null && Math.abs(time) >= MICROSECONDS_FROM) {
    const read = new Date(time).getUTCFullYear()
    const said = `The timestamp ${given} looks like microseconds: a bare number is read as milliseconds`
    return [note('argument', `${said}, here of the year ${read}. Send ISO-8601.`)]
  }
  const isNone = given === undefined || given === null || (isMark(given) && given.$tl === 'undefined')
  if (isNone || time !== null) return NONE
  const odd = typeof given === 'string' ? ` “${given.slice(0, 40)}” is no ISO-8601 time` : ' is no time'
  return [note('time', `The timestamp${odd}; what the server makes of it is not known.`)]
}

function readTrack(event: JsonObject, surface: SurfaceName, atCall: boolean): Content {
  const name = stringOr(event.event) ?? ''
  const { type, destructive, notes } = meaningOf(name)
  const all = [...notes, ...requirementNotes(event, atCall ? ['userId'] : [])]
  if (isDeliveryId(event))
    all.push(
      note(
        'identity',
        'The anonymous ID is the delivery’s ID: it names no visitor (iOS SDK RichPushDeliveryTracker.swift:20-40).',
      ),
    )
  if (name === '') all.push(note('name', 'An event without a name.'))
  all.push(...sizeNotes(event))
  return {
    type,
    name,
    properties: objectOr(event.properties),
    automatic: isAutomatic(name, surface),
    destructive,
    notes: all,
  }
}

function isDeliveryId(event: JsonObject): boolean {
  const { deliveryId } = objectOr(event.properties)
  return event.event === 'Report Delivery Event' && deliveryId !== undefined && deliveryId === event.anonymousId
}

/** What is said of a group call that names no group, where none is known either. */
export const NO_GROUP = note('identity', 'A group call without an ID: groupId is null.')

function groupNotes(event: JsonObject): readonly Note[] {
  return [...(idOf(event.groupId) === null ? [NO_GROUP] : []), ...sizeNotes(event)]
}

function aliasProperties(event: JsonObject): JsonObject {
  const pick = (key: string): [string, Json][] => (event[key] === undefined ? [] : [[key, event[key]]])
  return Object.fromEntries([...pick('previousId'), ...pick('userId')])
}

function sizeNotes(event: JsonObject): readonly Note[] {
  const size = sizeOfCall(event)
  if (size <= LARGEST_CALL) return NONE
  const over = 'over the 32 KB that one call may have; the server answers 200 and does not process it.'
  return [note('limit', `${inKb(size)}: ${over}`)]
}
