/** Folding a page's life, its SDK instances, stored values, consent signals, triggers and gaps. */

import type { Effect, Vendor } from '../contract/vendor'
import type { DocumentState } from '../document'
import { type FactOf, isObserver, type Stamp } from '../fact'
import { isObject } from '../json'
import { pageOf, type Tracker } from '../state'
import { triggerMessage } from '../trigger'
import { leave } from './delivery'
import type { Draft } from './draft'
import { endDropped } from './dropped'
import { leaveEarly, release } from './early'
import { applyEffects } from './effects'
import { endIn, keepForReturn, show } from './elsewhere'
import { resume } from './resume'
import { keepStored, readByNextPage } from './stored'
import { isKeptStopped, trackerOfInstance } from './trackers'

/** Folds the first sight of a document. */
export function foldDocument(draft: Draft, fact: FactOf<'document'>): void {
  const { url, title, top, late, startedAt, prerendering = false, shared = false, tab } = fact
  const known = draft.document(fact.doc)
  // How each document has a tracker depends on the documents.
  draft.view?.all()
  draft.putDocument({
    id: fact.doc,
    url,
    title,
    top,
    frame: fact.frame,
    late,
    startedAt,
    left: false,
    online: true,
    visible: !prerendering,
    ...(prerendering ? { prerendering } : {}),
    ...(shared ? { shared } : {}),
    ...(tab === undefined ? {} : { tab }),
    held: known?.held ?? [],
    lastSeq: fact.seq,
  })
  if (top && !prerendering) {
    endUntold(draft, fact, startedAt, true)
    endUntold(draft, fact, startedAt, false)
    if (tab === undefined) endDropped(draft, startedAt)
  }
  if (!late || known) return
  const unseen = 'earlier calls were not seen. Reload the page to see them.'
  const detail = `${url} was open before Tracklens reached it: ${unseen}`
  draft.addBlind({ at: fact.at, missing: 0, reason: 'late', detail })
}

/**
 * A tab has one page: one that has not said that it was left, as it does also for the back-forward cache, is gone as
 * soon as another one is there. A page that crashed says nothing, nor do its frames. Pages that were loaded `ahead` and
 * not shown are kept for the page that they were loaded for alone, and say nothing as they go. `since` is when the
 * other one began or was shown: what is newer was loaded for it.
 */
function endUntold(draft: Draft, { at, doc }: Stamp, since: number, ahead: boolean): void {
  for (const document of draft.openDocuments(since, ahead)) {
    const { id, left } = document
    if (left || id === doc || document.tab !== draft.document(doc)?.tab) continue
    draft.putDocument({ ...document, left: true })
    leave(draft, id, at)
    leaveTrackers(draft, id, at)
  }
}

/** Folds the sight of an SDK instance. */
export function foldSdk(draft: Draft, fact: FactOf<'sdk'>, vendor: Vendor): void {
  const found = trackerOfInstance(draft, fact)
  const { key, version, config } = fact
  const state = stateOf(draft, fact, draft.tracker(found))
  const stated: Effect[] =
    state === 'gone'
      ? []
      : [
          {
            kind: 'tracker',
            status: state,
            ...(version === undefined ? {} : { version }),
            ...(config === undefined ? {} : { config }),
            ...(key === undefined ? {} : { key }),
          },
        ]
  const told = vendor.readSdk(fact, draft.tracker(found) ?? null)
  const named = applyEffects(draft, found, [...stated, ...told], { fact, by: 'call' })
  const id = state === 'running' ? release(draft, named, fact, 'seen') : named
  // What it was called with is still its page's.
  if (state === 'gone') draft.changeTracker(id, { instance: null, doc: fact.doc })
  else if (draft.document(fact.doc)?.left !== true)
    draft.changeTracker(id, { instance: { doc: fact.doc, name: fact.tracker }, surface: fact.surface })
}

/** What the sight of an instance says of its state: that its object is there ends no stop, as configuring it does. */
function stateOf(draft: Draft, fact: FactOf<'sdk'>, tracker: Tracker | undefined): FactOf<'sdk'>['state'] | 'stopped' {
  if (fact.state !== 'running' || tracker?.status !== 'stopped') return fact.state
  return tracker.instance?.doc === fact.doc || isKeptStopped(draft, fact) ? 'stopped' : 'running'
}

