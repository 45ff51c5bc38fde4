/** Events that delete or block. */
import { semanticEvent } from '../../providers/customerio/meaning'
import type { Check } from '../check'
import { hasNoEffect, who } from '../reading'

export const check: Check = {
  id: 'customerio-destructive',
  title: 'Destructive event',
  vendor: 'customerio',
  severity: 'warning',
  certainty: 'documented',
  source:
    'Customer.io Pipelines OpenAPI, semantic events; “no way to recover a deleted person’s data” ' +
    '(documentation, deleting users). Track-events guide, “Semantic Events”.',
  advice: 'Make sure that this is meant, and in this workspace. It cannot be undone.',
  item: (item) => {
    const known = item.type === 'alias' || hasNoEffect(item) ? undefined : semanticEvent(item.name)
    return known?.destructive ? `“${item.name}” ${known.effect}: ${who(item.sentAs ?? item.calledAs)}.` : null
  },
}
