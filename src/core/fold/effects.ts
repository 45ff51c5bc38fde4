/** Applying what a call, a signal, a stored value or a request changes: identity, session, consent, status, queue. */

import type { Effect } from '../contract/vendor'
import type { Stamp } from '../fact'
import { type Customer, type Item, SETTLED, sameCustomer } from '../item'
import type { Moment, Session, State, Tracker } from '../state'
import { expectThings } from './causes'
import { onDevice } from './device'
import { addMoment, changeItem, changeTracker, itemById, put, unsettledItems, unwait, wait } from './draft'
import { nameTracker } from './trackers'

/** Where an identity change was learnt from. */
export type Origin = Extract<Moment, { kind: 'identity' }>['by']

/** Applies effects to a tracker, in order. Returns the tracker's id too, since an effect may give it its key. */
export function applyEffects(
  state: State,
  id: string,
  effects: readonly Effect[],
  stamp: Stamp & { readonly call?: number; readonly trigger?: string },
  by: Origin,
): { state: State; id: string } {
  return effects.reduce((done, effect) => applyEffect(done.state, done.id, effect, stamp, by), { state, id })
}

function applyEffect(
  state: State,
  id: string,
  effect: Effect,
  stamp: Stamp & { readonly call?: number; readonly trigger?: string },
  by: Origin,
): { state: State; id: string } {
  const tracker = state.trackers.get(id)
  if (!tracker) return { state, id }
  const mark = { at: stamp.at, tracker: id, doc: stamp.doc }
  switch (effect.kind) {
    case 'tracker':
      return configure(state, tracker, effect, stamp)
    case 'identity':
      return { state: identify(state, tracker, effect, stamp, by), id }
    case 'session': {
      if (by === 'wire' && isStale(tracker.session, effect.session)) return { state, id }
      const session = { ...tracker.session, ...effect.session }
      const { change, text } = effect
      const moment = { ...mark, kind: 'session' as const, change, automatic: session.automatic === true, session, text }
      return { state: addMoment(changeTracker(state, id, { session }), moment), id }
    }
    case 'consent': {
      const consent = { ...tracker.consent, [effect.category]: { granted: effect.granted, at: stamp.at } }
      const { category, granted, text } = effect
      return {
        state: addMoment(changeTracker(state, id, { consent }), {
          ...mark,
          kind: 'consent',
          source: 'vendor',
          category,
          granted,
          text,
        }),
        id,
      }
    }
    case 'push':
      return { state: changeTracker(state, id, { pushToken: effect.token }), id }
    case 'flush': {
      const flushed = changeTracker(state, id, { lastFlush: { at: stamp.at, by: effect.by } })
      return { state: addMoment(flushed, { ...mark, kind: 'flush', text: `Flush by ${effect.by}` }), id }
    }
    case 'loaded':
      return {
        state: unsettled(state, id, stamp.doc, (next, item) =>
          item.delivery === 'buffered' ? toQueue(next, item) : next,
        ),
        id,
      }
    case 'device': {
      const apply = (next: State, each: string, inner: Effect) => applyEffect(next, each, inner, stamp, by).state
      return { state: onDevice(state, tracker, effect.effects, stamp, apply), id }
    }
    case 'causes':
      return { state: expectThings(state, id, effect.things, stamp), id }
    case 'wiped':
      return {
        state: unsettled(state, id, null, (next, item) =>
          item.delivery === 'in flight' ? next : lose(next, item, effect.text),
        ),
        id,
      }
    case 'persisted':
      return { state: effect.ids.reduce((next, message) => persist(next, id, message), state), id }
    case 'dropped': {
      const item = itemById(state, id, effect.id)
      return { state: item && !SETTLED.includes(item.delivery) ? lose(state, item, effect.text) : state, id }
    }
  }
}

/** Two tellings of one moment, by the call and by the wire, differ by less than this; milliseconds. */
const SAME_MOMENT_MS = 1000

