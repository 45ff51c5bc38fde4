/**
 * One project on several pages at once: pages and frames that are open beside each other, pages that the browser has
 * loaded ahead, and pages that may come back. Each has an SDK of its own, so that each has the tracker in its own way;
 * the ledger is one.
 */
import { OrderedMap } from 'immutable'
import type { DocumentState } from '../document'
import { isEmpty } from '../ids'
import { pageOf, type Tracker } from '../state'
import { isSameCustomer } from './consents'
import type { Draft } from './draft'
import { NO_COUNTS, newTracker } from './new-tracker'
import type { Turned } from './view'

/** A tracker by itself, as one document has it. */
type Own = Omit<Tracker, 'elsewhere'>

type Views = NonNullable<Tracker['elsewhere']>

const NO_VIEWS: Views = OrderedMap()

/** Whether a document that says something of a tracker for the first time has it apart from the page that it is on. */
export function isApart(draft: Draft, tracker: Tracker, doc: string): boolean {
  if (draft.document(doc)?.prerendering) return true
  const page = pageOf(tracker)
  return page !== null && draft.document(page)?.left === false && keptBy(draft, tracker) !== 'device'
}

function keptBy(draft: Draft, tracker: Tracker): 'page' | 'storage' | 'device' {
  return draft.vendorOf(tracker.vendor)?.keepsCustomer(tracker) ?? 'device'
}

/** What a tracker is and has in common on all of its pages: its name and the ledger. */
function common({ id, key, counts, withheld }: Own): Partial<Tracker> {
  return { id, key, counts, ...(withheld && { withheld }) }
}

/** How one page has a tracker, without what all of them have in common. */
function alone({ withheld: _, ...own }: Own): Own {
  return { ...own, counts: NO_COUNTS }
}

/** A tracker as a document has it; how the page had it from which it is turned is remembered beside. */
export function turnedTo(draft: Draft, tracker: Tracker, page: string, doc: string): Tracker {
  const { elsewhere, ...own } = tracker
  const others = (elsewhere ?? NO_VIEWS).delete(doc)
  return {
    ...(elsewhere?.get(doc) ?? begun(draft, own, doc)),
    ...common(tracker),
    elsewhere: page === doc ? others : others.set(page, alone(own)),
  }
}

/**
 * A tracker as a document begins with it. What a page of the same host has stored is there, what that page's SDK has in
 * memory is not; of a page of another host, or one that nobody is shown, it knows nothing.
 */
function begun(draft: Draft, own: Own, doc: string): Own {
  const [page, next] = [draft.document(pageOf(own) ?? ''), draft.document(doc)]
  if ((page?.prerendering && !next?.prerendering) || !isSameHost(page, next)) return newTracker(own.id, own)
  const { early: _early, doc: _doc, ...rest } = own
  const stored = { ...rest, instance: null }
  if (keptBy(draft, own) !== 'page') return stored
  return { ...stored, customer: { soft: own.customer.soft, hard: {} }, traits: {} }
}

/** Whether two documents have one storage, as far as is known: whether tabs of several recordings have, nobody says. */
function isSameHost(a: DocumentState | undefined, b: DocumentState | undefined): boolean {
  if (a?.tab !== b?.tab) return false
  const [one, other] = [hostOf(a), hostOf(b)]
  return one === null || other === null || one === other
}

