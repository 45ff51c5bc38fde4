/** Traits that Customer.io keeps for itself. */
import type { Check } from '../check'
import { hardIds, propertiesOf } from '../reading'

export const check: Check = {
  id: 'customerio-reserved-traits',
  title: 'Reserved attribute as a trait',
  vendor: 'customerio',
  types: ['identify'],
  severity: 'warning',
  certainty: 'documented',
  source: 'Customer.io documentation, reserved attributes: id, cio_id (immutable), anonymous_id.',
  advice: 'Leave them out; the SDK sends the IDs itself.',
  item: (item) => {
    if (item.type !== 'identify') return null
    const traits = propertiesOf(item)
    const odd = ['cio_id', 'anonymous_id'].filter((name) => Object.hasOwn(traits, name))
    const id = traits.id
    const userId = hardIds(item).userId
    if ((typeof id === 'string' || typeof id === 'number') && userId !== undefined && String(id) !== userId)
      odd.push(`id (${JSON.stringify(id)}, while the user is ${JSON.stringify(userId)})`)
    return odd.length ? `identify carries ${odd.join(', ')}.` : null
  },
}
