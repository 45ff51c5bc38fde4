/**
 * What checks look things up in: items by key, moments by kind and tracker, and both by time, kept up to date from one
 * state to the next.
 */
import { NumberTable, placesBelow } from '../core/collections/numbers'
import type { Item } from '../core/item'
import type { Moment, State } from '../core/state'
import type { Check, ItemPast, MomentOf, MomentPast, TrackerPast } from './check'
import { kindsOf } from './reading'
import { TimeTable } from './times'

/** How many moments one question may go through. */
const LOOK_BACK = 64

/** The distinct key functions of some checks. The place of one in the list is its slot in the tables. */
export function keysOf(checks: readonly Check[]): readonly NonNullable<Check['key']>[] {
  return [...new Set(checks.flatMap((check) => (check.key ? [check.key] : [])))]
}

/** The newest time that the check of an item may ask about: when it was seen, called or sent. */
function latestOf(item: Item): number {
  let latest = Math.max(item.seenAt, item.calledAt ?? item.seenAt)
  for (const { sentAt } of item.attempts) if (sentAt > latest) latest = sentAt
  return latest
}

/**
 * Look-up tables. They grow in place, so they serve one line of states only: `owner` is the state that they stand at,
 * and whoever comes from another state makes tables of its own.
 */
export class Tables {
  owner: State | null = null
  /** The items by their numbers, as they were entered. */
  readonly #items: Item[] = []
  /** For each key function: key → item numbers, ascending. */
  readonly #alike: ReadonlyMap<Check['key'], NumberTable>
  readonly #keyed: readonly { readonly keyOf: NonNullable<Check['key']>; readonly table: NumberTable }[]
  /** `kind|tracker` → its moments by time. */
  readonly moments = new TimeTable()
  /** Tracker → its items by the newest time that a check may ask about. */
  readonly times = new TimeTable()
  /** Document → its items. */
  readonly documents = new NumberTable()
  /** `check|key` → moments that are judged with the items of that key. */
  readonly askers = new NumberTable()
  readonly #momentChecks: readonly Check[]

  constructor(keys: readonly NonNullable<Check['key']>[], momentChecks: readonly Check[]) {
    this.#keyed = keys.map((keyOf) => ({ keyOf, table: new NumberTable() }))
    this.#alike = new Map(this.#keyed.map(({ keyOf, table }) => [keyOf, table]))
    this.#momentChecks = momentChecks.filter((check) => check.momentKey)
  }

  /** Enters a new or changed item; `before` is what stood at its number until now. `item` undefined: it is gone. */
  enterItem(n: number, item: Item | undefined, before: Item | undefined): void {
    if (item) this.#items[n] = item
    else this.#items.length = Math.min(this.#items.length, n)
    for (const { keyOf, table } of this.#keyed) {
      const was = (before && keyOf(before)) ?? null
      const is = (item && keyOf(item)) ?? null
      if (was === is) continue
      if (was !== null) table.leave(was, n)
      if (is !== null) table.enter(is, n)
    }
    if (before && before.doc !== item?.doc) this.documents.leave(before.doc, n)
    if (item && item.doc !== before?.doc) this.documents.enter(item.doc, n)
    const [was, is] = [before && latestOf(before), item && latestOf(item)]
    if (was === is && before?.tracker === item?.tracker) return
    if (before && was !== undefined) this.times.leave(before.tracker, was, n)
    if (item && is !== undefined) this.times.enter(item.tracker, is, n)
  }

  enterMoment(moment: Moment, n: number): void {
    this.moments.enter(`${moment.kind}|${moment.tracker ?? ''}`, moment.at, n)
    for (const check of this.#momentChecks) {
      const key = check.momentKey?.(moment) ?? null
      if (key !== null) this.askers.enter(`${check.id}|${key}`, n)
    }
  }

  /** Forgets all moments. */
  clearMoments(): void {
    this.moments.clear()
    this.askers.clear()
  }

  /** The item with this number. */
  item(n: number): Item | undefined {
    return this.#items[n]
  }

  /** The numbers of the items that have this key by this function. */
  alike(keyOf: Check['key'], key: string | null): readonly number[] {
    return (key !== null && this.#alike.get(keyOf)?.of(key)) || NONE
  }
}

/** How far checks have looked: whatever they look at again is judged again when something there changes. */
export class Reach {
  /** How many items before and after the judged one were asked for at most. */
  readonly #earlier = new Map<Check, number>()
  readonly #later = new Map<Check, number>()
  readonly #moments = new Set<Check>()
  /** The numbers of the items that were judged by what is tied. Few are: it is asked where all else is alike. */
  readonly tied = new Set<number>()

  asked(side: 'earlier' | 'later', check: Check, most: number): void {
    const reach = side === 'earlier' ? this.#earlier : this.#later
    if ((reach.get(check) ?? 0) < most) reach.set(check, most)
  }

  askedMoment(check: Check): void {
    this.#moments.add(check)
  }

  earlier(check: Check): number {
    return this.#earlier.get(check) ?? 0
  }

  later(check: Check): number {
    return this.#later.get(check) ?? 0
  }

