/**
 * The shop as an app: the reference client under the name that mobile SDKs' bridges have in web views,
 * `window.Exponea`.
 */
import { createExponea, type Exponea } from '../../sdks/bloomreach-app/exponea'
import { EVENTS, type Event } from './bloomreach'
import type { ShopConfig, Tracking } from './tracking'

declare global {
  interface Window {
    Exponea?: Exponea
  }
}

/**
 * Configures the client so that it sends to the collector, as an app does at each start. Calls that it refuses are its
 * own business.
 */
export function overApp(config: ShopConfig): Tracking {
  window.Exponea = createExponea(window).exponea
  const sdk = window.Exponea
  const call = (done: Promise<unknown>) => void done.catch(() => {})
  const track = ([type, properties]: Event) => call(sdk.trackEvent(type, properties))
  call(
    sdk.configure({
      projectToken: config.projectToken,
      authorizationToken: 'shop-demo-key',
      baseUrl: config.collectors.bloomreach ?? '',
      flushMode: 'IMMEDIATE',
    }),
  )
  return {
    page: (name) => track(EVENTS.screen(name)),
    listViewed: (count) => track(EVENTS.list(count)),
    productViewed: (product) => track(EVENTS.viewed(product)),
    productAdded: (product, quantity) => track(EVENTS.cart('add', product, quantity)),
    productRemoved: (product) => track(EVENTS.cart('remove', product, 0)),
    checkoutStarted: (order) => track(EVENTS.checkout(order)),
    orderCompleted(order) {
      track(EVENTS.bought(order))
      call(sdk.trackPaymentEvent({ value: order.total, currency: 'EUR', system: 'demo', productId: order.id }))
    },
    reviewPosted: (product, stars) => track(EVENTS.reviewed(product, stars)),
    promotionClicked: (name) => track(EVENTS.promotion(name)),
    newsletterJoined: () => track(EVENTS.newsletter('accept')),
    newsletterLeft: () => track(EVENTS.newsletter('reject')),
    messagesWished: (token) => call(sdk.trackPushToken(token)),
    loggedIn: (shopper) => call(sdk.identifyCustomer({ registered: shopper.email }, { first_name: shopper.name })),
    loggedOut: () => call(sdk.anonymize()),
  }
}
