/** Which page is the one that is open, and which trackers are on it: the others are gone with theirs. */

import type { DocumentState } from '../document'
import { type Fact, type FactOf, isObserver } from '../fact'
import { pageOf, type State, type Tracker } from '../state'

/** Whether a document is there to be seen: one that was left, or that is only loaded ahead, is not. */
export function isShown({ left, prerendering }: DocumentState): boolean {
  return !left && !prerendering
}

/**
 * Whether with this fact a page of the tab's own frame is there, opened now or loaded ahead and shown now: what came
 * before it is of earlier pages.
 */
export function beginsPage(fact: Fact | undefined): fact is FactOf<'document'> | FactOf<'page'> {
  if (fact?.frame !== 0) return false
  return fact.kind === 'document' ? fact.top && !fact.prerendering : fact.kind === 'page' && fact.change === 'activated'
}

/** The number of the first item of a page that begins: one that was loaded ahead may have tracked before. */
export function firstItemOf({ items, index }: Pick<State, 'items' | 'index'>, doc: string): number {
  return index.firsts.get(doc) ?? items.size
}

/** The page that is open now, of several tabs the one that began last; undefined between two pages. */
export function presentPage({ documents }: Pick<State, 'documents'>): DocumentState | undefined {
  return documents.findLast((document) => document.top && isShown(document))
}

/** The one of the open pages that began first: nearly always there is only one. */
export function firstPresentPage({ documents }: Pick<State, 'documents'>): DocumentState | undefined {
  return documents.find((document) => document.top && isShown(document))
}

/**
 * The trackers of the present page, of each tab, and its frames. Between two pages, and where a recording ends with a
 * page that was left, they are those of the last page of each tab.
 */
export function presentTrackers(state: Pick<State, 'trackers' | 'documents'>): readonly Tracker[] {
  const all = [...state.trackers.values()]
  const present = all.filter((tracker) => isPresent(tracker, state.documents))
  if (present.length > 0 || presentPage(state)) return present
  const pages = [...state.documents.values()].filter(({ top, prerendering }) => top && !prerendering)
  const last = new Map(pages.map((page) => [page.tab, page]))
  return all.filter((tracker) => pages.length === 0 || isOf(last, state.documents.get(pageOf(tracker) ?? '')))
}

/** Whether a document is the last page of its tab, or a frame of it. */
function isOf(last: ReadonlyMap<string | undefined, DocumentState>, document: DocumentState | undefined): boolean {
  const page = document && last.get(document.tab)
  if (!page || document.prerendering) return false
  return document.top ? document.id === page.id : document.startedAt >= page.startedAt
}

/** Whether a tracker is on a page that is open. A page in the back-forward cache is none. */
function isPresent(tracker: Tracker, documents: State['documents']): boolean {
  if (tracker.status === 'left') return false
  const page = pageOf(tracker)
  // Where nobody knows the page of what tracks, it may well be the present one.
  if (page === null || isObserver(page)) return true
  const document: DocumentState | undefined = documents.get(page)
  return document === undefined || isShown(document)
}
