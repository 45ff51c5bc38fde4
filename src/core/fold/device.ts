/**
 * What a call takes from the device: from every tracker of the surface, since they share its storage; and given back if
 * the SDK refuses.
 */

import type { Effect } from '../contract/vendor'
import type { OutcomeFact, Stamp } from '../fact'
import { isEmpty } from '../ids'
import type { Item } from '../item'
import type { Tracker } from '../state'
import type { Draft } from './draft'
import { isUnsent } from './losing'
import { unsettledItems } from './unsettled'

/** The trackers whose SDK has its storage in common with this one's, itself included. */
export function sharing(draft: Draft, { vendor, surface }: Tracker): readonly Tracker[] {
  return [...draft.trackers.values()].filter((each) => each.vendor === vendor && each.surface === surface)
}

/** Applies a call's effects to every tracker that shares the device with this one; remembers what they had. */
export function onDevice(
  draft: Draft,
  tracker: Tracker,
  fact: Stamp & { readonly call?: number },
  apply: (id: string) => void,
): void {
  const trackers = sharing(draft, tracker)
  const ids = new Set(trackers.map(({ id }) => id))
  const items = unsettledItems(draft, null).filter((item) => ids.has(item.tracker))
  if (fact.call !== undefined) draft.lookups.keepTaken(fact.doc, fact.call, { trackers, items })
  for (const { id } of trackers) apply(id)
  // Some SDKs send what they have before they delete it, although they were told to delete: then it was not lost.
  for (const item of items) draft.lookups.waitForLast({ ...item, doc: fact.doc })
}

/** Those that share the device as they were before, and the one that was called. */
interface Sharers {
  readonly all: readonly Tracker[]
  readonly called: string
}

/**
 * Whether a moment of this tracker tells what goes from the device: where it had any of it, and of the one that was
 * called only where none had.
 */
export function tellsOf(effect: Effect, id: string, { all, called }: Sharers): boolean {
  const losing = all.filter((tracker) => has(tracker, effect))
  return losing.length ? losing.some((tracker) => tracker.id === id) : id === called
}

function has({ customer, traits, session }: Tracker, { kind }: Effect): boolean {
  if (kind === 'session') return session.state !== 'unknown' && session.state !== 'none'
  if (kind === 'identity') return !isEmpty(customer.soft) || !isEmpty(customer.hard) || Object.keys(traits).length > 0
  return true
}

/** Gives back what a call had taken that the SDK then refused: nothing was taken. */
export function giveBack(draft: Draft, fact: Stamp & OutcomeFact): void {
  const taken = draft.lookups.giveTaken(fact.doc, fact.call)
  if (!taken) return
  for (const item of taken.items) bringBack(draft, item)
  for (const before of taken.trackers) {
    const { id, status, config, customer, customerAt, forgotten, traits, consent, pushToken, session, early } = before
    const now = draft.tracker(id)
    if (!now) continue
    draft.changeTracker(id, {
      status,
      config,
      customer,
      traits,
      pushToken,
      session,
      consent,
      ...(customerAt === undefined ? {} : { customerAt }),
      ...(forgotten === undefined ? {} : { forgotten }),
      ...(early === undefined ? {} : { early }),
    })
    draft.addMoment({
      at: fact.at,
      tracker: id,
      doc: fact.doc,
      kind: 'identity',
      change: 'seen',
      from: now.customer,
      to: customer,
      by: 'call',
      text: `The SDK refused the call and kept everything: ${fact.error}`,
    })
  }
}

/** An item that was taken for removed waits again, as it did before. */
function bringBack(draft: Draft, before: Item): void {
  const now = draft.item(before.n)
  if (!now || !isUnsent(now)) return
  const { delivery, why } = before
  draft.changeItem(before.n, { delivery, why })
  draft.lookups.wait(before)
  if (now.delivery === 'lost' && before.attempts.length === 0 && before.calledAt !== null)
    draft.countMismatch('callsWithoutRequest', -1)
}
