/** Entering a request and what it carries: each wire item finds its ledger item, or becomes one. */
import type { Decoded, PlacedEffect, Vendor } from '../contract/vendor'
import type { Stamp } from '../fact'
import { type Item, type Note, note, type WireItem } from '../item'
import { knownOr, sameJson } from '../json'
import type { Exchange } from '../state'
import { mergeNotes, NOTHING, sources } from './alike'
import { begunTry, withAttempt } from './attempts'
import { explainByTrigger } from './causes'
import type { Draft } from './draft'
import { release } from './early'
import { claimed, itemOfWire } from './joins'
import { waitingKey } from './keys'
import { type Entered, learnFrom, learnFromRequest } from './learn'
import { learnSwitch } from './project'
import { learnSender, trackerOfRequest } from './senders'
import { isHandMade, moveItem } from './trackers'
import { doubtWaiting } from './unread-body'

/** A request on its way in: its exchange as far as it is told, whose it is, and the fact that told of it. */
export interface Sending {
  readonly exchange: Exchange
  readonly vendor: Vendor
  readonly stamp: Stamp & { readonly device?: number }
}

/** Enters a request and what it carries. Returns the exchange as it stands then. */
export function enterRequest(draft: Draft, begun: Sending, decoded: Decoded): Exchange {
  const { vendor, stamp } = begun
  const { surface } = decoded
  // A copy of an exchange is 170 bytes and more: none is made that says the same.
  const exchange = begun.exchange.sender === surface ? begun.exchange : { ...begun.exchange, sender: surface }
  const sending = { exchange, vendor, stamp }
  const id = decoded.aside === null ? senderOf(draft, decoded.key, sending) : null
  let items: readonly number[] = NOTHING
  if (id !== null) {
    const tracker = draft.tracker(id)
    if (tracker && decoded.version !== null && tracker.version === null)
      draft.changeTracker(id, { version: decoded.version })
    const effects = decoded.effects ?? NOTHING
    const keys = keysIn(decoded)
    const others = keys.length === 0 ? NO_OTHERS : new Map(keys.map((key) => [key, senderOf(draft, key, sending)]))
    learnFromRequest(draft, id, ofKey(effects, undefined), exchange)
    for (const [key, own] of others) learnFromRequest(draft, own, ofKey(effects, key), exchange)
    // Not pushed one by one: the engine gives a list that grows room for sixteen more, which is never given back.
    items = decoded.items.map((wire, i) => {
      const own = (wire.key === undefined ? undefined : others.get(wire.key)) ?? id
      // In one piece: to spread what is common and add the rest took a seventh of the whole fold.
      const place = { exchange, vendor, stamp, carried: decoded.items, at: i, sentBy: id }
      const { n, told } = enterItem(draft, own, wire, place)
      const entered = { n, told, wire, exchange, vendor, stamp, effects: at(effects, i) }
      learnSwitch(draft, own, entered)
      learnFrom(draft, own, entered)
      return n
    })
    if (decoded.unreadable !== null && !isHandMade(surface)) doubtWaiting(draft, id, exchange, vendor)
    // What may be the page's own request proves something of the SDK only where it carries a call of the SDK's.
    if (isHandMade(surface))
      for (const own of [id, ...others.values()])
        if (items.some((n) => isCallOf(draft, n, own))) release(draft, own, stamp, 'sent')
  }
  const entered: Exchange = {
    ...exchange,
    tracker: id,
    items,
    aside: decoded.aside,
    unreadable: decoded.unreadable,
    carried: decoded.items,
  }
  draft.putExchange(entered)
  return entered
}

/** By key, the trackers of what a request carries beside what is its own. */
const NO_OTHERS: ReadonlyMap<string, string> = new Map()

/** The id of the tracker that has sent a request, or what of it goes by this key; its calls were made by then. */
function senderOf(draft: Draft, key: string | null, { exchange, vendor, stamp }: Sending): string {
  const { sender: surface } = exchange
  const of = trackerOfRequest(draft, vendor, { surface, key, doc: stamp.doc, device: stamp.device })
  const id = isHandMade(surface) ? of : release(draft, of, stamp, 'sent')
  learnSender(draft, id, vendor, surface)
  seenOn(draft, id, exchange)
  return id
}

