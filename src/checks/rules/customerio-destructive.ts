/** Events that delete or block. */
import type { Check } from '../check'
import { who } from '../reading'
import { SEMANTIC } from '../semantic'

export const check: Check = {
  id: 'customerio-destructive',
  title: 'Destructive event',
  vendor: 'customerio',
  severity: 'warning',
  certainty: 'documented',
  source:
    'Customer.io Pipelines OpenAPI, semantic events; “no way to recover a deleted person’s data” (documentation, deleting users). Track-events guide, “Semantic Events”.',
  advice: 'Make sure that this is meant, and in this workspace. It cannot be undone.',
  item: (item) => {
    const meaning = item.type !== 'alias' && Object.hasOwn(SEMANTIC, item.name) ? SEMANTIC[item.name] : undefined
    return meaning?.destroys ? `“${item.name}” ${meaning.destroys}: ${who(item.sentAs ?? item.calledAs)}.` : null
  },
}
