/** Items of which nobody heard how they ended, told apart from those that are unknown although an answer came. */
import { type Grouped, Groups } from '../collections/groups'
import type { Item } from '../item'

/**
 * Whether an item is unknown because no answer to its last try was seen: a status of 0 is one that the page may not
 * see. Only of these the browser's own word would tell more.
 */
function isUnheard({ delivery, attempts }: Item): boolean {
  const last = attempts.at(-1)
  return delivery === 'unknown' && last !== undefined && !last.status
}

/** Groups items by `tracker|delivery`, and those that nobody heard of by `tracker|unheard` besides. */
export function itemsByHearing(): Groups<Item> {
  return new Groups<Item>((item) => {
    const own = `${item.tracker}|${item.delivery}`
    return isUnheard(item) ? [own, `${item.tracker}|unheard`] : [own]
  })
}

/** How many items of these trackers nobody heard of. */
export function unheardOf(groups: Grouped<Item>, trackers: readonly string[]): number {
  return trackers.reduce((sum, tracker) => sum + groups.of(`${tracker}|unheard`).length, 0)
}
