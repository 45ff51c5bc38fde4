/** Text that only a person can read as a number or as yes and no. */
import type { Check } from '../check'
import { byName } from '../keys'
import { isNumeric, KIND, readsAsNumber } from '../reading'

export const check: Check = {
  id: 'any-number-as-text',
  title: 'A number or a yes/no as text',
  vendor: null,
  severity: 'note',
  certainty: 'heuristic',
  source:
    'Bloomreach documentation, data types: a quoted plain number is typed as a number, “11,4” and “1 299 Kč” are text.',
  advice: 'Send numbers as numbers with a point, without currency or grouping, and booleans as true and false.',
  key: byName,
  seen: ({ properties }) => properties,
  item: (item, past) => {
    if (item.type !== 'event' && item.type !== 'payment' && item.type !== 'identify') return null
    if (!(past.kinds & (KIND.digits | KIND.word))) return null
    const odd: string[] = []
    for (const name in item.properties) {
      const value = item.properties[name]
      if (!readsAsNumber(value)) continue
      // Where it was a number before, that is told.
      const isTold = isNumeric(value) && past.earlier(8).some(({ properties }) => typeof properties[name] === 'number')
      if (!isTold) odd.push(`${name} is ${JSON.stringify(value)}`)
    }
    return odd.length ? `In “${item.name}”: ${odd.slice(0, 5).join(', ')}.` : null
  },
}
