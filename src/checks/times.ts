/** Numbers by key and time, changed in place: what was at or before a time, and what was not before it. */

/** The entries of one key, by time and then by number. */
interface Entries {
  readonly at: number[]
  readonly n: number[]
}

/** Key → numbers with a time each (milliseconds since 1970), in the order of time; those of one time by number. */
export class TimeTable {
  readonly #lists = new Map<string, Entries>()

  enter(key: string, at: number, n: number): void {
    let list = this.#lists.get(key)
    if (!list) {
      list = { at: [], n: [] }
      this.#lists.set(key, list)
    }
    const place = placeOf(list, at, n)
    if (list.n[place] === n && list.at[place] === at) return
    if (place === list.n.length) {
      list.at.push(at)
      list.n.push(n)
    } else {
      list.at.splice(place, 0, at)
      list.n.splice(place, 0, n)
    }
  }

  leave(key: string, at: number, n: number): void {
    const list = this.#lists.get(key)
    if (!list) return
    const place = placeOf(list, at, n)
    if (list.n[place] !== n || list.at[place] !== at) return
    list.at.splice(place, 1)
    list.n.splice(place, 1)
    if (list.n.length === 0) this.#lists.delete(key)
  }

  clear(): void {
    this.#lists.clear()
  }

  keys(): IterableIterator<string> {
    return this.#lists.keys()
  }

  /** The first time of a key; infinite where it has none. */
  first(key: string): number {
    return this.#lists.get(key)?.at[0] ?? Number.POSITIVE_INFINITY
  }

  /** The numbers of a key up to and at a time, the newest first, as long as `take` wants more. */
  back(key: string, at: number, take: (n: number) => boolean): void {
    const list = this.#lists.get(key)
    if (!list) return
    for (let i = placeOf(list, at, Number.POSITIVE_INFINITY) - 1; i >= 0; i--) if (!take(list.n[i] ?? -1)) return
  }

  /** The numbers of a key that are not before a time. */
  since(key: string, at: number): readonly number[] {
    const list = this.#lists.get(key)
    // Nearly always all are before it.
    if (!list || (list.at.at(-1) ?? at) < at) return NONE
    return list.n.slice(placeOf(list, at, Number.NEGATIVE_INFINITY))
  }
}

const NONE: readonly number[] = []

/** How many entries come before this one. Nearly always all, which is asked first. */
function placeOf({ at: times, n: numbers }: Entries, at: number, n: number): number {
  const before = (i: number): boolean => {
    const time = times[i] ?? 0
    return time < at || (time === at && (numbers[i] ?? 0) < n)
  }
  let high = times.length
  if (high === 0 || before(high - 1)) return high
  let low = 0
  while (low < high) {
    const middle = (low + high) >> 1
    if (before(middle)) low = middle + 1
    else high = middle
  }
  return low
}
