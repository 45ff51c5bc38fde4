/** Finds what may still change. */
import { type Item, PENDING, SETTLED } from '../item'
import type { Draft } from './draft'

/** The items of a document, or of all, that are not settled; oldest first. */
export function unsettledItems(draft: Draft, doc: string | null): readonly Item[] {
  const { items, kept } = draft
  const found: Item[] = []
  if (!kept.map.some(({ counts }) => PENDING.some((delivery) => counts[delivery] > 0))) return found
  for (let n = doc === null ? 0 : (draft.lookups.firstOf(doc) ?? items.size); n < items.size; n++) {
    const item = items.get(n)
    if (item && !SETTLED.includes(item.delivery) && (doc === null || item.doc === doc)) found.push(item)
  }
  return found
}
