/** One property that is a number here and text there. */
import type { JsonObject } from '../../core/json'
import type { Check } from '../check'
import { byName } from '../keys'
import { isNumeric, KIND, readsAsNumber } from '../reading'

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
    if (!(past.kinds & (KIND.number | KIND.digits))) return null
    let said: string | null = null
    past.back(8, (other) => {
      const name = driftBetween(properties, other.properties)
      if (name === null) return true
      said =
        `${name} is ${JSON.stringify(properties[name])} here and was ${JSON.stringify(other.properties[name])} ` +
        `in the “${other.name}” before (item ${other.n}).`
      return false
    })
    return said
  },
}

/** So many properties of an item are looked at. */
const MOST = 100

/** The first property that is a number in one and a text that reads as one in the other; null for none. */
function driftBetween(now: JsonObject, then: JsonObject): string | null {
  let left = MOST
  for (const name in now) {
    if (--left < 0) return null
    // What an object inherits is neither a number nor text.
    const [is, was] = [now[name], then[name]]
    // A text that no machine reads as a number was told where it came.
    const isMixed =
      typeof is === 'number' ? isNumeric(was) && !readsAsNumber(was) : typeof was === 'number' && isNumeric(is)
    if (isMixed) return name
  }
  return null
}
