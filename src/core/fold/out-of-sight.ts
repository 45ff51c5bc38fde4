/**
 * What time alone makes of calls that are with an app's SDK: its requests need not be the page's, so where none of them
 * was ever seen, nobody knows what it has sent since.
 */
import { isInSight } from '../in-sight'
import type { Draft } from './draft'
import { sentUnseen } from './losing'

/**
 * Says of what the SDK of a tracker was called with that nobody knows whether it was sent by now; `at` in milliseconds
 * since 1970. Returns whether anything has changed. What was looked at once is not looked at again.
 */
export function loseSight(draft: Draft, id: string, at: number): boolean {
  const tracker = draft.tracker(id)
  if (!tracker || tracker.counts.queued === 0 || isInSight(tracker)) return false
  if ((draft.vendorOf(tracker.vendor)?.sendsAfter?.(tracker) ?? null) === null) return false
  const { items } = draft
  let n = tracker.inSight ?? 0
  let changed = false
  for (; n < items.size; n++) {
    const item = items.get(n)
    if (item?.tracker !== id || item.delivery !== 'queued') continue
    const why = sentUnseen(draft, item, at, true)
    if (why === null) break
    draft.changeItem(n, { delivery: 'unknown', why })
    changed = true
  }
  draft.changeTracker(id, { inSight: n })
  return changed
}
