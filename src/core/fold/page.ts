/** Folding a page's life, its SDK instances, stored values, consent signals, triggers and gaps. */

import type { Vendor } from '../contract/vendor'
import type { FactOf } from '../fact'
import { isObject } from '../json'
import type { DocumentState, State } from '../state'
import { triggerMessage } from '../trigger'
import { leave } from './delivery'
import { addMoment, changeTracker, put } from './draft'
import { applyEffects } from './effects'
import { trackerOfInstance } from './trackers'

/** Folds the first sight of a document. */
export function foldDocument(state: State, fact: FactOf<'document'>): State {
  const { url, title, top, late, startedAt } = fact
  const known = state.documents.get(fact.doc)
  const document: DocumentState = {
    id: fact.doc,
    url,
    title,
    top,
    frame: fact.frame,
    late,
    startedAt,
    left: false,
    online: true,
    visible: true,
    held: known?.held ?? [],
    lastSeq: fact.seq,
  }
  const next = put(state, { documents: state.documents.set(fact.doc, document) })
  if (!late || known) return next
  const detail = `${url} was open before Tracklens reached it: earlier calls were not seen. Reload the page to see them.`
  return put(next, { blind: next.blind.push({ at: fact.at, missing: 0, reason: 'late', detail }) })
}

/** Folds the sight of an SDK instance. */
export function foldSdk(state: State, fact: FactOf<'sdk'>, vendor: Vendor): State {
  const found = trackerOfInstance(state, fact.doc, fact.tracker, fact.vendor, fact.surface)
  const effects = [...vendor.readSdk(fact)]
  const status = fact.state === 'stub' ? ('stub' as const) : ('running' as const)
  if (fact.state !== 'gone') {
    const basics = {
      kind: 'tracker' as const,
      status,
      ...(fact.version === undefined ? {} : { version: fact.version }),
      ...(fact.config === undefined ? {} : { config: fact.config }),
    }
    effects.unshift(fact.key === undefined ? basics : { ...basics, key: fact.key })
  }
  const { state: next, id } = applyEffects(found.state, found.id, effects, fact, 'call')
  const instance = fact.state === 'gone' ? null : { doc: fact.doc, name: fact.tracker }
  return changeTracker(next, id, fact.state === 'gone' ? { instance } : { instance, surface: fact.surface })
}

/**
 * Folds a stored value: what it tells of the customer goes to every tracker of the vendor, since they share the
 * storage.
 */
export function foldStorage(state: State, fact: FactOf<'storage'>, vendor: Vendor): State {
  const ids = state.trackers
    .filter((tracker) => tracker.vendor === fact.vendor)
    .keySeq()
    .toArray()
  const by = fact.area
  return ids.reduce((next, id) => {
    const tracker = next.trackers.get(id)
    return tracker ? applyEffects(next, id, vendor.readStorage(fact, tracker), fact, by).state : next
  }, state)
}

/** Folds a change in the page's life. */
export function foldPage(state: State, fact: FactOf<'page'>, vendorOf: (id: string) => Vendor | undefined): State {
  const document = state.documents.get(fact.doc)
  if (!document) return state
  const change = (part: Partial<DocumentState>, from: State) =>
    put(from, { documents: from.documents.set(fact.doc, { ...document, ...part }) })
  const moment = {
    at: fact.at,
    tracker: null,
    doc: fact.doc,
    kind: 'page' as const,
    change: fact.change,
    text: pageWords(fact),
  }
  const marked = document.top ? addMoment(state, moment) : state
  switch (fact.change) {
    case 'pagehide': {
      const left = leave(change({ left: true }, marked), fact.doc, fact.at, vendorOf)
      const trackers = left.trackers.map((tracker) =>
        tracker.instance?.doc === fact.doc && !fact.persisted ? { ...tracker, instance: null } : tracker,
      )
      return put(left, { trackers })
    }
    case 'pageshow':
      return change({ left: false }, marked)
    case 'online':
    case 'offline':
      return change({ online: fact.change === 'online' }, marked)
    case 'visible':
    case 'hidden':
      return change({ visible: fact.change === 'visible' }, marked)
    case 'route':
      return change({ url: fact.url ?? document.url }, marked)
  }
}

/** Folds a signal of the page's consent platform. */
export function foldConsent(state: State, fact: FactOf<'consent'>): State {
  return consentLines(fact).reduce(
    (next, { category, granted }) =>
      addMoment(next, {
        at: fact.at,
        tracker: null,
        doc: fact.doc,
        kind: 'consent',
        source: fact.platform,
        category,
        granted,
        text: `${category}: ${granted === null ? 'not said' : granted ? 'granted' : 'denied'}`,
      }),
    state,
  )
}

/** Folds a trigger pressed in the panel. */
export function foldTrigger(state: State, fact: FactOf<'trigger'>): State {
  const found =
    fact.instance === undefined
      ? state.trackers.get(fact.tracker ?? '')
      : state.trackers.find(({ instance }) => instance?.doc === fact.doc && instance.name === fact.instance)
  const tracker = found?.id ?? null
  const text = triggerMessage(fact) ?? `${fact.by === 'sdk' ? fact.method : 'Tracklens'} ${fact.phase}`
  return addMoment(state, {
    at: fact.at,
    tracker,
    doc: fact.doc,
    kind: 'trigger',
    phase: fact.phase,
    command: fact.command,
    text,
  })
}

/** Folds the beginning or the end of Tracklens' own stop in a document. */
export function foldEnforce(state: State, fact: FactOf<'enforce'>): State {
  const document = state.documents.get(fact.doc)
  if (!document) return state
  const held = fact.on
    ? [...document.held.filter((vendor) => vendor !== fact.vendor), fact.vendor]
    : document.held.filter((vendor) => vendor !== fact.vendor)
  const next = put(state, { documents: state.documents.set(fact.doc, { ...document, held }) })
  const text = fact.on
    ? 'Stopped by Tracklens: calls are dropped and requests are blocked until Resume.'
    : 'Resumed: Tracklens holds nothing back any more.'
  const tracker = state.trackers.find((known) => known.vendor === fact.vendor)?.id ?? null
  return addMoment(next, {
    at: fact.at,
    tracker,
    doc: fact.doc,
    kind: 'status',
    status: fact.on ? 'held' : 'resumed',
    text,
  })
}

/** Folds a counted gap. */
export function foldGap(state: State, fact: FactOf<'gap'>): State {
  const { missing, reason, detail } = fact
  const next = addMoment(state, { at: fact.at, tracker: null, doc: fact.doc, kind: 'gap', missing, text: detail })
  return put(next, { blind: next.blind.push({ at: fact.at, missing, reason, detail }) })
}

function pageWords(fact: FactOf<'page'>): string {
  const words = {
    visible: 'Page visible',
    hidden: 'Page hidden',
    pagehide: 'Page left',
    pageshow: 'Page shown again',
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