/** Folds a stored value: what it tells of the customer is told to every tracker of the vendor, which share it. */
export function foldStorage(draft: Draft, fact: FactOf<'storage'>, vendor: Vendor): void {
  const reads = (id: string) => id === fact.vendor || draft.vendorOf(id)?.storesOf === fact.vendor
  // A page tells of its own cookies, and not of those of another one that is open beside it.
  const isOthers = (tracker: Tracker) => {
    const page = pageOf(tracker)
    if (page === null) return tracker.elsewhere !== undefined
    return page !== fact.doc && draft.document(page)?.left === false
  }
  const all = [...draft.trackers.values()].filter((tracker) => reads(tracker.vendor) && !isOthers(tracker))
  const ids = all.map(({ id }) => id)
  for (const id of ids) {
    const tracker = draft.tracker(id)
    if (!tracker) continue
    const next = readByNextPage(draft, fact, tracker, vendor)
    const effects = next ?? vendor.readStorage(fact, tracker)
    const isDoubted = tracker.elsewhere !== undefined && vendor.keepsCustomer(tracker) === 'page'
    const told = isDoubted ? effects.map((effect) => doubted(effect, tracker)) : effects
    applyEffects(draft, id, told, { fact, by: fact.area })
  }
  keepStored(draft, fact)
}

/**
 * Where an SDK keeps who it is in its page, another page that is open may have changed what is stored: which of both
 * IDs the SDK goes by, it tells with what it sends next.
 */
function doubted(effect: Effect, { customer }: Tracker): Effect {
  if (effect.kind !== 'identity' || effect.change !== 'rotated') return effect
  const soft = Object.fromEntries(Object.entries(customer.soft).filter(([name]) => effect.soft?.[name] === undefined))
  const text = `${effect.text}; not by this page’s SDK, which may still go by the one of before`
  return { ...effect, soft, hard: customer.hard, replace: true, text }
}

/** Folds a change in the page's life. */
export function foldPage(draft: Draft, fact: FactOf<'page'>): void {
  const document = draft.document(fact.doc)
  // Of one whose beginning was dropped for want of room, what is still open ends with it all the same.
  if (!document && fact.change === 'pagehide') leave(draft, fact.doc, fact.at)
  if (!document) return
  if (document.top) {
    const { at, doc, change } = fact
    draft.addMoment({ at, tracker: null, doc, kind: 'page', change, text: pageWords(fact) })
  }
  draft.putDocument({ ...document, ...afterChange(document, fact) })
  if (fact.change === 'activated') {
    comeBack(draft, fact, 'Its page, loaded ahead, is shown')
    if (document.top) endUntold(draft, fact, fact.at, true)
  }
  if (fact.change === 'pageshow' && fact.persisted)
    comeBack(draft, fact, 'Its page came back from the back-forward cache')
  if (fact.change !== 'pagehide') return
  leave(draft, fact.doc, fact.at)
  if (fact.persisted) keepForReturn(draft, fact.doc)
  else leaveTrackers(draft, fact.doc, fact.at)
}

function leaveTrackers(draft: Draft, doc: string, at: number): void {
  leaveEarly(draft, doc)
  for (const tracker of endIn(draft, doc)) leaveTracker(draft, tracker, { at, doc })
}

/** A page is there again, or at last, with its instances: another page's may have taken their place. */
function comeBack(draft: Draft, { at, doc, change }: FactOf<'page'>, text: string): void {
  for (const { id: tracker, status } of show(draft, doc, change === 'activated' ? 'ahead' : 'left'))
    draft.addMoment({ at, tracker, doc, kind: 'status', status, text })
  for (const [name, id] of draft.lookups.instancesOf(doc)) {
    const tracker = draft.tracker(id)
    if (!tracker || tracker.instance?.doc === doc) continue
    const isLeft = tracker.status === 'left'
    draft.changeTracker(id, { instance: { doc, name }, ...(isLeft ? { status: 'running' } : {}) })
    if (!isLeft) continue
    draft.addMoment({ at, tracker: id, doc, kind: 'status', status: 'running', text })
  }
}

/**
 * A tracker whose page is gone. A stop and a wipe outlive the page, as the SDK keeps them on the device; what runs
 * there next says so itself.
 */
function leaveTracker(draft: Draft, { id, status }: Tracker, { at, doc }: Pick<Stamp, 'at' | 'doc'>): void {
  const isLeft = status === 'running' || status === 'stub' || status === 'foreign'
  draft.changeTracker(id, { instance: null, doc, ...(isLeft ? { status: 'left' } : {}) })
  if (isLeft) draft.addMoment({ at, tracker: id, doc, kind: 'status', status: 'left', text: 'Its page was left' })
}

