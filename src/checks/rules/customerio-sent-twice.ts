/** The same message sent again although the server had it. */
import type { Exchange } from '../../core/state'
import { addressOf, endpointOf } from '../../providers/customerio/decode/address'
import type { Check } from '../check'

export const check: Check = {
  id: 'customerio-sent-twice',
  title: 'Sent again after it was delivered',
  vendor: 'customerio',
  troubled: true,
  severity: 'warning',
  certainty: 'documented',
  source:
    'cdp-analytics-js batched-dispatcher.ts:10-112: at page-hide a batch is sent but not cleared, so the next flush ' +
    'sends the same messages again; lib/priority-queue/persisted.ts:65-93: what has no answer at page-hide is ' +
    'stored, and the next page sends it (both recorded with 0.5.11). How long the server knows a messageId is unknown.',
  advice: 'Compare counts by messageId, not by request.',
  item: (item, past) => {
    // An answer that the page could not read is another cause: the SDK takes it for a failure.
    const firstDone = item.attempts.findIndex(
      (attempt) => attempt.outcome === 'delivered' && !past.exchanges.get(attempt.exchange)?.unread,
    )
    const done = item.attempts[firstDone]
    const first = done && past.exchanges.get(done.exchange)
    if (first?.sender !== 'wire') return null
    const again = item.attempts.slice(firstDone + 1).filter((attempt) => attempt.outcome !== 'blocked')
    if (again.length === 0) return null
    const often = again.length === 1 ? 'once' : `${again.length} times`
    const cause = causeOf(
      first,
      again.map(({ exchange }) => past.exchanges.get(exchange)),
    )
    return (
      `“${item.name}” (${item.id ?? 'no message ID'}) was sent ${often} more after a try that the server accepted` +
      `${cause}.`
    )
  },
}

/** What is known of why an SDK sends again what was accepted, as the end of a sentence; empty where nothing is. */
function causeOf({ url, doc, seenBy }: Exchange, again: readonly (Exchange | undefined)[]): string {
  if (endpointOf(addressOf(url))?.kind === 'batch')
    return '; a batch that is sent as the page is hidden is sent again, which does not happen without batching'
  // What only the browser saw is of no page that is known.
  const isByNextPage = seenBy.page && again.some((each) => each?.seenBy.page && each.doc !== doc)
  return isByNextPage ? ': its page was left before the SDK heard of the answer' : ''
}
