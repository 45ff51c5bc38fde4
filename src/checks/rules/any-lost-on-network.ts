/** Sent, never answered, and given up. */
import type { Check } from '../check'

export const check: Check = {
  id: 'any-lost-on-network',
  title: 'Lost on the network',
  vendor: null,
  severity: 'error',
  certainty: 'documented',
  source:
    'Observed: every try failed and the SDK is documented to make no other. Customer.io 0.5.11: 5 sends, ' +
    'then dropped silently (recorded). Bloomreach Web SDK 3.15.0: 100 tries.',
  advice:
    'The data is gone. Look for a content blocker, CSP or CORS refusal, or an offline period; send ' +
    'important events from the server.',
  item: (item) => {
    if (item.delivery !== 'lost' || item.attempts.length === 0) return null
    const words = item.attempts.at(-1)?.words
    const tries = item.attempts.length === 1 ? 'one try' : `${item.attempts.length} tries`
    return `“${item.name}” was lost after ${tries}${words ? ` (${words})` : ''}. ${item.why}`
  },
}
