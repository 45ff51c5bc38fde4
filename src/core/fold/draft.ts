/** Adding and changing items, with the counts and look-up tables that must keep step with them. */
import { type Map as HashMap, List } from 'immutable'
import { numbersOf, printOf, withNumber, withoutNumber } from '../collections/prints'
import { type Attempt, type Delivery, type Item, SETTLED } from '../item'
import type { Index, Moment, State, Tracker } from '../state'

/** The key under which an item waits for its request. */
export function waitingKey(item: Pick<Item, 'tracker' | 'type' | 'name'>): string {
  return `${item.tracker}|${item.type}|${item.name}`
}

/**
 * Inside the fold the state is the fold's own copy, made by `reduce` and shared with nobody yet, so it is written in
 * place: a fact changes a dozen parts of it, and a copy for each of them was half of the fold's time.
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

/** Adds an item, numbered as the next one, at the end of the ledger. */
export function addItem(state: State, item: Item): State {
  return lowest(count(put(state, { items: state.items.push(item) }), item.tracker, null, item.delivery), item)
}

/** Changes an item; its tracker's counts follow. */
export function changeItem(state: State, n: number, change: Partial<Item>): State {
  const before = state.items.get(n)
  return before ? replaceItem(state, before, { ...before, ...change }) : state
}

/**
 * Puts another version of an item in its place; its tracker's counts follow. Where every item passes, the new version
 * is made by overwriting fields of a copy: an engine copies a known shape in one go, and a field that the shape had not
 * yet costs ten times as much.
 */
export function replaceItem(state: State, before: Item, after: Item): State {
  let next = put(state, { items: state.items.set(after.n, after) })
  if (before.tracker !== after.tracker) {
    next = count(count(next, before.tracker, before.delivery, null), after.tracker, null, after.delivery)
  } else if (before.delivery !== after.delivery) {
    next = count(next, after.tracker, before.delivery, after.delivery)
  }
  return before.doc === after.doc ? next : lowest(next, after)
}

/** The items of a document, or of all, that are not settled; oldest first. */
export function unsettledItems(state: State, doc: string | null): Item[] {
  const found: Item[] = []
  const from = doc === null ? 0 : (state.index.firsts.get(doc) ?? state.items.size)
  for (let n = from; n < state.items.size; n++) {
    const item = state.items.get(n)
    if (item && !SETTLED.includes(item.delivery) && (doc === null || item.doc === doc)) found.push(item)
  }
  return found
}

/** Replaces the attempt on one exchange, or adds it. */
export function putAttempt(attempts: readonly Attempt[], attempt: Attempt): readonly Attempt[] {
  if (attempts.length === 0) return [attempt]
  const at = attempts.findIndex((known) => known.exchange === attempt.exchange)
  return at < 0 ? [...attempts, attempt] : attempts.map((known, i) => (i === at ? attempt : known))
}

/**
 * Puts an item at the end of those that wait for a request; one with a message id is found by that and need not wait.
 */
export function wait(state: State, item: Item): State {
  if (item.id !== null) return state
  const key = waitingKey(item)
  const list = state.index.waiting.get(key, List<number>())
  return list.includes(item.n) ? state : withIndex(state, { waiting: state.index.waiting.set(key, list.push(item.n)) })
}

/** The key under which what a page left behind unsent waits: only that page itself can still send it. */
export function leftKey(key: string, doc: string): string {
  return `${key}|${doc}`
}

/** Keeps an item that its page left behind for a request of that very page. */
export function waitForLast(state: State, item: Item): State {
  if (item.id !== null) return state
  const key = leftKey(waitingKey(item), item.doc)
  return withIndex(state, { waiting: state.index.waiting.update(key, List<number>(), (list) => list.push(item.n)) })
}

/** Takes an item out of those that wait for a request. */
export function unwait(state: State, item: Item): State {
  if (item.id !== null) return state
  return withIndex(state, { waiting: without(state.index.waiting, waitingKey(item), item.n) })
}

/** The item of a tracker that has a message id. */
export function itemById(state: State, tracker: string, id: string): Item | undefined {
  const found = numbersOf(state.index.byId, printOf([id], WHOLE)).map((n) => state.items.get(n))
  return found.findLast((item) => item?.id === id && item.tracker === tracker)
}

/** Message ids are short; of one that is not, so many characters tell enough. */
const WHOLE = 200

/** Keeps an item to be found by its message id, if it has one. */
export function remember(state: State, { id, n }: Item): State {
  if (id === null) return state
  const print = printOf([id], WHOLE)
  return withIndex(state, { byId: withNumber(withoutNumber(state.index.byId, print, n), print, n) })
}

/** A table of lists without one entry of one list; an emptied list is removed. */
export function without<K, T>(table: HashMap<K, List<T>>, key: K, entry: T): HashMap<K, List<T>> {
  const list = table.get(key)
  const at = list ? list.indexOf(entry) : -1
  if (!list || at < 0) return table
  const rest = at === 0 ? list.shift() : list.delete(at)
  return rest.size ? table.set(key, rest) : table.delete(key)
}

function lowest(state: State, item: Item): State {
  const first = state.index.firsts.get(item.doc)
  return first !== undefined && first <= item.n
    ? state
    : withIndex(state, { firsts: state.index.firsts.set(item.doc, item.n) })
}

function count(state: State, trackerId: string, from: Delivery | null, to: Delivery | null): State {
  const tracker = state.trackers.get(trackerId)
  if (!tracker) return state
  const counts = { ...tracker.counts }
  if (from) counts[from] -= 1
  if (to) counts[to] += 1
  return put(state, { trackers: state.trackers.set(trackerId, { ...tracker, counts }) })
}
