/** Learning who a tracker's customer is from what goes over the wire, in the order of the wire. */
import type { Effect, PlacedEffect, Vendor } from '../contract/vendor'
import type { Stamp } from '../fact'
import { clash, idKeys, isEmpty } from '../ids'
import { type Customer, type Item, sameCustomer, type WireItem } from '../item'
import type { Exchange, Tracker } from '../state'
import { CLOCKS_MS } from './causes'
import type { Draft } from './draft'
import { applyEffects, type Teller } from './effects'
import { claimed } from './joins'
import { NO_SESSION } from './new-tracker'
import { tieByAnswer } from './ties'
import { isHandMade, trackerOfKey } from './trackers'
import { foldIn } from './turning'

const NONE: Customer['soft'] = {}

/** What something on the wire tells of who it is. */
interface Told {
  readonly as: Customer
  /** As of when it is so; milliseconds since 1970. */
  readonly asOf: number
  /** The first thing of a new customer: nothing of the one before can be like this. */
  readonly begins: boolean
  /** It was seen being called, so that its time and that of other calls are of one clock. */
  readonly called?: boolean
  /** It comes in the order of the wire, whatever time it claims. */
  readonly ordered?: boolean
  /** The SDK says that it knows of no person. */
  readonly nobody?: boolean
  readonly text: string
}

/** A thing that was entered, as it came: the item that it is, its request, and the fact that told. */
export interface Entered {
  readonly n: number
  /** Its call was seen, and has changed what it changes: the SDK was not known to refuse it. */
  readonly told: boolean
  readonly wire: WireItem
  readonly exchange: Exchange
  readonly vendor: Vendor
  readonly stamp: Stamp
  /** What it changes beside, as the vendor reads it. */
  readonly effects: readonly Effect[]
}

/**
 * Applies what one thing on the wire tells of who it is, and what else it changes. Who somebody is by a call that was
 * seen is not told again; what comes late, or once more, tells nothing of who it is now.
 */
export function learnFrom(draft: Draft, id: string, entered: Entered): void {
  const { n, told, wire, exchange, vendor, stamp, effects } = entered
  const [item, tracker] = [draft.item(n), draft.tracker(id)]
  if (!item || !tracker) return
  const byHand = isBesideSdk(tracker, wire, exchange, vendor)
  const asOf = item.calledAt ?? Math.min(claimed(wire, exchange) ?? exchange.sentAt, exchange.sentAt)
  const teller: Teller = { fact: stamp, by: 'wire', asOf, item: n, exchange: exchange.n }
  if (byHand || item.attempts.length > 1) return
  const isLate = tracker.customerAt !== undefined && asOf < tracker.customerAt - CLOCKS_MS
  for (const effect of effects)
    if (effect.kind === 'identity' && item.calledAt === null && !isLate)
      applyEffects(draft, id, [asSwitch(effect, draft.tracker(id))], teller)
  // What is sent by hand is of no one device, and claims what times it likes: the order of sending is that of the wire.
  const ordered = isHandMade(tracker.surface)
  if (wire.as && wire.type !== 'alias' && isStill(item, draft.tracker(id))) {
    const { as, begins = false, nobody = false } = wire
    const of = { as, asOf: ordered ? exchange.sentAt : asOf, begins, ordered, called: item.calledAt !== null, nobody }
    learn(draft, id, { ...of, text: 'Seen in a request' }, teller)
  }
  for (const effect of effects) {
    const isKnown =
      effect.kind === 'consent' ? !isConsentNews(item, wire, draft.tracker(id)) : effect.kind === 'session' && told
    if (effect.kind !== 'identity' && !isKnown)
      applyEffects(
        draft,
        id,
        [effect.kind === 'session' ? timed(effect, asOf, ordered ? wire.as : null) : effect],
        teller,
      )
  }
  hear(draft, draft.tracker(id), asOf)
}

/**
 * Whether a thing goes by the key of an SDK's project and is not of that SDK's customer: its request is none of the
 * SDK's, or looks like one and names neither the person nor any ID of a device, as all do that an app's SDK sends.
 */
function isBesideSdk(tracker: Tracker, { as }: WireItem, { sender }: Exchange, vendor: Vendor): boolean {
  const { customer, instance, surface } = tracker
  if (instance === null && isHandMade(surface)) return false
  if (!vendor.sentBy(tracker, sender)) return true
  if (vendor.keepsCustomer(tracker) !== 'device' || as === null || isEmpty(customer.soft)) return false
  return isEmpty(as.soft) && !sharesId(customer.hard, as.hard)
}

/** A session on the wire that claims no time is of the time of sending; one that is told by hand is its customer's. */
function timed(effect: Extract<Effect, { kind: 'session' }>, asOf: number, as: Customer | null): Effect {
  const { startedAt, endedAt, state } = effect.session
  const time = state === 'ended' ? { endedAt: endedAt ?? asOf } : { startedAt: startedAt ?? asOf }
  const of = as ? { of: [...idKeys(as.hard), ...idKeys(as.soft)].sort().join(', ') } : {}
  return { ...effect, session: { ...effect.session, ...time, ...of } }
}

