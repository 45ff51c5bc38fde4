/**
 * The keys by which checks compare items. Checks that use the same function share one look-up table. The text of a key
 * is made once for all items that have it: a table looks for a new text by all its characters, for a known one by none.
 */
import { remembered } from '../core/collections/remembered'
import type { Item } from '../core/item'

/** Everything of one tracker. */
export function byTracker(item: Item): string {
  return item.tracker
}

/** Everything of one type and name of one tracker. */
export function byName(item: Item): string {
  return named(item.tracker)(item.type)(item.name)
}

const named = remembered((tracker) => remembered((type) => remembered((name) => `${tracker}|${type}|${name}`)))

/** Everything of one tracker in one document. */
export function byPlace(item: Item): string {
  return placed(item.doc)(item.tracker)
}

const placed = remembered((doc) => remembered((tracker) => `${doc}|${tracker}`))

/** Everything of one document. */
export function byDocument(item: Item): string {
  return item.doc
}
