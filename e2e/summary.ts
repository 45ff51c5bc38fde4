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

/** A page of the extension that follows no tab, to ask the background from. */
export const openAsking = (browser: Browser): Promise<Panel> => browser.openPanelTab('?recording')

/** Waits until a tab has tracked so many items, as the background knows by itself. */
export function trackedBy(page: Panel, items: number): Promise<Found> {
  return page.until(() => find(page, items), { what: `the background to know of ${items} items` })
}

/**
 * The summary of the tab that has tracked so many items, once it has, and the numbers that the toolbar button's page
 * shows of it, into which the asking page turns. No panel follows the tab meanwhile.
 */
export async function summaryWithoutPanel(
  page: Panel,
  items: number,
): Promise<{ readonly summary: Summary; readonly shown: string }> {
  const found = await trackedBy(page, items)
  await page.eval((tab) => location.assign(`/src/popup/popup.html?tab=${tab}`), found.tab)
  const shown = await page.waitFor(
    () => document.querySelector('[data-item]') && document.querySelector('.numbers')?.textContent,
    { what: 'the toolbar button’s page to list items' },
  )
  await page.close()
  return { summary: found.summary, shown: String(shown) }
}
