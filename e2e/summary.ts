/** What the background knows of a tab by itself, and what the toolbar button's page makes of it. */
import type { Summary } from '../src/core/query/summary'
import { TAIL } from '../src/link/messages'
import type { Browser, Panel } from './browsers/driver'
import type { Control } from './browsers/view'
import { PanelPage } from './panel-page'

/** The part of the extension's interface that is used in its pages. */
interface Extension {
  /** A panel in Firefox's developer tools has none, and the tab that it is of. */
  readonly tabs?: { query(what: object): Promise<readonly { readonly id: number }[]> }
  readonly devtools?: { readonly inspectedWindow: { readonly tabId: number } }
  readonly action: {
    getBadgeText(of: { readonly tabId: number }): Promise<string>
    getTitle(of: { readonly tabId: number }): Promise<string>
    getBadgeBackgroundColor(of: { readonly tabId: number }): Promise<readonly number[]>
  }
  readonly storage: Readonly<Record<'session' | 'local', { get(all: null): Promise<object> }>>
  readonly runtime: { sendMessage(question: object): Promise<Summary | null> }
}

/** What was found: the tab's id within the browser, and its summary. */
interface Found {
  readonly tab: number
  readonly summary: Summary
}

/**
 * Asks the background, from a page of the extension about all tabs, from a panel about its own; gives the one that has
 * tracked so much on a page under that address, null while none has.
 */
function find(page: Panel, items: number, under = ''): Promise<Found | null> {
  return page.eval(
    async (least, under) => {
      const { tabs, devtools, runtime } = (globalThis as unknown as { readonly chrome: Extension }).chrome
      const inspected = devtools?.inspectedWindow.tabId
      for (const { id } of inspected === undefined ? ((await tabs?.query({})) ?? []) : [{ id: inspected }]) {
        const summary = await runtime.sendMessage({ type: 'summary?', tab: id })
        const tracked = Object.values(summary?.counts ?? {}).reduce((sum, count) => sum + count, 0)
        if (summary && tracked >= least && summary.page?.url.startsWith(under)) return { tab: id, summary }
      }
      return null
    },
    items,
    under,
  )
}

/** The toolbar button's page of the tab that tracks under an address, in a tab of its own. */
export async function openPopup(browser: Browser, under: string): Promise<Popup> {
  const view = await openAsking(browser)
  const { tab } = await view.until(() => find(view, 1, under), { what: `the background to know of ${under}` })
  await view.eval((id) => location.assign(`/src/popup/popup.html?tab=${id}`), tab)
  await view.role('main', 'Tracklens').waitFor()
  return new Popup(view, tab)
}

/** What a toolbar button shows: its number, what it is coloured, and what it says. */
interface Button {
  readonly text: string
  readonly colour: string
  readonly title: string
}

/** The toolbar button's page, and the button. Triggers are pressed in it as in the panel. */
export class Popup extends PanelPage {
  readonly #tab: number

  constructor(view: Panel, tab: number) {
    super(view)
    this.#tab = tab
  }

  /** Waits until the button of the tab is as wished; gives it. */
  badge(text: string): Promise<Button> {
    const read = async () => {
      const shown = await this.view.eval(async (tabId): Promise<Button> => {
        const { action } = (globalThis as unknown as { readonly chrome: Extension }).chrome
        const [text, title, colour] = [
          await action.getBadgeText({ tabId }),
          await action.getTitle({ tabId }),
          await action.getBadgeBackgroundColor({ tabId }),
        ]
        const hex = colour.slice(0, 3).map((part) => part.toString(16).padStart(2, '0'))
        return { text, title, colour: `#${hex.join('')}` }
      }, this.#tab)
      if (shown.text !== text) throw new Error(`it shows ${JSON.stringify(shown)}`)
      return shown
    }
    return this.view.until(read, { what: `the toolbar button to show “${text}”` })
  }

  /** Waits until this is the newest item, as `name delivery`; gives the last ones, newest first. */
  lastItems(newest: string): Promise<readonly string[]> {
    const read = async () => {
      const items = await this.view.eval(() =>
        [...document.querySelectorAll('[data-item]')].map(
          (item) => `${item.querySelector('b')?.textContent} ${item.querySelector('.delivery')?.textContent}`,
        ),
      )
      if (items[0] !== newest) throw new Error(`it lists ${items.join(', ')}`)
      return items
    }
    return this.view.until(read, { what: `${newest} to be the newest item` })
  }

  /** A section by its name. */
  section(name: string): Control {
    return this.view.role('region', name)
  }
}

/** A page of the extension that follows no tab, to ask the background from. */
export const openAsking = (browser: Browser): Promise<Panel> => browser.openPanelTab('?recording')

/** Waits until a tab has tracked so many items, as the background knows by itself. */
export function trackedBy(page: Panel, items: number): Promise<Found> {
  return page.until(() => find(page, items), { what: `the background to know of ${items} items` })
}

/**
 * Waits until the background knows that the page of a panel has given way to `about:blank` (which may have been asked
 * whether it is watched), and until nothing lies on the disk of what pages said last.
 */
export async function left(panel: Panel): Promise<void> {
  await panel.waitFor(
    async (tail) => {
      const { devtools, runtime, storage } = (globalThis as unknown as { readonly chrome: Extension }).chrome
      const summary = await runtime.sendMessage({ type: 'summary?', tab: devtools?.inspectedWindow.tabId })
      if ((summary?.page?.url ?? 'about:blank') !== 'about:blank') return false
      return !Object.keys(await storage.local.get(null)).some((key) => key.startsWith(tail))
    },
    { what: 'the background to know that the page was left' },
    TAIL,
  )
}

/** Waits until the background keeps for its next life that a page under that address is there. */
export async function heardOf(page: Panel, address: string): Promise<void> {
  await page.waitFor(
    async (told) => {
      const { session } = (globalThis as unknown as { readonly chrome: Extension }).chrome.storage
      const kept = Object.values(await session.get(null))
      return kept.some((text) => typeof text === 'string' && text.includes(told))
    },
    { what: `the background to keep ${address}` },
    JSON.stringify({ url: address }).slice(1, -1),
  )
}

/**
 * The summary of the tab that has tracked so many items, once it has and the end of each is known, and the numbers that
 * the toolbar button's page shows of it, into which the asking page turns. No panel follows the tab meanwhile.
 */
export async function summaryWithoutPanel(
  page: Panel,
  items: number,
): Promise<{ readonly summary: Summary; readonly shown: string }> {
  const ended = async () => {
    const found = await find(page, items)
    return found?.summary.pending === 0 ? found : null
  }
  const found = await page.until(ended, { what: `the background to know how ${items} items ended` })
  await page.eval((tab) => location.assign(`/src/popup/popup.html?tab=${tab}`), found.tab)
  const shown = await page.waitFor(
    () => document.querySelector('[data-item]') && document.querySelector('.numbers')?.textContent,
    { what: 'the toolbar button’s page to list items' },
  )
  await page.close()
  return { summary: found.summary, shown: String(shown) }
}
