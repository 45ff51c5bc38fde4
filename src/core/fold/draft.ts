/** The state under way: the fold's own copy, written in place and closed at the end. Nobody else ever holds one. */
import type { Vendor } from '../contract/vendor'
import type { Blind, DocumentState } from '../document'
import type { FileFact } from '../file-fact'
import { DELIVERIES, type Delivery, type Item } from '../item'
import type { Exchange, Moment, State, Tracker } from '../state'
import type { Ties } from '../tie'
import { AHEAD } from './alike'
import { Customers } from './customers'
import { Lookups } from './lookups'
import { type Parts, partsOf } from './opening'
import type { View } from './view'

/** A moment without the fact number, which the draft adds. */
export type MomentDraft = Moment extends infer M ? (M extends Moment ? Omit<M, 'fact'> : never) : never

/**
 * What all functions of the fold write on. A fact changes a dozen parts of the state, and a copy for each of them was
 * half of the fold's time. Counts and look-up tables keep step with the items by themselves.
 */
export class Draft {
  /** The vendors that the fold knows, by id. */
  readonly vendors: ReadonlyMap<string, Vendor>
  /** Whom things on the wire named last. */
  readonly customers = new Customers()
  /** How the document of the fact has the trackers; null where it has them as they are kept. */
  view: View | null = null
  readonly #open: boolean
  #lookups: Lookups
  #own: Parts
  #mismatches: { -readonly [K in keyof State['mismatches']]: number }
  /** The counts that this draft has made: nobody else holds them, so they are counted on in place. */
  readonly #counted = new Set<Tracker['counts']>()
  /** None of the open documents that are shown, and of those loaded ahead, began before; milliseconds since 1970. */
  readonly #openSince: [shown: number, ahead: number] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY]

  /** `open` makes the collections writable in place too, until `close`: worth it for many facts, not for one. */
  constructor(state: State, vendors: ReadonlyMap<string, Vendor>, open: boolean) {
    this.vendors = vendors
    this.#open = open
    this.#lookups = new Lookups(state.index, open)
    this.#mismatches = { ...state.mismatches }
    this.#own = partsOf(state, open)
  }

  /** The fold's look-up tables. */
  get lookups(): Lookups {
    return this.#lookups
  }

  /** Goes on from another state, with the facts counted that were folded so far. */
  goOnFrom(state: State): void {
    this.#counted.clear()
    this.#openSince.fill(Number.NEGATIVE_INFINITY)
    this.#lookups = new Lookups(state.index, this.#open)
    this.#mismatches = { ...state.mismatches }
    this.#own = { ...partsOf(state, this.#open), facts: this.#own.facts }
  }

  /** Closes it: from here on nobody can change the state. */
  close(): State {
    const own = this.#own
    this.#counted.clear()
    return {
      ...own,
      items: own.items.asImmutable(),
      trackers: own.trackers.map.asImmutable(),
      exchanges: own.exchanges.asImmutable(),
      moments: own.moments.asImmutable(),
      documents: own.documents.map.asImmutable(),
      blind: own.blind.asImmutable(),
      ties: own.ties.asImmutable(),
      mismatches: this.#mismatches,
      index: this.#lookups.close(),
    }
  }

  /** The vendor with this id; undefined where it is none that the fold knows. */
  vendorOf(id: string): Vendor | undefined {
    return this.vendors.get(id)
  }

  /** Facts of another tool's file follow. */
  addFile(file: FileFact): void {
    this.#own.files = [...this.#own.files, file]
  }

  /** One fact more has been folded. */
  countFact(): void {
    this.#own.facts++
  }

  /** The items as they are now: ask anew after every change, as for all that is read from here. */
  get items(): State['items'] {
    return this.#own.items
  }

  /** The item with this number. */
  item(n: number): Item | undefined {
    return this.#own.items.get(n)
  }

