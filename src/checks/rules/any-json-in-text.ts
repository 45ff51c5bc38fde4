/** A list or object that was made text first. */
import type { Check } from '../check'
import { KIND } from '../reading'

export const check: Check = {
  id: 'any-json-in-text',
  title: 'A list or object sent as text',
  vendor: null,
  severity: 'note',
  certainty: 'heuristic',
  source: 'Bloomreach documentation, data types: lists and objects are types of their own; JSON in text is text.',
  advice: 'Hand the list or object over as it is; do not JSON.stringify it first.',
  item: (item, { kinds }) => {
    if (!(kinds & KIND.brackets)) return null
    for (const name in item.properties) {
      const value = item.properties[name]
      if (typeof value === 'string' && /^\s*(\[[\s\S]*\]|\{\s*"[\s\S]*\})\s*$/.test(value.slice(0, 5000)))
        return `In “${item.name}”, ${name} is the text ${value.slice(0, 80)}${value.length > 80 ? '…' : ''}`
    }
    return null
  },
}
