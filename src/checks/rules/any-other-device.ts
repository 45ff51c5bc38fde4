/** Called with one cookie or anonymous id, sent with another. */
import type { Check } from '../check'
import { bindingOf } from '../reading'

export const check: Check = {
  id: 'any-other-device',
  title: 'The anonymous ID changed before sending',
  vendor: null,
  severity: 'warning',
  certainty: 'documented',
  source:
    'Customer.io user/index.ts:407-414: changing the user makes a new anonymousId (recorded with ' +
    '0.5.11). Bloomreach: anonymize() makes a new cookie (guide, “Anonymize”).',
  advice:
    'What was tracked before the change is not tied to the person any more: flush first, or keep the ' +
    'order of the calls.',
  item: (item) => {
    if (bindingOf(item) !== 'device') return null
    const [name, now] =
      Object.entries(item.sentAs?.soft ?? {}).find(([id, value]) => (item.calledAs?.soft[id] ?? value) !== value) ?? []
    return name ? `“${item.name}” was called with ${name} ${item.calledAs?.soft[name]} and sent with ${now}.` : null
  },
}
