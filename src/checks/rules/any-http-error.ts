/** The server refused the request itself. */
import type { Check } from '../check'
import { saidBeside } from '../reading'

export const check: Check = {
  id: 'any-http-error',
  title: 'The server answered 4xx or 5xx',
  vendor: null,
  troubled: true,
  severity: 'error',
  certainty: 'documented',
  source: 'HTTP semantics (RFC 9110); Bloomreach REST tracking API errors; Customer.io Pipelines API.',
  advice:
    'Fix what the server reports: its words stand in the item’s details. 401 and 403: key or permission; 404: wrong ' +
    'host or project; 429: too many; 5xx: the server.',
  item: (item) => {
    const failed = item.attempts.findLast((attempt) => attempt.status !== null && attempt.status >= 400)
    if (!failed) return null
    const said = saidBeside(failed)
    const words = said && `: ${said}`
    const end = item.delivery === 'delivered' ? ' A later try was accepted.' : ` It is now ${item.delivery}.`
    return `HTTP ${failed.status} for “${item.name}”${words}.${end}`
  },
}
