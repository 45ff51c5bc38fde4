/**
 * Groups the entries of a persistent list by keys and keeps the groups up to date: only what changed since the last
 * look is read again.
 */
import type { List } from 'immutable'
import { changesBetween } from './changes'
import { NumberTable, placesBelow } from './numbers'

/** How many entries are read between two questions whether the time is up. */
const STEP = 512

/** What one reads from groups: a key's places, ascending, the keys, and the entry at a place. */
export type Grouped<T extends object> = Pick<Groups<T>, 'of' | 'keys' | 'at'>

/**
 * Key → ascending places of the entries that have it. It follows any list to any other (a later state, an earlier one,
 * another recording); entries are compared by identity. The groups are changed in place: read them anew after each
 * `update`.
 */
export class Groups<T extends object> {
  readonly #keysOf: (entry: T) => readonly string[]
  readonly #groups = new NumberTable()
  #entries: T[] = []
  #list: List<T> | null = null
  /** The places that may differ from the list, ascending; those before `#done` have been read. */
  #changed: readonly number[] = []
  #done = 0

  constructor(keysOf: (entry: T) => readonly string[]) {
    this.#keysOf = keysOf
  }

  /**
   * Follows to this list. `spent` is asked from time to time whether to stop here; then false is returned, and the next
   * `update` with the same list goes on. True: the groups are complete.
   */
  update(list: List<T>, spent: () => boolean = () => false): boolean {
    if (list !== this.#list) {
      const unread = this.#changed.slice(this.#done)
      const fresh = changesBetween(this.#list, list)
      this.#changed = unread.length ? [...new Set([...unread, ...fresh])].sort((a, b) => a - b) : fresh
      this.#done = 0
      this.#list = list
      for (let n = this.#entries.length - 1; n >= list.size; n--) this.#move(n, undefined)
      this.#entries.length = Math.min(this.#entries.length, list.size)
    }
    let read = 0
    for (; this.#done < this.#changed.length; this.#done++) {
      const place = this.#changed[this.#done] ?? list.size
      const entry = list.get(place)
      if (!entry || entry === this.#entries[place]) continue
      if (read > 0 && read % STEP === 0 && spent()) return false
      read++
      this.#move(place, entry)
      this.#entries[place] = entry
    }
    return true
  }

  /** The places of the entries with this key, ascending. */
  of(key: string): readonly number[] {
    return this.#groups.of(key)
  }

  /** All keys that begin with this, in the order in which they first came up. */
  keys(prefix: string): readonly string[] {
    return [...this.#groups.keys()].filter((key) => key.startsWith(prefix))
  }

  /** The same groups without the places below a number, and without the keys that have no other. */
  from(place: number): Grouped<T> {
    if (place === 0) return this
    const of = (key: string): readonly number[] => {
      const list = this.of(key)
      return list.slice(placesBelow(list, place))
    }
    return {
      of,
      keys: (prefix) => this.keys(prefix).filter((key) => (this.of(key).at(-1) ?? -1) >= place),
      at: (n) => (n < place ? undefined : this.at(n)),
    }
  }

  /** The entry at a place, as it was last read. */
  at(place: number): T | undefined {
    return this.#entries[place]
  }

  #move(place: number, entry: T | undefined): void {
    const known = this.#entries[place]
    const before = known ? this.#keysOf(known) : []
    const after = entry ? this.#keysOf(entry) : []
    for (const key of before) if (!after.includes(key)) this.#groups.leave(key, place)
    for (const key of after) if (!before.includes(key)) this.#groups.enter(key, place)
  }
}
