/**
 * Folding what the page asked of an SDK: calls, how they ended, the SDK's own signals, and calls that were held back.
 */

import type { List } from 'immutable'
import { NOTHING } from '../collections/nothing'
import type { CallItem, Vendor } from '../contract/vendor'
import type { BlockedFact, CallFact, FactOf, OutcomeFact, Stamp } from '../fact'
import { type Customer, type Item, type Note, SETTLED, type WireItem } from '../item'
import { knownOr, sameJson } from '../json'
import type { State, Tracker } from '../state'
import {
  addItem,
  changeItem,
  itemById,
  leftKey,
  put,
  remember,
  replaceItem,
  wait,
  waitingKey,
  withIndex,
  without,
} from './draft'
import { applyEffects, lose } from './effects'
import { sources } from './sources'
import { ensureTracker, trackerOfInstance } from './trackers'

/** How many waiting items of one name are compared before a call or request counts as a new one. */
const LOOK_BACK = 64

/** How many items back a call is looked for when it is told how it ended. */
const OUTCOME_LOOK_BACK = 5000

/** Folds a call: its effects first (an identify tracks as the customer it makes), then the items it tracks. */
export function foldCall(state: State, fact: FactOf<'call'>, vendor: Vendor): State {
  const found = trackerOfInstance(state, fact.doc, fact.tracker, fact.vendor, fact.surface)
  const tracker = found.state.trackers.get(found.id)
  if (!tracker) return state
  const reading = vendor.readCall(fact, tracker)
  const { state: after, id } = applyEffects(found.state, found.id, reading.effects, fact, 'call')
  if (reading.echo) return after
  return reading.items.reduce((next, item) => takeCall(next, id, item, fact, vendor), after)
}

/** Folds how a call ended when it did not end well: what the SDK refused will never be sent. */
export function foldOutcome(state: State, fact: Stamp & OutcomeFact): State {
  return madeBy(state, fact).reduce((next, item) => {
    const named = changeItem(next, item.n, { error: fact.error })
    const refused = item.attempts.length === 0 && !SETTLED.includes(item.delivery)
    return refused ? lose(named, item, `The SDK refused the call: ${fact.error}`) : named
  }, state)
}

/**
 * The items that a call made. Outcomes are rare and follow their calls closely, so the end of the ledger is searched.
 */
function madeBy(state: State, fact: Stamp & OutcomeFact): Item[] {
  const found: Item[] = []
  for (let n = state.items.size - 1; n >= Math.max(0, state.items.size - OUTCOME_LOOK_BACK); n--) {
    const item = state.items.get(n)
    if (item?.doc === fact.doc && item.call === fact.call) found.unshift(item)
    else if (found.length) break
  }
  return found
}

/** Folds a signal of the SDK's own. */
export function foldSignal(state: State, fact: FactOf<'signal'>, vendor: Vendor): State {
  const found = trackerOfInstance(state, fact.doc, fact.tracker, fact.vendor, fact.surface)
  const tracker = found.state.trackers.get(found.id)
  if (!tracker) return state
  const reading = vendor.readSignal(fact, tracker)
  return applyEffects(found.state, found.id, reading.effects, fact, 'call').state
}

/** Folds a call that Tracklens' own stop held back: what it would have tracked is in the ledger as `blocked`. */
export function foldBlockedCall(state: State, fact: Stamp & BlockedFact, vendor: Vendor): State {
  // A stop that is in force from a page's first moment holds calls back before anything told of the SDK in it.
  const here = state.trackers.find((known) => known.vendor === fact.vendor && known.instance?.doc === fact.doc)
  const known = here ?? state.trackers.findLast((tracker) => tracker.vendor === fact.vendor)
  const { state: entered, id } = known ? { state, id: known.id } : ensureTracker(state, fact.vendor, 'page', null)
  const tracker = entered.trackers.get(id)
  if (!tracker) return state
  const call: CallFact = {
    kind: 'call',
    vendor: fact.vendor,
    surface: tracker.surface,
    tracker: '',
    call: -1,
    method: fact.method,
    args: fact.args ?? [],
  }
  const reading = vendor.readCall({ ...call }, tracker)
  return reading.items.reduce((next, item) => {
    const made = newItem(next.items.size, tracker, item, { ...fact, ...call })
    return addItem(next, {
      ...made,
      call: null,
      delivery: 'blocked',
      why: 'Tracklens held the call back: its stop is in force.',
    })
  }, entered)
}

function takeCall(state: State, id: string, called: CallItem, fact: FactOf<'call'>, vendor: Vendor): State {
  const tracker = state.trackers.get(id)
  if (!tracker) return state
  const known = knownItem(state, id, called, fact, vendor)
  if (known) return adopt(state, known, called, tracker, fact)
  const item = newItem(state.items.size, tracker, called, fact)
  const added = addItem(state, item)
  if (called.refused !== undefined) return remember(lose(added, item, called.refused), item)
  return remember(wait(added, item), item)
}

/**
 * The item that this call is already known by: by message id, as a buffered call now told by the SDK, or from its
 * request.
 */
