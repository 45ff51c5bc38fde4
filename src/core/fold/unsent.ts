/** What is known to end a call before it is sent: it is lost from the start, until the wire corrects that. */
import type { CallItem } from '../contract/vendor'
import type { FactOf } from '../fact'
import { type Item, note } from '../item'
import type { Tracker } from '../state'
import { mergeNotes } from './alike'
import { leaveUnsent } from './delivery'
import type { Draft } from './draft'
import { lose, loseUnlessSent } from './losing'

/** What is said of a call that is with the page's SDK. */
export const QUEUED = 'The SDK has it; no request seen yet.'

/** What is said of a call that is with an app's SDK: what such a one sends need not be the page's to send. */
export const WITH_APP =
  'The app’s SDK has it; no request seen yet. Where its requests are not the page’s, nobody sees what it has sent.'

/** What is said of a call that is with the SDK of a tracker. */
export function queuedWith(draft: Draft, tracker: Tracker): string {
  return (draft.vendorOf(tracker.vendor)?.sendsAfter?.(tracker) ?? null) === null ? QUEUED : WITH_APP
}

/** Enters a call among those that wait for their request, or ends it where it is known that none will come. */
export function awaitRequest(
  draft: Draft,
  item: Item,
  called: CallItem,
  { fact, tracker }: { readonly fact: FactOf<'call'>; readonly tracker: Tracker },
): void {
  if (called.refused !== undefined) {
    lose(draft, item, called.refused)
    if (called.doubted) draft.lookups.waitForLast(item)
    return
  }
  const why = endOf(called, fact, tracker)
  if (why !== null) {
    loseUnlessSent(draft, item, why)
    if (why === called.stale) draft.changeItem(item.n, { notes: mergeNotes(item.notes, [note('stub', why)]) })
  } else {
    draft.lookups.wait(item)
    if (draft.document(fact.doc)?.left) leaveUnsent(draft, item, fact.at)
  }
  if (called.spoils && !fact.buffered) spoil(draft, tracker, called.spoils, fact)
}

function endOf(called: CallItem, fact: FactOf<'call'>, { status, instance, spoiled }: Tracker): string | null {
  if (called.stale !== undefined && fact.buffered && status === 'running' && instance?.doc === fact.doc)
    return called.stale
  if (called.spoils && !fact.buffered) return called.spoils.text
  return spoiled && spoiled.doc === fact.doc && fact.at <= spoiled.until ? spoiled.text : null
}

/** How many items back those are looked for that go out in one request with another: more than any SDK puts in one. */
const NEIGHBOURS = 100

type Spoils = NonNullable<CallItem['spoils']>

/**
 * What waited in a stub is gathered at once as the SDK takes it over: one call that cannot be sent ends the others.
 * `together` are the numbers of their items, `at` is when, in milliseconds since 1970.
 */
export function spoilTogether(
  draft: Draft,
  together: readonly number[],
  { n, spoils }: { readonly n: number; readonly spoils: Spoils },
  at: number,
): void {
  const [place, most] = [together.indexOf(n), spoils.most]
  for (const near of together.slice(Math.max(0, place - most + 1), place + most)) {
    const item = draft.item(near)
    if (item?.delivery === 'queued' && !item.attempts.length) loseUnlessSent(draft, item, spoils.text)
  }
  const item = draft.item(n)
  if (item) spoilUntil(draft, item, spoils, at)
}

function spoilUntil(draft: Draft, { tracker, doc }: Pick<Item, 'tracker' | 'doc'>, spoils: Spoils, at: number): void {
  draft.changeTracker(tracker, { spoiled: { doc, until: at + spoils.within, text: spoils.text } })
}

/** What is gathered with a call that cannot be sent dies with it, called before or after. */
function spoil(draft: Draft, tracker: Tracker, spoils: Spoils, fact: FactOf<'call'>): void {
  const { within, text } = spoils
  const { items } = draft
  for (let n = items.size - 1; n >= Math.max(0, items.size - NEIGHBOURS); n--) {
    const item = items.get(n)
    if (!item || item.seenAt < fact.at - within) break
    if (item.tracker === tracker.id && item.doc === fact.doc && item.delivery === 'queued' && !item.attempts.length)
      loseUnlessSent(draft, item, text)
  }
  spoilUntil(draft, { tracker: tracker.id, doc: fact.doc }, spoils, fact.at)
}
