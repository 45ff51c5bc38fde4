/** Rows in another order than that of the ledger. What was sorted before is the beginning of the next sorting. */
import { DELIVERIES, type Item } from '../../../core/item'
import type { Order } from '../../../ui/store/preferences'
import { timeOf } from './columns'
import type { Rows } from './listing'

/** Sorts one list again and again; `customerOf` is what the list says of whose an item is. */
export class Sorted {
  #order: Order | null = null
  #before: readonly number[] = []

  /** The rows in this order; as they are where there is none. */
  rows(rows: Rows, order: Order | null, customerOf: (item: Item) => string): Rows {
    const compare = order && comparison(order, customerOf)
    if (!order || !compare) return rows
    const items: Item[] = []
    const known = new Set<number>()
    // Nearly sorted lists are sorted in one go, so the last order is worth keeping.
    if (this.#order?.column === order.column && this.#order.down === order.down)
      for (const n of this.#before) {
        const item = rows.at(rows.rowOf(n))
        if (!item) continue
        known.add(n)
        items.push(item)
      }
    for (let row = 0; row < rows.size; row++) {
      const item = rows.at(row)
      if (item && !known.has(item.n)) items.push(item)
    }
    items.sort(compare)
    this.#order = order
    this.#before = items.map(({ n }) => n)
    const places = new Map(this.#before.map((n, row) => [n, row]))
    return { ...rows, size: items.length, at: (row) => items[row], rowOf: (n) => places.get(n) ?? -1 }
  }
}

function comparison(
  { column, down }: Order,
  customerOf: (item: Item) => string,
): ((a: Item, b: Item) => number) | null {
  const byText = (text: (item: Item) => string) => {
    const texts = new Map<Item, string>()
    const of = (item: Item): string => {
      const known = texts.get(item)
      if (known !== undefined) return known
      const made = text(item).toLowerCase()
      texts.set(item, made)
      return made
    }
    return (a: Item, b: Item) => (of(a) < of(b) ? -1 : of(a) > of(b) ? 1 : 0)
  }
  const byNumber = (number: (item: Item) => number) => (a: Item, b: Item) => number(a) - number(b)
  const ways: Readonly<Record<string, (a: Item, b: Item) => number>> = {
    number: byNumber(({ n }) => n),
    time: byNumber(timeOf),
    name: byText(({ name }) => name),
    type: byText(({ type }) => type),
    customer: byText(customerOf),
    delivery: byNumber(({ delivery }) => DELIVERIES.indexOf(delivery)),
    vendor: byText(({ vendor }) => vendor),
  }
  const way = ways[column]
  if (!way) return null
  const turn = down ? -1 : 1
  // Equal rows stay in the order of the ledger, whichever way one sorts.
  return (a, b) => turn * way(a, b) || a.n - b.n
}