const ANOTHER_CUSTOMER = 'Another customer in a request than before: what made it so was not seen'
const ANOTHER_USER = 'Another user in a request'
const NO_ID_SHARED = 'A request with none of the IDs known before: nothing says that it is of the same customer'
const NO_PERSON = 'The SDK knows of no person any more, as its request says: what made it so was not seen'

/** An identify on the wire does not say who was known before: of somebody else it is a switch. */
function asSwitch(effect: Extract<Effect, { kind: 'identity' }>, tracker: Tracker | undefined): Effect {
  const isOther = effect.change === 'identify' && tracker && clash(tracker.customer.hard, effect.hard ?? NONE)
  return isOther ? { ...effect, change: 'switch', text: ANOTHER_USER } : effect
}

/** A sign of a session of which only requests tell: whether its app is still to be seen, nobody says. */
function hear(draft: Draft, tracker: Tracker | undefined, at: number): void {
  if (!tracker || tracker.instance !== null || tracker.session.state !== 'active') return
  if (at > (tracker.session.heardAt ?? Number.NEGATIVE_INFINITY))
    draft.changeTracker(tracker.id, { session: { ...tracker.session, heardAt: at } })
}

/**
 * Whether a consent on the wire tells of the present customer, and what no call has told: of nobody's call, or of one
 * that went out as somebody else.
 */
function isConsentNews({ calledAt, calledAs }: Item, { as }: WireItem, tracker: Tracker | undefined): boolean {
  if (!tracker) return false
  if (as === null || (isEmpty(as.soft) && isEmpty(as.hard))) return calledAt === null
  const { soft, hard } = tracker.customer
  const isOther = clash(soft, as.soft) || clash(hard, as.hard) || (isEmpty(soft) && isEmpty(hard))
  if (isOther) return false
  return calledAt === null || (calledAs !== null && (clash(calledAs.soft, as.soft) || clash(calledAs.hard, as.hard)))
}

/** An item that was called as somebody else (before an anonymize, say) tells nothing about who it is now. */
function isStill(item: Item, tracker: Tracker | undefined): boolean {
  return tracker !== undefined && (item.calledAs === null || sameCustomer(item.calledAs, tracker.customer))
}

/**
 * Applies what a request as a whole changes. Who the SDK says it is holds at the time of sending, and replaces whoever
 * was known.
 */
export function learnFromRequest(draft: Draft, id: string, effects: readonly PlacedEffect[], exchange: Exchange): void {
  const { sentAt, doc } = exchange
  const teller: Teller = { fact: { doc, seq: 0, at: sentAt, frame: 0 }, by: 'wire', asOf: sentAt }
  for (const effect of effects) {
    if (effect.place !== undefined) continue
    if (effect.kind !== 'identity') applyEffects(draft, id, [effect], teller)
    else {
      const as: Customer = { soft: effect.soft ?? {}, hard: effect.hard ?? {} }
      learn(draft, id, { as, asOf: sentAt, begins: true, text: effect.text }, teller)
    }
  }
}

/**
 * Applies what an answer tells: the ids that it names belong to one customer, as the server itself says. The SDK adds
 * them to those that it has, unless it has become somebody else since it asked.
 */
export function applyAnswer(draft: Draft, exchange: Exchange, effects: readonly PlacedEffect[], stamp: Stamp): void {
  // Told by the browser, it is still that page's.
  foldIn(draft, exchange.doc, () => learnAnswer(draft, exchange, effects, stamp))
}

function learnAnswer(draft: Draft, exchange: Exchange, effects: readonly PlacedEffect[], stamp: Stamp): void {
  const { n, sentAt } = exchange
  for (const effect of effects) {
    const tracker = trackerOfAnswer(draft, exchange, effect)
    if (!tracker) continue
    const { id } = tracker
    if (effect.kind === 'identity') {
      const named: Customer = { soft: effect.soft ?? {}, hard: effect.hard ?? {} }
      const now = draft.exchange(n)
      if (now) draft.putExchange(withNamed(draft, now, id, named))
      tieByAnswer(draft, id, named, sentAt)
      const since = Math.max(tracker.customerAt ?? 0, tracker.forgotten?.at ?? 0)
      const isOther = clash(tracker.customer.soft, named.soft) || isEmpty(tracker.customer.soft)
      if (sentAt < since - CLOCKS_MS && isOther) continue
    }
    applyEffects(draft, id, [effect], { fact: stamp, by: 'wire', asOf: sentAt })
  }
}

