/** What trackers are called where there is little room, as on the time axis. */
import type { Tracker } from '../../../core/state'
import { surfaceOfTwin } from '../../../ui/parts/tracker'
import { vendorName } from '../../../ui/parts/vendor'

/** The vendor's name alone where it has only one tracker, else with the key's beginning or the SDK. */
export function shortName(tracker: Tracker, trackers: readonly Tracker[]): string {
  const keys = new Set(trackers.filter(({ vendor }) => vendor === tracker.vendor).map(({ key }) => key))
  const name = vendorName(tracker.vendor).split(' ')[0] ?? tracker.vendor
  const short = tracker.key?.slice(0, 8) ?? '?'
  const alike = [...keys].filter((key) => key?.startsWith(short)).length > 1
  return `${name}${keys.size < 2 ? '' : ` ${alike ? tracker.key : short}`}${surfaceOfTwin(tracker, trackers)}`
}
