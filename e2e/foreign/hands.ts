/** Who visits, and what came of it: the hands of a visit, its last answer, and the collectors' word. */
import type { Page } from 'playwright'
import type { Tab } from '../browsers/driver'
import { receiptsOf, type Servers } from '../stage'
import type { Truth } from './read'
import type { Hand } from './visit'

/** A page of Playwright's as a visitor's hand. */
export function pageHand(page: Page): Hand {
  return {
    goto: (url) => page.goto(url),
    click: (css) => page.click(css),
    type: (css, text) => page.fill(css, text),
  }
}

/** A tab of ours as a visitor's hand. */
export function tabHand(tab: Tab): Hand {
  return { goto: (url) => tab.goto(url), click: (css) => tab.click(css), type: (css, text) => tab.type(css, text) }
}

/** What the collectors have, and when pages were left. */
export function truthOf({ all, shop }: Servers): Truth {
  return { receipts: receiptsOf(all), left: shop.left() }
}

/** The last answer of `visitShop`, as the page gets it: a record that ends before it would not have it. */
export function lastAnswer(page: Page): Promise<unknown> {
  return page.waitForResponse((response) => response.request().postData()?.includes('view_item') ?? false)
}
