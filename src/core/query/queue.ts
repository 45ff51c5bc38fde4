/** What the Queue view reads: items by tracker and delivery state, and what has waited longest. */
import { type Grouped, Groups } from '../collections/groups'
import { DELIVERIES, type Delivery, FAILED, type Item, PENDING } from '../item'
import type { State, Tracker } from '../state'

/** States that are worth a look: neither on its way nor arrived. */
export const TROUBLED: readonly Delivery[] = [...FAILED, 'unknown', 'blocked']

/** What each state means, in one sentence for people. */
export const MEANINGS: Readonly<Record<Delivery, string>> = {
  buffered: 'The page called, but the SDK is not loaded yet: only a stub has it.',
  queued: 'The SDK has it, and no request that carries it was seen yet.',
  'in flight': 'Sent; no answer yet.',
  retrying: 'Sending failed; the SDK is documented to try again.',
  delivered: 'The server said that it took it.',
  rejected: 'The server said no.',
  lost: 'Nobody will send it any more.',
  unknown:
    'Nobody saw whether it arrived: the page was left or may not read the answer, the answer broke off or the file ' +
    'ends; or it came from a cache, a service worker or a mock, or is not the vendor’s kind; or it was redirected, ' +
    'is documented as not processed, is one that the browser knows nothing of, or the page’s own function has it, or ' +
    'an app’s SDK, whose requests are not the page’s.',
  blocked: 'Held back by Tracklens’ own stop.',
}

/** Groups items by `tracker|delivery`. */
export function itemsByDelivery(): Groups<Item> {
  return new Groups<Item>((item) => [`${item.tracker}|${item.delivery}`])
}

/** How many items are in each state. */
export type Counts = Tracker['counts']

/** How many items of a tracker are in each state. */
export function countsOf(groups: Grouped<Item>, tracker: string): Counts {
  return Object.fromEntries(DELIVERIES.map((each) => [each, groups.of(`${tracker}|${each}`).length])) as Counts
}

/** The items of these trackers in one of these states, ascending. */
export function itemsIn(
  groups: Grouped<Item>,
  trackers: readonly string[],
  deliveries: readonly Delivery[],
): readonly number[] {
  const lists = trackers
    .flatMap((tracker) => deliveries.map((delivery) => groups.of(`${tracker}|${delivery}`)))
    .filter((list) => list.length)
  const [only] = lists
  return lists.length === 1 && only ? only : lists.flat().sort((a, b) => a - b)
}

/** The pending item that came into being first; null where nothing is pending. */
export function oldestPending(groups: Grouped<Item>, tracker: string): Item | null {
  let oldest: Item | null = null
  for (const delivery of PENDING) {
    const first = groups.of(`${tracker}|${delivery}`)[0]
    const item = first === undefined ? undefined : groups.at(first)
    if (item && (oldest === null || item.n < oldest.n)) oldest = item
  }
  return oldest
}

/** One part of the picture: a state and how many items are in it. */
export interface Share {
  readonly delivery: Delivery
  readonly count: number
  /** Its part of the picture's width, 0 to 1: true to the counts, but never too small to be seen. */
  readonly width: number
}

/** The least part of the picture that a state with any item gets. */
const LEAST = 0.02

/** The states that occur, in the order of an item's life, with widths that add up to 1. */
export function sharesOf(counts: Counts): readonly Share[] {
  const present = DELIVERIES.filter((delivery) => counts[delivery] > 0)
  const total = present.reduce((sum, delivery) => sum + counts[delivery], 0)
  const raw = present.map((delivery) => Math.max(LEAST, counts[delivery] / total))
  const sum = raw.reduce((all, width) => all + width, 0)
  return present.map((delivery, i) => ({ delivery, count: counts[delivery], width: (raw[i] ?? 0) / sum }))
}

/** How many items are in one of these states. */
export function sumOf(counts: Counts, deliveries: readonly Delivery[]): number {
  return deliveries.reduce((all, delivery) => all + counts[delivery], 0)
}

/** The counts of several trackers together. */
export function addedUp(counts: Iterable<Counts>): Counts {
  const sum = Object.fromEntries(DELIVERIES.map((each) => [each, 0])) as Record<Delivery, number>
  for (const some of counts) for (const each of DELIVERIES) sum[each] += some[each]
  return sum
}

/**
 * How many items from the number `from` on are in each state, by the id of their tracker. All of them are kept counted;
 * of a part, each item is read.
 */
export function countsSince({ items, trackers }: Pick<State, 'items' | 'trackers'>, from: number): Map<string, Counts> {
  if (from === 0) return new Map([...trackers.values()].map(({ id, counts }) => [id, counts]))
  const found = new Map([...trackers.keys()].map((id) => [id, { ...addedUp([]) } as Record<Delivery, number>]))
  for (let n = from; n < items.size; n++) {
    const item = items.get(n)
    const counts = item && found.get(item.tracker)
    if (counts) counts[item.delivery]++
  }
  return found
}
