/** Which items can be edited and sent again. */
import type { Item } from '../../core/item'

const NAMED: ReadonlySet<string> = new Set(['event', 'consent', 'payment', 'banner', 'session', 'campaign', 'report'])

/** Whether an item can be tracked again under its name. */
export function isNamed(item: Item): boolean {
  return NAMED.has(item.type)
}

/** The editor that an item can be edited and sent again in; null where there is none for its kind. */
export function editorFor(item: Item): 'track' | 'identify' | null {
  return item.type === 'identify' ? 'identify' : isNamed(item) ? 'track' : null
}
