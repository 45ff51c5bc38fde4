/** What calls do to the customer, as effects: identify, switch, rotation, reset, alias. */

import type { Effect } from '../../../core/contract/vendor'
import type { JsonObject } from '../../../core/json'
import type { Tracker } from '../../../core/state'

/** What an identify tells; null for an id that it does not. `whole`: the traits replace those known. */
export interface Identified {
  readonly userId: string | null
  readonly anonymousId: string | null
  readonly traits: JsonObject
  readonly whole: boolean
}

/** The customer after an identify. */
export function identified(tracker: Tracker, told: Identified): readonly Effect[] {
  const { userId, anonymousId, traits, whole } = told
  const before = tracker.customer.hard.userId ?? null
  const soft: Record<string, string> = anonymousId === null ? {} : { anonymousId }
  if (userId === null)
    return [
      {
        kind: 'identity',
        change: 'identify',
        soft,
        traits,
        replaceTraits: whole,
        text: 'Traits for an anonymous visitor',
      },
    ]
  const hard = { userId }
  if (before !== null && before !== userId) {
    // A→B: the SDK makes a new anonymous ID before it builds the event (core/user/index.ts:407-414, recorded with
    // 0.5.11).
    const known = anonymousId !== null && anonymousId !== tracker.customer.soft.anonymousId
    const text = `${before} → ${userId} without a reset; the anonymous ID is ${known ? 'a new one' : 'regenerated'}`
    return [{ kind: 'identity', change: 'switch', soft, hard, replace: true, traits, replaceTraits: true, text }]
  }
  const text = before === null ? `Identified as ${userId}` : `${userId} identified again`
  return [{ kind: 'identity', change: 'identify', soft, hard, traits, replaceTraits: whole, text }]
}

/** The anonymous ID, or a user, that an SDK's event shows and that was not known yet. */
export function shown(tracker: Tracker, userId: string | null, anonymousId: string | null): readonly Effect[] {
  const known = tracker.customer
  const soft: Record<string, string> =
    anonymousId !== null && known.soft.anonymousId !== anonymousId ? { anonymousId } : {}
  const first = known.soft.anonymousId === undefined
  const hard: Record<string, string> = first && userId !== null && known.hard.userId === undefined ? { userId } : {}
  if (!Object.keys(soft).length && !Object.keys(hard).length) return []
  const text = first
    ? 'The SDK’s first event shows the visitor'
    : 'The anonymous ID changed without a reset or a new user'
  return [{ kind: 'identity', change: first ? 'seen' : 'rotated', soft, hard, text }]
}

/**
 * `reset()`: nothing is sent; the next event is a new visitor's (core/analytics/index.ts:375-379, recorded with
 * 0.5.11).
 */
export function wasReset(tracker: Tracker, method: string): readonly Effect[] {
  const { soft, hard } = tracker.customer
  if (!Object.keys(soft).length && !Object.keys(hard).length && !Object.keys(tracker.traits).length) return []
  const text = `${method}(): the next event is a new visitor’s`
  return [
    { kind: 'identity', change: 'reset', soft: {}, hard: {}, replace: true, traits: {}, replaceTraits: true, text },
  ]
}

/** `alias`: profiles are merged on the server, the SDK's own ids stay as they are (recorded with 0.5.11). */
export function aliased(to: string | null, from: string | null): readonly Effect[] {
  const who = from ?? 'the current visitor'
  return [
    {
      kind: 'identity',
      change: 'alias',
      text: to === null ? 'alias() without a target' : `${who} is merged into ${to}`,
    },
  ]
}
