/** An alias merges two profiles. */
import type { Check } from '../check'
import { propertiesOf } from '../reading'

export const check: Check = {
  id: 'customerio-alias',
  title: 'Two profiles are merged',
  vendor: 'customerio',
  severity: 'note',
  certainty: 'documented',
  source:
    'Customer.io Pipelines OpenAPI, /alias: the profile of previousId is merged into userId and is gone ' +
    'afterwards. The SDK’s own IDs do not change (recorded with 0.5.11).',
  advice: 'Make sure of the direction; it cannot be undone.',
  item: (item) => {
    if (item.type !== 'alias' || NOT_MERGED.has(item.delivery)) return null
    const { previousId, userId } = propertiesOf(item)
    return previousId !== undefined && previousId === userId
      ? null
      : `${JSON.stringify(previousId ?? null)} is merged into ${JSON.stringify(userId ?? null)}.`
  },
}

/** What the server refused, or never got, merges nothing. */
const NOT_MERGED: ReadonlySet<string> = new Set(['rejected', 'lost', 'blocked'])
