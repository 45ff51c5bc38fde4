/**
 * What the shop tells its tracking, in a shop's words, and what it is configured with. Each vendor puts it into its own
 * calls.
 */
import type { Order, Product, Shopper } from '../goods'

/** One way of tracking, chosen by the visitor. The id is what `?tracking=` takes; several are joined by commas. */
export const WAYS = {
  'customerio-bundled': 'Customer.io, npm package in the bundle',
  'customerio-memory': 'Customer.io, npm package, keeping nothing in the browser',
  'customerio-snippet': "Customer.io, the vendor's snippet",
  'bloomreach-app': 'Bloomreach Engagement, mobile-shaped client (Exponea)',
  'bloomreach-web': 'Bloomreach Engagement, web snippet (exponea)',
} as const
/** The name of a way in which the shop tracks. */
export type Way = keyof typeof WAYS

/** What the server tells every page. */
export interface ShopConfig {
  readonly ways: readonly Way[]
  readonly collectors: Readonly<Record<string, string>>
  /** Customer.io's. */
  readonly writeKey: string
  /** Bloomreach's. */
  readonly projectToken: string
  /** An event that the bare page tracks in its very first script; none where it is empty. */
  readonly first: string
}

/** A vendor's tracking, connected. */
export interface Tracking {
  page(name: string): void
  listViewed(count: number): void
  productViewed(product: Product): void
  productAdded(product: Product, quantity: number): void
  productRemoved(product: Product): void
  checkoutStarted(order: Order): void
  orderCompleted(order: Order): void
  reviewPosted(product: Product, stars: number): void
  promotionClicked(name: string): void
  newsletterJoined(email: string): void
  /** The visitor takes back the consent that joining gave. */
  newsletterLeft(): void
  /** The visitor wants messages on this device, which has this push token. */
  messagesWished(token: string): void
  loggedIn(shopper: Shopper): void
  loggedOut(): void
}