  /** The newest item of a tracker that has a message id, and that fits. */
  itemById(tracker: string, id: string, fits?: (item: Item) => boolean): Item | undefined {
    const found = this.lookups.withId(id)
    for (let at = found.length - 1; at >= 0; at--) {
      const item = this.#own.items.get(found[at] as number)
      if (item?.id === id && item.tracker === tracker && (!fits || fits(item))) return item
    }
    return undefined
  }

  /** Adds an item at the end of the ledger; returns its number. It is made with it: a field added later lies apart. */
  addItem(make: (n: number) => Item): number {
    const n = this.#own.items.size
    const made = make(n)
    const isAhead = this.document(made.doc)?.prerendering === true
    const item = isAhead ? { ...made, notes: [...made.notes, AHEAD] } : made
    this.#own.items = this.#own.items.push(item)
    this.#count(item.tracker, null, item.delivery)
    this.lookups.belongs(n, item.doc)
    return n
  }

  /** Changes an item; one that is not there is left alone. */
  changeItem(n: number, change: Partial<Item>): void {
    const before = this.#own.items.get(n)
    if (before) this.replaceItem(before, { ...before, ...change })
  }

  /**
   * Puts another version of an item in its place. Where every item passes, the new version is made by overwriting
   * fields of a copy: an engine copies a known shape in one go, and a field that the shape had not yet costs ten times
   * as much.
   */
  replaceItem(before: Item, after: Item): void {
    this.#own.items = this.#own.items.set(after.n, after)
    if (before.tracker !== after.tracker) {
      this.#count(before.tracker, before.delivery, null)
      this.#count(after.tracker, null, after.delivery)
    } else if (before.delivery !== after.delivery) this.#count(after.tracker, before.delivery, after.delivery)
    if (before.doc !== after.doc) this.lookups.belongs(after.n, after.doc)
  }

  /** What is marked on the time axis so far, the oldest first. */
  get moments(): State['moments'] {
    return this.#own.moments
  }

  /** The trackers as they are kept, however the document of the fact has them. */
  get kept(): Parts['trackers'] {
    return this.#own.trackers
  }

  /** The trackers as they are now, for the document of the fact. */
  get trackers(): State['trackers'] {
    this.view?.all()
    return this.#own.trackers.map
  }

  /** The tracker with this id, for the document of the fact. */
  tracker(id: string): Tracker | undefined {
    return this.view ? this.view.of(id) : this.#own.trackers.get(id)
  }

  addTracker(tracker: Tracker): void {
    // It is that document's alone.
    this.view?.of(tracker.id)
    if (tracker.key === null) this.#lookups.beginsNameless(tracker.id, this.#own.moments.size)
    this.putTracker(tracker)
  }

  /** Changes a tracker; one that is not there is left alone. */
  changeTracker(id: string, change: Partial<Tracker>): void {
    const tracker = this.tracker(id)
    if (tracker) this.putTracker({ ...tracker, ...change })
  }

  /** Puts a tracker in the place of its earlier version. */
  putTracker(tracker: Tracker): void {
    this.#own.trackers.set(tracker.id, tracker)
  }

  /** Removes a tracker that turned out to be another one, and gives its moments to that one. */
  mergeTracker(id: string, into: string): void {
    const { moments } = this.#own
    for (let n = this.#lookups.endsNameless(id); n < moments.size; n++) {
      const moment = moments.get(n)
      if (moment?.tracker === id) this.#own.moments = this.#own.moments.set(n, { ...moment, tracker: into })
    }
    this.#giveTotals(id, into)
    this.#own.trackers.delete(id)
  }

  /** What is still counted of a tracker whose items were all moved is only in its totals. */
  #giveTotals(id: string, into: string): void {
    const [old, target] = [this.tracker(id), this.tracker(into)]
    if (!old || !target || this.#own.earlier === null) return
    const counts = { ...target.counts }
    for (const delivery of DELIVERIES) counts[delivery] += old.counts[delivery]
    this.changeTracker(into, { counts })
  }