function knownItem(state: State, id: string, called: CallItem, fact: FactOf<'call'>, vendor: Vendor): Item | undefined {
  const same = called.id === undefined ? undefined : itemById(state, id, called.id)
  if (same) return same
  const key = waitingKey({ tracker: id, type: called.type, name: called.name })
  const [waiting, uncalled] = [state.index.waiting.get(key), state.index.uncalled.get(key)]
  if (!waiting && !uncalled) return undefined
  const wire = asWire(called)
  if (!fact.buffered && called.id !== undefined) {
    const stubbed = candidates(state, waiting).filter(
      (item) => item.id === null && item.method !== null && item.doc === fact.doc,
    )
    const found =
      stubbed.find((item) => sameJson(item.properties, called.properties)) ??
      stubbed.find((item) => vendor.joins(item, wire))
    if (found) return found
  }
  const early = candidates(state, uncalled)
  return early.find((item) =>
    vendor.joins({ ...item, properties: called.properties }, { ...wire, properties: item.wireProperties ?? {} }),
  )
}

/** Adds what a call tells to an item that was known already. */
function adopt(state: State, item: Item, called: CallItem, tracker: Tracker, fact: FactOf<'call'>): State {
  const wasWireOnly = !item.seenBy.call
  const loaded = item.delivery === 'buffered'
  const after: Item = {
    ...item,
    id: item.id ?? called.id ?? null,
    calledAt: item.calledAt ?? fact.at,
    calledAs: customerAtCall(item, called, tracker),
    method: item.method ?? called.method ?? fact.method,
    stack: item.stack ?? fact.stack ?? null,
    call: item.call ?? fact.call,
    trigger: item.trigger ?? fact.trigger ?? null,
    properties: wasWireOnly ? called.properties : item.properties,
    notes: merge(item.notes, called.notes),
    seenBy: sources(true, item.seenBy.page, item.seenBy.browser),
    delivery: loaded ? 'queued' : item.delivery,
    why: loaded ? 'The SDK has loaded and taken it over; not sent yet.' : item.why,
  }
  let next = replaceItem(state, item, after)
  if (wasWireOnly) {
    const requestsWithoutCall = Math.max(0, next.mismatches.requestsWithoutCall - (item.automatic ? 0 : 1))
    next = put(next, { mismatches: { ...next.mismatches, requestsWithoutCall } })
    next = withIndex(next, { uncalled: without(next.index.uncalled, waitingKey(item), item.n) })
  }
  return remember(next, after)
}

/**
 * Who it was at the first sight of the call; a device id that did not exist yet then is filled in from the SDK's own
 * event.
 */
function customerAtCall(item: Item, called: CallItem, tracker: Tracker): Customer {
  const told = called.as ?? tracker.customer
  return item.calledAs ? { soft: { ...told.soft, ...item.calledAs.soft }, hard: item.calledAs.hard } : told
}

function newItem(n: number, tracker: Tracker, called: CallItem, fact: Stamp & CallFact): Item {
  return {
    n,
    tracker: tracker.id,
    vendor: tracker.vendor,
    doc: fact.doc,
    type: called.type,
    name: called.name,
    properties: called.properties,
    wireProperties: null,
    id: called.id ?? null,
    seenAt: fact.at,
    calledAt: fact.at,
    claimedAt: null,
    calledAs: called.as ? knownOr(tracker.customer, called.as) : tracker.customer,
    sentAs: null,
    method: called.method ?? fact.method,
    stack: fact.stack ?? null,
    seenBy: sources(true, false, false),
    trigger: fact.trigger ?? null,
    automatic: called.automatic ?? false,
    destructive: called.destructive ?? false,
    error: null,
    delivery: fact.buffered ? 'buffered' : 'queued',
    why: fact.buffered
      ? 'The SDK is not loaded yet: the call waits in the page’s stub.'
      : 'The SDK has it; not sent yet.',
    attempts: NOTHING,
    call: fact.call,
    notes: called.notes?.length ? called.notes : NOTHING,
  }
}

/**
 * The waiting item that a wire item is, if any; else one that its page left behind unsent and is sending now, with its
 * last breath.
 */
export function waitingFor(state: State, id: string, wire: WireItem, vendor: Vendor, doc: string): Item | undefined {
  for (const name of wire.otherNames ? [wire.name, ...wire.otherNames] : [wire.name]) {
    const key = waitingKey({ tracker: id, type: wire.type, name })
    const left = () =>
      candidates(state, state.index.waiting.get(leftKey(key, doc))).filter((item) => item.delivery === 'lost')
    const item = fittest(candidates(state, state.index.waiting.get(key)), wire, vendor) ?? fittest(left(), wire, vendor)
    if (item) return item
  }
  return undefined
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

function candidates(state: State, list: List<number> | undefined): readonly Item[] {
  if (!list) return NOTHING
  const found: Item[] = []
  for (const n of list) {
    const item = state.items.get(n)
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

/** Notes without repeating any. */
export function merge(a: readonly Note[], b: readonly Note[] = []): readonly Note[] {
  const fresh = b.filter(({ text }) => !a.some((known) => known.text === text))
  return fresh.length ? [...a, ...fresh] : a
}
