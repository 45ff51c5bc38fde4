/**
 * What a call takes from the device: from every tracker of the surface, since they share its storage; and given back if
 * the SDK refuses.
 */

import type { Effect } from '../contract/vendor'
import type { OutcomeFact, Stamp } from '../fact'
import type { Item } from '../item'
import type { State, Tracker } from '../state'
import { addMoment, changeItem, changeTracker, put, unsettledItems, wait, waitForLast, withIndex } from './draft'

/** Applies one effect to one tracker. */
type Apply = (state: State, id: string, effect: Effect) => State

/** Applies the effects to every tracker that shares the device with this one; remembers what they had. */
export function onDevice(
  state: State,
  tracker: Tracker,
  effects: readonly Effect[],
  fact: Stamp & { readonly call?: number },
  apply: Apply,
): State {
  const sharing = [...state.trackers.values()].filter(
    ({ vendor, surface }) => vendor === tracker.vendor && surface === tracker.surface,
  )
  const ids = new Set(sharing.map(({ id }) => id))
  const items = unsettledItems(state, null).filter((item) => ids.has(item.tracker))
  const known =
    fact.call === undefined
      ? state
      : withIndex(state, { taken: state.index.taken.set(keyOf(fact.doc, fact.call), { trackers: sharing, items }) })
  const gone = sharing.reduce((next, { id }) => effects.reduce((done, effect) => apply(done, id, effect), next), known)
  // Some SDKs send what they have before they delete it, although they were told to delete: then it was not lost.
  return items.reduce((next, item) => waitForLast(next, { ...item, doc: fact.doc }), gone)
}

/** Gives back what a call had taken that the SDK then refused: nothing was taken. */
export function giveBack(state: State, fact: Stamp & OutcomeFact): State {
  const key = keyOf(fact.doc, fact.call)
  const taken = state.index.taken.get(key)
  if (!taken) return state
  const known = withIndex(state, { taken: state.index.taken.delete(key) })
  const restored = taken.items.reduce(bringBack, known)
  return taken.trackers.reduce((next, { id, status, customer, forgottenAt, traits, pushToken, session }) => {
    const now = next.trackers.get(id)
    if (!now) return next
    const back = changeTracker(next, id, {
      status,
      customer,
      traits,
      pushToken,
      session,
      ...(forgottenAt === undefined ? {} : { forgottenAt }),
    })
    const text = `The SDK refused the call and kept everything: ${fact.error}`
    const moment = { at: fact.at, tracker: id, doc: fact.doc }
    return addMoment(back, {
      ...moment,
      kind: 'identity',
      change: 'seen',
      from: now.customer,
      to: customer,
      by: 'call',
      text,
    })
  }, restored)
}

/** An item that was counted as lost waits again, as it did before. */
function bringBack(state: State, before: Item): State {
  if (state.items.get(before.n)?.delivery !== 'lost') return state
  const { delivery, why } = before
  const next = wait(changeItem(state, before.n, { delivery, why }), before)
  if (before.attempts.length > 0 || before.calledAt === null) return next
  const callsWithoutRequest = Math.max(0, next.mismatches.callsWithoutRequest - 1)
  return put(next, { mismatches: { ...next.mismatches, callsWithoutRequest } })
}

function keyOf(doc: string, call: number): string {
  return `${doc}#${call}`
}
