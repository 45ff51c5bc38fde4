/** The fold's look-up tables, written in place as its `Draft` is: what keeps every fact at constant time. */
import { List } from 'immutable'
import type { Cause } from '../call-effects'
import { placeOf, withEntry, withLast, without } from '../collections/ordered'
import { bound, instancesIn, rebound } from '../collections/places'
import { numbersOf, printOf, printWith, withNumber, withoutNumber } from '../collections/prints'
import type { Item } from '../item'
import type { Index, Taken } from '../state'
import { leftKey, momentOf, waitingKey } from './keys'
import { closed, opened } from './opening'

const NO_NUMBERS = List<number>()
const NONE: readonly string[] = []

/** Message ids are short; of one that is not, so many characters tell enough. */
const WHOLE = 200

/** How many items of one name that no time tells are kept for being sent again, of each page. */
const FAILED_KEPT = 64

/** Requests are numbered from 1 in their document: no page reaches a number beyond this, it would make holes. */
const MOST_REQUESTS = 2 ** 24

/** The tables of one `Draft`. What each one maps to what is told at `Index`. */
export class Lookups {
  readonly #own: { -readonly [K in keyof Index]: Index[K] }
  /** By document, the lists of requests to which any was added, written in place until they are closed. */
  readonly #requests = new Map<string, List<number>>()

  /** `open` makes the collections writable in place too, until `close`. */
  constructor(index: Index, open: boolean) {
    this.#own = opened(index, open)
  }

