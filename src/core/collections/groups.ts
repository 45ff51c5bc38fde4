/**
 * Groups the entries of a persistent list by keys and keeps the groups up to date: only what changed since the last
 * look is read again.
 */
import type { List } from 'immutable'

const NONE: readonly number[] = []

/** How many entries are read between two questions whether the time is up. */
const STEP = 512

/**
 * Key → ascending places of the entries that have it. It follows any list to any other (a later state, an earlier one,
 * another recording); entries are compared by identity. The groups are changed in place: read them anew after each
 * `update`.
 */
export class Groups<T extends object> {
  readonly #keysOf: (entry: T) => readonly string[]
  readonly #groups = new Map<string, number[]>()
  #entries: T[] = []
  #list: List<T> | null = null
  #next: readonly T[] = []
  /** Everything before this place stands as in the list. */
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
      this.#list = list
      this.#next = list.toArray()
      this.#done = 0
      for (let n = this.#entries.length - 1; n >= this.#next.length; n--) this.#move(n, undefined)
      this.#entries.length = Math.min(this.#entries.length, this.#next.length)
    }
    let read = 0
    for (; this.#done < this.#next.length; this.#done++) {
      const entry = this.#next[this.#done]
      if (!entry || entry === this.#entries[this.#done]) continue
      if (read > 0 && read % STEP === 0 && spent()) return false
      read++
      this.#move(this.#done, entry)
      this.#entries[this.#done] = entry
    }
    return true
  }

  /** The places of the entries with this key, ascending. */
  of(key: string): readonly number[] {
    return this.#groups.get(key) ?? NONE
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
    for (const key of before) if (!after.includes(key)) this.#take(key, place)
    for (const key of after) if (!before.includes(key)) this.#put(key, place)
  }

  #put(key: string, place: number): void {
    const group = this.#groups.get(key)
    if (!group) this.#groups.set(key, [place])
    else if ((group.at(-1) ?? -1) < place) group.push(place)
    else {
      const at = placesBelow(group, place)
      if (group[at] !== place) group.splice(at, 0, place)
    }
  }

  #take(key: string, place: number): void {
    const group = this.#groups.get(key)
    if (!group) return
    const at = placesBelow(group, place)
    if (group[at] === place) group.splice(at, 1)
    if (group.length === 0) this.#groups.delete(key)
  }
}

/** How many numbers of an ascending list are smaller than `limit`. */
export function placesBelow(list: readonly number[], limit: number): number {
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((list[middle] ?? 0) < limit) low = middle + 1
    else high = middle
  }
  return low
}
