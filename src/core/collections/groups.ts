/**
 * Groups the entries of a persistent list by keys and keeps the groups up to date: only what changed since the last
 * look is read again.
 */
import type { List } from 'immutable'
import { changesBetween } from './changes'
import { NumberTable } from './numbers'

/** How many entries are read between two questions whether the time is up. */
const STEP = 512

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
