/** A call over the server's limit, which answers 200 anyway. */
import type { Body } from '../../core/fact'
import { bytesOf, isOver } from '../../core/text'
import { LARGEST_BATCH, LARGEST_CALL, tooLarge } from '../../providers/customerio/limits'
import type { Check } from '../check'
import { lastExchange, propertiesOf } from '../reading'

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
    const size = sizeOf(exchange.body)
    if (size <= LARGEST_CALL) return null
    const alone = exchange.items.length === 1
    const why = tooLarge(alone ? size : bytesOf(JSON.stringify(propertiesOf(item))), alone ? 0 : size)
    // One finding for a batch.
    if (why === null || (size > LARGEST_BATCH && exchange.items[0] !== item.n)) return null
    return `“${item.name}”: ${why}; the server answers 200 all the same.`
  },
}

/** The size of a body in bytes, which a page tells in characters; measured only where it may be over a limit. */
function sizeOf({ text, size, cut }: Body): number {
  return text !== null && !cut && isOver(text, LARGEST_CALL) ? bytesOf(text) : size
}