  /** Closes the tables: from here on nobody can change them. */
  close(): Index {
    for (const [doc, list] of this.#requests) this.#own.requests = this.#own.requests.set(doc, list.asImmutable())
    this.#requests.clear()
    return closed(this.#own)
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

  /** Whether an item is among those that wait for a request. */
  isWaiting(item: Item): boolean {
    const list = this.#own.waiting.get(waitingKey(item))
    return list !== undefined && list.get(placeOf(list, item.n)) === item.n
  }

  /**
   * Puts an item among those that wait for a request; one with a message id is found by that and need not wait.
   */
  wait(item: Item): void {
    if (item.id !== null) return
    const key = waitingKey(item)
    this.#own.waiting = this.#own.waiting.set(key, withEntry(this.#own.waiting.get(key) ?? NO_NUMBERS, item.n))
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
    this.#own.waiting = withLast(this.#own.waiting, key, item.n)
  }

  /** The items under this key that only the browser saw so far. */
  uncalled(key: string): List<number> | undefined {
    return this.#own.uncalled.get(key)
  }

  /** Keeps an item under its key whose call may still be told. */
  awaitCall(key: string, n: number): void {
    this.#own.uncalled = withLast(this.#own.uncalled, key, n)
  }

  /** The call of an item was told. */
  called(item: Item): void {
    this.#own.uncalled = without(this.#own.uncalled, waitingKey(item), item.n)
  }

  /** Items without a message id that may have been sent under this key and with about this time; oldest first. */
  sentAbout(key: string, claimedAt: number): readonly number[] {
    const [print, moment] = [printOf([key], WHOLE), momentOf(claimedAt)]
    const of = (each: number) => numbersOf(this.#own.sent, printWith(print, each))
    const [before, about, after] = [of(moment - 1), of(moment), of(moment + 1)]
    // Nearly always there are none, or only those of this very moment.
    return before.length + after.length > 0 ? [...before, ...about, ...after] : about
  }

  /** Keeps what was sent to be found by its message id or, without one, by its key and the time that it claims. */
  rememberSent(key: string, item: Pick<Item, 'id' | 'n' | 'claimedAt'>): void {
    if (item.id !== null) this.remember(item)
    else if (item.claimedAt !== null) {
      const print = printWith(printOf([key], WHOLE), momentOf(item.claimedAt))
      if (!numbersOf(this.#own.sent, print).includes(item.n)) this.#own.sent = withNumber(this.#own.sent, print, item.n)
    }
  }

  /** The items without an id and a time that this page sent under this key and that did not arrive; oldest first. */
  failed(key: string, doc: string): List<number> | undefined {
    return this.#own.failed.get(leftKey(key, doc))
  }

  /** Keeps an item that did not arrive, and that no time tells, for the case that its page sends it again. */
  keepFailed(item: Item): void {
    if (item.id !== null || item.claimedAt !== null) return
    const key = leftKey(waitingKey(item), item.doc)
    this.#own.failed = this.#own.failed.update(key, List<number>(), (list) =>
      withEntry(list.size < FAILED_KEPT ? list : list.shift(), item.n),
    )
  }

  /** An item that did not arrive is sent again. */
  notFailed(item: Item): void {
    if (item.id === null && item.claimedAt === null)
      this.#own.failed = without(this.#own.failed, leftKey(waitingKey(item), item.doc), item.n)
  }

  /** Whether an item was seen in the storage of its SDK. */
  isKept(n: number): boolean {
    return this.#own.kept.has(n)
  }

  /** An item was seen in the storage of its SDK. */
  keep(n: number): void {
    this.#own.kept = this.#own.kept.add(n)
  }

  /** The tracker of an SDK instance, by its name in its document. */
  trackerOf(doc: string, instance: string): string | undefined {
    return this.#own.instances.get(doc)?.get(instance)
  }

  /** From here on this instance is that tracker's. */
  bind(doc: string, instance: string, tracker: string): void {
    Object.assign(this.#own, bound(this.#own, doc, instance, tracker))
  }

  /** The instances of a document, each with its tracker. */
  instancesOf(doc: string): readonly (readonly [name: string, tracker: string])[] {
    return [...instancesIn(this.#own, doc)]
  }

  /** Whether a tracker has an instance in a document. */
  isIn(doc: string, tracker: string): boolean {
    return this.#own.places.get(tracker)?.has(doc) === true
  }

  /** Whether a tracker has an instance in another document than this one that was not left. */
  isElsewhere(tracker: string, doc: string): boolean {
    const docs = this.#own.places.get(tracker)
    return docs?.some((each) => each !== doc && this.#own.open.has(each)) === true
  }

  /** Gives a tracker's instances to another one; only those in this document, unless `doc` is null. */
  rebind(from: string, to: string, doc: string | null): void {
    Object.assign(this.#own, rebound(this.#own, from, to, doc))
  }

  /** A tracker without a key came into being after so many moments. */
  beginsNameless(tracker: string, moments: number): void {
    this.#own.nameless = this.#own.nameless.set(tracker, moments)
  }

  /** Gives out, once, how many moments there were before a tracker without a key. */
  endsNameless(tracker: string): number {
    const moments = this.#own.nameless.get(tracker, 0)
    this.#own.nameless = this.#own.nameless.delete(tracker)
    return moments
  }

  /** The trackers whose key is not known, in no order. */
  nameless(): readonly string[] {
    return this.#own.nameless.isEmpty() ? NONE : [...this.#own.nameless.keys()]
  }

  /** A document was opened, or left. */
  setOpen(doc: string, open: boolean): void {
    this.#own.open = open ? this.#own.open.add(doc) : this.#own.open.delete(doc)
  }

  /** Whether a document is the only one that was not left: asked with every fact. */
  isOnlyOpen(doc: string): boolean {
    return this.#own.open.size === 1 && this.#own.open.has(doc)
  }

  /** How many documents were not left. */
  get openCount(): number {
    return this.#own.open.size
  }

  /** The documents that were not left, in no order. */
  openDocuments(): Iterable<string> {
    return this.#own.open
  }

  /** The exchanges that may have this fingerprint and were seen by one source only. */
  unpaired(print: number): readonly number[] {
    return numbersOf(this.#own.unpaired, print)
  }

  /** Keeps an exchange for the source that has not told of it yet; of each fingerprint `most`, the last ones. */
  awaitPair(print: number, exchange: number, most = Number.POSITIVE_INFINITY): void {
    if (most < Number.POSITIVE_INFINITY) {
      const known = this.unpaired(print)
      if (known.length >= most) this.paired(print, known[0] as number)
    }
    this.#own.unpaired = withNumber(this.#own.unpaired, print, exchange)
  }

  /** Both sources have told of an exchange. */
  paired(print: number, exchange: number): void {
    this.#own.unpaired = withoutNumber(this.#own.unpaired, print, exchange)
  }

  /** The exchange of a request, by the request's number in its document. */
  exchangeOf(doc: string, request: number): number | undefined {
    return (this.#requests.get(doc) ?? this.#own.requests.get(doc))?.get(request)
  }

  /** Keeps an exchange to be found by its request's number in the page, under which the page tells its end. */
  nameRequest(doc: string, request: number, exchange: number): void {
    if (request > MOST_REQUESTS) return
    const known = this.#requests.get(doc)
    const list = known ?? (this.#own.requests.get(doc) ?? NO_NUMBERS).asMutable()
    if (!known) this.#requests.set(doc, list)
    list.set(request, exchange)
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

  /** When the tie that an item made was sent, in milliseconds since 1970; undefined where it made none. */
  tiedAt(n: number): number | undefined {
    return this.#own.tied.get(n)
  }

  /** An item has tied a soft ID to a person, by what was sent then. */
  tie(n: number, sentAt: number): void {
    this.#own.tied = this.#own.tied.set(n, sentAt)
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
