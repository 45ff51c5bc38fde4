/** Whose a tracker is on other pages and in frames that are open beside the one that is spoken of. */
import type { DocumentState } from '../document'
import type { State, Tracker } from '../state'
import { personKey } from './identity'
import { isShown } from './present'
import { type Whose, whoseNow } from './whose'

/** An open page or frame, and whose the tracker is there. */
export interface Beside extends Pick<DocumentState, 'url' | 'top'> {
  readonly whose: Whose
}

/** The open pages and frames in which a tracker is another customer's than the one that it is said to be. */
export function besideOf(state: Pick<State, 'ties' | 'exchanges' | 'documents'>, tracker: Tracker): readonly Beside[] {
  const { elsewhere } = tracker
  if (!elsewhere) return []
  const own = keyOf(whoseNow(state, tracker))
  return Object.entries(elsewhere).flatMap(([doc, view]) => {
    const document = state.documents.get(doc)
    if (!document || !isShown(document)) return []
    const whose = whoseNow(state, view)
    const key = keyOf(whose)
    return key === null || key === own ? [] : [{ url: document.url, top: document.top, whose }]
  })
}

function keyOf({ customer }: Whose): string | null {
  return customer && personKey(customer)
}
