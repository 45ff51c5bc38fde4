/** A list or object that was made text first. */
import type { Check } from '../check'

export const check: Check = {
  id: 'any-json-in-text',
  title: 'A list or object sent as text',
  vendor: null,
  severity: 'info',
  certainty: 'heuristic',
  source: 'Bloomreach documentation, data types: lists and objects are types of their own; JSON in text is text.',
  advice: 'Hand the list or object over as it is; do not JSON.stringify it first.',
  item: (item) => {
    const odd = Object.entries(item.properties).find(
      ([, value]) => typeof value === 'string' && /^\s*(\[[\s\S]*\]|\{\s*"[\s\S]*\})\s*$/.test(value.slice(0, 5000)),
    )
    return odd
      ? `In “${item.name}”, ${odd[0]} is the text ` +
          `${String(odd[1]).slice(0, 80)}${String(odd[1]).length > 80 ? '…' : ''}`
      : null
  },
}
