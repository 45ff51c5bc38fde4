/** One source that is sent to two regions. */
import type { Check } from '../check'
import { byTracker } from '../keys'
import { lastExchange } from '../reading'

export const check: Check = {
  id: 'customerio-two-regions',
  title: 'Sent to two regions',
  vendor: 'customerio',
  severity: 'error',
  certainty: 'documented',
  source:
    'Customer.io documentation, JavaScript quick start: an EU workspace needs the EU host; elsewhere ' +
    'data is redirected and may be logged in the US.',
  advice: 'Use cdp-eu.customer.io for an EU workspace in script, settings and server code alike.',
  key: byTracker,
  item: (item, past) => {
    const region = regionOf(lastExchange(item, past)?.url)
    if (region === null) return null
    const before = past.earlier(16).map((other) => regionOf(lastExchange(other, past)?.url))
    const other = before.find((known) => known !== null && known !== region)
    return other === undefined || before.includes(region)
      ? null
      : `“${item.name}” went to the ${region} host, earlier ones of the same key to the ${other} host.`
  },
}

function regionOf(url: string | undefined): 'EU' | 'US' | null {
  const host = /^https?:\/\/([^/:?#]+)/.exec(url ?? '')?.[1]
  return host === 'cdp-eu.customer.io' ? 'EU' : host === 'cdp.customer.io' ? 'US' : null
}
