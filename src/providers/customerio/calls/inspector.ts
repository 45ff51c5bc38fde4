/**
 * Reads `dispatch_start`, the SDK's own telling of each call: an event with its message id, before anything is sent.
 */

import type { CallItem, Effect, Reading } from '../../../core/contract/vendor'
import { type Customer, type Note, note } from '../../../core/item'
import { isCutObject, type JsonObject, objectOr } from '../../../core/json'
import type { Tracker } from '../../../core/state'
import { idOf } from '../customer'
import { type ReadEvent, readEvent } from '../event'
import { surfaceNamed } from '../sdk'
import { valueNotes } from './arguments'
import { aliased, identified, shown } from './identity'
import { trapNotes } from './traps'

/**
 * What an event at `dispatch_start` means. `id` is the message id where the surface read it, `kinds` what the call's
 * arguments were.
 */
export function readDispatch(event: JsonObject, kinds: string, id: string | undefined, tracker: Tracker): Reading {
  const read = readEvent(event, surfaceNamed(tracker.surface), true)
  if (!read) return { items: [], effects: [] }
  const messageId = id ?? read.id
  const odd = trapNotes(event, kinds, tracker.customer.hard.userId ?? null)
  const notes = [...read.notes, ...odd, ...contextNotes(event, read), ...valueNotes(read.properties)]
  const item: CallItem = {
    type: read.type,
    name: read.name,
    properties: read.properties,
    // The type of an event is the name of the method that makes it.
    method: typeof event.type === 'string' ? event.type : undefined,
    id: messageId ?? undefined,
    as: customerNow(event, read, tracker),
    automatic: read.automatic,
    destructive: read.destructive,
    notes,
  }
  return { items: [item], effects: effectsOf(event, read, tracker) }
}

/** An alias names its target, not who makes it: that is the tracker's customer. */
function customerNow(event: JsonObject, read: ReadEvent, tracker: Tracker): Customer {
  if (read.type !== 'alias' || idOf(event.previousId) !== null) return read.as
  return { soft: { ...tracker.customer.soft, ...read.as.soft }, hard: tracker.customer.hard }
}

function effectsOf(event: JsonObject, read: ReadEvent, tracker: Tracker): readonly Effect[] {
  const anonymousId = read.as.soft.anonymousId ?? null
  const userId = read.as.hard.userId ?? null
  if (read.type === 'identify')
    return identified(tracker, { userId, anonymousId, traits: read.properties, whole: true })
  if (read.type === 'alias')
    return [...shown(tracker, null, anonymousId), ...aliased(idOf(event.userId), idOf(event.previousId))]
  if (userId === null && !isCutObject(event) && namesNobody(tracker, anonymousId)) return [FORGOTTEN]
  return shown(tracker, userId, anonymousId)
}

/** An event names the user where there is one, and the visitor (core/events/index.ts, `baseEvent`, of 0.5.11). */
function namesNobody({ customer }: Tracker, anonymousId: string | null): boolean {
  return customer.hard.userId !== undefined && anonymousId !== null && customer.soft.anonymousId === anonymousId
}

const FORGOTTEN: Effect = {
  ...{ kind: 'identity', change: 'seen', hard: {}, replace: 'hard', traits: {}, replaceTraits: true },
  text: 'The SDK’s event names no user any more: what made it so was not seen',
}

/** Keys that belong in an event's context; at `dispatch_start` it holds only what the page itself gave. */
const CONTEXT_KEYS: ReadonlySet<string> = new Set([
  ...[
    'page',
    'userAgent',
    'userAgentData',
    'locale',
    'library',
    'campaign',
    'referrer',
    'device',
    'app',
    'os',
    'screen',
    'timezone',
  ],
  ...['network', 'ip', 'location', 'groupId', 'traits', 'active', 'amp', 'instanceId', 'session'],
])

function contextNotes(event: JsonObject, read: ReadEvent): readonly Note[] {
  const odd = Object.keys(objectOr(event.context)).filter((key) => !CONTEXT_KEYS.has(key))
  if (!odd.length) return []
  const named = odd.slice(0, 8).join(', ')
  if (read.type === 'identify' || read.type === 'group')
    return [
      note(
        'argument',
        `In context instead of the traits: ${named}. The SDK read them as options, as in ` +
          `${read.type}(null, {…}): as traits they are lost.`,
      ),
    ]
  return odd.includes('messageId')
    ? [
        note(
          'argument',
          `Options that ended up in context: ${named}. The option messageId is ignored as the message’s ID.`,
        ),
      ]
    : [note('context', `Options that ended up in context: ${named}.`)]
}
