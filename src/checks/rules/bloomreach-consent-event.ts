/** A consent event that is not as Bloomreach wants it: it revokes the consent. */
import { validUntil } from '../../providers/bloomreach/meaning'
import type { Check } from '../check'
import { propertiesOf } from '../reading'

export const check: Check = {
  id: 'bloomreach-consent-event',
  title: 'Malformed consent event',
  vendor: 'bloomreach',
  severity: 'error',
  certainty: 'documented',
  source:
    'Bloomreach documentation, Consents: action accept or reject, category, valid_until on accept; an ' +
    'invalid consent event revokes the consent.',
  advice:
    'Send action "accept" or "reject" in lower case, the category’s ID, and valid_until as "unlimited" ' +
    'or in seconds since 1970.',
  item: (item) => {
    if (item.name !== 'consent') return null
    const { action, category, valid_until: until } = propertiesOf(item)
    const wrong: string[] = []
    if (action !== 'accept' && action !== 'reject') wrong.push(`action is ${JSON.stringify(action ?? null)}`)
    if (typeof category !== 'string' || category.trim() === '')
      wrong.push(`category is ${JSON.stringify(category ?? null)}`)
    if (action === 'accept' && validUntil(until) === null) wrong.push(`valid_until is ${JSON.stringify(until ?? null)}`)
    return wrong.length ? `The consent event’s ${wrong.join(', ')}.` : null
  },
}
