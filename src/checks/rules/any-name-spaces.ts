/** A name with spaces around it. */
import type { Check } from '../check'

export const check: Check = {
  id: 'any-name-spaces',
  title: 'Spaces around the name',
  vendor: null,
  severity: 'warning',
  certainty: 'documented',
  source:
    'Customer.io Track API: “trim leading and trailing spaces” of event and page names. For Bloomreach: ' +
    'names are compared as they are.',
  advice: 'Trim the name, or there will be two events that look the same.',
  item: (item) =>
    item.name !== item.name.trim() && item.name.trim() !== '' ? `The name is ${JSON.stringify(item.name)}.` : null,
}
