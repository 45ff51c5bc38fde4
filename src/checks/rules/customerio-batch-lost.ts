/** A batch that failed loses all events but one. */
import type { Check } from '../check'
import { lastExchange } from '../reading'

export const check: Check = {
  id: 'customerio-batch-lost',
  title: 'Lost with its batch',
  vendor: 'customerio',
  troubled: true,
  severity: 'error',
  certainty: 'documented',
  source:
    'cdp-analytics-js 0.5.11, batching: if a batch fails on the network, only the event that triggered ' +
    'the flush is sent again (recorded).',
  advice: 'Switch the delivery strategy back to standard, or send important events from the server.',
  instead: ['any-lost-on-network'],
  item: (item, past) => {
    if (item.delivery !== 'lost') return null
    const exchange = lastExchange(item, past)
    // A batch that a page or a server made itself is no batch of this SDK.
    if (exchange?.sender !== 'wire' || exchange.status !== null || exchange.items.length < 2) return null
    const words = exchange.error ? ` (${exchange.error})` : ''
    return `“${item.name}” was one of ${exchange.items.length} in a batch that failed${words}.`
  },
}
