/** Requests of whose body not all could be read: what their SDK had by then may have been in it. */
import type { Vendor } from '../contract/vendor'
import type { Exchange } from '../state'
import type { Draft } from './draft'
import { unsettledItems } from './unsettled'

const DOUBT =
  'A request of its SDK’s went out of whose body not all could be read: nobody knows whether this was in it.'

/**
 * Says of what the SDK of a tracker has, and was not seen to send, that it may have gone with such a request. It waits
 * on: should another source read that body, or the SDK send it later, it is found.
 */
export function doubtWaiting(draft: Draft, id: string, { body, doc, sentAt }: Exchange, vendor: Vendor): void {
  const tracker = draft.tracker(id)
  if (!tracker || (body.text !== null && !body.binary && !body.cut)) return
  for (const item of unsettledItems(draft, null)) {
    const { delivery, attempts, calledAt } = item
    if (item.tracker !== id || delivery !== 'queued' || attempts.length > 0) continue
    if (calledAt === null || calledAt > sentAt || (item.doc !== doc && !vendor.survives(item, tracker))) continue
    draft.changeItem(item.n, { delivery: 'unknown', why: DOUBT })
  }
}
