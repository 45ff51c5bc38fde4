/** Customer attributes that the mobile SDK strips. */
import { STRIPPED } from '../../providers/bloomreach/meaning'
import type { Check } from '../check'

export const check: Check = {
  id: 'bloomreach-reserved-attributes',
  title: 'Customer attribute that the SDK strips',
  vendor: 'bloomreach',
  types: ['identify'],
  severity: 'warning',
  certainty: 'documented',
  source: 'iOS SDK 4.0.1 TrackCustomer.swift:45-51 (since 3.8.2): these names are taken out of every customer update.',
  advice: 'Give the attribute another name.',
  item: (item) => {
    // The method by which the mobile SDKs are called; the Web SDK has identify() and update().
    if (item.type !== 'identify' || item.method !== 'identifyCustomer') return null
    const lost = STRIPPED.filter((name) => Object.hasOwn(item.properties, name))
    return lost.length ? `${lost.join(', ')} will not reach the profile from iOS.` : null
  },
}