/** Whether a request tells what the call has told already, or comes too late to say anything of the present session. */
function isStale(known: Session, told: Partial<Session>): boolean {
  const start = told.startedAt ?? null
  const end = told.endedAt ?? null
  const before =
    known.startedAt !== null && (end ?? start ?? Number.POSITIVE_INFINITY) < known.startedAt - SAME_MOMENT_MS
  const near = (a: number | null, b: number | null) => a !== null && b !== null && Math.abs(a - b) < SAME_MOMENT_MS
  const same = end === null ? near(start, known.startedAt) && known.state !== 'ended' : near(end, known.endedAt)
  return before || same
}

/** Ends an item that nobody will send any more. */
export function lose(state: State, item: Item, why: string): State {
  const without = item.attempts.length === 0 && item.calledAt !== null ? 1 : 0
  const next = unwait(changeItem(state, item.n, { delivery: 'lost', why }), item)
  return without
    ? put(next, {
        mismatches: { ...next.mismatches, callsWithoutRequest: next.mismatches.callsWithoutRequest + without },
      })
    : next
}

function configure(state: State, tracker: Tracker, effect: Extract<Effect, { kind: 'tracker' }>, stamp: Stamp) {
  const change: { -readonly [K in keyof Tracker]?: Tracker[K] } = {}
  if (effect.version !== undefined) change.version = effect.version
  if (effect.status !== undefined) change.status = effect.status
  if (effect.config !== undefined) change.config = effect.config
  if (effect.session !== undefined) change.session = { ...tracker.session, ...effect.session }
  if (effect.flushMode !== undefined) change.flushMode = effect.flushMode
  let next = changeTracker(state, tracker.id, change)
  if (effect.status !== undefined && effect.status !== tracker.status) {
    const text = `The SDK is ${effect.status === 'stub' ? 'not loaded yet: a stub stands in for it' : effect.status}`
    next = addMoment(next, {
      at: stamp.at,
      tracker: tracker.id,
      doc: stamp.doc,
      kind: 'status',
      status: effect.status,
      text,
    })
  }
  return effect.key === undefined
    ? { state: next, id: tracker.id }
    : nameTracker(next, tracker.id, effect.key, stamp.doc)
}

function identify(
  state: State,
  tracker: Tracker,
  effect: Extract<Effect, { kind: 'identity' }>,
  stamp: Stamp,
  by: Origin,
): State {
  const from = effect.replace ? { soft: {}, hard: {} } : tracker.customer
  const to: Customer = { soft: { ...from.soft, ...effect.soft }, hard: { ...from.hard, ...effect.hard } }
  const traits =
    effect.traits || effect.replaceTraits
      ? { ...(effect.replaceTraits ? {} : tracker.traits), ...effect.traits }
      : tracker.traits
  const forgotten = effect.replace && Object.keys(to.soft).length === 0 ? { forgottenAt: stamp.at } : {}
  const changed = changeTracker(state, tracker.id, { customer: to, traits, ...forgotten })
  if (sameCustomer(tracker.customer, to) && effect.change === 'seen') return changed
  const { change, text } = effect
  return addMoment(changed, {
    at: stamp.at,
    tracker: tracker.id,
    doc: stamp.doc,
    kind: 'identity',
    change,
    from: tracker.customer,
    to,
    by,
    text,
  })
}

function unsettled(state: State, id: string, doc: string | null, change: (state: State, item: Item) => State): State {
  return unsettledItems(state, doc)
    .filter((item) => item.tracker === id)
    .reduce(change, state)
}

function toQueue(state: State, item: Item): State {
  return changeItem(state, item.n, { delivery: 'queued', why: 'The SDK has loaded and taken it over; not sent yet.' })
}

function persist(state: State, id: string, message: string): State {
  const item = itemById(state, id, message)
  if (!item || item.delivery === 'delivered' || item.delivery === 'rejected') return state
  const why = 'The SDK has written it to storage; the next page that runs the SDK sends it.'
  return wait(changeItem(state, item.n, { delivery: 'queued', why }), item)
}
