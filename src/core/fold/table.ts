/** One of the draft's tables by name: what was found or put in it once is found again without a search. */
import type { OrderedMap } from 'immutable'

/** A persistent map under way; the fold asks for the same few entries of it with every fact. */
export class Table<V> {
  #map: OrderedMap<string, V>
  /** What is known of it: the map's own way to an entry is ten times as long. Null where one fact alone is folded. */
  readonly #known: Map<string, V> | null

  /** `open`: the map is written in place until it is closed. */
  constructor(map: OrderedMap<string, V>, open: boolean) {
    this.#map = open ? map.asMutable() : map
    this.#known = open ? new Map() : null
  }

  /** The map as it is now: ask anew after every change. */
  get map(): OrderedMap<string, V> {
    return this.#map
  }

  /** The entry with this name. */
  get(name: string): V | undefined {
    const known = this.#known?.get(name)
    if (known !== undefined) return known
    const found = this.#map.get(name)
    if (found !== undefined) this.#known?.set(name, found)
    return found
  }

  /** Puts an entry in the place of an earlier one, or at the end. */
  set(name: string, entry: V): void {
    this.#known?.set(name, entry)
    this.#map = this.#map.set(name, entry)
  }

  /** Takes an entry out. */
  delete(name: string): void {
    this.#known?.delete(name)
    this.#map = this.#map.delete(name)
  }
}
