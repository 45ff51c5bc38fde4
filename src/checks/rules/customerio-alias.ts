/** An alias merges two profiles. */
import type { Check } from '../check'
import { hasNoEffect, propertiesOf } from '../reading'

export const check: Check = {
  id: 'customerio-alias',
  title: 'Two profiles are merged',
  vendor: 'customerio',
  types: ['alias'],
  severity: 'note',
  certainty: 'documented',
  source:
    'Customer.io Pipelines OpenAPI, /alias: the profile of previousId is merged into userId and is gone ' +
    'afterwards. The SDK’s own IDs do not change (recorded with 0.5.11).',
  advice: 'Make sure of the direction; it cannot be undone.',
  item: (item) => {
    if (item.type !== 'alias' || hasNoEffect(item)) return null
    const { previousId, userId } = propertiesOf(item)
    // While nobody has read the call, one of them may be the present user’s, whom it does not name.
    if (previousId == null || userId == null || previousId === userId) return null
    return `${JSON.stringify(previousId)} is merged into ${JSON.stringify(userId)}.`
  },
}

/** What the server refused, or never got, merges nothing. */
