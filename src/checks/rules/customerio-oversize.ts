/** A call over the server's limit, which answers 200 anyway. */
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
    if (!exchange || exchange.body.size <= LIMIT) return null
    if (exchange.body.size > 500 * 1024 && exchange.items[0] === item.n)
      return `The batch of ${exchange.items.length} has ${Math.round(exchange.body.size / 1024)} KB.`
    const size = exchange.items.length === 1 ? exchange.body.size : JSON.stringify(propertiesOf(item)).length
    return size > LIMIT
      ? `“${item.name}” has ${Math.round(size / 1024)} KB; a “delivered” only means that the server answered 200.`
      : null
  },
}

const LIMIT = 32 * 1024
