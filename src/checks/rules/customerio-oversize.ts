/** A call over the server's limit, which answers 200 anyway. */
import { asVendors } from '../../core/stands-for'
import { tooLargeIn } from '../../providers/customerio/decode/oversize'
import { bytesSent, LARGEST_BATCH } from '../../providers/customerio/limits'
import type { Check } from '../check'
import { lastExchange } from '../reading'

export const check: Check = {
  id: 'customerio-oversize',
  title: 'Over 32 KB',
  vendor: 'customerio',
  severity: 'error',
  certainty: 'documented',
  source:
    'Customer.io Pipelines OpenAPI: 32 KB per call, 500 KB per batch; over it the server answers 200 and ' +
    'does not process it. The SDK sends it anyway (recorded with 0.5.11).',
  advice: 'Send less: ids in place of whole objects.',
  item: (item, past) => {
    const exchange = lastExchange(item, past)
    if (!exchange) return null
    const place = exchange.items.indexOf(item.n)
    const why = tooLargeIn(asVendors(exchange), place)
    // One finding for a batch.
    if (why === null || (place > 0 && bytesSent(exchange.body) > LARGEST_BATCH)) return null
    return `“${item.name}”: ${why}; the server answers 200 all the same.`
  },
}
