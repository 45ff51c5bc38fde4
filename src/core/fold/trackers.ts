/** Finding the tracker that a fact speaks of, and giving it its key once that is known. */
import { remembered } from '../collections/remembered'
import type { CallFact, Stamp } from '../fact'
import { isEmpty } from '../ids'
import { type Customer, DELIVERIES, type Item } from '../item'
import type { Moment, Session, Tracker } from '../state'
import type { Draft } from './draft'
import { type Named, NO_SESSION, NOBODY, newTracker } from './new-tracker'
import { moveTies } from './ties'
import { unsettledItems } from './unsettled'

/** What is known of an SDK that was not there before. */
const ANOTHER = {
  ...{ version: null, config: null, flushMode: null, session: NO_SESSION },
  ...{ customer: NOBODY, traits: {}, consent: {}, pushToken: null },
}

/** The id of a tracker: by its key, or by its surface while the key is unknown; of the first SDK with that key. */
function trackerId({ vendor, surface, key, device }: Named): string {
  return device === undefined
    ? idOf(vendor)(key ?? `?${surface}`)
    : `${idOf(vendor)(key ?? `?${surface}`)}?device${device}`
}

/** One text for all facts of one SDK: a table looks for a new text by all its characters. */
const idOf = remembered((vendor) => remembered((named) => `${vendor}:${named}`))

/** Whether a request says of itself that no SDK is known to have made it. */
export function isHandMade(sender: string): boolean {
  return sender === 'rest'
}

/**
 * The tracker with a key that an SDK of this surface, or a request of this sender, may belong to. Two SDKs of one
 * project (the app's and the page's) have nothing in common: no customer, no session, no queue. What a page sends by
 * hand is kept with the SDK of its project.
 */
export function trackerOfKey(draft: Draft, named: Named): Tracker | undefined {
  const { vendor, surface, key, device } = named
  const first = draft.tracker(trackerId(named))
  const sentBy = draft.vendorOf(vendor)?.sentBy
  if (!first || !sentBy || sentBy(first, surface)) return first
  const isOne = (known: Tracker) => known.vendor === vendor && known.key === key && known.device === device
  const own = draft.trackers.find((known) => isOne(known) && sentBy(known, surface))
  return own ?? (isHandMade(surface) || isHandMade(first.surface) ? first : undefined)
}

/** Makes sure that a tracker is there; returns its id. */
export function ensureTracker(draft: Draft, named: Named): string {
  const first = trackerId(named)
  const known = named.key === null ? draft.tracker(first) : trackerOfKey(draft, named)
  // The tracker's own id, not the one just put together: exchanges keep it.
  if (known) return known.id
  const id = draft.tracker(first) ? `${first}?${named.surface}` : first
  draft.addTracker(newTracker(id, named))
  return id
}

/** The id of the tracker of an SDK instance in a document; the tracker is made on the first sight of it. */
export function trackerOfInstance(
  draft: Draft,
  fact: Pick<Stamp & CallFact, 'doc' | 'tracker' | 'vendor' | 'surface'>,
): string {
  const known = draft.lookups.trackerOf(fact.doc, fact.tracker)
  if (known !== undefined) return known
  const isStopped = isKeptStopped(draft, fact)
  const id = namelessTracker(draft, fact)
  if (isStopped) draft.changeTracker(id, { status: 'stopped' })
  draft.lookups.bind(fact.doc, fact.tracker, id)
  return id
}

/**
 * The tracker of an instance whose key is not known yet. Another page that is open, or a frame, has its own, since
 * nothing tells that both track to one project; what a page that was left has not named is the next one's as well.
 */
function namelessTracker(draft: Draft, { vendor, surface, doc }: Pick<Stamp & CallFact, 'doc' | 'vendor' | 'surface'>) {
  const named = { vendor, surface, key: null }
  const first = trackerId(named)
  if (!draft.lookups.isElsewhere(first, doc)) return ensureTracker(draft, named)
  const own = `${first}?${doc}`
  if (!draft.tracker(own)) draft.addTracker(newTracker(own, named))
  return own
}

/**
 * Whether an SDK that is met on a page was stopped on an earlier one: it keeps a stop on the device, until it is
 * configured again. Where Tracklens reached the page late, that may have been without being seen.
 */
export function isKeptStopped(
  draft: Draft,
  { doc, vendor, surface }: Pick<Stamp & CallFact, 'doc' | 'vendor' | 'surface'>,
): boolean {
  if (draft.document(doc)?.late) return false
  const isOwn = (known: Tracker | undefined) => known?.vendor === vendor && known.surface === surface
  // Nearly always there is none on any page: then none has to be turned to this one.
  const maybe = (known: Tracker) => known.status === 'stopped' || known.elsewhere?.get(doc)?.status === 'stopped'
  if (!draft.kept.map.some(maybe)) return false
  if (!draft.trackers.some((known) => known.status === 'stopped' && isOwn(known))) return false
  const last = draft.moments.findLast(
    (moment) => moment.kind === 'status' && !isOurs(moment.status) && isOwn(draft.tracker(moment.tracker ?? '')),
  )
  return last?.kind !== 'status' || last.status === 'stopped'
}

/** Whether a status is Tracklens’ own doing, and not the SDK’s. */
function isOurs(status: Extract<Moment, { kind: 'status' }>['status']): boolean {
  return status === 'held' || status === 'resumed'
}

/** Where and when a key was told. */
type Told = Pick<Stamp, 'at' | 'doc'>

/**
 * Gives a tracker its key: it becomes, or joins, the tracker of that key, and takes its unsettled items along. Returns
 * the id of that tracker.
 */
