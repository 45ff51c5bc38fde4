/** A call over the server's limit, which answers 200 anyway. */
import type { Body } from '../../core/fact'
import { asVendors } from '../../core/stands-for'
import { isOver } from '../../core/text'
import { tooLargeIn } from '../../providers/customerio/decode/oversize'
import { LARGEST_BATCH } from '../../providers/customerio/limits'
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
  advice: 'Send less: IDs in place of whole objects.',
  item: (item, past) => {
    const exchange = lastExchange(item, past)
    if (!exchange) return null
    const place = exchange.items.indexOf(item.n)
    const why = tooLargeIn(asVendors(exchange), place)
    // One finding for a batch.
    if (why === null || (place > 0 && isLargeBatch(exchange.body))) return null
    // Another answer is told by another rule.
    const isRefused = exchange.status !== null && exchange.status >= 300
    return `“${item.name}”: ${why}${isRefused ? '' : '; the server still answers 200'}.`
  },
}

/** Asked for every item of a batch: what has too many characters need not be measured. */
function isLargeBatch({ text, size }: Body): boolean {
  return text === null ? size > LARGEST_BATCH : isOver(text, LARGEST_BATCH)
}