  /** Adds a moment. */
  addMoment(moment: MomentDraft): void {
    const isAhead = moment.kind !== 'page' && this.document(moment.doc)?.prerendering
    const text = isAhead ? `${moment.text} (on a page loaded ahead)` : moment.text
    this.#own.moments = this.#own.moments.push({ ...moment, text, fact: this.#own.facts } as Moment)
  }

  /** The exchanges as they are now. */
  get exchanges(): State['exchanges'] {
    return this.#own.exchanges
  }

  /** The exchange with this number. */
  exchange(n: number): Exchange | undefined {
    return this.#own.exchanges.get(n)
  }

  /** Puts an exchange in the place of its number: the next one, or one that is there. */
  putExchange(exchange: Exchange): void {
    this.#own.exchanges = this.#own.exchanges.set(exchange.n, exchange)
  }

  /** Whether any document that is known was left. */
  get isAnyLeft(): boolean {
    return this.#own.documents.map.size > this.#lookups.openCount
  }

  /** The document with this id. */
  document(id: string): DocumentState | undefined {
    return this.#own.documents.get(id)
  }

  /**
   * The documents that were not left and began before a time (milliseconds since 1970), the oldest first; of those that
   * were loaded `ahead` and not shown, the ones of that time too. A file may have thousands that began at once.
   */
  openDocuments(time: number, ahead: boolean): readonly DocumentState[] {
    const kind = ahead ? 1 : 0
    const isBefore = (startedAt: number): boolean => startedAt < time || (ahead && startedAt === time)
    if (!isBefore(this.#openSince[kind])) return []
    const all = [...this.#lookups.openDocuments()].flatMap((id) => this.document(id) ?? [])
    const open = all.filter((each) => (each.prerendering === true) === ahead).sort((a, b) => a.startedAt - b.startedAt)
    this.#openSince[kind] = open[0]?.startedAt ?? Number.POSITIVE_INFINITY
    return open.filter(({ startedAt }) => isBefore(startedAt))
  }

  /** Adds a document, or puts it in the place of its earlier version. */
  putDocument(document: DocumentState): void {
    const kind = document.prerendering === true ? 1 : 0
    this.#openSince[kind] = Math.min(this.#openSince[kind], document.startedAt)
    if (this.#own.documents.get(document.id)?.left !== document.left) this.#lookups.setOpen(document.id, !document.left)
    this.#own.documents.set(document.id, document)
  }

  /** Adds what could not be seen. */
  addBlind(blind: Blind): void {
    this.#own.blind = this.#own.blind.push(blind)
  }

  /** What is tied under a tracker's key; undefined while nothing is. */
  ties(tracker: string): Ties | undefined {
    return this.#own.ties.get(tracker)
  }

  /** Puts what is tied under a tracker's key in the place of what was; undefined for nothing. */
  putTies(tracker: string, ties: Ties | undefined): void {
    this.#own.ties = ties ? this.#own.ties.set(tracker, ties) : this.#own.ties.delete(tracker)
  }

  /** What the user declared to count as accepted. */
  get accepted(): State['accepted'] {
    return this.#own.accepted
  }

  /** Puts what is declared in the place of what was. */
  putAccepted(accepted: State['accepted']): void {
    this.#own.accepted = accepted
  }

  /** Counts one more, or one less, call without a request or request without a call. */
  countMismatch(kind: keyof State['mismatches'], by: 1 | -1): void {
    this.#mismatches[kind] = Math.max(0, this.#mismatches[kind] + by)
  }

  #count(trackerId: string, from: Delivery | null, to: Delivery | null): void {
    const tracker = this.#own.trackers.get(trackerId)
    if (!tracker) return
    const isOwn = this.#counted.has(tracker.counts)
    const counts: Record<Delivery, number> = isOwn ? tracker.counts : { ...tracker.counts }
    if (from) counts[from]--
    if (to) counts[to]++
    if (isOwn) return
    this.#counted.add(counts)
    this.putTracker({ ...tracker, counts })
  }
}