/** The keys in a request beside its first one; nearly always there are none. */
function keysIn({ items, effects = NOTHING }: Decoded): readonly string[] {
  const isKeyed = items.some(({ key }) => key !== undefined) || effects.some(({ key }) => key !== undefined)
  return isKeyed ? [...new Set([...effects, ...items].flatMap(({ key }) => key ?? []))] : NOTHING
}

/** The effects of a key; undefined for the request's first one. */
function ofKey(effects: readonly PlacedEffect[], key: string | undefined): readonly PlacedEffect[] {
  return effects.some((effect) => effect.key !== key) ? effects.filter((effect) => effect.key === key) : effects
}

function isCallOf(draft: Draft, n: number, tracker: string): boolean {
  const item = draft.item(n)
  return item?.tracker === tracker && item.seenBy.call
}

/** A tracker is where its requests come from; what a page still sends as it is left brings nothing back. */
function seenOn(draft: Draft, id: string, { doc, seenBy }: Exchange): void {
  const tracker = draft.tracker(id)
  if (!tracker || !seenBy.page || draft.document(doc)?.left) return
  const isBack = tracker.status === 'left' && tracker.instance === null
  if (tracker.doc !== doc) draft.changeTracker(id, { doc, ...(isBack ? { status: 'running' } : {}) })
}

/** The effects of the thing at a place; nearly always there are none at all. */
function at(effects: readonly PlacedEffect[], place: number): readonly PlacedEffect[] {
  return effects.length === 0 ? effects : effects.filter((effect) => effect.place === place)
}

/** Where a thing stands among those that its request carries, from 0, and the tracker of the request. */
interface Place {
  readonly carried: readonly WireItem[]
  readonly at: number
  readonly sentBy: string
}

/** One wire item: finds its ledger item or makes one, and adds the attempt. */
function enterItem(
  draft: Draft,
  tracker: string,
  wire: WireItem,
  sending: Sending & Place,
): Pick<Entered, 'n' | 'told'> {
  const { exchange, vendor, carried, at, sentBy } = sending
  if (tracker !== sentBy) bringOver(draft, { from: sentBy, to: tracker }, wire, sending)
  const byId = wire.id === null ? undefined : draft.itemById(tracker, wire.id)
  const same =
    byId?.id && isAnother(byId, wire, exchange)
      ? draft.itemById(tracker, byId.id, (item) => !isAnother(item, wire, exchange))
      : byId
  const key = same ? '' : waitingKey({ tracker, type: wire.type, name: wire.name })
  const known = same ?? itemOfWire(draft, tracker, wire, { exchange, vendor, key, carried, at })
  const sentAs = draft.customers.alike(tracker, known?.calledAs ?? null, wire.as)
  if (!known) {
    const n = addFromWire(draft, tracker, wire, { exchange, sentAs, key })
    if (byId) draft.changeItem(n, { notes: [...(wire.notes ?? NOTHING), hasIdOf(byId)] })
    return { n, told: false }
  }
  const after = sentAgain(known, wire, { exchange, sentAs })
  // It was given up without a request and has one after all: a page sends what it still has while it is left.
  if (known.delivery === 'lost' && known.attempts.length === 0 && known.calledAt !== null)
    draft.countMismatch('callsWithoutRequest', -1)
  draft.lookups.unwait(known)
  draft.lookups.notFailed(known)
  draft.replaceItem(known, after)
  if (!same) draft.lookups.rememberSent(waitingKey(after), after)
  return { n: known.n, told: known.calledAt !== null && known.delivery !== 'lost' }
}

/**
 * Whether something with the message ID of what was sent before is another thing all the same: the sender has given two
 * the same one. What an SDK sends once more is what it was; what is sent by hand may be anything.
 */
function isAnother({ type, name, wireProperties, attempts }: Item, wire: WireItem, { sender }: Exchange): boolean {
  if (attempts.length === 0) return false
  return type !== wire.type || name !== wire.name || (isHandMade(sender) && !sameJson(wireProperties, wire.properties))
}

