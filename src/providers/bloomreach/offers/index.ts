/** What the triggers do on each of Bloomreach's surfaces. */

import type { CommandName, Offer } from '../../../core/contract/vendor'
import type { Tracker } from '../../../core/state'
import { bridgeOffers } from './bridge'
import { WEB_OFFERS } from './web'

const NAMES: readonly CommandName[] = [
  'flush',
  'anonymize',
  'stop',
  'track',
  'identify',
  'sessionStart',
  'sessionEnd',
  'clear',
]

/** The commands that a tracker's surface has, and the reasons for those it lacks. */
export function offers(tracker: Tracker): Readonly<Record<CommandName, Offer>> {
  if (tracker.surface === 'bridge') return bridgeOffers(tracker)
  if (tracker.surface === 'web') return WEB_OFFERS
  const refusal = 'Only requests were seen: there is no SDK on the page that could be asked.'
  return Object.fromEntries(NAMES.map((name) => [name, { refusal }])) as Record<CommandName, Offer>
}