export function nameTracker(draft: Draft, id: string, key: string, told: Told | null): string {
  const old = draft.tracker(id)
  if (!old || old.key === key) return id
  const { vendor, surface, device } = old
  const named = ensureTracker(draft, { vendor, surface, key, device })
  if (old.key !== null) {
    if (told) switchKey(draft, old, named, told)
    return named
  }
  const target = draft.tracker(named)
  if (target) {
    // What was sent by hand before tells nothing of the SDK: neither how it is set up nor who its customer is.
    const before = draft.vendorOf(old.vendor)?.sentBy(old, target.surface) === false ? ANOTHER : target
    draft.changeTracker(named, {
      surface: old.surface,
      // That of the page that is shown, where the other is only loaded ahead or was left.
      status: target.instance && !old.instance ? target.status : old.status,
      version: old.version ?? before.version,
      config: old.config ?? before.config,
      instance: old.instance ?? target.instance,
      ...(old.doc === undefined || target.doc !== undefined ? {} : { doc: old.doc }),
      customer: merged(before.customer, old.customer),
      traits: isEmpty(old.traits) ? before.traits : { ...before.traits, ...old.traits },
      session: joined(before.session, old.session),
      consent: isEmpty(old.consent) && isEmpty(before.consent) ? before.consent : { ...before.consent, ...old.consent },
      pushToken: old.pushToken ?? before.pushToken,
      flushMode: old.flushMode ?? before.flushMode,
      ...(old.early === undefined ? {} : { early: old.early }),
      ...(old.removedAt === undefined ? {} : { removedAt: old.removedAt }),
      ...(target.inSight === undefined ? {} : { inSight: 0 }),
      ...(old.elsewhere ? { elsewhere: old.elsewhere.concat(target.elsewhere ?? []) } : {}),
    })
  }
  draft.lookups.rebind(id, named, null)
  moveItems(draft, id, named, old.instance?.doc ?? null)
  moveTies(draft, id, named)
  draft.mergeTracker(id, named)
  return named
}

/** A customer with what else was told of them; the one that is known already where that is nothing. */
function merged(known: Customer, { soft, hard }: Customer): Customer {
  if (isEmpty(soft) && isEmpty(hard)) return known
  return { soft: { ...known.soft, ...soft }, hard: { ...known.hard, ...hard } }
}

/**
 * An instance goes over to another project: what it does from now on belongs to that one's tracker, what it did stays
 * where it is. The push token goes along (iOS guide, “Anonymize”). The SDK has left the project of before, unless it
 * was stopped there.
 */
function switchKey(draft: Draft, old: Tracker, id: string, { at, doc }: Told): void {
  const { surface, version, status, config, instance, session, flushMode, pushToken } = old
  const here = draft.tracker(id)
  const isLeft = status === 'running' || status === 'stub'
  endSession(draft, old, { at, doc })
  draft.changeTracker(old.id, { instance: null, doc, pushToken: null, ...(isLeft ? { status: 'left' } : {}) })
  const { customer, customerAt, forgotten } = old
  draft.changeTracker(id, {
    ...{ surface, version, status, config, instance, flushMode, customer, consent: {} },
    session: { ...(here?.session ?? NO_SESSION), automatic: session.automatic, timeout: session.timeout },
    ...(customerAt === undefined ? {} : { customerAt }),
    ...(forgotten === undefined ? {} : { forgotten }),
    pushToken: pushToken ?? here?.pushToken ?? null,
  })
  draft.lookups.rebind(old.id, id, doc)
  const text = `The SDK switched to ${here?.key ?? 'another project'}`
  // Documented are an anonymize into another project, and a new configuration after a stop.
  if (!isLeft || forgotten?.at === at)
    draft.addMoment({
      ...{ at, tracker: old.id, doc, kind: 'identity', change: 'project', by: 'call' },
      ...{ from: customer, to: customer, text },
    })
  if (!isLeft) return
  draft.addMoment({ at, tracker: old.id, doc, kind: 'status', status: 'left', text })
}

/** A session is of one project: it goes on in no other (iOS guide, “Anonymize”). */
export function endSession(draft: Draft, { id, session: open }: Tracker, { at, doc }: Told): void {
  if (open.state !== 'active' && open.state !== 'background') return
  const session: Session = { ...open, state: 'ended', endedAt: at }
  draft.changeTracker(id, { session })
  const text = 'The SDK switched to another project'
  const automatic = session.automatic === true
  draft.addMoment({ at, tracker: id, doc, kind: 'session', change: 'end', automatic, session, text })
}

/**
 * The session of a tracker and of the nameless one that turned out to be it: the newer is told by the latter, as are
 * its settings.
 */
function joined(known: Session, told: Session): Session {
  if (told.state !== 'unknown') return told
  return { ...known, automatic: told.automatic ?? known.automatic, timeout: told.timeout ?? known.timeout }
}

/**
 * Moves a tracker's items. Those of a tracker without a key are nearly always unsettled, so the whole ledger is rarely
 * read.
 */
function moveItems(draft: Draft, from: string, to: string, doc: string | null): void {
  const counts = draft.tracker(from)?.counts
  const total = counts ? DELIVERIES.reduce((sum, delivery) => sum + counts[delivery], 0) : 0
  const unsettled = doc === null ? [] : unsettledItems(draft, doc).filter((item) => item.tracker === from)
  const all = unsettled.length === total ? unsettled : [...draft.items.filter((item) => item.tracker === from)]
  for (const item of all) moveItem(draft, item, to)
}

/** Gives an item to another tracker, where it goes on to wait for its request if it does. */
export function moveItem(draft: Draft, item: Item, to: string): void {
  const waits = draft.lookups.isWaiting(item)
  draft.changeItem(item.n, { tracker: to })
  draft.lookups.remember(item)
  if (!waits) return
  draft.lookups.unwait(item)
  draft.lookups.wait({ ...item, tracker: to })
}
