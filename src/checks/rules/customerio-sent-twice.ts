/** The same message sent again although the server had it. */
import type { Check } from '../check'

export const check: Check = {
  id: 'customerio-sent-twice',
  title: 'Sent again after it was delivered',
  vendor: 'customerio',
  severity: 'warning',
  certainty: 'documented',
  source:
    'cdp-analytics-js batched-dispatcher.ts:10-112: at page-hide the buffer is sent but not cleared, so ' +
    'the next flush sends the same messages again (recorded with 0.5.11). How long the server knows a ' +
    'messageId is unknown.',
  advice: 'Compare counts by messageId, not by request. Without batching it does not happen.',
  item: (item, past) => {
    // An answer that the page could not read is another cause: the SDK takes it for a failure.
    const firstDone = item.attempts.findIndex(
      (attempt) => attempt.outcome === 'delivered' && !past.exchanges.get(attempt.exchange)?.unread,
    )
    const first = item.attempts[firstDone]
    const again = first
      ? item.attempts.slice(firstDone + 1).filter((attempt) => attempt.outcome !== 'blocked').length
      : 0
    return again
      ? `“${item.name}” (${item.id ?? 'no message ID'}) was sent ${again === 1 ? 'once' : `${again} times`} more ` +
          'after a try that the server accepted.'
      : null
  },
}
