/**
 * Folding what the page asked of an SDK: calls, how they ended, the SDK's own signals, and calls that were held back.
 */
import type { CallItem, Vendor } from '../contract/vendor'
import type { BlockedFact, CallFact, FactOf, OutcomeFact, Stamp } from '../fact'
import { type Customer, type Item, type Note, note, SETTLED } from '../item'
import { knownOr } from '../json'
import type { Tracker } from '../state'
import { mergeNotes, NOTHING, sources } from './alike'
import { giveBack, sharing } from './device'
import type { Draft } from './draft'
import { hold, isConsent, release } from './early'
import { applyEffects } from './effects'
import { isHeldByPage, itemOfCall } from './joins'
import { forget, lose } from './losing'
import { loseSight } from './out-of-sight'
import { ensureTracker, trackerOfInstance } from './trackers'
import { awaitRequest, QUEUED, queuedWith } from './unsent'

/** How many items back a call is looked for when it is told how it ended. */
const OUTCOME_LOOK_BACK = 5000

/** Folds a call: its effects first (an identify tracks as the customer it makes), then the items it tracks. */
export function foldCall(draft: Draft, fact: FactOf<'call'>, vendor: Vendor): void {
  const found = trackerOfInstance(draft, fact)
  loseSight(draft, found, fact.at)
  const before = draft.tracker(found)
  if (!before) return
  const reading = vendor.readCall(fact, before, () => sharing(draft, before))
  // What no SDK was told changes nobody; a consent is said to the server by the very item that the call tracks.
  const isTold = !fact.foreign && !isStale(fact, before)
  const effects = !isTold || reading.early ? NOTHING : reading.effects
  // Most calls change nothing beside.
  const consents = effects.length === 0 ? NOTHING : effects.filter(isConsent)
  const others = consents.length === 0 ? effects : effects.filter((each) => !isConsent(each))
  const id = applyEffects(draft, found, others, { fact, by: 'call' })
  if (reading.echo) return
  const made: number[] = []
  let saying: number | undefined
  for (const called of reading.items) {
    const tracker = draft.tracker(id)
    if (!tracker) return
    const known = itemOfCall(draft, id, called, { fact, vendor })
    const n = known ? adopt(draft, known, called, { fact, tracker }) : enterCall(draft, tracker, called, fact)
    made.push(n)
    if (called.type === 'consent') saying = n
  }
  applyEffects(draft, id, consents, { fact, by: 'call', ...(saying === undefined ? {} : { item: saying }) })
  if (!isTold) return
  if (reading.early && (made.length > 0 || reading.effects.length > 0)) hold(draft, id, reading, { fact, items: made })
  else if (!reading.early) release(draft, id, fact, 'seen')
}

/** Whether a call went into the stub of an SDK that runs: nobody reads that any more. */
function isStale({ buffered, doc }: FactOf<'call'>, { status, instance }: Tracker): boolean {
  return buffered === true && status === 'running' && instance?.doc === doc
}

/** Folds how a call ended when it did not end well: what the SDK refused will never be sent, nor was anything taken. */
export function foldOutcome(draft: Draft, fact: Stamp & OutcomeFact): void {
  for (const item of madeBy(draft, fact)) {
    draft.changeItem(item.n, { error: fact.error })
    if (item.attempts.length === 0 && !SETTLED.includes(item.delivery))
      lose(draft, item, `The SDK refused the call: ${fact.error}`)
  }
  for (const tracker of [...draft.trackers.values()])
    forget(draft, tracker, (call) => call.fact.doc === fact.doc && call.fact.call === fact.call)
  giveBack(draft, fact)
}

/**
 * The items that a call made. Outcomes are rare and follow their calls closely, so the end of the ledger is searched.
 */
function madeBy({ items }: Draft, fact: Stamp & OutcomeFact): readonly Item[] {
  const found: Item[] = []
  for (let n = items.size - 1; n >= Math.max(0, items.size - OUTCOME_LOOK_BACK); n--) {
    const item = items.get(n)
    if (item?.doc === fact.doc && item.call === fact.call) found.unshift(item)
    else if (found.length) break
  }
  return found
}

/** Folds a signal of the SDK's own. */
export function foldSignal(draft: Draft, fact: FactOf<'signal'>, vendor: Vendor): void {
  const id = trackerOfInstance(draft, fact)
  const tracker = draft.tracker(id)
  if (tracker) applyEffects(draft, id, vendor.readSignal(fact, tracker).effects, { fact, by: 'call' })
}

/** Folds a call that Tracklens' own stop held back: what it would have tracked is in the ledger as `blocked`. */
export function foldBlockedCall(draft: Draft, fact: Stamp & BlockedFact, vendor: Vendor): void {
  // A stop that is in force from a page's first moment holds calls back before anything told of the SDK in it.
  const ofVendor = draft.trackers.toList().filter((known) => known.vendor === fact.vendor)
  const here = ofVendor.filter(({ instance }) => instance?.doc === fact.doc)
  const { method, args = NOTHING } = fact
  const read = (tracker: Tracker) => vendor.readCall({ surface: tracker.surface, method, args }, tracker).items
  // The method tells whose it is where a page has two SDKs of the vendor.
  const known = here.find((tracker) => read(tracker).length > 0) ?? here.first() ?? ofVendor.last()
  const tracker = known ?? draft.tracker(ensureTracker(draft, { vendor: fact.vendor, surface: 'page', key: null }))
  if (!tracker) return
  for (const called of read(tracker)) {
    draft.addItem((n) => ({
      ...newItem(n, tracker, called, fact),
      delivery: 'blocked',
      why: 'Tracklens held the call back: its stop is in force.',
    }))
  }
}

