/** Ascending numbers by key, changed in place: what groups of a list and the look-up tables of checks are made of. */

const NONE: readonly number[] = []

/** Key → ascending numbers. A key without any number is not there. */
export class NumberTable {
  readonly #lists = new Map<string, number[]>()

  /** The numbers under a key. The list may change with the table: read it anew after each change. */
  of(key: string): readonly number[] {
    return this.#lists.get(key) ?? NONE
  }

  /** All keys, in the order in which they first came up. */
  keys(): IterableIterator<string> {
    return this.#lists.keys()
  }

  /** Enters a number under a key; one that is there stays there once. */
  enter(key: string, n: number): void {
    const list = this.#lists.get(key)
    if (!list) {
      this.#lists.set(key, [n])
      return
    }
    const at = placesBelow(list, n)
    if (at === list.length) list.push(n)
    else if (list[at] !== n) list.splice(at, 0, n)
  }

  /** Takes a number away from a key. */
  leave(key: string, n: number): void {
    const list = this.#lists.get(key)
    if (!list) return
    const at = placesBelow(list, n)
    if (list[at] === n) list.splice(at, 1)
    if (list.length === 0) this.#lists.delete(key)
  }

  /** Forgets all numbers from `size` on. */
  cut(size: number): void {
    for (const [key, list] of this.#lists) {
      while (list.length && (list.at(-1) ?? 0) >= size) list.pop()
      if (list.length === 0) this.#lists.delete(key)
    }
  }

  /** Forgets everything. */
  clear(): void {
    this.#lists.clear()
  }
}

/** How many numbers of an ascending list are smaller than `limit`. Nearly always all of them, which is asked first. */
export function placesBelow(list: readonly number[], limit: number): number {
  if ((list.at(-1) ?? Number.NEGATIVE_INFINITY) < limit) return list.length
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((list[middle] ?? 0) < limit) low = middle + 1
    else high = middle
  }
  return low
}
