/** The triggers that are in the menu only: the rest of what the guides have, each with the SDK's own method. */
import type { Trigger } from './trigger'

/** They ask for their arguments first. */
export const MENU: readonly Trigger[] = [
  { name: 'payment', label: 'Track payment…', purpose: 'Tracks a payment by hand.', icon: 'track', inMenu: true },
  { name: 'pushToken', label: 'Push token…', purpose: 'Tracks a push token at once.', icon: 'track', inMenu: true },
  {
    name: 'pushReceived',
    label: 'Push received…',
    purpose: 'Tracks that a notification was delivered, if its consent allows it.',
    icon: 'track',
    inMenu: true,
  },
  {
    name: 'pushReceivedAnyway',
    label: 'Push received, whatever its consent…',
    purpose: 'Tracks that a notification was delivered, without regard to its consent.',
    icon: 'track',
    inMenu: true,
  },
  {
    name: 'pushOpened',
    label: 'Push opened…',
    purpose: 'Tracks a click on a notification, if its consent allows it.',
    icon: 'track',
    inMenu: true,
  },
  {
    name: 'pushOpenedAnyway',
    label: 'Push opened, whatever its consent…',
    purpose: 'Tracks a click on a notification, without regard to its consent.',
    icon: 'track',
    inMenu: true,
  },
  {
    name: 'defaultProperties',
    label: 'Default properties…',
    purpose: 'Sets what goes with every event.',
    icon: 'track',
    inMenu: true,
  },
  {
    name: 'flushMode',
    label: 'Flush mode…',
    purpose: 'Sets when the SDK sends by itself.',
    icon: 'flush',
    inMenu: true,
  },
  {
    name: 'switchProject',
    label: 'Anonymize and switch project…',
    purpose: 'Starts a new anonymous customer in another project; asks first.',
    icon: 'anonymous',
    inMenu: true,
  },
]
