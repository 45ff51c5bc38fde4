/** The page called, and nothing ever left it. */
import type { Check } from '../check'

export const check: Check = {
  id: 'any-never-sent',
  title: 'Called but never sent',
  vendor: null,
  troubled: true,
  severity: 'error',
  certainty: 'documented',
  source:
    'Observed: the call was seen, no request carried it. Web SDK 3.15.0: pre-load calls with wrong ' +
    'arguments die at replay; Customer.io snippet: buffered calls are never sent if the settings fail ' +
    '(recorded with 0.5.11).',
  advice:
    'See why in the item’s details: the SDK never loaded (blocked, start() missing), the page was left ' +
    'too early, or the call was refused.',
  item: (item, past) => {
    if (item.delivery !== 'lost' || item.attempts.length > 0 || item.error !== null || item.calledAt === null)
      return null
    // A stale stub has a finding of its own.
    if (item.notes.some(({ about }) => about === 'stub')) return null
    const status = past.moment('status', item.tracker, item.calledAt)
    // A stopped SDK is documented to drop calls.
    if (status?.status === 'stopped') return null
    return `“${item.name}” was called and never sent. ${item.why}`
  },
}
