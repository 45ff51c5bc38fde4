/**
 * What checks look things up in: items by key and moments by kind and tracker, kept up to date from one state to the
 * next.
 */
import { NumberTable, placesBelow } from '../core/collections/numbers'
import type { Item } from '../core/item'
import type { Moment, State } from '../core/state'
import type { Check, MomentOf, Past } from './check'

/** How many moments one question may go through. */
const LOOK_BACK = 64

/** The distinct key functions of some checks. The place of one in the list is its slot in the tables. */
export function keysOf(checks: readonly Check[]): readonly NonNullable<Check['key']>[] {
  return [...new Set(checks.flatMap((check) => (check.key ? [check.key] : [])))]
}

/**
 * Look-up tables: `slot|key` → item numbers, `kind|tracker` → moment numbers, all ascending. They grow in place, so
 * they serve one line of states only: `owner` is the state that they stand at, and whoever comes from another state
 * makes tables of its own.
 */
export class Tables {
  owner: State | null = null
  readonly items = new NumberTable()
  readonly moments = new NumberTable()
  readonly #keys: readonly NonNullable<Check['key']>[]

  constructor(keys: readonly NonNullable<Check['key']>[]) {
    this.#keys = keys
  }

  /** Enters a new or changed item; `before` is what stood at its number until now. */
  enterItem(item: Item, before: Item | undefined): void {
    for (const [slot, keyOf] of this.#keys.entries()) {
      const was = before ? keyOf(before) : null
      const is = keyOf(item)
      if (was === is) continue
      if (was !== null) this.items.leave(`${slot}|${was}`, item.n)
      if (is !== null) this.items.enter(`${slot}|${is}`, item.n)
    }
  }

  enterMoment(moment: Moment, n: number): void {
    this.moments.enter(`${moment.kind}|${moment.tracker ?? ''}`, n)
  }

  /** The numbers of the items that have this key by this function. */
  alike(keyOf: NonNullable<Check['key']>, key: string): readonly number[] {
    return this.items.of(`${this.#keys.indexOf(keyOf)}|${key}`)
  }
}

const NONE: readonly number[] = []

/**
 * The `Past` of one evaluation. `focus` turns it to what is judged next, so that a hundred thousand judgements make no
 * garbage.
 */
export class Lens implements Past {
  readonly state: State
  readonly #items: State['items']
  readonly #moments: State['moments']
  readonly #tables: Tables
  #check: Check | null = null
  #item: Item | null = null
  #moment = Number.POSITIVE_INFINITY
  #at = Number.POSITIVE_INFINITY

  constructor(state: State, tables: Tables) {
    this.state = state
    this.#items = state.items
    this.#moments = state.moments
    this.#tables = tables
  }

  /** Turns to an item. */
  onItem(check: Check, item: Item): Past {
    return this.#turn(check, item, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY)
  }

  /** Turns to the moment with this number. */
  onMoment(check: Check, n: number, at: number): Past {
    return this.#turn(check, null, n, at)
  }

  /** Turns to a tracker or a document, from which everything is past. */
  onOther(check: Check): Past {
    return this.#turn(check, null, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY)
  }

  earlier = (most: number, key?: string): readonly Item[] => {
    const list = this.#list(key)
    const found: Item[] = []
    for (
      let i = this.#item ? placesBelow(list, this.#item.n) - 1 : list.length - 1;
      i >= 0 && found.length < most;
      i--
    ) {
      const item = this.#items.get(list[i] ?? this.#items.size)
      if (item && item.seenAt <= this.#at) found.push(item)
    }
    return found
  }

  later = (most: number, key?: string): readonly Item[] => {
    const list = this.#list(key)
    const found: Item[] = []
    if (!this.#item || list.at(-1) === this.#item.n) return found
    for (let i = placesBelow(list, this.#item.n + 1); i < list.length && found.length < most; i++) {
      const item = this.#items.get(list[i] ?? this.#items.size)
      if (item) found.push(item)
    }
    return found
  }

  moment = <K extends Moment['kind']>(
    kind: K,
    tracker: string | null,
    at: number,
    fits?: (moment: MomentOf<K>) => boolean,
  ): MomentOf<K> | null => {
    const list = this.#tables.moments.of(`${kind}|${tracker ?? ''}`)
    let low = 0
    let high = list.length
    while (low < high) {
      const middle = (low + high) >> 1
      const n = list[middle] ?? 0
      if (n < this.#moment && (this.#moments.get(n)?.at ?? 0) <= at) low = middle + 1
      else high = middle
    }
    for (let i = low - 1; i >= 0 && i >= low - LOOK_BACK; i--) {
      const moment = this.#moments.get(list[i] ?? this.#moments.size) as MomentOf<K> | undefined
      if (moment && (!fits || fits(moment))) return moment
    }
    return null
  }

  #turn(check: Check, item: Item | null, moment: number, at: number): Past {
    this.#check = check
    this.#item = item
    this.#moment = moment
    this.#at = at
    return this
  }

  #list(key: string | undefined): readonly number[] {
    const keyOf = this.#check?.key
    if (!keyOf) return NONE
    const asked = key ?? (this.#item ? keyOf(this.#item) : null)
    return asked === null ? NONE : this.#tables.alike(keyOf, asked)
  }
}
