/** The shop's events as Customer.io calls: on the npm package held in a module, or on the snippet's global. */
import type { AnalyticsBrowser } from '@customerio/cdp-analytics-browser'
import type { Order, Product } from '../goods'
import type { Tracking } from './tracking'

type Calls = Pick<AnalyticsBrowser, 'page' | 'track' | 'identify' | 'group' | 'reset'>

const inEvent = (product: Product) => ({
  product_id: product.id,
  name: product.name,
  category: product.kind,
  price: product.price,
  currency: 'EUR',
})
const orderInEvent = (order: Order) => ({
  order_id: order.id,
  total: order.total,
  currency: 'EUR',
  products: order.lines.map(({ product, quantity }) => ({ ...inEvent(product), quantity })),
})

/**
 * Tracking by whatever answers to the SDK's calls. Calls that the SDK refuses are its own business: the shop goes on.
 */
export function overCustomerio(calls: Calls): Tracking {
  const track = (event: string, properties: object) =>
    void Promise.resolve(calls.track(event, properties as never)).catch(() => {})
  return {
    page: (name) => void calls.page(name),
    listViewed: (count) => track('Product List Viewed', { list: 'all', count }),
    productViewed: (product) => track('Product Viewed', inEvent(product)),
    productAdded: (product, quantity) => track('Product Added', { ...inEvent(product), quantity }),
    productRemoved: (product) => track('Product Removed', inEvent(product)),
    checkoutStarted: (order) => track('Checkout Started', orderInEvent(order)),
    orderCompleted: (order) => track('Order Completed', orderInEvent(order)),
    reviewPosted: (product, stars) => track('Product Reviewed', { product_id: product.id, rating: stars }),
    promotionClicked: (name) => track('Promotion Clicked', { name }),
    newsletterJoined: (email) => track('Newsletter Joined', { email }),
    newsletterLeft: () => track('Newsletter Left', {}),
    messagesWished: (token) => {
      const device = { context: { device: { token, type: 'web' } } }
      void Promise.resolve(calls.track('Device Created or Updated', {}, device as never)).catch(() => {})
    },
    loggedIn(shopper) {
      void calls.identify(shopper.id, { email: shopper.email, name: shopper.name, created_at: shopper.since })
      if (shopper.club) void calls.group(shopper.club, { name: shopper.club, objectTypeId: '1' })
    },
    loggedOut() {
      track('Logged Out', {})
      void calls.reset()
    },
  }
}

declare global {
  interface Window {
    cioanalytics?: Calls
  }
}

/** Tracking over the snippet's global, looked up at each call because the SDK replaces it when it has loaded. */
export function overSnippet(): Tracking {
  const now = (): Calls => {
    if (!window.cioanalytics) throw new Error('the snippet is not on this page')
    return window.cioanalytics
  }
  const later =
    (method: keyof Calls) =>
    (...args: never[]) =>
      (now()[method] as (...args: never[]) => unknown)(...args)
  return overCustomerio({
    page: later('page'),
    track: later('track'),
    identify: later('identify'),
    group: later('group'),
    reset: later('reset'),
  } as Calls)
}
