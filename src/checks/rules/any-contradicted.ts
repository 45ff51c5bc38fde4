/** The page told another answer than the browser saw, or one to a request that the browser never saw. */
import type { Check } from '../check'
import { lastExchange } from '../reading'

export const check: Check = {
  id: 'any-contradicted',
  title: 'Page and browser contradict each other',
  vendor: null,
  severity: 'error',
  certainty: 'documented',
  source:
    'Observed by two sources: what the page’s own functions gave back, and the browser’s record of the same request. ' +
    'CORS, caches, redirects and service workers are taken out.',
  advice:
    'Trust the browser. Look for what answers requests within the page: a mock, a script that replaces fetch or ' +
    'XMLHttpRequest, or built-in functions that another window has changed.',
  item: (item, past) => {
    const exchange = lastExchange(item, past)
    if (exchange?.untold === 'unseen')
      return `Of “${item.name}”, the page says that it was answered; the browser knows of no such request.`
    if (!exchange || exchange.claimed === undefined) return null
    const { claimed, status } = exchange
    return claimed === status
      ? `Of “${item.name}”, page and browser tell different answers, both ${status}.`
      : `Of “${item.name}”, the page says ${claimed}, the browser saw ${status}.`
  },
}
