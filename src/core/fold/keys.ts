/** The keys of the fold's look-up tables: under which items of one tracker, type and name are found again. */
import { remembered } from '../collections/remembered'
import type { Item } from '../item'

/** The key under which an item waits for its request, or a request's item for its call. */
export function waitingKey(item: Pick<Item, 'tracker' | 'type' | 'name'>): string {
  return named(item.tracker)(item.type)(item.name)
}

/** One text for all of them: a table looks for a new text by all its characters, for a known one by none. */
const named = remembered((tracker) => remembered((type) => remembered((name) => `${tracker}|${type}|${name}`)))

/** The key under which what a page left behind unsent waits: only that page itself can still send it. */
export function leftKey(key: string, doc: string): string {
  return `${key}|${doc}`
}

/** How long a moment is in which times count as about the same; milliseconds. */
const MOMENT_MS = 50

/** The number of the moment that a time (milliseconds since 1970) is in. */
export function momentOf(claimedAt: number): number {
  return Math.floor(claimedAt / MOMENT_MS)
}
