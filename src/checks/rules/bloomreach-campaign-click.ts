/** A campaign click whose address names no campaign. */
import type { Check } from '../check'
import { isOfWeb, propertiesOf } from '../reading'

export const check: Check = {
  id: 'bloomreach-campaign-click',
  title: 'Campaign click without xnpe_cmp',
  vendor: 'bloomreach',
  types: ['campaign'],
  severity: 'warning',
  certainty: 'documented',
  source:
    'iOS SDK 4.0.1 ExponeaInternal+Tracking.swift:279-318: since 2.28 a click is only sent when the ' +
    'address has a non-empty xnpe_cmp; the body keeps no utm properties.',
  advice: 'Make sure that redirects keep the xnpe_cmp parameter of the campaign’s link.',
  item: (item, past) => {
    if (isOfWeb(item, past)) return null
    if (item.type !== 'campaign' || (item.name !== 'campaign_click' && !/campaign/i.test(item.method ?? '')))
      return null
    const url = propertiesOf(item).url ?? item.properties.url
    if (typeof url !== 'string' || /[?&]xnpe_cmp=[^&#]/.test(url)) return null
    return `The address is ${url.trim() === '' ? 'empty' : url.slice(0, 300)}.`
  },
}