  moments(check: Check): boolean {
    return this.#moments.has(check)
  }
}

const NONE: readonly number[] = []

/**
 * The past of one evaluation. It is turned to what is judged next, so that a hundred thousand judgements make no
 * garbage.
 */
export class Lens implements ItemPast, MomentPast, TrackerPast {
  readonly state: State
  readonly now: number
  readonly exchanges: State['exchanges']
  readonly documents: State['documents']
  readonly #moments: State['moments']
  readonly #tables: Tables
  readonly #reach: Reach
  #check: Check | null = null
  #item: Item | null = null
  /** For each key function that was asked for: the items that have the key of the judged one. */
  readonly #likeIt = new Map<Check['key'], readonly number[]>()
  /** The kinds of values among the judged item's properties, once any check has asked. */
  #kinds: number | null = null
  #key: string | null = null
  #moment = Number.POSITIVE_INFINITY
  #at = Number.POSITIVE_INFINITY

  constructor(state: State, now: number, tables: Tables, reach: Reach) {
    this.state = state
    this.now = now
    this.exchanges = state.exchanges
    this.documents = state.documents
    this.#moments = state.moments
    this.#tables = tables
    this.#reach = reach
  }

  get kinds(): number {
    this.#kinds ??= this.#item ? kindsOf(this.#item.properties) : 0
    return this.#kinds
  }

  get ties(): State['ties'] {
    if (this.#item) this.#reach.tied.add(this.#item.n)
    return this.state.ties
  }

  /** Turns to an item. */
  onItem(check: Check, item: Item): ItemPast {
    return this.#turn(check, item)
  }

  /** Turns to the moment with this number. */
  onMoment(check: Check, n: number, moment: Moment): MomentPast {
    this.#turn(check, null)
    this.#key = check.momentKey?.(moment) ?? null
    this.#moment = n
    this.#at = moment.at
    return this
  }

  /** Turns to a tracker, from which everything is past. */
  onTracker(check: Check): TrackerPast {
    return this.#turn(check, null)
  }

  #turn(check: Check, item: Item | null): this {
    this.#check = check
    if (item !== this.#item) {
      this.#likeIt.clear()
      this.#kinds = null
    }
    this.#item = item
    this.#key = null
    this.#moment = Number.POSITIVE_INFINITY
    this.#at = Number.POSITIVE_INFINITY
    return this
  }

  /** When something of this tracker was first seen; milliseconds since 1970, 0 where nothing was. */
  firstSight(tracker: string): number {
    const first = Math.min(this.#tables.times.first(tracker), this.#tables.moments.first(`status|${tracker}`))
    return Number.isFinite(first) ? first : 0
  }

  earlier = (most: number): readonly Item[] => {
    const item = this.#item
    if (item && this.#check) this.#reach.asked('earlier', this.#check, most)
    const list = item ? this.#own(item) : this.#list(this.#key)
    return this.#before(list, item ? placesBelow(list, item.n) : list.length, most)
  }

  back = (most: number, take: (item: Item) => boolean): void => {
    const item = this.#item
    if (!item || !this.#check) return
    this.#reach.asked('earlier', this.#check, most)
    const list = this.#own(item)
    const from = placesBelow(list, item.n)
    for (let i = from - 1; i >= Math.max(0, from - most); i--) {
      const before = this.#tables.item(list[i] ?? -1)
      if (before && !take(before)) return
    }
  }

  later = (most: number): readonly Item[] => {
    const found: Item[] = []
    this.forth(most, (next) => found.push(next) > 0)
    return found
  }

  forth = (most: number, take: (item: Item) => boolean): void => {
    const item = this.#item
    if (!item || !this.#check) return
    this.#reach.asked('later', this.#check, most)
    const list = this.#own(item)
    if (list.at(-1) === item.n) return
    const from = placesBelow(list, item.n + 1)
    for (let i = from; i < Math.min(list.length, from + most); i++) {
      const next = this.#tables.item(list[i] ?? -1)
      if (next && !take(next)) return
    }
  }

  latest = (most: number, key: string): readonly Item[] => {
    const list = this.#list(key)
    return this.#before(list, list.length, most)
  }

  first = (key: string): Item | undefined => {
    const n = this.#list(key)[0]
    return n === undefined ? undefined : this.#tables.item(n)
  }

  moment = <K extends Moment['kind']>(
    kind: K,
    tracker: string | null,
    at: number,
    fits?: (moment: MomentOf<K>) => boolean,
  ): MomentOf<K> | null => {
    if (this.#item && this.#check) this.#reach.askedMoment(this.#check)
    let found: MomentOf<K> | null = null
    let looked = 0
    this.#tables.moments.back(`${kind}|${tracker ?? ''}`, at, (n) => {
      const moment = n < this.#moment ? (this.#moments.get(n) as MomentOf<K> | undefined) : undefined
      if (!moment) return true
      if (!fits || fits(moment)) found = moment
      return found === null && ++looked < LOOK_BACK
    })
    return found
  }

  #before(list: readonly number[], from: number, most: number): readonly Item[] {
    const found: Item[] = []
    for (let i = from - 1; i >= 0 && found.length < most; i--) {
      const item = this.#tables.item(list[i] ?? -1)
      if (item && item.seenAt <= this.#at) found.push(item)
    }
    return found
  }

  #own(item: Item): readonly number[] {
    const keyOf = this.#check?.key
    const known = this.#likeIt.get(keyOf)
    if (known) return known
    const list = this.#list(keyOf?.(item) ?? null)
    this.#likeIt.set(keyOf, list)
    return list
  }

  #list(key: string | null): readonly number[] {
    return this.#tables.alike(this.#check?.key, key)
  }
}
