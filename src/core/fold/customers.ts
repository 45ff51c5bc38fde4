/**
 * Whom things on the wire name: one object for all that name the same customer in a row. Each body has a copy of its
 * own, which took up to 250 bytes per item.
 */
import type { Customer } from '../item'
import { sameJson } from '../json'

/** Who was named last, by tracker. It only saves memory: nobody becomes anybody else by it. */
export class Customers {
  readonly #last = new Map<string, Customer>()

  /** The customer that a thing on the wire names, as the object that is there already where it is the same one. */
  alike(tracker: string, called: Customer | null, named: Customer | null): Customer | null {
    if (named === null) return null
    if (sameJson(called, named)) return called
    const last = this.#last.get(tracker)
    if (last !== undefined && sameJson(last, named)) return last
    this.#last.set(tracker, named)
    return named
  }
}
