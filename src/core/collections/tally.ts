/** Counts the entries of a persistent list by a key: only what changed since the last look is read again. */
import type { List } from 'immutable'
import { changesBetween } from './changes'

/** Key → how many entries have it. It follows any list to any other; entries are compared by identity. */
export class Tally<T extends object> {
  readonly #keyOf: (entry: T) => string | null
  readonly #counts = new Map<string, number>()
  /** The key of the entry at each place; null where it is not counted. */
  readonly #keys: (string | null)[] = []
  #list: List<T> | null = null

  /** `keyOf` gives null for an entry that is not counted. */
  constructor(keyOf: (entry: T) => string | null) {
    this.#keyOf = keyOf
  }

  /** How many entries of this list have each key; no key has none. The counts change with the next list. */
  of(list: List<T>): ReadonlyMap<string, number> {
    for (const n of changesBetween(this.#list, list)) {
      const entry = list.get(n)
      const key = entry ? this.#keyOf(entry) : null
      if (n < this.#keys.length) this.#add(this.#keys[n], -1)
      this.#keys[n] = key
      this.#add(key, 1)
    }
    while (this.#keys.length > list.size) this.#add(this.#keys.pop(), -1)
    this.#list = list
    return this.#counts
  }

  #add(key: string | null | undefined, by: 1 | -1): void {
    if (key == null) return
    const count = (this.#counts.get(key) ?? 0) + by
    if (count > 0) this.#counts.set(key, count)
    else this.#counts.delete(key)
  }
}
