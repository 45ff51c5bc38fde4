/** Reads what the SDKs keep in cookies and storage: ids, traits, and events that wait for the next page. */

import type { Effect } from '../../core/contract/vendor'
import type { StorageFact } from '../../core/fact'
import { isObject, type Json, type JsonObject, objectOr, parseJson, stringOr } from '../../core/json'
import type { Tracker } from '../../core/state'
import { isNative } from './delivery'

/** The key of a persisted queue's events (lib/priority-queue/persisted.ts:65-93). */
const QUEUE = /^persisted-queue:v1:.*:items$/

/** The ID of each entry. */
export const STORED_IDS: Readonly<Record<string, string>> = {
  ajs_anonymous_id: 'anonymousId',
  ajs_user_id: 'userId',
  _cioanonid: '_cioanonid',
  _cioid: '_cioid',
}

/**
 * What a stored value tells. A value that is gone tells nothing by itself: a reset is told by its call. An app's SDK
 * keeps nothing where a page could see it.
 */
export function readStorage(fact: StorageFact, tracker: Tracker | null): readonly Effect[] {
  if (fact.value === null || (tracker && isNative(tracker))) return []
  if (QUEUE.test(fact.key)) return persisted(fact.value)
  switch (fact.key) {
    case 'ajs_anonymous_id':
      return anonymousId(idIn(fact), tracker)
    case 'ajs_user_id':
      return userId(idIn(fact), tracker)
    case 'ajs_user_traits':
      return traits(fact.value, tracker)
    case '_cioanonid':
      return seen('soft', '_cioanonid', idIn(fact), tracker)
    case '_cioid':
      return seen('hard', '_cioid', idIn(fact), tracker)
    default:
      return []
  }
}

/**
 * Where an SDK keeps who its customer is: the JavaScript SDK in cookies and storage, which it reads anew with every
 * call (0.5.11, core/user/index.ts, `id`), a native one on the device. What a page sends by hand says itself who it is.
 */
export function keepsCustomer(tracker: Pick<Tracker, 'surface'>): 'storage' | 'device' {
  return isNative(tracker) || tracker.surface === 'rest' ? 'device' : 'storage'
}

/**
 * The message ids of the events in a persisted queue: a list of contexts, each with its event. Odd entries are passed
 * over.
 */
function persistedIds(value: string): readonly string[] {
  const list = parseJson(value)
  // Of a long queue only the beginning is told.
  if (list === undefined)
    return [...value.matchAll(/"messageId"\s*:\s*"([^"\\]+)"/g)].map((found) => found[1] as string)
  if (!Array.isArray(list)) return []
  return (list as readonly Json[]).flatMap((context) => {
    const id = isObject(context) ? stringOr(objectOr(context.event).messageId) : null
    return id === null ? [] : [id]
  })
}

/** Ids are JSON in localStorage, plain in cookies; the literal `null` means none. */
function idIn(fact: StorageFact): string | null {
  const value = fact.value ?? ''
  const parsed = fact.area === 'cookie' ? decoded(value) : parseJson(value)
  const plain = parsed === undefined ? value : parsed
  if (typeof plain === 'number') return String(plain)
  return typeof plain === 'string' && plain !== '' && plain !== 'null' ? plain : null
}

/** A cookie's value: the cookie library escapes it, and quotes it where it was no plain word. */
function decoded(value: string): string {
  let text = value
  try {
    text = decodeURIComponent(value)
  } catch {
    // A stray percent sign: the value is shown as it stands.
  }
  const parsed = text.startsWith('"') ? parseJson(text) : undefined
  return typeof parsed === 'string' ? parsed : text
}

function anonymousId(id: string | null, tracker: Tracker | null): readonly Effect[] {
  const known = tracker?.customer.soft.anonymousId
  if (id === null || id === known) return []
  const first = known === undefined
  const text = first ? 'The stored anonymous ID' : 'The stored anonymous ID changed'
  return [{ kind: 'identity', change: first ? 'seen' : 'rotated', soft: { anonymousId: id }, text }]
}

function userId(id: string | null, tracker: Tracker | null): readonly Effect[] {
  const known = tracker?.customer.hard.userId
  if (id === null || id === known) return []
  const text = known === undefined ? 'The stored user ID' : `The stored user ID changed: ${known} → ${id}`
  return [{ kind: 'identity', change: known === undefined ? 'seen' : 'switch', hard: { userId: id }, text }]
}

function traits(value: string, tracker: Tracker | null): readonly Effect[] {
  const stored = parseJson(value)
  if (!isObject(stored) || sameTraits(stored, tracker?.traits ?? {})) return []
  return [{ kind: 'identity', change: 'seen', traits: stored, replaceTraits: true, text: 'The stored traits' }]
}

function seen(part: 'soft' | 'hard', name: string, id: string | null, tracker: Tracker | null): readonly Effect[] {
  if (id === null || tracker?.customer[part][name] === id) return []
  return [{ kind: 'identity', change: 'seen', [part]: { [name]: id }, text: 'The classic snippet’s cookie' }]
}

function persisted(value: string): readonly Effect[] {
  const ids = persistedIds(value)
  return ids.length ? [{ kind: 'persisted', ids }] : []
}

function sameTraits(a: JsonObject, b: JsonObject): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
