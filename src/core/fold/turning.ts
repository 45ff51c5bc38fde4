/** Turns trackers to the document whose facts are folded, and back to how they are kept. */
import { pageOf, type Tracker } from '../state'
import type { Draft } from './draft'
import { isApart, turnBack, turnedTo } from './elsewhere'
import type { Turned, View } from './view'

/** Folds what happens in a document on the trackers as that document has them. */
export function foldIn(draft: Draft, doc: string, fold: () => void): void {
  const outer = draft.view
  if (outer?.doc === doc || isAlone(draft, doc)) {
    fold()
    return
  }
  const turned = new Map<string, Turned | null>()
  const view: View = {
    doc,
    of(id) {
      if (!turned.has(id)) {
        const before = outer ? outer.of(id) : draft.kept.get(id)
        turned.set(id, before ? turn(draft, before, doc) : null)
      }
      return draft.kept.get(id)
    },
    all() {
      for (const id of [...draft.kept.map.keys()]) view.of(id)
    },
  }
  draft.view = view
  fold()
  draft.view = outer
  for (const each of turned.values()) if (each) turnBack(draft, each, doc)
}

/** Whether a document is the only one that is open, or none that is known. */
function isAlone(draft: Draft, doc: string): boolean {
  if (draft.document(doc) === undefined) return true
  return draft.lookups.isOnlyOpen(doc)
}

/** Turns a tracker to a document; null where that has it as it is. */
function turn(draft: Draft, before: Tracker, doc: string): Turned | null {
  const page = pageOf(before)
  if (page === doc) return before.elsewhere ? { before, turned: before } : null
  if (!before.elsewhere?.has(doc) && !isApart(draft, before, doc)) return null
  const turned = turnedTo(draft, before, page ?? '', doc)
  draft.putTracker(turned)
  return { before, turned }
}
