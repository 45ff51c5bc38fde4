/** Attribute names outside ASCII. */
import type { Check } from '../check'
import { propertiesOf } from '../reading'

export const check: Check = {
  id: 'bloomreach-attribute-names',
  title: 'Attribute name outside ASCII',
  vendor: 'bloomreach',
  severity: 'warning',
  certainty: 'documented',
  source: 'Bloomreach documentation, tracking: limits of attribute names.',
  advice: 'Name attributes in ASCII; show other scripts in values.',
  item: (item) => {
    const odd: string[] = []
    for (const name in propertiesOf(item)) if (/[^\x20-\x7e]/.test(name)) odd.push(name)
    return odd.length
      ? `In “${item.name}”: ${odd
          .slice(0, 5)
          .map((name) => JSON.stringify(name))
          .join(', ')}.`
      : null
  },
}
