/** How a push token goes out: the scheme changed with the SDKs' version. */
import type { Thing } from '../../../core/contract/vendor'
import type { ItemType } from '../../../core/item'
import { objectOr } from '../../../core/json'
import type { Tracker } from '../../../core/state'
import { PUSH_TOKEN } from '../meaning'

/**
 * The item that hands over a push token: a customer property in the SDKs that the guide describes (iOS 3.7 and older),
 * an event `notification_state` since iOS SDK 3.8. A bridge of another version says so by its version, or by the new
 * form of its configuration.
 */
export function pushNature(tracker: Tracker): { readonly type: ItemType; readonly name: string } {
  const major = Number(/^v?(\d+)/.exec(tracker.version ?? '')?.[1] ?? 0)
  const fresh = major >= 4 || objectOr(tracker.config).integrationConfig !== undefined
  return { type: 'push', name: fresh ? 'notification_state' : PUSH_TOKEN }
}

/**
 * What goes out of the push token by itself: by the scheme of the version, which is not always known, `times` in all.
 */
export function tokens(times: number): readonly Thing[] {
  const schemes: readonly Thing[] = [
    { type: 'push', name: PUSH_TOKEN },
    { type: 'push', name: 'notification_state' },
  ]
  return schemes.flatMap((scheme) => Array.from({ length: times }, () => scheme))
}
