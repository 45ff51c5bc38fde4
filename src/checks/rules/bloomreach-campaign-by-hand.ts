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
  advice: 'Use trackCampaignClick, or another event name.',
  item({ name, method, properties }) {
    if (name !== 'campaign_click' || !/^track(Event)?$/.test(method ?? '')) return null
    return `${method}("campaign_click") with ${counted(Object.keys(properties).length, 'property', 'properties')}.`
  },
}
