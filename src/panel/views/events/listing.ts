/**
 * Which items the list shows: filtered in slices, and only where an item is new or changed, so that 100,000 items stay
 * light.
 */
import { type ReadonlySignal, signal } from '@preact/signals'
import type { List } from 'immutable'
import { changesBetween } from '../../../core/collections/changes'
import { placesBelow } from '../../../core/collections/numbers'
import type { Item } from '../../../core/item'
import type { Filter } from '../../../core/query/filter'

/** The shown rows. A new object whenever anything in them changed. */
export interface Rows {
  readonly size: number
  /** The item at a row. */
  readonly at: (row: number) => Item | undefined
  /** The row of an item by its number; -1 where it is not shown. */
  readonly rowOf: (n: number) => number
  /** How many items there are before the filter. */
  readonly all: number
  /** The filter that made them; null before the first. */
  readonly filter: Filter | null
  /** Some items still wait to be looked at. */
  readonly scanning: boolean
}

/**
 * What a listing needs from outside: a clock in milliseconds, a way to go on after the browser had a chance to draw,
 * and from which end to look at items: from where one looks at the list, whose rows then stay as they are while the
 * rest is looked at.
 */
export interface ListingOptions {
  readonly now: () => number
  readonly later: (run: () => void) => void
  readonly newestFirst: () => boolean
}

const NONE: Rows = { size: 0, at: () => undefined, rowOf: () => -1, all: 0, filter: null, scanning: false }
/** The longest that one slice looks at items, in milliseconds. */
const SLICE = 8
/**
 * The least time between two drawings while a scan goes on: in milliseconds, and in times that the last one took, since
 * where drawing is slow hardly anything would be looked at else; but never more than `LONGEST`, in milliseconds.
 */
const DRAW = 100
const SHARE = 4
const LONGEST = 1000
/** How many items are looked at between two glances at the clock. */
const STEP = 256
const UNSEEN = 0
const HIDDEN = 1
const SHOWN = 2

/** Follows a ledger and a filter. */
export class Listing {
  readonly #options: ListingOptions
  readonly #rows = signal<Rows>(NONE)
  #items: Item[] = []
  #verdicts = new Uint8Array(1024)
  #list: List<Item> | null = null
  #filter: Filter | null = null
  #from = 0
  /** What has not been looked at lies from `#low` up to, without, `#high`. */
  #low = 0
  #high = 0
  #scheduled = false
  #drawnAt = Number.NEGATIVE_INFINITY
  /** How long the last drawing within a scan took, in milliseconds. */
  #drawing = 0

  constructor(options: ListingOptions) {
    this.#options = options
  }

  /** The rows as far as they are known. */
  get rows(): ReadonlySignal<Rows> {
    return this.#rows
  }

  /** Takes over a ledger, the number of the first item to list, and a filter. */
  update(list: List<Item>, from: number, filter: Filter): void {
    if (list === this.#list && from === this.#from && filter === this.#filter) return
    if (filter !== this.#filter) {
      if (this.#filter && filter.narrows(this.#filter)) forget(this.#verdicts, SHOWN)
      else this.#verdicts.fill(UNSEEN)
      this.#low = 0
      this.#high = list.size
      this.#drawnAt = Number.NEGATIVE_INFINITY
    }
    // Of what comes into view nobody knows whether the filter let it through.
    if (from < this.#from) this.#widen(from, this.#from)
    this.#filter = filter
    this.#from = from
    if (list !== this.#list) this.#take(list)
    this.#scan()
  }

  /** Finds by identity what is new or changed. */
  #take(list: List<Item>): void {
    const changes = changesBetween(this.#list, list)
    this.#list = list
    if (this.#verdicts.length < list.size) {
      const larger = new Uint8Array(list.size * 2)
      larger.set(this.#verdicts)
      this.#verdicts = larger
    }
    this.#verdicts.fill(UNSEEN, list.size, Math.max(list.size, this.#items.length))
    this.#items.length = Math.min(this.#items.length, list.size)
    for (const n of changes) {
      const item = list.get(n)
      if (!item) continue
      this.#items[n] = item
      this.#verdicts[n] = UNSEEN
      this.#widen(n, n + 1)
    }
    this.#high = Math.min(this.#high, list.size)
  }

  /** Items from `first` up to, without, `end` are to be looked at too. */
  #widen(first: number, end: number): void {
    const isOver = this.#low >= this.#high
    this.#low = isOver ? first : Math.min(this.#low, first)
    this.#high = isOver ? end : Math.max(this.#high, end)
  }

  #scan(): void {
    const filter = this.#filter
    if (!filter) return
    if (filter.empty) this.#high = 0
    const newestFirst = this.#options.newestFirst()
    const began = this.#options.now()
    this.#low = Math.max(this.#low, this.#from)
    while (this.#low < this.#high) {
      this.#look(filter, newestFirst)
      if (this.#options.now() - began > SLICE) break
    }
    const scanning = this.#low < this.#high
    const now = this.#options.now()
    const isDue = now - this.#drawnAt > Math.max(DRAW, Math.min(SHARE * this.#drawing, LONGEST))
    if (!scanning || isDue) {
      this.#drawnAt = now
      this.#rows.value = filter.empty ? this.#everything() : this.#matching(scanning)
    }
    if (!scanning || this.#scheduled) return
    this.#scheduled = true
    this.#options.later(() => {
      this.#scheduled = false
      // Views have drawn at the end of the turn.
      if (isDue) this.#drawing = this.#options.now() - now
      this.#scan()
    })
  }

  /** Looks at the next items of one end of what has not been looked at. */
  #look(filter: Filter, newestFirst: boolean): void {
    const first = newestFirst ? Math.max(this.#low, this.#high - STEP) : this.#low
    const end = newestFirst ? this.#high : Math.min(this.#high, this.#low + STEP)
    for (let n = first; n < end; n++) {
      const item = this.#items[n]
      if (item && this.#verdicts[n] === UNSEEN) this.#verdicts[n] = filter.matches(item) ? SHOWN : HIDDEN
    }
    if (newestFirst) this.#high = first
    else this.#low = end
  }

  #everything(): Rows {
    const items = this.#items
    const from = Math.min(this.#from, items.length)
    const size = items.length - from
    return {
      size,
      at: (row) => items[from + row],
      rowOf: (n) => (n >= from && n < from + size ? n - from : -1),
      all: size,
      filter: this.#filter,
      scanning: false,
    }
  }

  #matching(scanning: boolean): Rows {
    const items = this.#items
    const numbers: number[] = []
    for (let n = this.#from; n < items.length; n++) if (this.#verdicts[n] === SHOWN) numbers.push(n)
    return {
      size: numbers.length,
      at: (row) => items[numbers[row] ?? -1],
      rowOf: (n) => indexIn(numbers, n),
      all: Math.max(0, items.length - this.#from),
      filter: this.#filter,
      scanning,
    }
  }
}

/** What has this verdict is to be looked at again. */
function forget(verdicts: Uint8Array, verdict: number): void {
  for (let n = 0; n < verdicts.length; n++) if (verdicts[n] === verdict) verdicts[n] = UNSEEN
}

/** The index of a number in an ascending list; -1 where it is not in it. */
function indexIn(numbers: readonly number[], wanted: number): number {
  const at = placesBelow(numbers, wanted)
  return numbers[at] === wanted ? at : -1
}
