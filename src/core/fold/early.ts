/**
 * Calls that the SDK has not made yet, as far as is known: what they change is held, and believed once they are made.
 */
import { List } from 'immutable'
import type { EarlyCall } from '../call-effects'
import type { Effect, Reading } from '../contract/vendor'
import type { FactOf, Stamp } from '../fact'
import { SETTLED } from '../item'
import { knownOr } from '../json'
import type { Tracker } from '../state'
import type { Draft } from './draft'
import { applyEffects } from './effects'
import { forget, lose } from './losing'
import { moveItem } from './trackers'
import { queuedWith, spoilTogether } from './unsent'

/** How many calls are held of one SDK; of more the oldest change nothing any more. */
const KEPT = 5000

/** Whether an effect is a consent: it needs the item that says it to the server. */
export function isConsent({ kind }: Effect): boolean {
  return kind === 'consent'
}

/** Holds a call with what it changes; `items` are the numbers of what it tracks, in the reading's order. */
export function hold(draft: Draft, id: string, { early }: Reading, call: Omit<EarlyCall, 'ignored'>): void {
  const held = draft.tracker(id)?.early ?? List<EarlyCall>()
  const room = held.size < KEPT ? held : held.shift()
  draft.changeTracker(id, { early: room.push({ ...call, ignored: early === 'ignored' }) })
}

/**
 * Makes the calls that were held, in their order, if the SDK is now known to be there for them. `by`: its configuration
 * was `seen`, so that they are made now; or it has `sent` something, and was configured where nobody saw, so that they
 * were made when they were called. Returns the tracker's id, since a call may take the SDK to another project.
 */
export function release(draft: Draft, id: string, stamp: Stamp, by: 'seen' | 'sent'): string {
  const tracker = draft.tracker(id)
  const [early, first] = [tracker?.early, tracker?.early?.first()]
  if (!tracker || !early || !first || readNow(draft, { ...tracker, early: List() }, first.fact)?.early) return id
  forget(draft, tracker, () => true)
  let now = id
  for (const call of early) {
    if (by === 'sent' || !call.ignored) now = make(draft, now, call, { stamp, by })
    else now = ignore(draft, now, call, stamp)
  }
  if (by === 'seen') endSpoiled(draft, now, early, stamp)
  return now
}

/** Only now is it known that the SDK had no configuration as it was called. */
function ignore(draft: Draft, id: string, { fact }: EarlyCall, { at }: Stamp): string {
  const text = `${fact.method} was ignored: the SDK was not configured yet.`
  return applyEffects(draft, id, [{ kind: 'ignored', text }], { fact: { ...fact, at }, by: 'call' })
}

/** What waited in a stub and cannot be sent ends what the SDK gathers with it as it takes all of it over. */
function endSpoiled(draft: Draft, id: string, early: List<EarlyCall>, { at }: Stamp): void {
  const tracker = draft.tracker(id)
  if (!tracker) return
  const together = early.filter(({ fact }) => fact.buffered).toArray()
  const all = together.flatMap(({ items }) => items)
  for (const { fact, items } of together)
    for (const [i, n] of items.entries()) {
      const spoils = draft.item(n)?.delivery === 'queued' && readNow(draft, tracker, fact)?.items[i]?.spoils
      if (spoils) spoilTogether(draft, all, { n, spoils }, at)
    }
}

/** A call as the SDK makes it, unless a stub still stands in for it. */
function readNow(draft: Draft, tracker: Tracker, fact: FactOf<'call'>): Reading | undefined {
  const buffered = fact.buffered === true && tracker.status === 'stub'
  return draft.vendorOf(tracker.vendor)?.readCall({ ...fact, buffered }, tracker)
}

function make(
  draft: Draft,
  id: string,
  { fact, items }: EarlyCall,
  { stamp, by }: { readonly stamp: Stamp; readonly by: 'seen' | 'sent' },
): string {
  const tracker = draft.tracker(id)
  const asOf = by === 'seen' ? stamp.at : fact.at
  const reading = tracker && readNow(draft, tracker, { ...fact, at: asOf })
  if (!reading) return id
  const told = { fact: { ...fact, at: stamp.at }, by: 'call', asOf } as const
  const others = reading.effects.filter((effect) => !isConsent(effect))
  const now = applyEffects(draft, id, others, told)
  for (const [i, n] of items.entries()) settleHeld(draft, n, reading.items[i], { id: now, fact })
  const saying = items[reading.items.findIndex(({ type }) => type === 'consent')]
  const consents = reading.effects.filter(isConsent)
  return applyEffects(draft, now, consents, saying === undefined ? told : { ...told, item: saying })
}

/** What was called early is tracked as whoever it is once the call is made; a call that waited may be refused then. */
function settleHeld(
  draft: Draft,
  n: number,
  called: Reading['items'][number] | undefined,
  { id, fact }: { readonly id: string; readonly fact: EarlyCall['fact'] },
): void {
  const [item, tracker] = [draft.item(n), draft.tracker(id)]
  if (!item || !called || !tracker || item.attempts.length > 0 || SETTLED.includes(item.delivery)) return
  if (!fact.buffered && called.refused !== undefined) {
    lose(draft, item, called.refused)
    if (called.doubted) draft.lookups.waitForLast(item)
    return
  }
  if (item.tracker !== id) moveItem(draft, item, id)
  const calledAs = called.as ? knownOr(tracker.customer, called.as) : tracker.customer
  draft.changeItem(n, { calledAs, ...(fact.buffered ? {} : { why: called.waits ?? queuedWith(draft, tracker) }) })
}

const LEFT = 'The page was left before the SDK was configured: a call that waits for that is kept in the page alone.'

/**
 * What a page that is gone for good has called early is never made. Where Tracklens reached the page late, the SDK may
 * have been configured all the time: then it has kept what it tracks.
 */
export function leaveEarly(draft: Draft, doc: string): void {
  const isLate = draft.document(doc)?.late === true
  for (const tracker of [...draft.trackers.values()]) {
    const calls = tracker.early?.filter((call) => call.fact.doc === doc)
    if (!calls?.size) continue
    forget(draft, tracker, (call) => call.fact.doc === doc)
    for (const n of isLate ? [] : calls.flatMap(({ items }) => items)) {
      const item = draft.item(n)
      if (!item || item.attempts.length > 0 || SETTLED.includes(item.delivery)) continue
      lose(draft, item, LEFT)
      // Should it be sent after all, by this page or a later one, it is found.
      draft.lookups.wait(item)
    }
  }
}
