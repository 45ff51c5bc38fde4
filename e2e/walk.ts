/**
 * A walk through the shop, as a visitor: browse, buy, log in and out, with a request refused, one broken, one never
 * answered, and pages left.
 */
import type { Tab } from './browsers/driver'
import type { Arrival } from './collectors/contract'
import type { Servers } from './stage'

const has =
  (event: string, times = 1) =>
  (log: readonly Arrival[]) =>
    log.filter((arrival) => arrival.things.some((thing) => thing.name === event || thing.type === event)).length >=
    times

/** Is told each step of a walk as it begins; the walk waits for it. */
export type Say = (step: string) => void | Promise<void>

/** Walks. `say` is told what happens, one line per step. Throws if the shop or the SDK does not do its part. */
export async function walk(tab: Tab, { shop, customerio }: Servers, say: Say): Promise<void> {
  const sent = (event: string, times = 1) => customerio.until(has(event, times), `${event} to arrive`)
  const times = (event: string) =>
    customerio.log.filter((arrival) => arrival.things.some((thing) => thing.name === event)).length

  await say('looks at the teas and follows a promotion: tracked and left in one breath')
  await tab.goto(`${shop.origin}/?tracking=customerio-bundled`)
  await sent('Product List Viewed')
  await tab.role('link', 'See what is inside').click()
  await sent('Product Viewed')

  await say('adds a tea to the cart')
  await tab.button('Add to cart').click()
  await sent('Product Added')

  await say('logs in')
  await tab.role('link', 'Log in').click()
  await sent('Account')
  await tab.type({ role: 'textbox', name: 'Name' }, 'Jane')
  await tab.type({ css: '[aria-label="Log in"] [type=email]' }, 'jane@example.com')
  await tab.button('Log in').click()
  await sent('identify')

  await say('buys')
  await tab.control({ css: 'header a[href="cart.html"]' }).click()
  await sent('Cart')
  await tab.role('link', 'Check out').click()
  await sent('Checkout Started')
  await tab.button('Buy now').click()
  await sent('Order Completed')

  await say('reviews a tea: the collector refuses it')
  await tab.role('link', 'Back to the teas').click()
  await sent('Product List Viewed', 2)
  await tab.click('a[href="product.html?id=linden"]')
  await sent('Product Viewed', 2)
  const accept = customerio.rule({
    event: 'Product Reviewed',
    verdict: { act: 'reject', status: 500, body: '{"error":"out of tea"}' },
  })
  await tab.button('4 stars').click()
  await sent('Product Reviewed')
  accept()

  await say(
    'reviews it again: the collector does not answer, the page is left, and the SDK sends it again from the next one',
  )
  const answer = customerio.rule({ event: 'Product Reviewed', verdict: { act: 'hang' } })
  await tab.button('5 stars').click()
  await sent('Product Reviewed', 2)
  answer()
  await tab.role('link', 'Jane').click()
  await sent('Account', 2)
  await sent('Product Reviewed', 3)

  await say('joins the newsletter: the connection breaks each time until the SDK gives up (up to 30 s)')
  const mend = customerio.rule({ event: 'Newsletter Joined', verdict: { act: 'reset' } })
  await tab.type({ css: '[name=letter]' }, 'jane@example.com')
  await tab.button('Join').click()
  await sent('Newsletter Joined', 5)
  mend()

  await say('logs out')
  await tab.button('Log out').click()
  await sent('Logged Out')

  await say("comes again to the shop with the vendor's snippet")
  const views = times('Product List Viewed')
  await tab.goto(`${shop.origin}/?tracking=customerio-snippet`)
  await sent('Product List Viewed', views + 1)
  await tab.click('a[href="product.html?id=assam"]')
  await sent('Product Viewed', 3)
  await tab.button('Add to cart').click()
  await sent('Product Added', 2)

  await say(
    'comes a last time with an SDK that may keep nothing in the browser, ' +
      'reviews a tea, is never answered, and leaves the shop',
  )
  await tab.goto(`${shop.origin}/product.html?id=mint&tracking=customerio-memory`)
  await sent('Product Viewed', 4)
  customerio.rule({ event: 'Product Reviewed', verdict: { act: 'hang' } })
  await tab.button('3 stars').click()
  await sent('Product Reviewed', 4)
  await tab.goto(`${shop.origin}/bare.html`)
}
