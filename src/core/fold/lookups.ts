/** The fold's look-up tables, written in place as its `Draft` is: what keeps every fact at constant time. */
import { type Map as HashMap, List } from 'immutable'
import { numbersOf, printOf, withNumber, withoutNumber } from '../collections/prints'
import type { Item, WireItem } from '../item'
import type { Cause, Index, Taken } from '../state'

/** The key under which an item waits for its request, or a request's item for its call. */
export function waitingKey(item: Pick<Item, 'tracker' | 'type' | 'name'>): string {
  return `${item.tracker}|${item.type}|${item.name}`
}

/** Message ids are short; of one that is not, so many characters tell enough. */
const WHOLE = 200

/**
 * Requests are numbered from 1 in their document: a number beyond this is none that a page could reach, and would make
 * a list of holes.
 */
const MOST_REQUESTS = 2 ** 24

/** The tables of one `Draft`. What each one maps to what is told at `Index`. */
export class Lookups {
  readonly #own: { -readonly [K in keyof Index]: Index[K] }

  /** `open` makes the collections writable in place too, until `close`. */
  constructor(index: Index, open: boolean) {
    const own = <C extends { asMutable(): C }>(collection: C): C => (open ? collection.asMutable() : collection)
    this.#own = {
      byId: own(index.byId),
      waiting: own(index.waiting),
      uncalled: own(index.uncalled),
      sent: own(index.sent),
      instances: own(index.instances),
      unpaired: own(index.unpaired),
      requests: own(index.requests),
      firsts: own(index.firsts),
      taken: own(index.taken),
      causes: own(index.causes),
    }
  }

  /** Closes the tables: from here on nobody can change them. */
  close(): Index {
    const own = this.#own
    return {
      byId: own.byId.asImmutable(),
      waiting: own.waiting.asImmutable(),
      uncalled: own.uncalled.asImmutable(),
      sent: own.sent.asImmutable(),
      instances: own.instances.asImmutable(),
      unpaired: own.unpaired.asImmutable(),
      requests: own.requests.asImmutable(),
      firsts: own.firsts.asImmutable(),
      taken: own.taken.asImmutable(),
      causes: own.causes.asImmutable(),
    }
  }

  /** Items that may have this message id. */
  withId(id: string): readonly number[] {
    return numbersOf(this.#own.byId, printOf([id], WHOLE))
  }

  /** Keeps an item to be found by its message id, if it has one. */
  remember({ id, n }: Pick<Item, 'id' | 'n'>): void {
    if (id === null) return
    const print = printOf([id], WHOLE)
    this.#own.byId = withNumber(withoutNumber(this.#own.byId, print, n), print, n)
  }

  /** The items that wait for a request under this key, oldest first. */
  waiting(key: string): List<number> | undefined {
    return this.#own.waiting.get(key)
  }

  /**
   * Puts an item at the end of those that wait for a request; one with a message id is found by that and need not wait.
   */
  wait(item: Item): void {
    if (item.id !== null) return
    const key = waitingKey(item)
    const list = this.#own.waiting.get(key, List<number>())
    if (!list.includes(item.n)) this.#own.waiting = this.#own.waiting.set(key, list.push(item.n))
  }

  /** Takes an item out of those that wait for a request. */
  unwait(item: Item): void {
    if (item.id === null) this.#own.waiting = without(this.#own.waiting, waitingKey(item), item.n)
  }

  /** The items that a page left behind unsent and that only this page itself can still send. */
  leftBehind(key: string, doc: string): List<number> | undefined {
    return this.#own.waiting.get(leftKey(key, doc))
  }

  /** Keeps an item that its page left behind for a request of that very page. */
  waitForLast(item: Item): void {
    if (item.id !== null) return
    const key = leftKey(waitingKey(item), item.doc)
    this.#own.waiting = this.#own.waiting.update(key, List<number>(), (list) => list.push(item.n))
  }

  /** The items under this key that only the browser saw so far. */
  uncalled(key: string): List<number> | undefined {
    return this.#own.uncalled.get(key)
  }

  /** Keeps an item whose call may still be told. */
  awaitCall(item: Pick<Item, 'tracker' | 'type' | 'name'>, n: number): void {
    this.#own.uncalled = this.#own.uncalled.update(waitingKey(item), List<number>(), (list) => list.push(n))
  }

  /** The call of an item was told. */
  called(item: Item): void {
    this.#own.uncalled = without(this.#own.uncalled, waitingKey(item), item.n)
  }

  /** The item without a message id that was sent last as this wire item is: of the same name, with the same time. */
  sentAs(tracker: string, wire: WireItem): number | undefined {
    return this.#own.sent.get(sentKey(tracker, wire))
  }

  /** Keeps what was sent to be found by its message id or, without one, by the time that it claims. */
  rememberSent(item: Pick<Item, 'id' | 'n' | 'tracker'>, wire: WireItem): void {
    if (wire.id !== null) this.remember(item)
    else if (wire.claimedAt !== null) this.#own.sent = this.#own.sent.set(sentKey(item.tracker, wire), item.n)
  }

  /** The tracker of an SDK instance, by its name in its document. */
  trackerOf(doc: string, instance: string): string | undefined {
    return this.#own.instances.get(`${doc}|${instance}`)
  }

  /** From here on this instance is that tracker's. */
  bind(doc: string, instance: string, tracker: string): void {
    this.#own.instances = this.#own.instances.set(`${doc}|${instance}`, tracker)
  }

  /** Gives a tracker's instances to another one; only those in this document, unless `doc` is null. */
  rebind(from: string, to: string, doc: string | null): void {
    const names = [...this.#own.instances].filter(
      ([name, tracker]) => tracker === from && (doc === null || name.startsWith(`${doc}|`)),
    )
    for (const [name] of names) this.#own.instances = this.#own.instances.set(name, to)
  }

  /** The exchanges that may have this fingerprint and were seen by one source only. */
  unpaired(print: number): readonly number[] {
    return numbersOf(this.#own.unpaired, print)
  }

  /** Keeps an exchange for the source that has not told of it yet. */
  awaitPair(print: number, exchange: number): void {
    this.#own.unpaired = withNumber(this.#own.unpaired, print, exchange)
  }

  /** Both sources have told of an exchange. */
  paired(print: number, exchange: number): void {
    this.#own.unpaired = withoutNumber(this.#own.unpaired, print, exchange)
  }

  /** The exchange of a request, by the request's number in its document. */
  exchangeOf(doc: string, request: number): number | undefined {
    return this.#own.requests.get(doc)?.get(request)
  }

  /** Keeps an exchange to be found by its request's number in the page, under which the page tells its end. */
  nameRequest(doc: string, request: number, exchange: number): void {
    if (request > MOST_REQUESTS) return
    this.#own.requests = this.#own.requests.update(doc, List<number>(), (list) => list.set(request, exchange))
  }

  /** The lowest number of a document's items; undefined while it has none. */
  firstOf(doc: string): number | undefined {
    return this.#own.firsts.get(doc)
  }

  /** An item now belongs to this document. */
  belongs(n: number, doc: string): void {
    const first = this.#own.firsts.get(doc)
    if (first === undefined || first > n) this.#own.firsts = this.#own.firsts.set(doc, n)
  }

  /** Keeps what a call took from the device. */
  keepTaken(doc: string, call: number, taken: Taken): void {
    this.#own.taken = this.#own.taken.set(`${doc}#${call}`, taken)
  }

  /** Gives out what a call took from the device, once. */
  giveTaken(doc: string, call: number): Taken | undefined {
    const key = `${doc}#${call}`
    const taken = this.#own.taken.get(key)
    if (taken) this.#own.taken = this.#own.taken.delete(key)
    return taken
  }

  /** The last calls that make the SDK track something by itself. */
  causesOf(tracker: string): readonly Cause[] | undefined {
    return this.#own.causes.get(tracker)
  }

  setCauses(tracker: string, causes: readonly Cause[]): void {
    this.#own.causes = this.#own.causes.set(tracker, causes)
  }
}

/** The key under which what a page left behind unsent waits: only that page itself can still send it. */
function leftKey(key: string, doc: string): string {
  return `${key}|${doc}`
}

function sentKey(tracker: string, wire: WireItem): string {
  return `${tracker}|${wire.type}|${wire.name}|${wire.claimedAt}`
}

/** A table of lists without one entry of one list; an emptied list is removed. */
function without(table: HashMap<string, List<number>>, key: string, entry: number): HashMap<string, List<number>> {
  const list = table.get(key)
  const at = list ? list.indexOf(entry) : -1
  if (!list || at < 0) return table
  const rest = at === 0 ? list.shift() : list.delete(at)
  return rest.size ? table.set(key, rest) : table.delete(key)
}
