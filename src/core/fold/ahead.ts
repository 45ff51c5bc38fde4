/**
 * Pages that the browser has loaded ahead: what they do to an SDK is theirs until they are shown. Who is identified
 * there is not yet the customer of the page that is shown, though both have one project, one ledger and one cookie.
 */
import { pageOf, type Tracker } from '../state'
import type { Draft } from './draft'

/** What a tracker has in common on all of its pages: the ledger, and what is known of the others. */
export function common({ counts, withheld, ahead }: Tracker): Partial<Tracker> {
  return { counts, ...(withheld && { withheld }), ...(ahead && { ahead }) }
}

/** Folds a fact of a page that is loaded ahead, on the trackers as that page has them. */
export function foldAhead(draft: Draft, doc: string, fold: () => void): void {
  const shown = [...draft.trackers.values()].filter((tracker) => pageOf(tracker) !== doc)
  const own = shown.map((tracker) => {
    const { ahead, doc: _, ...begun } = tracker
    const each = { ...(ahead?.[doc] ?? { ...begun, instance: null }), ...common(tracker) }
    draft.putTracker(each)
    return each
  })
  fold()
  shown.forEach((tracker, i) => {
    const now = draft.tracker(tracker.id)
    if (!now) return
    const { ahead, ...told } = now
    draft.putTracker({ ...tracker, ...common(now), ...(now === own[i] ? {} : { ahead: { ...ahead, [doc]: told } }) })
  })
}

/** A page that was loaded ahead is shown, or is gone: what it did to its SDKs counts from now on, or never. */
export function endAhead(draft: Draft, doc: string, isShown: boolean): void {
  for (const tracker of [...draft.trackers.values()]) {
    const { ahead, ...known } = tracker
    const { [doc]: own, ...others } = ahead ?? {}
    if (own) draft.putTracker({ ...(isShown ? own : known), ...common({ ...tracker, ahead: others }) })
  }
}
