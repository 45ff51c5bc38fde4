/** Finding the tracker that a fact speaks of, and giving it its key once that is known. */
import type { Delivery } from '../item'
import { DELIVERIES } from '../item'
import type { Session, State, Tracker } from '../state'
import { changeItem, changeTracker, put, remember, unsettledItems, unwait, wait, waitingKey, withIndex } from './draft'

const NO_SESSION: Session = { state: 'unknown', startedAt: null, endedAt: null, automatic: null, timeout: null }
const NO_COUNTS = Object.fromEntries(DELIVERIES.map((delivery) => [delivery, 0])) as Record<Delivery, number>

/** The id of a tracker: by its key, or by its surface while the key is unknown. */
function trackerId(vendor: string, surface: string, key: string | null): string {
  return key === null ? `${vendor}:?${surface}` : `${vendor}:${key}`
}

/** Makes sure that a tracker is there. */
export function ensureTracker(
  state: State,
  vendor: string,
  surface: string,
  key: string | null,
): { state: State; id: string } {
  const id = trackerId(vendor, surface, key)
  const known = state.trackers.get(id)
  // The tracker's own id, not the one just put together: exchanges keep it.
  if (known) return { state, id: known.id }
  return { state: put(state, { trackers: state.trackers.set(id, newTracker(id, vendor, surface, key)) }), id }
}

/** The tracker of an SDK instance in a document; made on the first sight of it. */
export function trackerOfInstance(
  state: State,
  doc: string,
  instance: string,
  vendor: string,
  surface: string,
): { state: State; id: string } {
  const name = `${doc}|${instance}`
  const known = state.index.instances.get(name)
  if (known !== undefined) return { state, id: known }
  const made = ensureTracker(state, vendor, surface, null)
  return { id: made.id, state: withIndex(made.state, { instances: made.state.index.instances.set(name, made.id) }) }
}

/**
 * The tracker of a request: the one with its key; without a key the only one of that vendor, since a request that names
 * no project can then belong to nobody else; otherwise one of its own.
 */
export function trackerOfRequest(
  state: State,
  vendor: string,
  surface: string,
  key: string | null,
): { state: State; id: string } {
  if (key !== null && !state.trackers.has(trackerId(vendor, surface, key))) {
    const nameless = state.trackers.filter((tracker) => tracker.vendor === vendor && tracker.key === null)
    const only = nameless.size === 1 ? nameless.first() : undefined
    // A stub or a bundle whose key could not be read: its first request tells it.
    if (only && only.surface !== 'wire') return nameTracker(state, only.id, key, null)
  }
  if (key === null) {
    const same = state.trackers.filter((tracker) => tracker.vendor === vendor)
    const only = same.size === 1 ? same.first() : undefined
    if (only) return { state, id: only.id }
  }
  return ensureTracker(state, vendor, surface, key)
}

/**
 * An instance goes over to another project: what it does from now on belongs to that one's tracker, what it did stays
 * where it is.
 */
function switchKey(state: State, old: Tracker, id: string, doc: string | null): State {
  const { surface, version, status, config, instance, session, consent, flushMode } = old
  const next = changeTracker(changeTracker(state, old.id, { instance: null }), id, {
    ...{ surface, version, status, config, instance, session, consent, flushMode },
  })
  const moves = (known: string, name: string) => known === old.id && doc !== null && name.startsWith(`${doc}|`)
  return withIndex(next, { instances: next.index.instances.map((known, name) => (moves(known, name) ? id : known)) })
}

/** Gives a tracker its key: it becomes, or joins, the tracker of that key, and takes its unsettled items along. */
export function nameTracker(state: State, id: string, key: string, doc: string | null): { state: State; id: string } {
  const old = state.trackers.get(id)
  if (!old || old.key === key) return { state, id }
  const named = ensureTracker(state, old.vendor, old.surface, key)
  if (old.key !== null) return { state: switchKey(named.state, old, named.id, doc), id: named.id }
  let next = named.state
  const target = next.trackers.get(named.id)
  if (target) {
    next = changeTracker(next, named.id, {
      surface: old.surface,
      status: old.status,
      version: old.version ?? target.version,
      config: old.config ?? target.config,
      instance: old.instance ?? target.instance,
      customer: {
        soft: { ...target.customer.soft, ...old.customer.soft },
        hard: { ...target.customer.hard, ...old.customer.hard },
      },
      traits: { ...target.traits, ...old.traits },
      session: joined(target.session, old.session),
      consent: { ...target.consent, ...old.consent },
      pushToken: old.pushToken ?? target.pushToken,
      flushMode: old.flushMode ?? target.flushMode,
    })
  }
  next = withIndex(next, { instances: next.index.instances.map((known) => (known === id ? named.id : known)) })
  next = moveItems(next, id, named.id, old.instance?.doc ?? null)
  const moments = next.moments.map((moment) => (moment.tracker === id ? { ...moment, tracker: named.id } : moment))
  return { state: put(next, { moments, trackers: next.trackers.delete(id) }), id: named.id }
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
function moveItems(state: State, from: string, to: string, doc: string | null): State {
  const counts = state.trackers.get(from)?.counts
  const total = counts ? DELIVERIES.reduce((sum, delivery) => sum + counts[delivery], 0) : 0
  const unsettled = doc === null ? [] : unsettledItems(state, doc).filter((item) => item.tracker === from)
  const all = unsettled.length === total ? unsettled : state.items.filter((item) => item.tracker === from)
  return [...all].reduce((next, item) => moveItem(next, item.n, to), state)
}

function moveItem(state: State, n: number, to: string): State {
  const item = state.items.get(n)
  if (!item) return state
  let next = changeItem(state, n, { tracker: to })
  next = remember(next, item)
  return state.index.waiting.get(waitingKey(item))?.includes(n)
    ? wait(unwait(next, item), { ...item, tracker: to })
    : next
}

function newTracker(id: string, vendor: string, surface: string, key: string | null): Tracker {
  return {
    id,
    vendor,
    surface,
    key,
    version: null,
    status: 'running',
    config: null,
    instance: null,
    customer: { soft: {}, hard: {} },
    traits: {},
    pushToken: null,
    session: NO_SESSION,
    consent: {},
    counts: NO_COUNTS,
    lastFlush: null,
    flushMode: null,
  }
}
