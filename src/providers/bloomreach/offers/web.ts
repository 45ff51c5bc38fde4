/** What the triggers do on the Web SDK. */
import type { CommandName, Offer } from '../../../core/contract/offer'

/** The name on the buttons: both globals have the same methods; `exponea` is also an alias of `brweb`. */
const SDK = 'exponea'

const NO_PUSH: Offer = {
  refusal: 'The Web SDK subscribes to browser push itself: no token or notification is handed to it.',
}
const PUSH = {
  pushToken: NO_PUSH,
  pushReceived: NO_PUSH,
  pushReceivedAnyway: NO_PUSH,
  pushOpened: NO_PUSH,
  pushOpenedAnyway: NO_PUSH,
}

/** The Web SDK's commands, and why it lacks the others (3.15.0). */
export const WEB_OFFERS: Readonly<Record<CommandName, Offer>> = {
  flush: { refusal: 'The Web SDK has no flush method: it sends by itself within 100 ms.' },
  anonymize: {
    command: {
      method: `${SDK}.anonymize()`,
      path: 'anonymize',
      args: () => [],
      warning:
        'The visitor becomes a new anonymous one: a new cookie replaces this one, all other IDs are ' +
        'forgotten, and a browser push subscription ends. This cannot be undone.',
    },
  },
  stop: {
    refusal: 'The Web SDK has no stop method.',
  },
  track: {
    command: {
      method: `${SDK}.track(type, properties)`,
      path: 'track',
      args: ({ name, properties }) => [name ?? '', properties ?? {}],
      warning: null,
    },
  },
  identify: {
    command: {
      method: `${SDK}.identify(ids, properties)`,
      path: 'identify',
      args: ({ ids, properties }) => [ids ?? {}, properties ?? {}],
      warning: null,
    },
  },
  sessionStart: { refusal: 'The Web SDK starts no sessions: the server makes them from session_ping events.' },
  sessionEnd: { refusal: 'The Web SDK ends no sessions: the server does, 20 minutes after the last session_ping.' },
  clear: {
    refusal:
      'The Web SDK has no method that clears its data; clear the site’s cookies and storage in the browser instead.',
  },
  payment: { refusal: 'The Web SDK has no call for payments: track an event of your own with Track….' },
  ...PUSH,
  defaultProperties: { refusal: 'The Web SDK takes default properties in its configuration alone.' },
  flushMode: { refusal: 'The Web SDK has no flush modes: it sends by itself within 100 ms.' },
  switchProject: { refusal: 'The Web SDK stays with the project that it was started with.' },
}
