/** An event that claims to be from the future. */
import type { Check } from '../check'
import { firstSentAt, span } from '../reading'

export const check: Check = {
  id: 'any-future-time',
  title: 'A time in the future',
  vendor: null,
  severity: 'warning',
  certainty: 'heuristic',
  source: 'The time that the item claims is later than the time it was sent. How the servers treat it is not known.',
  advice: 'Check the clock of the device, the time zone, and that the timestamp is in the unit the vendor asks for.',
  item: (item) => {
    const sentAt = firstSentAt(item)
    if (sentAt === null || item.claimedAt === null || item.claimedAt > 1e14 || item.claimedAt - sentAt < 3_600_000)
      return null
    return `“${item.name}” claims a time ${span(item.claimedAt - sentAt)} after it was sent.`
  },
}
