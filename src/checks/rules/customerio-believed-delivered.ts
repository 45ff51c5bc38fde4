/** The SDK takes every answer for a delivery. */
import type { Check } from '../check'
import { lastExchange, saidBeside } from '../reading'

export const check: Check = {
  id: 'customerio-believed-delivered',
  title: 'The SDK believes it delivered',
  vendor: 'customerio',
  troubled: true,
  severity: 'error',
  certainty: 'documented',
  source:
    'cdp-analytics-js 0.5.11: the dispatcher never looks at the HTTP status; 400, 413, 429 and 500 are ' +
    'logged as “Delivered” and not sent again (recorded).',
  advice:
    'The call’s promise and the SDK’s events say that all is well. Trust the status here, and fix what ' +
    'the server complained about.',
  instead: ['any-http-error', 'any-refused-in-200'],
  item: (item, past) => {
    const last = item.attempts.at(-1)
    if (last?.outcome !== 'rejected' || last.status === null || lastExchange(item, past)?.sender !== 'wire') return null
    const said = saidBeside(last)
    const words = said && ` (${said})`
    return `“${item.name}” was answered with ${last.status}${words}; the SDK reports it as delivered.`
  },
}
