/** What the background knows of a tab by itself, and what the toolbar button's page makes of it. */
import type { Summary } from '../src/core/query/summary'
import type { Browser, Panel } from './browsers/driver'

/** The part of the extension's interface that is used in its pages. */
interface Extension {
  readonly tabs: { query(what: object): Promise<readonly { readonly id: number }[]> }
  readonly runtime: { sendMessage(question: object): Promise<Summary | null> }
}

/** What was found: the tab's id within the browser, and its summary. */
interface Found {
  readonly tab: number
  readonly summary: Summary
}

/**
 * Asks the background about all tabs, from a page of the extension that watches none; gives the one that has tracked so
 * much, null while none has.
 */
function find(page: Panel, items: number): Promise<Found | null> {
  return page.eval(async (least) => {
    const { tabs, runtime } = (globalThis as unknown as { readonly chrome: Extension }).chrome
    for (const { id } of await tabs.query({})) {
      const summary = await runtime.sendMessage({ type: 'summary?', tab: id })
      const tracked = Object.values(summary?.counts ?? {}).reduce((sum, count) => sum + count, 0)
      if (summary && tracked >= least) return { tab: id, summary }
    }
    return null
  }, items)
}

/**
 * The summary of the tab that has tracked so many items, once it has, and the numbers that the toolbar button's page,
 * opened as a tab, shows of it. No panel follows the tab meanwhile.
 */
export async function summaryWithoutPanel(
  browser: Browser,
  items: number,
): Promise<{ readonly summary: Summary; readonly shown: string }> {
  const page = await browser.openPanelTab('?recording')
  const end = Date.now() + 10_000
  let found = await find(page, items)
  while (Date.now() < end && !found) {
    await new Promise((done) => setTimeout(done, 100))
    found = await find(page, items)
  }
  if (!found) throw new Error(`no tab is known to the background to have tracked ${items} items`)
  await page.eval((tab) => location.assign(`/src/popup/popup.html?tab=${tab}`), found.tab)
  const shown = await page.waitFor(
    () => document.querySelector('[data-item]') && document.querySelector('.numbers')?.textContent,
    { what: 'the toolbar button’s page to list items' },
  )
  await page.close()
  return { summary: found.summary, shown: String(shown) }
}