function afterChange(document: DocumentState, fact: FactOf<'page'>): Partial<DocumentState> {
  switch (fact.change) {
    case 'pagehide':
    case 'pageshow':
      return { left: fact.change === 'pagehide' }
    case 'activated':
      // Until then its outermost frame has another number than 0 (Chrome for Developers, “Extending API to support
      // Instant Navigation”, section “FrameId == 0”).
      return { prerendering: false, left: false, visible: true, frame: fact.frame }
    case 'online':
    case 'offline':
      return { online: fact.change === 'online' }
    case 'visible':
    case 'hidden':
      return { visible: fact.change === 'visible' }
    case 'route':
      return { url: fact.url ?? document.url }
  }
}

/** Folds a signal of the page's consent platform. */
export function foldConsent(draft: Draft, fact: FactOf<'consent'>): void {
  for (const { category, granted } of consentLines(fact)) {
    draft.addMoment({
      at: fact.at,
      tracker: null,
      doc: fact.doc,
      kind: 'consent',
      source: fact.platform,
      category,
      granted,
      text: `${category}: ${granted === null ? 'not said' : granted ? 'granted' : 'denied'}`,
    })
  }
}

/** Folds a trigger pressed in the panel. */
export function foldTrigger(draft: Draft, fact: FactOf<'trigger'>): void {
  const { at, doc, phase, command } = fact
  const found =
    fact.instance === undefined
      ? draft.tracker(fact.tracker ?? '')
      : draft.trackers.find(({ instance }) => instance?.doc === doc && instance.name === fact.instance)
  const text = triggerMessage(fact) ?? `${fact.by === 'sdk' ? fact.method : 'Tracklens'} ${phase}`
  draft.addMoment({ at, tracker: found?.id ?? null, doc, kind: 'trigger', phase, command, text })
}

/** Folds the beginning or the end of Tracklens' own stop in a document. */
export function foldEnforce(draft: Draft, fact: FactOf<'enforce'>): void {
  const document = draft.document(fact.doc)
  if (!document) return
  const others = document.held.filter((vendor) => vendor !== fact.vendor)
  draft.putDocument({ ...document, held: fact.on ? [...others, fact.vendor] : others })
  const text = fact.on
    ? 'Stopped by Tracklens: calls are dropped and requests are blocked until Resume.'
    : 'Resumed: Tracklens holds nothing back any more.'
  const tracker = draft.trackers.find((known) => known.vendor === fact.vendor)?.id ?? null
  draft.addMoment({
    at: fact.at,
    tracker,
    doc: fact.doc,
    kind: 'status',
    status: fact.on ? 'held' : 'resumed',
    text,
  })
}

/** Folds a counted gap. */
export function foldGap(draft: Draft, fact: FactOf<'gap'>): void {
  const { at, doc, missing, reason, detail, totals } = fact
  // A page that says such a thing is not believed.
  if (totals && isObserver(doc)) {
    draft.goOnFrom(resume(totals, at))
    return
  }
  draft.addMoment({ at, tracker: null, doc, kind: 'gap', missing, text: detail })
  draft.addBlind({ at, missing, reason, detail })
}

function pageWords(fact: FactOf<'page'>): string {
  const words = {
    visible: 'Page visible',
    hidden: 'Page hidden',
    pagehide: 'Page left',
    pageshow: 'Page shown again',
    activated: 'Page shown, which the browser had loaded ahead',
    online: 'Online',
    offline: 'Offline',
    route: 'Route changed',
  }
  return fact.url ? `${words[fact.change]}: ${fact.url}` : words[fact.change]
}

/**
 * The lines of a consent signal: Google consent mode's `['update', {ad_storage: 'granted', …}]`, or TCF's purposes by
 * number.
 */
function consentLines(fact: FactOf<'consent'>): { category: string; granted: boolean | null }[] {
  if (fact.platform === 'gcm') {
    // The command's arguments as the page pushed them; the categories alone are read too.
    const categories = Array.isArray(fact.signal) ? fact.signal[1] : fact.signal
    if (!isObject(categories)) return []
    return Object.entries(categories)
      .filter(([, value]) => value === 'granted' || value === 'denied')
      .map(([category, value]) => ({ category, granted: value === 'granted' }))
  }
  if (!isObject(fact.signal)) return []
  const purpose = isObject(fact.signal.purpose) ? fact.signal.purpose : {}
  const consents = isObject(purpose.consents) ? purpose.consents : {}
  return Object.entries(consents).map(([number, value]) => ({
    category: `purpose ${number}`,
    granted: typeof value === 'boolean' ? value : null,
  }))
}
