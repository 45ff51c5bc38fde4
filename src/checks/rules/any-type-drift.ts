/** One property that is a number here and text there. */
import type { Check } from '../check'
import { byName } from '../keys'
import { isNumeric, readsAsNumber } from '../reading'

export const check: Check = {
  id: 'any-type-drift',
  title: 'Number here, text there',
  vendor: null,
  severity: 'warning',
  certainty: 'heuristic',
  source:
    'Bloomreach documentation, data types: “11,4” is text and cannot be summed. Customer.io’s ' +
    'track-events guide itself sends price as "23.45" and as 23.45.',
  advice: 'Send the property as a number everywhere; segments and aggregates treat the two differently.',
  key: byName,
  seen: ({ properties }) => properties,
  item: (item, past) => {
    const { properties } = item
    const names = Object.keys(properties)
      .slice(0, 100)
      .filter((name) => typeof properties[name] === 'number' || isNumeric(properties[name]))
    if (!names.length) return null
    for (const other of past.earlier(8)) {
      for (const name of names) {
        const now = properties[name]
        // What an object inherits is neither a number nor text.
        const then = other.properties[name]
        // A text that no machine reads as a number was told where it came.
        const mixed = typeof now === 'number' ? isNumeric(then) && !readsAsNumber(then) : typeof then === 'number'
        if (mixed)
          return (
            `${name} is ${JSON.stringify(now)} here and was ${JSON.stringify(then)} in the “${other.name}” ` +
            `before (item ${other.n}).`
          )
      }
    }
    return null
  },
}
