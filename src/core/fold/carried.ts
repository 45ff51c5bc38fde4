/** Entering a request and what it carries: each wire item finds its ledger item, or becomes one. */
import { List } from 'immutable'
import { NOTHING } from '../collections/nothing'
import { withNumber } from '../collections/prints'
import type { Decoded, Vendor } from '../contract/vendor'
import type { Stamp } from '../fact'
import { type Attempt, type Item, sameCustomer, type WireItem } from '../item'
import { knownOr, sameJson } from '../json'
import type { Exchange, State } from '../state'
import { merge, waitingFor } from './calls'
import { CLOCKS_MS, triggerBehind } from './causes'
import {
  addItem,
  changeTracker,
  itemById,
  put,
  putAttempt,
  remember,
  replaceItem,
  unwait,
  waitingKey,
  withIndex,
} from './draft'
import { applyEffects } from './effects'
import { sources } from './sources'
import { trackerOfRequest } from './trackers'

/** Enters a request and what it carries into the state. */
export function take(
  state: State,
  exchange: Exchange,
  decoded: Decoded,
  stamp: Stamp,
  vendor: Vendor,
  print: number,
): State {
  const found = decoded.aside === null ? trackerOfRequest(state, exchange.vendor, decoded.surface, decoded.key) : null
  let next = found?.state ?? state
  let items: readonly number[] = NOTHING
  if (found) {
    const tracker = next.trackers.get(found.id)
    if (tracker && decoded.version !== null && tracker.version === null)
      next = changeTracker(next, found.id, { version: decoded.version })
    next = applyEffects(next, found.id, decoded.effects ?? NOTHING, stamp, 'wire').state
    // Not pushed one by one: the engine gives a list that grows room for sixteen more, which is never given back.
    items = decoded.items.map((wire) => {
      const carried = carry(next, found.id, wire, exchange, vendor)
      next = learnCustomer(carried.state, found.id, wire, carried.n, stamp)
      return carried.n
    })
  }
  const entered: Exchange = {
    ...exchange,
    tracker: found?.id ?? null,
    items,
    aside: decoded.aside,
    unreadable: decoded.unreadable,
    carried: decoded.items,
  }
  return withIndex(put(next, { exchanges: next.exchanges.set(exchange.n, entered) }), {
    unpaired: withNumber(next.index.unpaired, print, exchange.n),
  })
}

/** One wire item: finds its ledger item or makes one, and adds the attempt. */
function carry(
  state: State,
  tracker: string,
  wire: WireItem,
  exchange: Exchange,
  vendor: Vendor,
): { state: State; n: number } {
  const same = wire.id === null ? undefined : itemById(state, tracker, wire.id)
  const known =
    same ?? waitingFor(state, tracker, wire, vendor, exchange.doc) ?? sentBefore(state, tracker, wire, exchange)
  const attempt: Attempt = {
    exchange: exchange.n,
    sentAt: exchange.sentAt,
    endedAt: null,
    outcome: 'in flight',
    status: null,
    words: null,
  }
  if (known) {
    const settled = known.delivery === 'delivered'
    const after: Item = {
      ...known,
      name: wire.otherNames?.includes(known.name) ? wire.name : known.name,
      wireProperties: knownOr(known.properties, wire.properties),
      claimedAt: claimed(wire, exchange),
      sentAs: knownOr(known.calledAs, wire.as),
      id: known.id ?? wire.id,
      attempts: putAttempt(known.attempts, attempt),
      automatic: known.automatic || (wire.automatic ?? false),
      seenBy: sources(
        known.seenBy.call,
        known.seenBy.page || exchange.seenBy.page,
        known.seenBy.browser || exchange.seenBy.browser,
      ),
      notes: merge(known.notes, wire.notes),
      delivery: settled ? 'delivered' : 'in flight',
      why: settled ? known.why : 'Sent; no answer yet.',
      // An item that a later page sends belongs to that page from now on.
      doc: exchange.seenBy.page ? exchange.doc : known.doc,
    }
    const changed = replaceItem(unwait(found(state, known), known), known, after)
    return { n: known.n, state: same ? changed : indexSent(changed, after, wire) }
  }
  return { n: state.items.size, state: addFromWire(state, tracker, wire, exchange, attempt) }
}

/** An item that was given up without a request has one after all: a page sends what it still has while it is left. */
function found(state: State, item: Item): State {
  if (item.delivery !== 'lost' || item.attempts.length > 0 || item.calledAt === null) return state
  const callsWithoutRequest = Math.max(0, state.mismatches.callsWithoutRequest - 1)
  return put(state, { mismatches: { ...state.mismatches, callsWithoutRequest } })
}

