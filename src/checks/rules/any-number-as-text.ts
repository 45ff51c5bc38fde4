/** Text that only a person can read as a number or as yes and no. */
import type { Check } from '../check'

export const check: Check = {
  id: 'any-number-as-text',
  title: 'A number or a yes/no as text',
  vendor: null,
  severity: 'info',
  certainty: 'heuristic',
  source:
    'Bloomreach documentation, data types: a quoted plain number is typed as a number, “11,4” and “1 299 Kč” are text.',
  advice: 'Send numbers as numbers with a point, without currency or grouping, and booleans as true and false.',
  item: (item) => {
    if (item.type !== 'event' && item.type !== 'payment' && item.type !== 'identify') return null
    const odd: string[] = []
    for (const name in item.properties) {
      const value = item.properties[name]
      if (typeof value === 'string' && value.length < 24 && READS.test(value))
        odd.push(`${name} is ${JSON.stringify(value)}`)
    }
    return odd.length ? `In “${item.name}”: ${odd.slice(0, 5).join(', ')}.` : null
  },
}

/** One pattern, since every text of every item is asked. */
const READS = new RegExp(
  [
    /^(true|false|-?\d+,\d+)$/,
    /^-?\d{1,3}([ \u00a0]\d{3})+([.,]\d+)?( ?\D{1,3})?$/,
    /^-?\d+([.,]\d+)? ?(€|\$|£|Kč|EUR|USD|GBP|CZK)$/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'i',
)
