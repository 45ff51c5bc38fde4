/** Whose a tracker is on other pages and in frames that are open beside the one that is spoken of. */
import type { DocumentState } from '../document'
import { clash, isEmpty } from '../ids'
import type { Customer } from '../item'
import type { State, Tracker } from '../state'
import { isShown } from './present'
import { type Whose, whoseNow } from './whose'

/** An open page or frame, and whose the tracker is there. */
export interface Beside extends Pick<DocumentState, 'url' | 'top'> {
  readonly whose: Whose
}

/**
 * The open pages and frames in which a tracker is another customer's than the one that it is said to be: another
 * person's or visitor's, or a person's where that one is not known to be any.
 */
export function besideOf(state: Pick<State, 'ties' | 'exchanges' | 'documents'>, tracker: Tracker): readonly Beside[] {
  const { elsewhere } = tracker
  if (!elsewhere) return []
  const { customer: own } = whoseNow(state, tracker)
  return [...elsewhere].flatMap(([doc, view]) => {
    const document = state.documents.get(doc)
    if (!document || !isShown(document)) return []
    const whose = whoseNow(state, view)
    return isAnother(own ?? NOBODY, whose.customer) ? [{ url: document.url, top: document.top, whose }] : []
  })
}

const NOBODY: Customer = { soft: {}, hard: {} }

function isAnother(own: Customer, other: Customer | null): boolean {
  if (other === null) return false
  if (clash(own.hard, other.hard) || (isEmpty(own.hard) && !isEmpty(other.hard))) return true
  return clash(own.soft, other.soft) && (isEmpty(own.hard) || isEmpty(other.hard))
}
