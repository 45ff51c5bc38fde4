/** Whatever leaves the page after a stop: the stop was not kept, or something tracks past it. */
import type { Check } from '../check'
import { bornAt, firstSentAt, span } from '../reading'

export const check: Check = {
  id: 'any-after-stop',
  title: 'Sent after stop',
  vendor: null,
  severity: 'error',
  certainty: 'documented',
  source:
    'Bloomreach iOS SDK guide, “Stop SDK integration”: after stopIntegration() every call is dropped until the SDK ' +
    'is initialised again. The same is expected of Tracklens’ own stop.',
  advice:
    'Find what still tracks: a second SDK instance, a service worker, a notification extension, or code ' +
    'that initialises the SDK again.',
  item: (item, past) => {
    const sentAt = firstSentAt(item)
    if (sentAt === null) return null
    const stop = past.moment('status', item.tracker, sentAt)
    if (!stop || !['stopped', 'wiped', 'held'].includes(stop.status)) return null
    // What was tracked before is the stop's own last flush; SDK 4.x adds its two final events to it.
    if (bornAt(item) <= stop.at || (FINAL.has(item.name) && bornAt(item) - stop.at < 3000)) return null
    const how = stop.status === 'held' ? 'Tracklens’ own stop came into force' : `the SDK was ${stop.status}`
    return `“${item.name}” left the page ${span(sentAt - stop.at)} after ${how}.`
  },
}

const FINAL: ReadonlySet<string> = new Set(['session_end', 'notification_state'])
