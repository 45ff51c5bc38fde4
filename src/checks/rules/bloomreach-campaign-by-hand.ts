/** An event called campaign_click, which loses its properties. */
import { counted } from '../../core/text'
import type { Check } from '../check'

export const check: Check = {
  id: 'bloomreach-campaign-by-hand',
  title: 'campaign_click tracked by hand',
  vendor: 'bloomreach',
  severity: 'warning',
  certainty: 'documented',
  source:
    'iOS SDK 4.0.1 TrackingParameters.swift:49-55 (read, not run): an event of this name gets the body ' +
    'of a campaign click, and its properties are lost.',
  instead: ['bloomreach-campaign-click'],
  advice: 'Use trackCampaignClick, or another event name.',
  item({ name, method, properties }) {
    // The Web SDK's track() sends it as any other event.
    if (name !== 'campaign_click' || method !== 'trackEvent') return null
    return `${method}("campaign_click") with ${counted(Object.keys(properties).length, 'property', 'properties')}.`
  },
}
