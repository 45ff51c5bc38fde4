/** A visit to the shop that other tools record: by any hand that can open a page, click and type. */
import type { Servers } from '../stage'

/** Whoever drives the page: Playwright's own page, or a tab of ours. */
export interface Hand {
  readonly goto: (url: string) => Promise<unknown>
  /** By a CSS selector that exactly one element matches. */
  readonly click: (css: string) => Promise<unknown>
  readonly type: (css: string, text: string) => Promise<unknown>
}

const ADD = 'main button:not(.quiet)'
const stars = (count: number): string => `main .row:last-child > button:nth-child(${count - 2})`

/** One page, with the real Customer.io SDK: looks, buys, is refused, sees a connection break. */
export async function lookAtTea(hand: Hand, { shop, customerio }: Servers): Promise<void> {
  await hand.goto(`${shop.origin}/product.html?id=linden&tracking=customerio-bundled`)
  await customerio.arrived('Product Viewed')
  await buyAndReview(hand, customerio)
}

/** Several pages: the same, then logs in, and comes again with Bloomreach's SDK (its stand-in). */
export async function visitShop(hand: Hand, { shop, customerio, bloomreach }: Servers): Promise<void> {
  await hand.goto(`${shop.origin}/?tracking=customerio-bundled`)
  await customerio.arrived('Product List Viewed')
  await hand.click('a[href="product.html?id=linden"]')
  await customerio.arrived('Product Viewed')
  await buyAndReview(hand, customerio)
  await hand.click('header a[href="account.html"]')
  await customerio.arrived('Account')
  await hand.type('[name=name]', 'Jane')
  await hand.type('[aria-label="Log in"] [type=email]', 'jane@example.com')
  await hand.click('[aria-label="Log in"] button')
  await customerio.arrived('identify')
  await hand.goto(`${shop.origin}/?tracking=bloomreach-web`)
  await bloomreach.arrived('page_visit')
  await hand.click('a[href="product.html?id=assam"]')
  await bloomreach.arrived('view_item')
}

async function buyAndReview(hand: Hand, customerio: Servers['customerio']): Promise<void> {
  await hand.click(ADD)
  await customerio.arrived('Product Added')
  const accept = customerio.rule({ event: 'Product Reviewed', verdict: { act: 'reject', status: 400, body: '{}' } })
  await hand.click(stars(4))
  await customerio.arrived('Product Reviewed')
  accept()
  const mend = customerio.rule({ event: 'Product Reviewed', verdict: { act: 'reset' }, times: 1 })
  await hand.click(stars(5))
  await customerio.arrived('Product Reviewed', 3)
  mend()
}