/** An exchange whose answer says who the customer is of one of the trackers whose things it carries. */
function withNamed(draft: Draft, exchange: Exchange, id: string, named: Customer): Exchange {
  const isOnly = exchange.items.every((n) => draft.item(n)?.tracker === id)
  return isOnly ? { ...exchange, named } : { ...exchange, namedBy: { ...exchange.namedBy, [id]: named } }
}

/** The tracker of which an answer tells: the request's, unless what was asked for is another project's. */
function trackerOfAnswer(draft: Draft, { tracker, sender }: Exchange, { key }: PlacedEffect): Tracker | undefined {
  const own = tracker === null ? undefined : draft.tracker(tracker)
  if (!own || key === undefined || own.key === null || key === own.key) return own
  return trackerOfKey(draft, { vendor: own.vendor, surface: sender, key, device: own.device })
}

/**
 * Unknown ids are added. Known ones that are told otherwise are replaced, all of them, where that is newer than what is
 * known: another soft ID is another customer, and so is another person.
 */
function learn(draft: Draft, id: string, told: Told, teller: Teller): void {
  const tracker = draft.tracker(id)
  if (!tracker || (tracker.instance !== null && (tracker.status === 'stopped' || tracker.status === 'wiped'))) return
  const { customer } = tracker
  const { as, text } = told
  if (isEmpty(customer.soft) && isOfForgotten(tracker, told)) return
  const [otherDevice, otherPerson] = [clash(customer.soft, as.soft), clash(customer.hard, as.hard)]
  // What is sent by hand says each time who it is of.
  const apart = told.ordered === true && !sharesId(customer.soft, as.soft) && !sharesId(customer.hard, as.hard)
  if (otherDevice || otherPerson || (apart && !isEmptyCustomer(customer) && !isEmptyCustomer(as))) {
    if (!isNewer(tracker, told, teller.exchange)) return
    const change = otherDevice ? 'rotated' : otherPerson && sharesId(customer.soft, as.soft) ? 'switch' : 'seen'
    const words = otherDevice ? ANOTHER_CUSTOMER : otherPerson ? ANOTHER_USER : NO_ID_SHARED
    const effect: Effect = {
      kind: 'identity',
      change,
      ...as,
      replace: true,
      traits: {},
      replaceTraits: true,
      text: words,
    }
    applyEffects(draft, id, [effect], teller)
    if (told.ordered) draft.changeTracker(id, { session: NO_SESSION })
    return
  }
  if (told.nobody && !isEmpty(customer.hard) && isNewer(tracker, told, teller.exchange)) {
    const known: Effect = { kind: 'identity', change: 'seen', soft: as.soft, replace: 'hard', text: NO_PERSON }
    applyEffects(draft, id, [{ ...known, traits: {}, replaceTraits: true }], teller)
    return
  }
  const soft = missing(as.soft, customer.soft)
  const hard = tracker.customerAt === undefined || isNear(tracker, told) ? missing(as.hard, customer.hard) : {}
  if (isEmpty(soft) && isEmpty(hard)) return
  applyEffects(draft, id, [{ kind: 'identity', change: 'seen', soft, hard, text }], teller)
}

/**
 * Whether what is told may be the last of a customer who was forgotten, of whom an SDK still tracks something at the
 * moment of an anonymize.
 */
function isOfForgotten({ forgotten }: Tracker, { as, asOf, begins, called }: Told): boolean {
  if (forgotten && called) return asOf < forgotten.at
  if (!forgotten || asOf > forgotten.at + CLOCKS_MS) return false
  if (asOf < forgotten.at - CLOCKS_MS) return true
  return !begins && !clash(as.soft, forgotten.customer.soft)
}

/**
 * Whether it is told of a later time than what is known of the customer. The things of one request, whose times may be
 * the same, come in their order.
 */
function isNewer({ customerAt, customerIn }: Tracker, told: Told, exchange: number | null = null): boolean {
  const { asOf, begins, called, ordered } = told
  if (ordered || (exchange !== null && exchange === customerIn)) return asOf >= (customerAt ?? 0)
  if (called && customerAt !== undefined) return asOf > customerAt
  return customerAt === undefined || asOf > customerAt + (begins ? -CLOCKS_MS : CLOCKS_MS)
}

function sharesId(known: Customer['soft'], told: Customer['soft']): boolean {
  for (const name in told) if (known[name] === told[name]) return true
  return false
}

function isEmptyCustomer({ soft, hard }: Customer): boolean {
  return isEmpty(soft) && isEmpty(hard)
}

function isNear({ customerAt = 0 }: Tracker, { asOf }: Told): boolean {
  return asOf >= customerAt - CLOCKS_MS
}

function missing(told: Customer['soft'], known: Customer['soft']): Customer['soft'] {
  let isAny = false
  for (const name in told) isAny ||= known[name] === undefined
  if (!isAny) return NONE
  return Object.fromEntries(Object.entries(told).filter(([name]) => known[name] === undefined))
}
