/** Whether Tracklens sees what an SDK sends: an app's need not send by its page. */
import type { Delivery } from './item'
import type { Tracker } from './state'

/** What an item is only where a request of its SDK's was seen. */
const SEEN: readonly Delivery[] = ['in flight', 'delivered', 'rejected', 'retrying', 'blocked']

/** Whether requests of an SDK were seen: what it keeps is then known to be unsent. */
export function isInSight({ counts }: Pick<Tracker, 'counts'>): boolean {
  return SEEN.some((delivery) => counts[delivery] > 0)
}
