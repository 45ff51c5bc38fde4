/** The keys by which checks compare items. Checks that use the same function share one look-up table. */
import type { Item } from '../core/item'

/** Everything of one tracker. */
export function byTracker(item: Item): string {
  return item.tracker
}

/** Everything of one type and name of one tracker. */
export function byName(item: Item): string {
  return `${item.tracker}|${item.type}|${item.name}`
}

/** Everything of one document. */
export function byDocument(item: Item): string {
  return item.doc
}