function hasIdOf({ n }: Item): Note {
  const said = `It has the message ID of item ${n}, which is another thing: whether the server takes both is not known.`
  return note('message-id', said)
}

/**
 * What an SDK was called with, and sends to another project than its own alone, is that project's from now on; what it
 * sends to both is another thing there.
 */
function bringOver(
  draft: Draft,
  { from, to }: { readonly from: string; readonly to: string },
  wire: WireItem,
  { exchange, vendor, carried, at }: Sending & Place,
): void {
  const isSame = (other: WireItem) => other.type === wire.type && other.name === wire.name && other.id === wire.id
  if (carried.some((other) => other.key === undefined && isSame(other))) return
  const key = waitingKey({ tracker: from, type: wire.type, name: wire.name })
  const known =
    wire.id === null
      ? itemOfWire(draft, from, wire, { exchange, vendor, key, carried, at })
      : draft.itemById(from, wire.id)
  if (known?.seenBy.call && known.attempts.length === 0) moveItem(draft, known, to)
}

/** With what something was sent, and as whom. */
interface Sent {
  readonly exchange: Exchange
  readonly sentAs: Item['sentAs']
}

function sentAgain(known: Item, wire: WireItem, { exchange, sentAs }: Sent): Item {
  const settled = known.delivery === 'delivered'
  // Something on the page renamed it, or the SDK's version decides on the name.
  const renamed = wire.name !== known.name && known.seenBy.call && !wire.otherNames?.includes(known.name)
  const said = `It was called “${known.name}”; on its way it got the name under which the server has it.`
  const after: Item = {
    ...known,
    // The very text that is there, where it is the same: each body has a copy of its own.
    name: wire.name === known.name ? known.name : wire.name,
    wireProperties: knownOr(known.properties, wire.properties),
    claimedAt: claimed(wire, exchange),
    sentAs,
    id: known.id ?? wire.id,
    attempts: withAttempt(known.attempts, begunTry(exchange)),
    // An event of a name that the SDK uses itself is the page's all the same where the page has called it.
    automatic: known.automatic || (!known.seenBy.call && (wire.automatic ?? false)),
    seenBy: sources(
      known.seenBy.call,
      known.seenBy.page || exchange.seenBy.page,
      known.seenBy.browser || exchange.seenBy.browser,
    ),
    notes: mergeNotes(known.notes, renamed ? [...(wire.notes ?? NOTHING), note('value', said)] : wire.notes),
    delivery: settled ? 'delivered' : 'in flight',
    why: settled ? known.why : 'Sent; no answer yet.',
    // An item that a later page sends belongs to that page from now on.
    doc: exchange.seenBy.page ? exchange.doc : known.doc,
  }
  return renamed ? { ...after, calledName: known.calledName ?? known.name } : after
}

/** `key` is its `waitingKey`. */
function addFromWire(
  draft: Draft,
  tracker: string,
  wire: WireItem,
  { exchange, sentAs, key }: Sent & { readonly key: string },
): number {
  const { id, type, name, properties } = wire
  const claimedAt = claimed(wire, exchange)
  const automatic = wire.automatic ?? false
  const n = draft.addItem((number) => ({
    n: number,
    tracker,
    vendor: exchange.vendor,
    doc: exchange.doc,
    type,
    name,
    properties,
    wireProperties: properties,
    id,
    seenAt: exchange.sentAt,
    calledAt: null,
    claimedAt,
    calledAs: null,
    sentAs,
    method: null,
    stack: null,
    seenBy: sources(false, exchange.seenBy.page, exchange.seenBy.browser),
    trigger: explainByTrigger(draft, tracker, wire, claimedAt),
    automatic,
    destructive: wire.destructive ?? false,
    error: null,
    delivery: 'in flight',
    why: 'Sent; no answer yet.',
    attempts: [begunTry(exchange)],
    call: null,
    notes: wire.notes?.length ? wire.notes : NOTHING,
  }))
  if (!automatic) draft.countMismatch('requestsWithoutCall', 1)
  // Only the browser's telling can overtake the page's: then the call may still come.
  if (!exchange.seenBy.page) draft.lookups.awaitCall(key, n)
  draft.lookups.rememberSent(key, { id, n, claimedAt })
  return n
}
