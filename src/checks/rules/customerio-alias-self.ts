/** An alias of a user to itself. */
import type { Check } from '../check'
import { propertiesOf } from '../reading'

export const check: Check = {
  id: 'customerio-alias-self',
  title: 'alias() of a user to itself',
  vendor: 'customerio',
  types: ['alias'],
  severity: 'warning',
  certainty: 'documented',
  source:
    'cdp-analytics-js plugins/customerio/index.ts:42-50: without arguments both IDs are the present ' +
    'user’s (recorded with 0.5.11).',
  advice: 'Pass the new ID. What the server does with this request is unknown.',
  item: (item) => {
    if (item.type !== 'alias') return null
    const { previousId, userId } = propertiesOf(item)
    return previousId !== undefined && previousId === userId
      ? `userId and previousId are both ${JSON.stringify(userId)}.`
      : null
  },
}
