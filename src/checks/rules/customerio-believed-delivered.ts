/** The SDK takes every answer for a delivery. */
import type { Check } from '../check'

export const check: Check = {
  id: 'customerio-believed-delivered',
  title: 'The SDK believes it delivered',
  vendor: 'customerio',
  severity: 'error',
  certainty: 'documented',
  source:
    'cdp-analytics-js 0.5.11: the dispatcher never looks at the HTTP status; 400, 413, 429 and 500 are ' +
    'logged as “Delivered” and not sent again (recorded).',
  advice:
    'The call’s promise and the SDK’s events say that all is well. Trust the status here, and fix what ' +
    'the server complained about.',
  item: (item, past) => {
    const last = item.attempts.at(-1)
    const surface = past.state.trackers.get(item.tracker)?.surface ?? ''
    if (!BROWSER.has(surface) || last?.outcome !== 'rejected' || last.status === null) return null
    return `“${item.name}” was answered with ${last.status}; the SDK reports it as delivered.`
  },
}

const BROWSER: ReadonlySet<string> = new Set(['inspector', 'snippet', 'npm', 'web', 'wire'])
