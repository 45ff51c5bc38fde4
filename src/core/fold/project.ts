/** A switch of project of which only the requests were seen: an SDK begins anew in one project and has left another. */
import { clash } from '../ids'
import type { Tracker } from '../state'
import type { Draft } from './draft'
import type { Entered } from './learn'
import { endSession, isHandMade } from './trackers'

/**
 * Takes note of a switch, by the first thing that an SDK tracks for a new customer: an app has one SDK, so that another
 * one of the same page that goes by another cookie is what it was before. The push token goes along, as it does where
 * the call was seen.
 */
export function learnSwitch(draft: Draft, id: string, { wire, exchange, vendor, stamp }: Entered): void {
  const here = draft.tracker(id)
  const { type, as } = wire
  if (type !== 'installation' || !as || !here || here.instance || isHandMade(here.surface)) return
  const isBefore = (other: Tracker) =>
    other.vendor === vendor.id &&
    other.key !== null &&
    other.key !== here.key &&
    other.status === 'running' &&
    other.instance === null &&
    other.doc === exchange.doc &&
    !isHandMade(other.surface) &&
    vendor.sentBy(other, here.surface) &&
    clash(other.customer.soft, as.soft)
  for (const other of [...draft.trackers.values()]) {
    if (!isBefore(other)) continue
    draft.changeTracker(other.id, { status: 'left', pushToken: null })
    endSession(draft, other, stamp)
    draft.changeTracker(id, { pushToken: here.pushToken ?? other.pushToken })
    const { at, doc } = stamp
    const text = `The SDK switched to ${here.key ?? 'another project'}`
    const { customer: from } = other
    const mark = { at, tracker: other.id, doc, text }
    draft.addMoment({ ...mark, kind: 'identity', change: 'project', by: 'wire', from, to: from })
    draft.addMoment({ ...mark, kind: 'status', status: 'left' })
  }
}
