/** Ending what documents had under way of which nothing else is known, as the records of their lives were dropped. */
import { leave } from './delivery'
import type { Draft } from './draft'
import { unsettledItems } from './unsettled'

/**
 * A tab has one page: as another one of its top frame begins at `since` (milliseconds since 1970), what is older is of
 * one that has gone. Where records are missing, those of its beginning and its end may be among them.
 */
export function endDropped(draft: Draft, since: number): void {
  const gone = unsettledItems(draft, null).filter(({ doc, seenAt }) => seenAt < since && !draft.document(doc))
  if (gone.length === 0 || !draft.moments.some((moment) => moment.kind === 'gap' && moment.missing > 0)) return
  for (const doc of new Set(gone.map((item) => item.doc))) leave(draft, doc, since)
}