/** Adds the item of a call to the ledger; returns its number. */
function enterCall(draft: Draft, tracker: Tracker, called: CallItem, fact: FactOf<'call'>): number {
  const waits = called.waits ?? queuedWith(draft, tracker)
  const told = waits === QUEUED ? called : { ...called, waits }
  const added = draft.addItem((n) => newItem(n, tracker, told, fact))
  const item = draft.item(added)
  if (!item) return added
  // The page's own function may yet send it, or hand it on.
  if (fact.foreign) draft.lookups.wait(item)
  else awaitRequest(draft, item, called, { fact, tracker })
  draft.lookups.remember(item)
  return added
}

/** Where a call is that a stub has kept, once the SDK tells of it. */
const LOADED = { delivery: 'queued', why: 'The SDK has loaded and taken it over; not sent yet.' } as const

/** Adds what a call tells to an item that was known already; returns its number. */
function adopt(
  draft: Draft,
  item: Item,
  called: CallItem,
  { fact, tracker }: { readonly fact: FactOf<'call'>; readonly tracker: Tracker },
): number {
  const wasWireOnly = !item.seenBy.call
  // The page's own function kept it, and has handed it to the SDK after all.
  const handedOn = isHeldByPage(item) && !fact.foreign
  const before = handedOn ? item.notes.filter(({ about }) => about !== 'stand-in') : item.notes
  const loaded = item.delivery === 'buffered'
  const { delivery, why } = handedOn ? whereTo({ ...called, waits: QUEUED }, fact) : loaded ? LOADED : item
  const after: Item = {
    ...item,
    id: item.id ?? called.id ?? null,
    calledAt: item.calledAt ?? fact.at,
    calledAs: customerAtCall(item, called, tracker),
    method: item.method ?? called.method ?? fact.method,
    stack: item.stack ?? fact.stack ?? null,
    call: item.call ?? fact.call,
    trigger: item.trigger ?? fact.trigger ?? null,
    automatic: wasWireOnly ? (called.automatic ?? false) : item.automatic,
    properties: wasWireOnly ? called.properties : item.properties,
    notes: mergeNotes(before, called.notes),
    seenBy: sources(true, item.seenBy.page, item.seenBy.browser),
    delivery,
    why,
  }
  draft.replaceItem(item, after)
  if (wasWireOnly) {
    if (!item.automatic) draft.countMismatch('requestsWithoutCall', -1)
    draft.lookups.called(item)
  }
  draft.lookups.remember(after)
  return item.n
}

/**
 * Who it was at the first sight of the call; a device id that did not exist yet then is filled in from the SDK's own
 * event.
 */
function customerAtCall(item: Item, called: CallItem, tracker: Tracker): Customer {
  const told = called.as ?? tracker.customer
  return item.calledAs ? { soft: { ...told.soft, ...item.calledAs.soft }, hard: item.calledAs.hard } : told
}

/** What a fact that names a method says of the call; one that was held back has no number. */
type Calling = Stamp &
  Pick<CallFact, 'method' | 'buffered' | 'foreign' | 'stack' | 'trigger'> & { readonly call?: number }

const FOREIGN =
  'The page’s own function or object stands in the SDK’s place, and has not called the SDK: whether it sends ' +
  'anything, only its own code knows.'

function newItem(n: number, tracker: Tracker, called: CallItem, fact: Calling): Item {
  const { delivery, why } = whereTo(called, fact)
  // Written in one piece: a field that a spread adds to the shape is slow (see `Draft.replaceItem`).
  const item: Item = {
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
    claimedAt: called.claimedAt ?? null,
    calledAs: called.as ? knownOr(tracker.customer, called.as) : tracker.customer,
    sentAs: null,
    method: called.method ?? fact.method,
    stack: fact.stack ?? null,
    seenBy: sources(true, false, false),
    trigger: fact.trigger ?? null,
    automatic: called.automatic ?? false,
    destructive: called.destructive ?? false,
    error: null,
    delivery,
    why,
    attempts: NOTHING,
    call: fact.call ?? null,
    notes: notesOf(called, fact),
  }
  return called.adds ? { ...item, adds: called.adds } : item
}

/** Where a call has come so far. */
function whereTo({ waits }: CallItem, { foreign, buffered }: Calling): Pick<Item, 'delivery' | 'why'> {
  if (foreign) return { delivery: 'unknown', why: FOREIGN }
  return buffered
    ? { delivery: 'buffered', why: 'The SDK is not loaded yet: the call waits in the page’s stub.' }
    : { delivery: 'queued', why: waits ?? QUEUED }
}

function notesOf({ notes = NOTHING }: CallItem, { foreign }: Calling): readonly Note[] {
  return foreign ? [...notes, note('stand-in', FOREIGN)] : notes.length ? notes : NOTHING
}
