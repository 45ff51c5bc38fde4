/**
 * Whom things on the wire name: one object for all that name the same customer in a row. Each body has a copy of its
 * own, which took up to 250 bytes per item.
 */
import type { Customer } from '../item'
import { sameJson } from '../json'
import type { Tie, Ties } from '../tie'

/** A tie that says of these soft ids what is tied to them already. */
interface Told {
  readonly ties: Ties
  readonly soft: Customer['soft']
  readonly tie: Tie
}

/** Who was named last, by tracker. It only saves memory: nobody becomes anybody else by it. */
export class Customers {
  readonly #last = new Map<string, Customer>()
  /** By tracker, the last tie that told nothing: of one customer there are many in a row. It only saves time. */
  readonly told = new Map<string, Told>()

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
