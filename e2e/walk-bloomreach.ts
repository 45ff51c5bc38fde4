/** The second part of the walk: the shop as an app with Bloomreach's reference client, then with its web snippet. */
import type { Tab } from './browsers/driver'
import type { Servers } from './stage'
import type { Say } from './walk'

/** Waits until so many things of this name or type have arrived since the part began. */
function watch({ bloomreach }: Servers) {
  const began = bloomreach.received().length
  const arrived = (event: string) =>
    bloomreach
      .received()
      .slice(began)
      .filter(({ thing }) => thing.name === event || (thing.name === null && thing.type === event))
  const sent = (event: string, times = 1) =>
    bloomreach.until(() => arrived(event).length >= times, `${event} to arrive ${times} times`)
  return { arrived, sent }
}

/**
 * Buys as the reference client's app. `say` is told what happens, one line per step. Throws if the shop or the client
 * does not do its part.
 */
export async function walkApp(tab: Tab, servers: Servers, say: Say): Promise<void> {
  const { shop, bloomreach } = servers
  const { sent } = watch(servers)

  await say('opens the shop as an app, from a campaign: Bloomreach’s client starts a session')
  await tab.goto(`${shop.origin}/?tracking=bloomreach-app&utm_source=letter&xnpe_cmp=demo.campaign`)
  await sent('session_start')
  await sent('installation')
  await sent('campaign')
  await sent('view_category')

  await say('follows a promotion: what was tracked is stored, and the next page sends it')
  await tab.role('link', 'See what is inside').click()
  await tab.button('Add to cart').click()
  await sent('promotion_click')
  await sent('view_item')
  await sent('cart_update')

  await say('logs in, and allows messages')
  await tab.role('link', 'Log in').click()
  await tab.type({ role: 'textbox', name: 'Name' }, 'Ada')
  await tab.type({ css: '[aria-label="Log in"] [type=email]' }, 'ada@example.com')
  await tab.button('Log in').click()
  await sent('identify')
  await tab.button('Tell me news on this device').click()
  await sent('push')

  await say('joins the newsletter, which is a consent: the collector refuses it in an answer that says 200')
  const accept = bloomreach.rule({ event: 'consent', verdict: { act: 'refuse', words: 'unknown consent category' } })
  await tab.type({ css: '[name=letter]' }, 'ada@example.com')
  await tab.button('Join').click()
  await sent('consent')
  accept()

  await say('buys')
  await tab.control({ css: 'header a[href="cart.html"]' }).click()
  await tab.role('link', 'Check out').click()
  await tab.button('Buy now').click()
  await sent('purchase')
  await sent('payment')

  await say('reviews a tea: the connection breaks, and it goes out with the next event')
  const mend = bloomreach.rule({ event: 'review', times: 1, verdict: { act: 'reset' } })
  await tab.goto(`${shop.origin}/product.html?id=linden`)
  await sent('view_item', 2)
  await tab.button('4 stars').click()
  await sent('review')
  mend()
  await tab.button('Add to cart').click()
  await sent('review', 2)

  await say('reviews it again: no answer comes, the page is left, and the next page sends it again')
  const answer = bloomreach.rule({ event: 'review', verdict: { act: 'hang' } })
  await tab.button('5 stars').click()
  await sent('review', 3)
  answer()
  await tab.role('link', 'Ada').click()
  await sent('review', 4)

  await say('logs out: a new customer with a new cookie, a new installation and a new session')
  await tab.button('Log out').click()
  await sent('installation', 2)
  await sent('session_start', 2)
  await sent('screen_view', 7)
}

/** A short visit with the web snippet. */
export async function walkWeb(tab: Tab, servers: Servers, say: Say): Promise<void> {
  const { shop, bloomreach } = servers
  const { sent } = watch(servers)

  await say('comes with Bloomreach’s web snippet, from a campaign')
  await tab.goto(`${shop.origin}/?tracking=bloomreach-web&xnpe_cmp=demo.campaign`)
  await sent('page_visit')
  await sent('campaign')
  await sent('view_category')

  await say('follows a promotion: tracked and left in one breath, so that a beacon takes it')
  await tab.role('link', 'See what is inside').click()
  await sent('promotion_click')
  await sent('view_item')

  await say('logs in, and a review is refused in an answer that says 200')
  await tab.role('link', 'Log in').click()
  await tab.type({ role: 'textbox', name: 'Name' }, 'Grace')
  await tab.type({ css: '[aria-label="Log in"] [type=email]' }, 'grace@example.com')
  await tab.button('Log in').click()
  // The SDK hands over nobody at each of the three pages' starts; the fourth update is the login.
  await sent('identify', 4)
  await tab.goto(`${shop.origin}/product.html?id=mint`)
  const accept = bloomreach.rule({
    event: 'review',
    verdict: { act: 'refuse', words: 'Not authorized to add event of specified type' },
  })
  await tab.button('3 stars').click()
  await sent('review')
  accept()

  await say('logs out, and leaves the shop')
  await tab.role('link', 'Grace').click()
  await sent('page_visit', 5)
  await tab.button('Log out').click()
  await tab.type({ css: '[name=letter]' }, 'grace@example.com')
  await tab.button('Join').click()
  await sent('consent')
  await tab.goto(`${shop.origin}/bare.html?tracking=customerio-bundled`)
}
