/** What the triggers do on each of Bloomreach's surfaces. */

import { type CommandName, type Offer, offerAll } from '../../../core/contract/offer'
import type { Tracker } from '../../../core/state'
import { surfaceNamed } from '../sdk'
import { bridgeOffers } from './bridge'
import { WEB_OFFERS } from './web'

/** The commands that a tracker's surface has, and the reasons for those it lacks. */
export function offers(tracker: Tracker): Readonly<Record<CommandName, Offer>> {
  switch (surfaceNamed(tracker.surface)) {
    case 'bridge':
      return bridgeOffers(tracker)
    case 'web':
      return WEB_OFFERS
    case 'ios':
    case 'android':
    case 'rest':
    case 'wire':
      return REQUESTS_ONLY
  }
}

const REQUESTS_ONLY = offerAll({
  refusal: 'Only requests were seen: there is no SDK on the page that could be asked.',
})
