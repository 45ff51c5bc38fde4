/** What identifying someone changes, and what is risky about it. */

import type { CallItem, Effect } from '../../../core/contract/vendor'
import { type Note, note } from '../../../core/item'
import { isMark, isObject, type Json, type JsonObject } from '../../../core/json'
import type { Tracker } from '../../../core/state'
import { customerOf, idText, OWN_COOKIE, oddIds, switchedIds } from '../customer'

/** The effect of identifying, with remarks. */
export interface Identified {
  readonly effect: Effect
  readonly notes: readonly Note[]
}

/**
 * IDs from the argument of an identify: an object of IDs, or a single value that stands for `registered` (Web SDK
 * 3.15.0).
 */
export function idsOf(value: Json | undefined): JsonObject {
  if (isObject(value)) return isMark(value) ? {} : value
  const text = idText(value)
  return text === null ? {} : { registered: text }
}

/**
 * Reads an identify. IDs are merged into those known, never removed; a `cookie` from the caller is overwritten by the
 * SDK's own (iOS SDK 4.0.1 DatabaseManager.swift:147; Web SDK 3.15.0). `drops` tells which values this SDK leaves out
 * silently.
 */
export function identified(
  tracker: Tracker,
  ids: JsonObject,
  traits: JsonObject,
  drops: 'empty' | 'not text',
): Identified {
  const notes: Note[] = []
  const kept: Record<string, string> = {}
  for (const [name, value] of Object.entries(ids)) {
    const text = idText(value)
    if (name === 'cookie') notes.push(note('argument', OWN_COOKIE))
    else if (drops === 'not text' && typeof value !== 'string')
      notes.push(note('argument', `The ID "${name}" is not a text: iOS rejects the call, Android drops the ID.`))
    else if (text === null || (text === '' && drops === 'empty'))
      notes.push(note('argument', `The ID "${name}" is ${text === '' ? 'empty' : 'no text'} and is left out silently.`))
    else kept[name] = text
  }
  const { soft, hard } = customerOf(kept)
  for (const text of oddIds(kept, tracker.customer.hard)) notes.push(note('identity', text))
  const switched = switchedIds(kept, tracker.customer.hard)
  const who = Object.entries({ ...hard, ...soft }).map(([name, value]) => `${name} ${value || '(empty)'}`)
  const change = switched.length ? 'switch' : 'identify'
  const text = switched.length
    ? `Switched to ${who.join(', ')} without anonymize`
    : `Identified as ${who.join(', ') || 'nobody new'}`
  return { effect: { kind: 'identity', change, soft, hard, traits, text }, notes }
}

/** Who a call that waits is made as: told by an identify alone, since nothing is believed of it yet. */
export function asIdentified(effects: readonly Effect[], { customer }: Tracker): Pick<CallItem, 'as'> {
  const effect = effects.find(({ kind }) => kind === 'identity')
  if (effect?.kind !== 'identity') return {}
  return { as: { soft: { ...customer.soft, ...effect.soft }, hard: { ...customer.hard, ...effect.hard } } }
}

/** What anonymize changes at once: all IDs and traits go; the new cookie becomes known when it is stored or sent. */
export function anonymized(text: string, change: 'anonymize' | 'reset' = 'anonymize'): Effect {
  return {
    kind: 'identity',
    change,
    soft: {},
    hard: {},
    replace: true,
    traits: {},
    replaceTraits: true,
    text,
  }
}
