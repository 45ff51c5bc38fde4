/** What the triggers do on the mobile-shaped bridge, with the React Native SDK's methods. */

import type { Argument, CommandName, Offer } from '../../../core/contract/offer'
import { objectOr } from '../../../core/json'
import type { Tracker } from '../../../core/state'
import { groupOf } from '../calls/group'
import { TIMESTAMP, timely } from './arguments'
import { asking, moreOffers } from './more'

const simple = (name: string, warning: string | null = null): Offer => ({
  command: { method: `Exponea.${name}()`, path: name, args: () => [], warning },
})

/** The bridge's commands for a tracker; what its configuration or its state rules out is explained. */
export function bridgeOffers(tracker: Tracker): Readonly<Record<CommandName, Offer>> {
  const configured = tracker.key !== null && tracker.status === 'running'
  const automatic = tracker.session.automatic ?? objectOr(tracker.config).automaticSessionTracking !== false
  const unset: Offer = {
    refusal:
      tracker.status === 'stopped'
        ? 'The SDK is stopped: it drops every call until the app configures it again.'
        : 'No configure() was seen: the SDK would only keep the call until it is configured.',
  }
  const running = (offer: Offer) => (configured ? offer : unset)
  const manual = (offer: Offer): Offer =>
    configured && automatic
      ? {
          refusal:
            'Sessions are tracked automatically here: the SDK ignores calls by hand (automaticSessionTracking is on).',
        }
      : running(offer)
  return {
    flush: running(simple('flushData')),
    anonymize: running(
      simple(
        'anonymize',
        'The current customer is forgotten on this device and a new anonymous one begins; the push token ' +
          'moves over to it. Events that wait are kept. This cannot be undone.',
      ),
    ),
    stop:
      tracker.status === 'stopped'
        ? { refusal: 'The SDK is stopped already.' }
        : simple(
            'stopIntegration',
            'Everything that the SDK keeps on this device is deleted, also what was not flushed. It ' +
              'drops all calls until the app configures it again.',
          ),
    track: running(
      asking('trackEvent', 'type, properties, timestamp', [TIMESTAMP], (payload) =>
        timely(payload, payload.name ?? '', payload.properties ?? {}),
      ),
    ),
    identify: running(
      asking('identifyCustomer', 'customerIds, properties, timestamp', [TIMESTAMP], (payload) =>
        timely(payload, payload.ids ?? {}, payload.properties ?? {}),
      ),
    ),
    ...moreOffers(tracker, running),
    sessionStart: manual(simple('trackSessionStart')),
    sessionEnd: manual(simple('trackSessionEnd')),
    clear: configured
      ? {
          refusal:
            'clearLocalCustomerData() works only before the SDK is configured. Stop deletes all of one that runs.',
        }
      : clear(tracker),
  }
}

/**
 * The guide's own list of what goes (“Clear local customer data”). Nothing is sent, so the server still has the push
 * token. React Native SDK 3.0.0 documents the app group as optional (tracking.md:387, NativeExponea.ts:352), yet its
 * iOS bridge refuses the call without one (ExponeaBridge.swift:539).
 */
function clear(tracker: Tracker): Offer {
  const name = 'clearLocalCustomerData'
  return {
    command: {
      method: `Exponea.${name}(appGroup)`,
      path: name,
      asks: [appGroup(tracker)],
      args: ({ texts }) => (texts?.appGroup ? [texts.appGroup] : []),
      warning:
        'All that the SDK keeps on this device is deleted: customer, push token, sessions, messages, ' +
        'configuration, and every event that was not flushed. Nothing is sent. Pushes are not handled and ' +
        'links not tracked until the SDK is configured or launched anew. This cannot be undone.',
    },
  }
}

function appGroup(tracker: Tracker): Argument {
  const known = groupOf(objectOr(tracker.config))
  return {
    name: 'appGroup',
    label: 'App group',
    required: false,
    hint:
      'iOS needs the app group of the configuration (ios.appGroup): without one its bridge refuses the call, ' +
      'with another one nothing is cleared, without a word. Android ignores it.',
    example: 'group.com.example.shop',
    ...(known ? { known } : {}),
    check: (text) => {
      if (/\s/.test(text)) return { wrong: true, words: 'An app group has no spaces in it.' }
      if (text !== '' && !text.startsWith('group.'))
        return { wrong: false, words: 'On iOS the name of an app group begins with “group.”.' }
      return null
    },
  }
}
