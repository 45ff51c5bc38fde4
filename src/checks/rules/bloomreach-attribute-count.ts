/** More customer attributes than a project keeps. */
import type { Check } from '../check'
import { propertiesOf } from '../reading'

export const check: Check = {
  id: 'bloomreach-attribute-count',
  title: 'More than 255 attributes',
  vendor: 'bloomreach',
  types: ['identify'],
  severity: 'error',
  certainty: 'documented',
  source: 'Bloomreach documentation, tracking: more than 255 customer attributes are silently discarded.',
  advice: 'Send only what is used, or put details into one attribute that is an object.',
  item: (item) => {
    const count = item.type === 'identify' ? Object.keys(propertiesOf(item)).length : 0
    return count > 255 ? `A customer update with ${count} attributes.` : null
  },
}
