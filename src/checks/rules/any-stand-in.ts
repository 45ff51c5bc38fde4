/** A call that went into a function or object of the page's own, where the SDK or its stub should be. */
import type { Check } from '../check'

export const check: Check = {
  id: 'any-stand-in',
  title: 'Called on a stand-in for the SDK',
  vendor: null,
  troubled: true,
  severity: 'warning',
  certainty: 'documented',
  source:
    'Observed: the call came to a function that the page had put in the place of the SDK’s own, or to an object ' +
    'that is neither the SDK nor its snippet’s stub, and the SDK was not called.',
  advice:
    'Look for what replaces the SDK: an opt-out or consent script, a test double, a bot shield. If it is meant, ' +
    'nothing is wrong; else call the SDK’s own method from it.',
  item: (item) =>
    item.attempts.length === 0 && item.notes.some(({ about }) => about === 'stand-in')
      ? `“${item.name}” went into the page’s own ${item.method ?? 'function'}, and the SDK was not called.`
      : null,
}
