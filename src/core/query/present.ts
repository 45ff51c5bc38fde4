/** Which trackers are on the page that is open: the others are gone with theirs. */
import { isObserver } from '../fact'
import { type DocumentState, pageOf, type State, type Tracker } from '../state'

/**
 * The trackers of the present page and its frames. Between two pages, and where a recording ends with a page that was
 * left, they are those of the last page.
 */
export function presentTrackers(state: Pick<State, 'trackers' | 'documents'>): readonly Tracker[] {
  const all = [...state.trackers.values()]
  const present = all.filter((tracker) => isPresent(tracker, state.documents))
  if (present.length > 0 || state.documents.some(({ top, left }) => top && !left)) return present
  const last = state.documents.findLast(({ top }) => top)
  return all.filter((tracker) => last === undefined || pageOf(tracker) === last.id)
}

/** Whether a tracker is on a page that is open. A page in the back-forward cache is none. */
function isPresent(tracker: Tracker, documents: State['documents']): boolean {
  if (tracker.status === 'left') return false
  const page = pageOf(tracker)
  // Where nobody knows the page of what tracks, it may well be the present one.
  if (page === null || isObserver(page)) return true
  const document: DocumentState | undefined = documents.get(page)
  return document === undefined || !document.left
}
