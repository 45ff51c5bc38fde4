/** Identify that names nobody. */
import { counted } from '../../core/text'
import type { Check } from '../check'
import { hardIds, isRefused } from '../reading'

export const check: Check = {
  id: 'customerio-identify-without-id',
  title: 'identify without an ID',
  vendor: 'customerio',
  types: ['identify'],
  severity: 'note',
  certainty: 'documented',
  source:
    'cdp-analytics-js arguments-resolver/index.ts:110-131: without an ID the present user is taken; for ' +
    'an anonymous visitor only the traits are sent (recorded with 0.5.11).',
  advice: 'Fine for traits of an anonymous visitor. If this was a login, the ID was empty: check it before the call.',
  item: (item) => {
    if (item.type !== 'identify' || Object.keys(hardIds(item)).length) return null
    // The SDK refused it, or it is a call of which nobody has said what it does.
    if (isRefused(item) || item.method === 'sidentify') return null
    // Nobody has read it yet: whom it is for, or that the present user is meant, is not known.
    if (item.delivery === 'buffered') return null
    return `identify with ${counted(Object.keys(item.properties).length, 'trait')} and no user ID.`
  },
}
