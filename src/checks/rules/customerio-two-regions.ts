/** One source that is sent to two regions. */
import { remembered } from '../../core/collections/remembered'
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
    let other: Region | null = null
    let isSame = false
    past.back(16, (before) => {
      const known = regionOf(lastExchange(before, past)?.url)
      // Nearly always the one before went there too.
      isSame = known === region
      other ??= known
      return !isSame
    })
    return isSame
      ? null
      : other && `“${item.name}” went to the ${region} host, earlier ones of the same key to the ${other} host.`
  },
}

type Region = 'EU' | 'US'

function regionOf(url: string | undefined): Region | null {
  return url === undefined ? null : regionAt(url)
}

const regionAt = remembered((url): Region | null => {
  const host = /^https?:\/\/([^/:?#]+)/.exec(url)?.[1]
  return host === 'cdp-eu.customer.io' ? 'EU' : host === 'cdp.customer.io' ? 'US' : null
})
