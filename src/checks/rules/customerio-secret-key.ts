/** A secret key in the page. */
import type { Check } from '../check'

export const check: Check = {
  id: 'customerio-secret-key',
  title: 'Secret key in the browser',
  vendor: 'customerio',
  severity: 'error',
  certainty: 'documented',
  source:
    'cdp-analytics-js lib/secret-key.ts: “Secret (ak_) keys must not be used in the browser.” (refused ' +
    'by versions after 0.5.11).',
  advice: 'Revoke this key now, and use the source’s write key.',
  tracker: (tracker) =>
    tracker.key?.startsWith('ak_')
      ? `The write key is ${tracker.key.slice(0, 6)}…, a secret one that every visitor can read.`
      : null,
}
