/** A redirect turned the request into a GET without its body: nothing that it carried arrived. */
import type { Check } from '../check'
import { lastExchange } from '../reading'

export const check: Check = {
  id: 'any-redirected',
  title: 'Redirected without its body',
  vendor: null,
  troubled: true,
  severity: 'error',
  certainty: 'documented',
  source:
    'Fetch standard, “HTTP-redirect fetch”: after 301 and 302 a POST, and after 303 everything, is sent on as a GET ' +
    'without its body. The answer that the page sees is the one to that empty GET.',
  advice:
    'Send to the address that the redirect leads to (https, with or without www, the trailing slash), or let the ' +
    'server answer 307 or 308, which keep method and body.',
  item: (item, past) => {
    const hops = lastExchange(item, past)?.trail?.hops
    const last = item.attempts.at(-1)
    if (item.delivery !== 'lost' || !hops || last?.status !== hops.at(-1)?.status) return null
    return `“${item.name}” was lost. ${item.why}`
  },
}
