/** Which item of the ledger a call or a request's part is: by message id, else by name, properties and time. */
import type { List } from 'immutable'
import type { CallItem, Vendor } from '../contract/vendor'
import type { FactOf } from '../fact'
import type { Item, WireItem } from '../item'
import { sameJson } from '../json'
import type { Exchange } from '../state'
import { NOTHING } from './alike'
import type { Draft } from './draft'
import { waitingKey } from './lookups'

/** How many waiting items of one name are compared before a call or request counts as a new one. */
const LOOK_BACK = 64

/**
 * The item of a tracker that a call is already known by: by message id, as a buffered call now told by the SDK, or from
 * its request.
 */
export function itemOfCall(
  draft: Draft,
  tracker: string,
  called: CallItem,
  { fact, vendor }: { readonly fact: FactOf<'call'>; readonly vendor: Vendor },
): Item | undefined {
  const same = called.id === undefined ? undefined : draft.itemById(tracker, called.id)
  if (same) return same
  const key = waitingKey({ tracker, type: called.type, name: called.name })
  const [waiting, uncalled] = [draft.lookups.waiting(key), draft.lookups.uncalled(key)]
  if (!waiting && !uncalled) return undefined
  const wire = asWire(called)
  if (!fact.buffered && called.id !== undefined) {
    const stubbed = candidates(draft, waiting).filter(
      (item) => item.id === null && item.method !== null && item.doc === fact.doc,
    )
    const found =
      stubbed.find((item) => sameJson(item.properties, called.properties)) ??
      stubbed.find((item) => vendor.joins(item, wire))
    if (found) return found
  }
  const early = candidates(draft, uncalled)
  return early.find((item) =>
    vendor.joins({ ...item, properties: called.properties }, { ...wire, properties: item.wireProperties ?? {} }),
  )
}

/**
 * The item of a tracker that a wire item without a known message id is: one that waits for its request; else one that
 * its page left behind unsent and is sending now, with its last breath; else one that an earlier page sent already.
 */
export function itemOfWire(
  draft: Draft,
  tracker: string,
  wire: WireItem,
  { exchange, vendor }: { readonly exchange: Exchange; readonly vendor: Vendor },
): Item | undefined {
  for (const name of wire.otherNames ? [wire.name, ...wire.otherNames] : [wire.name]) {
    const key = waitingKey({ tracker, type: wire.type, name })
    const waiting = fittest(candidates(draft, draft.lookups.waiting(key)), wire, vendor)
    if (waiting) return waiting
    const left = candidates(draft, draft.lookups.leftBehind(key, exchange.doc))
    const item = fittest(
      left.filter(({ delivery }) => delivery === 'lost'),
      wire,
      vendor,
    )
    if (item) return item
  }
  return sentBefore(draft, tracker, wire, exchange)
}

/**
 * The item that an earlier page sent already: a page can be left after the answer came and before its SDK took note of
 * it, and the next page then sends the same thing, with the same time, once more.
 */
function sentBefore(draft: Draft, tracker: string, wire: WireItem, exchange: Exchange): Item | undefined {
  if (wire.id !== null || wire.claimedAt === null) return undefined
  const n = draft.lookups.sentAs(tracker, wire)
  const item = n === undefined ? undefined : draft.item(n)
  return item && item.doc !== exchange.doc && sameJson(item.wireProperties, wire.properties) ? item : undefined
}

/**
 * How far the times that two tries of one thing claim may lie apart: a time reckoned from an age is not exact;
 * milliseconds.
 */
const SAME_TIME_MS = 50

/** Whether an item that was sent before may be what is sent now: another try claims the same time. */
function mayBeTriedAgain(item: Item, wire: WireItem): boolean {
  if (item.attempts.length === 0 || item.claimedAt === null || wire.claimedAt === null) return true
  return Math.abs(item.claimedAt - wire.claimedAt) < SAME_TIME_MS
}

/** The item that a wire item is: the same properties before merely fitting ones, older before newer. */
function fittest(list: readonly Item[], wire: WireItem, vendor: Vendor): Item | undefined {
  const fitting = list.filter((item) => (item.id === null || item.id === wire.id) && mayBeTriedAgain(item, wire))
  return (
    fitting.find((item) => sameJson(item.wireProperties ?? item.properties, wire.properties)) ??
    fitting.find((item) => item.wireProperties === null && vendor.joins(item, wire))
  )
}

function candidates(draft: Draft, list: List<number> | undefined): readonly Item[] {
  if (!list) return NOTHING
  const found: Item[] = []
  for (const n of list) {
    const item = draft.item(n)
    if (item) found.push(item)
    if (found.length === LOOK_BACK) break
  }
  return found
}

function asWire(called: CallItem): WireItem {
  return {
    type: called.type,
    name: called.name,
    properties: called.properties,
    id: called.id ?? null,
    as: called.as ?? null,
    claimedAt: null,
    index: 0,
  }
}
