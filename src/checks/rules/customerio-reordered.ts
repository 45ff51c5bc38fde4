/** Calls that left in another order than they were made. */
import type { Item } from '../../core/item'
import type { Check } from '../check'
import { byPlace } from '../keys'
import { bornAt, firstSentAt } from '../reading'

export const check: Check = {
  id: 'customerio-reordered',
  title: 'Sent in another order than called',
  vendor: 'customerio',
  severity: 'warning',
  certainty: 'documented',
  source:
    'cdp-analytics-js buffer/index.ts:116-118: calls made before the SDK has loaded are replayed grouped ' +
    'by method name (recorded with 0.5.11: track A, identify, track B, page, track C left as A, B, C, ' +
    'identify, page).',
  advice: 'Where the order matters, wait for ready() before calling; above all before identify.',
  key: (item) => (item.calledAt === null ? null : byPlace(item)),
  seen: (item) => {
    const sentAt = firstSentAt(item)
    return sentAt === null ? null : `${sentAt}|${bornAt(item)}|${item.name}`
  },
  item: (item, past) => {
    const sentAt = firstSentAt(item)
    if (sentAt === null) return null
    const born = bornAt(item)
    const overtaken: Item[] = []
    past.forth(32, (other) => {
      const later = bornAt(other)
      // Nearly always the others were called only after this one had been sent.
      const sent = later > born && later < sentAt ? firstSentAt(other) : null
      if (sent !== null && sent < sentAt) overtaken.push(other)
      return true
    })
    const first = overtaken[0]
    if (!first) return null
    return {
      text:
        `“${item.name}” was called before “${first.name}” and sent after it` +
        `${overtaken.length > 1 ? ` and ${overtaken.length - 1} more` : ''}.`,
      items: [item.n, ...overtaken.map((other) => other.n)],
    }
  },
}
