/** Sent, never answered, and given up. */
import type { Check } from '../check'

export const check: Check = {
  id: 'any-lost-on-network',
  title: 'Lost on the network',
  vendor: null,
  troubled: true,
  severity: 'error',
  certainty: 'documented',
  source:
    'Observed: every try failed and the SDK is documented to make no other. Customer.io 0.5.11: 5 sends, ' +
    'then dropped silently (recorded). Bloomreach Web SDK 3.15.0: 100 tries.',
  advice:
    'The data is gone. Look for a content blocker, CSP or CORS refusal, an offline period, or a beacon too large ' +
    'for the browser; send important events from the server.',
  item: (item) => {
    const last = item.attempts.at(-1)
    // What was answered is lost another way: refused (any-http-error), or stripped of its body by a redirect.
    if (item.delivery !== 'lost' || !last || last.status !== null) return null
    const words = last.words?.replace(/\.$/, '')
    const tries = item.attempts.length === 1 ? 'one try' : `${item.attempts.length} tries`
    return `“${item.name}” was lost after ${tries}${words ? ` (${words})` : ''}. ${item.why}`
  },
}
