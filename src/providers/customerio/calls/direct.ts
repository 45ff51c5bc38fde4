/**
 * Reads calls of the JavaScript SDK's own methods: those that wait in a snippet's stub, and those made on the instance.
 */

import type { CallItem, Effect, Reading } from '../../../core/contract/vendor'
import { note } from '../../../core/item'
import { type Json, type JsonObject, stringOr } from '../../../core/json'
import type { Tracker } from '../../../core/state'
import { ALIAS_NOTE, groupName, timeOf, viewName } from '../event'
import { meaningOf, requirementNotes } from '../meaning'
import {
  ALIAS_TO_ITSELF,
  aliasArguments,
  contextOf,
  optionNotes,
  trackArguments,
  userArguments,
  valueNotes,
  viewArguments,
} from './arguments'
import { aliased, identified, wasReset } from './identity'
import { NOTHING, only } from './reading'

/**
 * What a call of method `method` means. While it is only `buffered`, it changes nothing: the SDK has not read it yet;
 * and a call that the SDK will refuse is left for the SDK to refuse.
 */
export function readDirect(method: string, args: readonly Json[], tracker: Tracker, buffered: boolean): Reading {
  const reading = readMethod(method, args, tracker)
  if (!buffered) return reading
  const items = reading.items.filter((item) => item.refused === undefined)
  if (tracker.status !== 'running') return { items, effects: [] }
  return { items: items.map((item) => ({ ...item, notes: [...(item.notes ?? []), STALE] })), effects: [] }
}

/** A saved reference of the stub keeps pushing into an array that nobody reads (recorded with 0.5.11). */
const STALE = note(
  'stub',
  'Called on the stub although the SDK runs: unless the SDK was just taking over, nobody reads it any more.',
)

function readMethod(method: string, args: readonly Json[], tracker: Tracker): Reading {
  switch (method) {
    case 'track':
      return only(trackItem(args, tracker))
    case 'identify':
      return identify(args, tracker)
    case 'page':
      return only(viewItem(args, 'page', tracker))
    case 'pageview':
      // The old name: its only argument is the path (core/analytics/index.ts).
      return only(viewItem([typeof args[0] === 'string' ? { path: args[0] } : {}], 'page', tracker))
    case 'screen':
      return only(viewItem(args, 'screen', tracker))
    case 'group':
      return only(groupItem(args, tracker))
    case 'alias':
      return alias(args)
    case 'reset':
      return { items: [], effects: wasReset(tracker, 'reset') }
    case 'setAnonymousId':
      return { items: [], effects: setAnonymousId(args, tracker) }
    default:
      return NOTHING
  }
}

/** What the options of a call say of its event: when it was, and whose in the present user's place. */
function claimed(options: JsonObject, { customer }: Tracker): Pick<CallItem, 'claimedAt' | 'as'> {
  const userId = stringOr(options.userId)
  const as = userId ? { as: { soft: customer.soft, hard: { userId } } } : {}
  return { claimedAt: timeOf(options.timestamp), ...as }
}

function trackItem(args: readonly Json[], tracker: Tracker): CallItem {
  const { name, properties, options, refused, notes } = trackArguments(args)
  const meaning = meaningOf(name)
  const requirements = requirementNotes({ event: name, properties, context: contextOf(options) }, ADDED_LATER)
  return {
    type: meaning.type,
    name,
    properties,
    ...claimed(options, tracker),
    destructive: meaning.destructive,
    ...(refused === null ? {} : { refused: `The SDK throws “${refused}” and sends nothing.` }),
    notes: [...meaning.notes, ...requirements, ...notes, ...optionNotes(options), ...valueNotes(properties)],
  }
}

/** Who an event is of is added as it is sent (plugins/customerio/normalize.ts:165-166). */
const ADDED_LATER = ['userId', 'anonymousId']

function identify(args: readonly Json[], tracker: Tracker): Reading {
  const { id, traits, replaces, options, notes } = userArguments(args, tracker.customer.hard.userId ?? null, 'identify')
  const switches = tracker.customer.hard.userId !== undefined && id !== tracker.customer.hard.userId
  const whole = replaces || switches
  const item: CallItem = {
    type: 'identify',
    name: 'identify',
    properties: traits,
    claimedAt: timeOf(options.timestamp),
    // By the call itself: while it waits in a stub, nothing else has its id.
    ...(id === null ? {} : { as: { soft: switches ? {} : tracker.customer.soft, hard: { userId: id } } }),
    notes: [...notes, ...optionNotes(options), ...valueNotes(traits)],
  }
  return { items: [item], effects: identified(tracker, { userId: id, anonymousId: null, traits, whole }) }
}

function viewItem(args: readonly Json[], type: 'page' | 'screen', tracker: Tracker): CallItem {
  const { category, name, properties, options } = viewArguments(args)
  return {
    type,
    name: viewName(category, name, type),
    properties,
    ...claimed(options, tracker),
    notes: [...optionNotes(options), ...valueNotes(properties)],
  }
}

function groupItem(args: readonly Json[], tracker: Tracker): CallItem {
  const { id, traits, options, notes } = userArguments(args, null, 'group')
  const nameless =
    id === null
      ? [note('identity', 'A group call without an ID: the SDK takes the current group, or sends groupId null.')]
      : []
  return {
    type: 'group',
    name: groupName(id),
    properties: traits,
    ...claimed(options, tracker),
    notes: [...notes, ...nameless, ...optionNotes(options), ...valueNotes(traits)],
  }
}

function alias(args: readonly Json[]): Reading {
  const { to, from, options } = aliasArguments(args)
  const properties: JsonObject = {
    ...(from === null ? {} : { previousId: from }),
    ...(to === null ? {} : { userId: to }),
  }
  const notes = [ALIAS_NOTE, ...(to === null ? [ALIAS_TO_ITSELF] : []), ...optionNotes(options)]
  const claimedAt = timeOf(options.timestamp)
  const item: CallItem = { type: 'alias', name: 'alias', properties, claimedAt, destructive: true, notes }
  return { items: [item], effects: aliased(to, from) }
}

function setAnonymousId(args: readonly Json[], tracker: Tracker): readonly Effect[] {
  const anonymousId = stringOr(args[0])
  if (anonymousId === null || anonymousId === '' || anonymousId === tracker.customer.soft.anonymousId) return []
  return [
    {
      kind: 'identity',
      change: 'rotated',
      soft: { anonymousId },
      text: 'setAnonymousId(): the page chose the anonymous ID',
    },
  ]
}