/** The host of a document; null for one that has its maker's, or that nobody knows. */
function hostOf(document: DocumentState | undefined): string | null {
  return /^https?:\/\/([^/?#]+)/i.exec(document?.url ?? '')?.[1]?.toLowerCase() ?? null
}

/** What was told of a tracker that was turned to a document stays that document's, but for what all have in common. */
export function turnBack(draft: Draft, { before, turned }: Turned, doc: string): void {
  const now = draft.tracker(before.id)
  if (!now) return
  if (isSame(now, turned)) {
    draft.putTracker({ ...before, ...common(now) })
    return
  }
  const isTold = now.customer !== turned.customer || now.traits !== turned.traits
  const told = isTold ? shareCustomer(draft, now, doc) : now
  const shared = now.consent === turned.consent ? told : shareConsent(told)
  const page = pageOf(before) ?? ''
  const isFirst = pageOf(shared) === doc && placeOf(draft, doc) > placeOf(draft, page)
  const isBack = shared.elsewhere?.has(page) && !isFirst
  // What a page says after it was left may go on: with the next page to say so it is gone.
  const last = withoutGone(draft, isBack ? turnedTo(draft, shared, doc, page) : shared, doc)
  if (last !== now) draft.putTracker(last)
}

/** Whether nothing was told of a tracker but what all of its pages have in common. */
function isSame(now: Tracker, before: Tracker): boolean {
  const all = { ...now, ...common(before) }
  return (Object.keys(all) as (keyof Tracker)[]).every((name) => all[name] === before[name])
}

/** Where a document stands among those that have a tracker: what is said of it first of all is of the highest. */
function placeOf(draft: Draft, doc: string): number {
  const document = draft.document(doc)
  if (!document) return 1
  if (document.left || document.prerendering) return 0
  return document.top ? 3 : 2
}

/**
 * What an SDK reads from the storage with every call, the other pages of the host read as well. What is gone from there
 * they still have in memory, and put it back (cdp-analytics-js 0.5.11, core/user/index.ts, `getAndSync`).
 */
function shareCustomer(draft: Draft, tracker: Tracker, doc: string): Tracker {
  const own = draft.document(doc)
  if (isEmpty(tracker.customer.soft) && isEmpty(tracker.customer.hard)) return tracker
  const isShared = tracker.elsewhere && own && !own.prerendering && keptBy(draft, tracker) === 'storage'
  if (!isShared) return tracker
  const stored = storedOf(tracker)
  const others = tracker.elsewhere.map((view, page) => {
    const document = draft.document(page)
    const isOld = (view.customerAt ?? 0) <= (tracker.customerAt ?? 0)
    return document && !document.prerendering && isOld && isSameHost(own, document) ? { ...view, ...stored } : view
  })
  return { ...tracker, elsewhere: others }
}

/** Consent is the customer's, on whichever page it was given. */
function shareConsent(tracker: Tracker): Tracker {
  const { elsewhere, customer, consent } = tracker
  if (!elsewhere) return tracker
  const others = elsewhere.map((view) => {
    if (!isSameCustomer(customer, view.customer)) return view
    const newer = Object.entries(consent).filter(([name, { at }]) => at >= (view.consent[name]?.at ?? at))
    return { ...view, consent: { ...view.consent, ...Object.fromEntries(newer) } }
  })
  return { ...tracker, elsewhere: others }
}

/** What is known of the customer. */
function storedOf(own: Own): Partial<Own> {
  const { customer, customerAt, customerIn, forgotten, traits, consent, consents, consentOf } = own
  return {
    ...{ customer, traits, consent, consentOf },
    ...(customerAt === undefined ? {} : { customerAt }),
    ...(customerIn === undefined ? {} : { customerIn }),
    ...(forgotten === undefined ? {} : { forgotten }),
    ...(consents === undefined ? {} : { consents }),
  }
}

/** So many pages that may come back are remembered of a tracker: browsers keep but a few. */
const KEPT = 8

/**
 * Of so many pages and frames those that are gone are looked for each time; of more, whenever they are twice as many:
 * so no fact takes longer for them.
 */
const FEW = 32

/** Without the pages that are gone, and that so no SDK will speak of again; but for one that has just spoken. */
function withoutGone(draft: Draft, { elsewhere = NO_VIEWS, ...own }: Tracker, spoke?: string): Tracker {
  const { size } = elsewhere
  if (size > FEW && (size & (size - 1)) !== 0) return { ...own, elsewhere }
  const isLeft = (page: string) => draft.document(page)?.left !== false
  const mayReturn = (view: Own, page: string) => !isLeft(page) || view.instance?.doc === page || page === spoke
  const views = elsewhere.filter(mayReturn)
  const back = views.filter((_, page) => isLeft(page)).takeLast(KEPT)
  return withViews(own, back.concat(views.filterNot((_, page) => isLeft(page))))
}

function withViews(own: Own, views: Views): Tracker {
  return views.isEmpty() ? own : { ...own, elsewhere: views }
}

/** A page goes where it may come back from: what its SDKs know now, they will know then. */
export function keepForReturn(draft: Draft, doc: string): void {
  for (const tracker of [...draft.trackers.values()]) {
    const { elsewhere, ...own } = tracker
    if (own.instance?.doc === doc)
      draft.putTracker(withoutGone(draft, { ...own, elsewhere: (elsewhere ?? NO_VIEWS).set(doc, alone(own)) }))
  }
}

/**
 * A page that was loaded ahead is shown, or one has come back: what it has of its trackers counts from now on. Returns
 * those that have another status there.
 */
export function show(draft: Draft, doc: string, was: 'ahead' | 'left'): readonly Tracker[] {
  const changed: Tracker[] = []
  for (const tracker of [...draft.trackers.values()]) {
    if (!tracker.elsewhere?.has(doc)) continue
    const isStored = was === 'left' && keptBy(draft, tracker) === 'storage'
    const shown = turnedTo(draft, tracker, pageOf(tracker) ?? '', doc)
    const now = withoutGone(draft, { ...shown, ...(isStored ? storedOf(tracker) : {}) })
    draft.putTracker(now)
    if (now.status !== tracker.status) changed.push(now)
  }
  return changed
}

/**
 * A page is gone for good, with what it had of its trackers. Returns the trackers that were on it and are on no other
 * page; frames go with their page.
 */
export function endIn(draft: Draft, doc: string): readonly Tracker[] {
  const ended: Tracker[] = []
  const isTop = draft.document(doc)?.top === true
  const mayFollow = (page: string) => placeOf(draft, page) > (isTop ? 2 : 1)
  for (const tracker of [...draft.trackers.values()]) {
    const { elsewhere, ...own } = tracker
    const views = (elsewhere ?? NO_VIEWS).delete(doc)
    const rest = elsewhere?.has(doc) ? withViews(own, views) : tracker
    const next = pageOf(own) === doc ? views.findLastKey((_, page) => mayFollow(page)) : undefined
    if (next !== undefined) {
      const { elsewhere: beside = NO_VIEWS, ...followed } = turnedTo(draft, rest, doc, next)
      draft.putTracker(withViews(followed, beside.delete(doc)))
      continue
    }
    const kept = pageOf(own) === doc ? onOther(draft, rest, mayFollow) : rest
    if (kept !== tracker) draft.putTracker(kept ?? rest)
    if (kept === null) ended.push(rest)
  }
  return ended
}

/** A device's SDK is on every page that has it: on another one of them; null where there is none. */
function onOther(draft: Draft, tracker: Tracker, mayFollow: (page: string) => boolean): Tracker | null {
  for (const doc of draft.lookups.openDocuments()) {
    const [name] = draft.lookups.instancesOf(doc).find(([, id]) => id === tracker.id) ?? []
    const isIn = name !== undefined && doc !== pageOf(tracker) && mayFollow(doc)
    if (isIn && keptBy(draft, tracker) === 'device') return { ...tracker, instance: { doc, name } }
  }
  return null
}
