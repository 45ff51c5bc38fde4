/**
 * The shop over Bloomreach's web snippet, whose object stands in the page's head before any of the shop's code runs.
 */
import { EVENTS, type Event } from './bloomreach'
import type { Tracking } from './tracking'

/** The documented methods that the shop calls. */
interface Calls {
  track(type: string, properties: object): void
  identify(ids: object, properties: object): void
  anonymize(): void
  readonly notifications: { subscribe(): void }
}

declare global {
  interface Window {
    exponea?: Calls
  }
}

/** Tracking over the snippet's global; the SDK takes over the very object that the stub is. */
export function overWeb(): Tracking {
  const sdk = window.exponea
  if (!sdk) throw new Error('the snippet is not on this page')
  const track = ([type, properties]: Event) => sdk.track(type, properties)
  return {
    // The SDK tracks visits of pages by itself.
    page: () => {},
    listViewed: (count) => track(EVENTS.list(count)),
    productViewed: (product) => track(EVENTS.viewed(product)),
    productAdded: (product, quantity) => track(EVENTS.cart('add', product, quantity)),
    productRemoved: (product) => track(EVENTS.cart('remove', product, 0)),
    checkoutStarted: (order) => track(EVENTS.checkout(order)),
    orderCompleted: (order) => track(EVENTS.bought(order)),
    reviewPosted: (product, stars) => track(EVENTS.reviewed(product, stars)),
    promotionClicked: (name) => track(EVENTS.promotion(name)),
    newsletterJoined: () => track(EVENTS.newsletter('accept')),
    newsletterLeft: () => track(EVENTS.newsletter('reject')),
    messagesWished: () => sdk.notifications.subscribe(),
    loggedIn: (shopper) => sdk.identify({ registered: shopper.email }, { first_name: shopper.name }),
    loggedOut: () => sdk.anonymize(),
  }
}