/** The time that an item claims: its own, or the time of sending less its age. */
function claimed(wire: WireItem, exchange: Exchange): number | null {
  return wire.claimedAt ?? (wire.age === undefined ? null : exchange.sentAt - wire.age)
}

function addFromWire(before: State, tracker: string, wire: WireItem, exchange: Exchange, attempt: Attempt): State {
  const { state, trigger } = triggerBehind(before, tracker, wire, claimed(wire, exchange))
  const n = state.items.size
  const item: Item = {
    n,
    tracker,
    vendor: exchange.vendor,
    doc: exchange.doc,
    type: wire.type,
    name: wire.name,
    properties: wire.properties,
    wireProperties: wire.properties,
    id: wire.id,
    seenAt: exchange.sentAt,
    calledAt: null,
    claimedAt: claimed(wire, exchange),
    calledAs: null,
    sentAs: wire.as,
    method: null,
    stack: null,
    seenBy: sources(false, exchange.seenBy.page, exchange.seenBy.browser),
    trigger,
    automatic: wire.automatic ?? false,
    destructive: wire.destructive ?? false,
    error: null,
    delivery: 'in flight',
    why: 'Sent; no answer yet.',
    attempts: [attempt],
    call: null,
    notes: wire.notes?.length ? wire.notes : NOTHING,
  }
  let next = addItem(state, item)
  if (!item.automatic)
    next = put(next, {
      mismatches: { ...next.mismatches, requestsWithoutCall: next.mismatches.requestsWithoutCall + 1 },
    })
  // Only the browser's telling can overtake the page's: then the call may still come.
  if (!exchange.seenBy.page) {
    next = withIndex(next, {
      uncalled: next.index.uncalled.update(waitingKey(item), List<number>(), (list) => list.push(n)),
    })
  }
  return indexSent(next, item, wire)
}

function indexSent(state: State, item: Item, wire: WireItem): State {
  if (wire.id !== null) return remember(state, item)
  return wire.claimedAt === null
    ? state
    : withIndex(state, { sent: state.index.sent.set(sentKey(item.tracker, wire), item.n) })
}

/**
 * The item that an earlier page sent already: a page can be left after the answer came and before its SDK took note of
 * it, and the next page then sends the same thing, with the same time, once more.
 */
function sentBefore(state: State, tracker: string, wire: WireItem, exchange: Exchange): Item | undefined {
  if (wire.id !== null || wire.claimedAt === null) return undefined
  const n = state.index.sent.get(sentKey(tracker, wire))
  const item = n === undefined ? undefined : state.items.get(n)
  return item && item.doc !== exchange.doc && sameJson(item.wireProperties, wire.properties) ? item : undefined
}

function sentKey(tracker: string, wire: WireItem): string {
  return `${tracker}|${wire.type}|${wire.name}|${wire.claimedAt}`
}

/**
 * A tracker whose ids are not known yet learns them from what was sent. Known ids are never overwritten, and an item
 * that was called as somebody else (before an anonymize, say) tells nothing about who it is now.
 */
function learnCustomer(state: State, id: string, wire: WireItem, n: number, stamp: Stamp): State {
  const tracker = state.trackers.get(id)
  if (!tracker || !wire.as) return state
  const item = state.items.get(n)
  if (!item || (item.calledAs && !sameCustomer(item.calledAs, tracker.customer))) return state
  if (tracker.forgottenAt !== undefined && !isAfter(item, tracker.forgottenAt)) return state
  const soft = missing(wire.as.soft, tracker.customer.soft)
  const hard =
    Object.keys(tracker.customer.hard).length || tracker.status !== 'running' || tracker.instance
      ? {}
      : missing(wire.as.hard, tracker.customer.hard)
  if (!soft && !Object.keys(hard ?? {}).length) return state
  const text = 'Seen in a request'
  return applyEffects(
    state,
    id,
    [{ kind: 'identity', change: 'seen', soft: soft ?? {}, hard: hard ?? {}, text }],
    stamp,
    'wire',
  ).state
}

/**
 * Whether an item was tracked after a call. What an SDK tracks at the moment of an anonymize may be the last of the old
 * customer.
 */
function isAfter({ calledAt, claimedAt }: Item, at: number): boolean {
  return calledAt !== null ? calledAt >= at : claimedAt !== null && claimedAt > at + CLOCKS_MS
}

function missing(
  told: Readonly<Record<string, string>>,
  known: Readonly<Record<string, string>>,
): Record<string, string> | null {
  const fresh = Object.entries(told).filter(([name]) => known[name] === undefined)
  return fresh.length ? Object.fromEntries(fresh) : null
}
