/** What the triggers do on the mobile-shaped bridge, with the React Native SDK's methods. */
import { objectOr } from '../../../core/json'
import type { Tracker } from '../../../core/state'
import type { Command, CommandName, Offer, Payload } from '../../../core/vendor'

const simple = (name: string, warning: string | null = null): Offer => ({
  command: { method: `Exponea.${name}()`, path: name, args: () => [], warning },
})

const command = (name: string, shown: string, args: (payload: Payload) => ReturnType<Command['args']>): Offer => ({
  command: { method: `Exponea.${name}(${shown})`, path: name, args, warning: null },
})

/** The bridge's commands for a tracker; what its configuration or its state rules out is explained. */
export function bridgeOffers(tracker: Tracker): Readonly<Record<CommandName, Offer>> {
  const configured = tracker.key !== null && tracker.status === 'running'
  const automatic = tracker.session.automatic ?? objectOr(tracker.config).automaticSessionTracking !== false
  const unset: Offer = {
    refusal:
      tracker.status === 'stopped'
        ? 'The SDK is stopped: it drops every call until the app configures it again.'
        : 'The SDK is not configured yet.',
  }
  const running = (offer: Offer) => (configured ? offer : unset)
  const manual = (offer: Offer): Offer =>
    automatic
      ? { refusal: 'Sessions are tracked automatically here: the SDK ignores manual calls (automaticSessionTracking).' }
      : running(offer)
  return {
    flush: running(simple('flushData')),
    anonymize: running(
      simple(
        'anonymize',
        'The current customer is forgotten on this device, a new one is created, and the push token moves to it. This cannot be undone.',
      ),
    ),
    stop:
      tracker.status === 'stopped'
        ? { refusal: 'The SDK is stopped already.' }
        : simple(
            'stopIntegration',
            'Everything stored on this device is deleted, also what was not flushed; the SDK drops all calls until it is configured again.',
          ),
    track: running(command('trackEvent', 'type, properties', ({ name, properties }) => [name ?? '', properties ?? {}])),
    identify: running(command('identifyCustomer', 'customerIds, properties', ({ ids, properties }) => [ids ?? {}, properties ?? {}])),
    sessionStart: manual(simple('trackSessionStart')),
    sessionEnd: manual(simple('trackSessionEnd')),
    clear: configured
      ? { refusal: 'clearLocalCustomerData() works only before the SDK is configured; stop it instead.' }
      : simple(
          'clearLocalCustomerData',
          'All that the SDK keeps on this device is deleted: customer, sessions, and events that were not flushed.',
        ),
  }
}
