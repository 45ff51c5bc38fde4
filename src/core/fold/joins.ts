/** Which item of the ledger a call or a request's part is: by message id, else by name, properties and time. */
import type { CallItem, Vendor } from '../contract/vendor'
import type { FactOf } from '../fact'
import { clash, isEmpty } from '../ids'
import type { Customer, Delivery, Item, WireItem } from '../item'
import { sameJson } from '../json'
import type { Exchange } from '../state'
import { NOTHING } from './alike'
import type { Draft } from './draft'
import { waitingKey } from './keys'
import { isUnsent } from './losing'
import { isHandMade } from './trackers'

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
  if (!fact.foreign) {
    const stubbed = candidates(draft, waiting).filter(
      (item) =>
        item.id === null &&
        item.method !== null &&
        item.doc === fact.doc &&
        ((called.id !== undefined && !fact.buffered) || isHeldByPage(item)),
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

/** Whether the page's own function took it, in a method's place, and may yet hand it to the SDK. */
export function isHeldByPage({ delivery, attempts, notes }: Item): boolean {
  return delivery === 'unknown' && attempts.length === 0 && notes.some(({ about }) => about === 'stand-in')
}

/** What a thing on the wire is carried by, its key, and where it stands in the request, from 0. */
export interface Carrying {
  readonly exchange: Exchange
  readonly vendor: Vendor
  /** Its `waitingKey`, of which half a dozen tables are asked. */
  readonly key: string
  readonly carried: readonly WireItem[]
  readonly at: number
}

/**
 * The item of a tracker that a wire item without a known message id is: one that waits for its request; else one that
 * its page left unsent and sends now, while it is being left; else one that an earlier page sent already.
 */
export function itemOfWire(draft: Draft, tracker: string, wire: WireItem, carrying: Carrying): Item | undefined {
  const { exchange, vendor } = carrying
  const isOthers = ofAnother(draft, tracker, wire, vendor)
  for (const name of wire.otherNames ? [wire.name, ...wire.otherNames] : [wire.name]) {
    const key = name === wire.name ? carrying.key : waitingKey({ tracker, type: wire.type, name })
    const waits = without(candidates(draft, draft.lookups.waiting(key)), isOthers)
    const waiting = fittest(ownFirst(draft, waits, carrying), wire, vendor)
    if (waiting) return waiting
    const left = without(candidates(draft, draft.lookups.leftBehind(key, exchange.doc)), isOthers)
    const item = fittest(left.length ? left.filter(isUnsent) : left, wire, vendor)
    if (item) return item
  }
  const before = sentBefore(draft, wire, carrying)
  return (before && !isOthers?.(before) ? before : undefined) ?? changedSince(draft, wire, carrying)
}

/** A list without those of which something is so; the list itself where there is nothing to ask. */
function without(items: readonly Item[], isSo: ((item: Item) => boolean) | null): readonly Item[] {
  return isSo === null || items.length === 0 ? items : items.filter((item) => !isSo(item))
}

/**
 * The items with those last that an SDK in another page or frame that is still open has: it sends them itself, unless
 * an app keeps them for all of its pages.
 */
function ownFirst(draft: Draft, items: readonly Item[], { exchange, vendor }: Carrying): readonly Item[] {
  if (items.length < 2 || !exchange.seenBy.page) return items
  const isElsewhere = (item: Item): boolean => {
    if (item.doc === exchange.doc || draft.document(item.doc)?.left !== false) return false
    const tracker = draft.tracker(item.tracker)
    return tracker !== undefined && !vendor.survives(item, tracker)
  }
  const own = items.filter((item) => !isElsewhere(item))
  return own.length === items.length ? items : [...own, ...items.filter(isElsewhere)]
}

/**
 * Whether what was sent before is another customer's, and so not what is sent now, where the SDK keeps the visitor of a
 * thing however often it sends it; null where it does not.
 */
function ofAnother(draft: Draft, tracker: string, wire: WireItem, vendor: Vendor): ((item: Item) => boolean) | null {
  const known = vendor.keepsVisitor && draft.tracker(tracker)
  const as = known && vendor.keepsVisitor?.(known) ? wire.as : null
  return as ? ({ sentAs }) => sentAs !== null && isAnother(sentAs, as) : null
}

/** Another visitor, or another person where no visitor is named: IDs of persons can be added on the way. */
function isAnother(before: Customer, now: Customer): boolean {
  const isNamed = !isEmpty(before.soft) || !isEmpty(now.soft)
  return clash(isNamed ? before.soft : before.hard, isNamed ? now.soft : now.hard)
}

/** How long after its call an SDK is seen to read what it was given, when a page is busy; milliseconds. */
const READ_LATER_MS = 1000

/**
 * The call whose properties the page changed before the SDK read them: an SDK may read them in a later task, and pages
 * use one object again and again. Only where the time fits and no other thing on the wire can be the call's.
 */
function changedSince(
  draft: Draft,
  wire: WireItem,
  { exchange, vendor, key, carried, at: place }: Carrying,
): Item | undefined {
  if (wire.id !== null || wire.automatic) return undefined
  const waiting = draft.lookups.waiting(key)
  if (!waiting) return undefined
  const at = claimed(wire, exchange)
  const unsent = candidates(draft, waiting).filter(
    (item) => item.attempts.length === 0 && item.doc === exchange.doc && mayHaveMade(item, at ?? exchange.sentAt, at),
  )
  if (!unsent.length) return undefined
  const later = carried.slice(place + 1, place + LOOK_BACK)
  const others = later.filter((other) => other.type === wire.type && other.name === wire.name)
  const free = unsent.filter((item) => !others.some((other) => vendor.joins(item, other)))
  const changed = 1 + others.filter((other) => !unsent.some((item) => vendor.joins(item, other))).length
  return free.length <= changed ? free[0] : undefined
}

/** Whether an item was called so shortly before a time; before it at all, where the thing on the wire claims none. */
function mayHaveMade({ calledAt }: Item, at: number, claims: number | null): boolean {
  if (calledAt === null || calledAt > at + SAME_TIME_MS) return false
  return claims === null || at < calledAt + READ_LATER_MS
}

/** What was sent and did not arrive, as far as is known: the SDK may send it again, whatever it is documented to do. */
const NOT_ARRIVED: readonly Delivery[] = ['rejected', 'lost', 'unknown', 'blocked']

/**
 * The item that was sent already and is sent once more, with the same time and properties: it did not arrive, or the
 * SDK did not take note of its answer. What claims no time is known again only on the page that it failed on, and from
 * an SDK: a page that sends the like by itself may mean another one, and no picture is known to be asked for again.
 */
function sentBefore(draft: Draft, wire: WireItem, { exchange, key }: Carrying): Item | undefined {
  if (wire.id !== null) return undefined
  const at = claimed(wire, exchange)
  if (at === null && (wire.pixel || isHandMade(exchange.sender))) return undefined
  const found =
    at === null
      ? candidates(draft, draft.lookups.failed(key, exchange.doc))
      : candidates(draft, draft.lookups.sentAbout(key, at))
  return found.find((item) => isSentAgain(item, wire, at, exchange))
}

function isSentAgain(item: Item, wire: WireItem, at: number | null, exchange: Exchange): boolean {
  // Equal things in one request are two: asked first, since a request may carry hundreds with one time.
  if (item.attempts.some((attempt) => attempt.exchange === exchange.n)) return false
  if (item.type !== wire.type || item.name !== wire.name || !sameJson(item.wireProperties, wire.properties))
    return false
  if (at === null || item.claimedAt === null)
    return at === item.claimedAt && NOT_ARRIVED.includes(item.delivery) && !isOfOtherPerson(item, wire)
  if (NOT_ARRIVED.includes(item.delivery) && item.doc === exchange.doc)
    return Math.abs(item.claimedAt - at) < SAME_TIME_MS
  if (item.claimedAt !== at || wire.claimedAt === null) return false
  // A page can be left after the answer came and before its SDK took note of it: the next page sends it once more. On
  // one page two things can claim the same whole millisecond, but hardly the same part of one.
  return item.doc !== exchange.doc || (item.delivery === 'delivered' && at % 1 !== 0)
}

/** Whether what was sent before names another person: who logs in after a refused identify is not that one’s again. */
function isOfOtherPerson({ sentAs }: Item, { as }: WireItem): boolean {
  return sentAs !== null && as !== null && clash(sentAs.hard, as.hard)
}

/** The time that a thing on the wire claims: its own, or the time of sending less its age; null for none. */
export function claimed(wire: WireItem, exchange: Pick<Exchange, 'sentAt'>): number | null {
  return wire.claimedAt ?? (wire.age === undefined ? null : exchange.sentAt - wire.age)
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

/**
 * The item that a wire item is: the same properties before merely fitting ones, what is still to be sent before what
 * was given up, older before newer.
 */
function fittest(list: readonly Item[], wire: WireItem, vendor: Vendor): Item | undefined {
  if (list.length === 0) return undefined
  const mayBe = list.filter((item) => (item.id === null || item.id === wire.id) && mayBeTriedAgain(item, wire))
  const isLost = ({ delivery }: Item) => delivery === 'lost'
  const fitting = mayBe.some(isLost) ? [...mayBe.filter((item) => !isLost(item)), ...mayBe.filter(isLost)] : mayBe
  const found = (list: readonly Item[]) =>
    list.find((item) => sameJson(item.wireProperties ?? item.properties, wire.properties)) ??
    list.find((item) => item.wireProperties === null && vendor.joins(item, wire))
  const timed = fitting.filter((item) => claimsTheSame(item, wire))
  return (timed.length ? found(timed) : undefined) ?? found(fitting)
}

/** Whether a call that gave its time gave the one that the wire has; milliseconds with their parts. */
function claimsTheSame({ claimedAt }: Item, wire: WireItem): boolean {
  return claimedAt !== null && wire.claimedAt !== null && Math.abs(claimedAt - wire.claimedAt) < 1
}

function candidates(draft: Draft, list: Iterable<number> | undefined): readonly Item[] {
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
