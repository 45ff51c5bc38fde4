/**
 * What a native SDK's batch tells of the person and the device, where no page can be asked: identify, merge, reset,
 * push token.
 */

import type { Effect, PlacedEffect } from '../../../core/contract/vendor'
import { isObject, type Json, type JsonObject, objectOr, stringOr } from '../../../core/json'
import { idOf } from '../customer'

/**
 * The identity changes along a batch, in its order. Events without a person after some with one of the same source
 * mean that the person was cleared. `placeOf` tells where the event of an index stands among the items that were read.
 */
export function announced(
  events: readonly Json[],
  placeOf: (index: number) => number | undefined,
): readonly PlacedEffect[] {
  const placed: PlacedEffect[] = []
  // By source, since a gateway may put several into one batch. Absent: nobody knows who it was before.
  const persons = new Map<string, string | null>()
  for (const [index, event] of events.entries()) {
    if (!isObject(event)) continue
    const effects: Effect[] = []
    const [userId, source] = [idOf(event.userId), sourceOf(event)]
    const person = persons.get(source)
    if (event.type === 'identify') effects.push(identify(event, person, userId))
    else if (event.type === 'alias') effects.push(alias(event, userId))
    else if (person && userId === null) effects.push(cleared(event, person))
    effects.push(...device(event))
    persons.set(source, userId)
    const place = placeOf(index)
    if (place !== undefined) for (const effect of effects) placed.push({ ...effect, place })
  }
  return placed
}

/** The write key and the app that an event names: one person is known to each. */
function sourceOf({ writeKey, context }: JsonObject): string {
  return `${idOf(writeKey)} ${stringOr(objectOr(context).userAgent)}`
}

/**
 * The native SDKs replace traits, and keep the anonymous ID when the person changes (cdp-analytics-swift
 * State.swift:144-151).
 */
function identify(event: JsonObject, before: string | null | undefined, userId: string | null): Effect {
  const hard: Record<string, string> = userId === null ? {} : { userId }
  const known = { soft: soft(event), hard, traits: objectOr(event.traits), replaceTraits: true }
  if (userId === null)
    return { kind: 'identity', change: 'identify', ...known, text: 'Traits for an anonymous visitor' }
  if (before === userId) return { kind: 'identity', change: 'identify', ...known, text: `${userId} identified again` }
  if (before === undefined || before === null)
    return { kind: 'identity', change: 'identify', ...known, text: `Identified as ${userId}` }
  return { kind: 'identity', change: 'switch', ...known, text: `${before} → ${userId}; the anonymous ID stays` }
}

/** An alias makes its target the user (cdp-analytics-swift Events.swift:134-138). */
function alias(event: JsonObject, userId: string | null): Effect {
  const hard: Record<string, string> = userId === null ? {} : { userId }
  return { kind: 'identity', change: 'alias', hard, text: `${idOf(event.previousId)} is merged into ${userId}` }
}

function cleared(event: JsonObject, person: string): Effect {
  const text = `${person} was cleared: a new visitor`
  return {
    kind: 'identity',
    change: 'reset',
    soft: soft(event),
    hard: {},
    replace: true,
    traits: {},
    replaceTraits: true,
    text,
  }
}

/** The token is in every event's context; a device event is where it becomes, or ceases to be, the person's. */
function device(event: JsonObject): readonly Effect[] {
  const token = stringOr(objectOr(objectOr(event.context).device).token)
  return token !== null && event.event === 'Device Created or Updated' ? [{ kind: 'push', token }] : []
}

function soft(event: JsonObject): Record<string, string> {
  const anonymousId = idOf(event.anonymousId)
  return anonymousId === null ? {} : { anonymousId }
}
