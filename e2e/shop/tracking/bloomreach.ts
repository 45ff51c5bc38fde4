/**
 * The shop's events in Bloomreach's usual names and properties, the same for the app-like client and the web snippet.
 */
import type { Order, Product } from '../goods'

/** One event: its type and its properties. */
export type Event = readonly [type: string, properties: Readonly<Record<string, unknown>>]

const item = (product: Product) => ({
  product_id: product.id,
  title: product.name,
  category_1: product.kind,
  price: product.price,
})

/** What the shop tells, as events. */
export const EVENTS = {
  screen: (name: string): Event => ['screen_view', { screen_name: name }],
  list: (count: number): Event => ['view_category', { category_1: 'all', count }],
  viewed: (product: Product): Event => ['view_item', item(product)],
  cart: (action: 'add' | 'remove', product: Product, quantity: number): Event => [
    'cart_update',
    { action, ...item(product), quantity },
  ],
  checkout: (order: Order): Event => ['checkout', { step_title: 'start', total_price: order.total, currency: 'EUR' }],
  bought: (order: Order): Event => ['purchase', { purchase_id: order.id, total_price: order.total, ...basket(order) }],
  reviewed: (product: Product, stars: number): Event => ['review', { product_id: product.id, rating: stars }],
  promotion: (name: string): Event => ['promotion_click', { name }],
  newsletter: (action: 'accept' | 'reject'): Event => [
    'consent',
    { action, category: 'newsletter', valid_until: 'unlimited' },
  ],
} as const

/** What was bought: nested, as the guide's example of a purchase has it. */
function basket(order: Order) {
  return { product_list: order.lines.map(({ product, quantity }) => ({ product_id: product.id, quantity })) }
}
