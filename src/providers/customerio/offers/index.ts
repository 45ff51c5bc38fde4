/** What the panel's triggers do on each of Customer.io's surfaces, or why a surface has no such thing. */

import { type Command, type CommandName, type Offer, offerAll, type Payload } from '../../../core/contract/offer'
import type { Tracker } from '../../../core/state'
import { type SurfaceName, surfaceNamed } from '../sdk'
import { moreOffers } from './more'

/** The triggers that a tracker's surface offers. */
export function offers(tracker: Tracker): Readonly<Record<CommandName, Offer>> {
  const surface = surfaceNamed(tracker.surface)
  if (!tracker.instance) return offerAll(refuse(notHere(surface)))
  switch (surface) {
    case 'bridge':
      return bridge
    case 'classic':
      return classic(tracker.status === 'stub')
    case 'snippet':
      return browser('cioanalytics', surface)
    // Met by the inspector's hook: the SDKs' documents call the instance so.
    case 'inspector':
    case 'segment':
    case 'ios':
    case 'android':
    case 'rest':
    case 'wire':
      return browser('analytics', surface)
  }
}

const NO_SESSIONS = 'Customer.io has no sessions: nothing to start or end.'
const NO_OPT_OUT = 'The SDK has no opt-out: reset() is none.'
const KEPT_ON_DEVICE = 'The queue is in the app, out of the page’s reach.'

function browser(name: string, surface: SurfaceName): Readonly<Record<CommandName, Offer>> {
  return {
    flush: refuse('The SDK has no public flush: it sends each call at once, or its batch when its own timer says so.'),
    anonymize: offer(
      `${name}.reset()`,
      'reset',
      () => [],
      'The user ID, the traits, the group and the anonymous ID are removed from this browser. What ' +
        'follows belongs to a new anonymous visitor.',
    ),
    stop: refuse(NO_OPT_OUT),
    track: offer(`${name}.track(name, properties)`, 'track', ({ name: event, properties }) => [
      event ?? '',
      properties ?? {},
    ]),
    identify: offer(`${name}.identify(userId, traits)`, 'identify', identifyArgs),
    sessionStart: refuse(NO_SESSIONS),
    sessionEnd: refuse(NO_SESSIONS),
    ...moreOffers(surface),
    clear: refuse(`${name}.reset() already removes everything that the SDK keeps in this browser: use Anonymize.`),
  }
}

const bridge: Readonly<Record<CommandName, Offer>> = {
  flush: refuse(`React Native’s CustomerIO has no flush, and a bridge of the app’s own may. ${KEPT_ON_DEVICE}`),
  anonymize: offer(
    'CustomerIO.clearIdentify()',
    'clearIdentify',
    () => [],
    'The person is forgotten on this device and, if a push token is registered, their device is deleted ' +
      'on the server. What follows belongs to a new anonymous visitor.',
  ),
  stop: refuse('The mobile SDKs have no opt-out that the bridge offers. What the app sends by itself goes on.'),
  // Without data there are no properties at all (iOS guide, “Track an event”).
  track: offer('CustomerIO.track(name, properties)', 'track', ({ name = '', properties = {} }) =>
    Object.keys(properties).length ? [name, properties] : [name],
  ),
  identify: offer('CustomerIO.identify({ userId, traits })', 'identify', ({ ids, properties }) => [
    { ...(userIdOf(ids) === undefined ? {} : { userId: userIdOf(ids) ?? '' }), traits: properties ?? {} },
  ]),
  sessionStart: refuse(NO_SESSIONS),
  sessionEnd: refuse(NO_SESSIONS),
  ...moreOffers('bridge'),
  clear: refuse(`${KEPT_ON_DEVICE} CustomerIO.clearIdentify() forgets the person: use Anonymize.`),
}

function classic(stub: boolean): Readonly<Record<CommandName, Offer>> {
  const noReset = 'track.js has not loaded: its stub has no reset.'
  return {
    flush: refuse('The classic snippet documents no flush.'),
    anonymize: stub
      ? refuse(noReset)
      : offer('_cio.reset()', 'reset', () => [], 'The person is forgotten in this browser (documented by name only).'),
    stop: refuse('The classic snippet documents no opt-out.'),
    track: offer('_cio.track(name, data)', 'track', ({ name, properties }) => [name ?? '', properties ?? {}]),
    identify: offer('_cio.identify({ id, … })', 'identify', ({ ids, properties }) => {
      const id = ids?.id ?? userIdOf(ids)
      return [{ ...(id === undefined ? {} : { id }), ...properties }]
    }),
    sessionStart: refuse(NO_SESSIONS),
    sessionEnd: refuse(NO_SESSIONS),
    ...moreOffers('classic'),
    clear: refuse('The classic snippet documents no call that clears its cookies.'),
  }
}

/** Without an id only the traits are given: a leading null would be read as the traits (recorded with 0.5.11). */
function identifyArgs({ ids, properties }: Payload) {
  const id = userIdOf(ids)
  return id === undefined ? [properties ?? {}] : [id, properties ?? {}]
}

function userIdOf(ids: Payload['ids']): string | undefined {
  return ids?.userId ?? Object.values(ids ?? {})[0]
}

function notHere(surface: SurfaceName): string {
  switch (surface) {
    case 'ios':
    case 'android':
      return 'Only the app’s requests were seen; there is no SDK in this page to call.'
    case 'rest':
      return 'These are direct calls of the HTTP API; there is no SDK to call.'
    case 'inspector':
    case 'segment':
    case 'snippet':
    case 'classic':
    case 'bridge':
    case 'wire':
      return 'No SDK of this tracker can be reached in the page: its document is gone, or only its requests were seen.'
  }
}

function offer(method: string, path: string, args: Command['args'], warning: string | null = null): Offer {
  return { command: { method, path, args, warning } }
}

function refuse(refusal: string): Offer {
  return { refusal }
}
