/** What checks look things up in: items by key and moments by kind and tracker, kept up to date from one state to the next. */
import { Map as HashMap, List } from 'immutable'
import type { Item } from '../core/item'
import type { Moment, State } from '../core/state'
import type { Check, MomentOf, Past } from './check'

/** How many items or moments one question may go through. */
const LOOK_BACK = 64

/** Look-up tables: `slot|key` → item numbers, `kind|tracker` → moment numbers; both ascending. */
export interface Tables {
  readonly items: HashMap<string, List<number>>
  readonly moments: HashMap<string, List<number>>
}

/** No entries yet. */
export const noTables: Tables = { items: HashMap(), moments: HashMap() }

/** The distinct key functions of some checks. The place of one in the list is its slot in the tables. */
export function keysOf(checks: readonly Check[]): readonly NonNullable<Check['key']>[] {
  return [...new Set(checks.flatMap((check) => (check.key ? [check.key] : [])))]
}

/** Enters a new or changed item; `before` is what stood at its number until now. */
export function enterItem(
  table: HashMap<string, List<number>>,
  keys: readonly NonNullable<Check['key']>[],
  item: Item,
  before: Item | undefined,
): HashMap<string, List<number>> {
  return keys.reduce((done, keyOf, slot) => {
    const was = before ? keyOf(before) : null
    const is = keyOf(item)
    if (was === is) return done
    let next = done
    if (was !== null) next = next.update(`${slot}|${was}`, List<number>(), (list) => list.filter((n) => n !== item.n))
    if (is !== null) next = next.update(`${slot}|${is}`, List<number>(), (list) => insert(list, item.n))
    return next
  }, table)
}

/** Enters a moment. */
export function enterMoment(table: HashMap<string, List<number>>, moment: Moment, n: number): HashMap<string, List<number>> {
  return table.update(`${moment.kind}|${moment.tracker ?? ''}`, List<number>(), (list) => list.push(n))
}

function insert(list: List<number>, n: number): List<number> {
  const last = list.last()
  return last === undefined || last < n ? list.push(n) : list.push(n).sort((a, b) => a - b)
}

/** The `Past` of one evaluation. `focus` turns it to what is judged next, so that a hundred thousand judgements make no garbage. */
export class Lens implements Past {
  readonly state: State
  readonly #tables: Tables
  readonly #keys: readonly NonNullable<Check['key']>[]
  #check: Check | null = null
  #item: Item | null = null
  #moment = Number.POSITIVE_INFINITY
  #at = Number.POSITIVE_INFINITY

  constructor(state: State, tables: Tables, keys: readonly NonNullable<Check['key']>[]) {
    this.state = state
    this.#tables = tables
    this.#keys = keys
  }

  /** Turns to an item, to the moment with this number, or to neither (a tracker, a document). */
  focus(check: Check, on: { readonly item: Item } | { readonly moment: number; readonly at: number } | null): Past {
    this.#check = check
    this.#item = on && 'item' in on ? on.item : null
    this.#moment = on && 'moment' in on ? on.moment : Number.POSITIVE_INFINITY
    this.#at = on && 'moment' in on ? on.at : Number.POSITIVE_INFINITY
    return this
  }

  earlier = (key?: string): readonly Item[] => {
    const list = this.#list(key)
    const found: Item[] = []
    const n = this.#item?.n ?? Number.POSITIVE_INFINITY
    for (let i = below(list, n) - 1; i >= 0 && found.length < LOOK_BACK; i--) {
      const item = this.#itemAt(list, i)
      if (item && item.seenAt <= this.#at) found.push(item)
    }
    return found
  }

  later = (key?: string): readonly Item[] => {
    const list = this.#list(key)
    const found: Item[] = []
    if (!this.#item) return found
    for (let i = below(list, this.#item.n + 1); i < list.size && found.length < LOOK_BACK; i++) {
      const item = this.#itemAt(list, i)
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
    const list = this.#tables.moments.get(`${kind}|${tracker ?? ''}`)
    if (!list) return null
    let low = 0
    let high = list.size
    while (low < high) {
      const middle = (low + high) >> 1
      const n = list.get(middle) ?? 0
      if (n < this.#moment && (this.state.moments.get(n)?.at ?? 0) <= at) low = middle + 1
      else high = middle
    }
    for (let i = low - 1; i >= 0 && i >= low - LOOK_BACK; i--) {
      const moment = this.state.moments.get(list.get(i) ?? -1) as MomentOf<K> | undefined
      if (moment && (!fits || fits(moment))) return moment
    }
    return null
  }

  #list(key: string | undefined): List<number> {
    const keyOf = this.#check?.key
    const asked = key ?? (keyOf && this.#item ? keyOf(this.#item) : null)
    if (!keyOf || asked === null) return List()
    return this.#tables.items.get(`${this.#keys.indexOf(keyOf)}|${asked}`) ?? List()
  }

  #itemAt(list: List<number>, i: number): Item | undefined {
    const n = list.get(i)
    return n === undefined ? undefined : this.state.items.get(n)
  }
}

/** How many entries of an ascending list are smaller than `n`. */
function below(list: List<number>, n: number): number {
  let low = 0
  let high = list.size
  while (low < high) {
    const middle = (low + high) >> 1
    if ((list.get(middle) ?? 0) < n) low = middle + 1
    else high = middle
  }
  return low
}
