/** The SDK refused a call with an exception or a rejected promise. */
import type { Check } from '../check'

export const check: Check = {
  id: 'any-call-threw',
  title: 'The SDK refused the call',
  vendor: null,
  troubled: true,
  severity: 'error',
  certainty: 'documented',
  source:
    'Bloomreach Web SDK 3.15.0: wrong arguments throw once loaded. Customer.io 0.5.11: track() without a ' +
    'name rejects (arguments-resolver/index.ts:31-34).',
  advice: 'Correct the arguments. Catch the promise, so that a refusal does not go unnoticed.',
  item: (item) =>
    item.error === null ? null : `${item.method ?? 'The call'} for “${item.name}” failed: ${item.error.slice(0, 300)}`,
}
