/** Adding and changing items, with the counts and look-up tables that must keep step with them. */
import { type Map as HashMap, Set as HashSet, List } from 'immutable'
import type { Attempt, Delivery, Item } from '../item'
import type { Index, Moment, State, Tracker } from '../state'

/** Delivery states in which nothing more is expected of the page. */
const SETTLED: ReadonlySet<Delivery> = new Set<Delivery>(['delivered', 'rejected', 'lost', 'unknown', 'blocked'])

/** Whether an item has come to an end as far as the page can tell. */
export function isSettled(delivery: Delivery): boolean {
  return SETTLED.has(delivery)
}

/** The key under which an item waits for its request. */
export function waitingKey(item: Pick<Item, 'tracker' | 'type' | 'name'>): string {
  return `${item.tracker}|${item.type}|${item.name}`
}

/**
 * Inside the fold the state is the fold's own copy, made by `reduce` and shared with nobody yet, so it is written in place:
 * a fact changes a dozen parts of it, and a copy for each of them was half of the fold's time.
 */
export function put(state: State, change: Partial<State>): State {
  return Object.assign(state, change)
}

/** Replaces some look-up tables of the fold's own copy. */
export function withIndex(state: State, change: Partial<Index>): State {
  Object.assign(state.index, change)
  return state
}

/** The state with one tracker changed. A tracker that is not there is left alone. */
export function changeTracker(state: State, id: string, change: Partial<Tracker>): State {
  const tracker = state.trackers.get(id)
  return tracker ? put(state, { trackers: state.trackers.set(id, { ...tracker, ...change }) }) : state
}

/** The state with one moment more. */
export function addMoment(state: State, moment: MomentDraft): State {
  return put(state, { moments: state.moments.push({ ...moment, fact: state.facts } as Moment) })
}

/** A moment without the fact number, which the fold adds. */
export type MomentDraft = Moment extends infer M ? (M extends Moment ? Omit<M, 'fact'> : never) : never

/** Adds an item at the end of the ledger; its number is its place. */
export function addItem(state: State, item: Omit<Item, 'n'>): State {
  const n = state.items.size
  const numbered = { ...item, n }
  return track(count(put(state, { items: state.items.push(numbered) }), item.tracker, null, item.delivery), numbered)
}

/** Changes an item; its tracker's counts and the table of pending items follow. */
export function changeItem(state: State, n: number, change: Partial<Item>): State {
  const before = state.items.get(n)
  if (!before) return state
  const after = { ...before, ...change }
  let next = put(state, { items: state.items.set(n, after) })
  if (before.tracker !== after.tracker) {
    next = count(count(next, before.tracker, before.delivery, null), after.tracker, null, after.delivery)
  } else if (before.delivery !== after.delivery) {
    next = count(next, after.tracker, before.delivery, after.delivery)
  }
  if (before.doc !== after.doc) next = untrack(next, before)
  return before.delivery === after.delivery && before.doc === after.doc ? next : track(next, after)
}

/** The numbers of all items that are not settled, oldest first. */
export function pendingItems(state: State): number[] {
  const all: number[] = []
  for (const set of state.index.pending.values()) all.push(...set)
  return all.sort((a, b) => a - b)
}

/** Replaces the attempt on one exchange, or adds it. */
export function putAttempt(attempts: readonly Attempt[], attempt: Attempt): readonly Attempt[] {
  const at = attempts.findIndex((known) => known.exchange === attempt.exchange)
  return at < 0 ? [...attempts, attempt] : attempts.map((known, i) => (i === at ? attempt : known))
}

/** Puts an item at the end of those that wait for a request. */
export function wait(state: State, item: Item): State {
  const key = waitingKey(item)
  const list = state.index.waiting.get(key, List<number>())
  return list.includes(item.n) ? state : withIndex(state, { waiting: state.index.waiting.set(key, list.push(item.n)) })
}

/** Takes an item out of those that wait for a request. */
export function unwait(state: State, item: Item): State {
  return withIndex(state, { waiting: without(state.index.waiting, waitingKey(item), item.n) })
}

/** A table of lists without one entry of one list; an emptied list is removed. */
export function without<T>(table: HashMap<string, List<T>>, key: string, entry: T): HashMap<string, List<T>> {
  const list = table.get(key)
  const at = list ? list.indexOf(entry) : -1
  if (!list || at < 0) return table
  const rest = at === 0 ? list.shift() : list.delete(at)
  return rest.size ? table.set(key, rest) : table.delete(key)
}

function track(state: State, item: Item): State {
  return isSettled(item.delivery)
    ? untrack(state, item)
    : withIndex(state, { pending: state.index.pending.update(item.doc, HashSet<number>(), (set) => set.add(item.n)) })
}

function untrack(state: State, item: Item): State {
  const set = state.index.pending.get(item.doc)
  return set?.has(item.n) ? withIndex(state, { pending: state.index.pending.set(item.doc, set.delete(item.n)) }) : state
}

function count(state: State, trackerId: string, from: Delivery | null, to: Delivery | null): State {
  const tracker = state.trackers.get(trackerId)
  if (!tracker) return state
  const counts = { ...tracker.counts }
  if (from) counts[from] -= 1
  if (to) counts[to] += 1
  return changeTracker(state, trackerId, { counts })
}
