/** The browser's tabs, as far as the toolbar button's page needs them: which one is in front, and the panel in one. */
import browser from 'webextension-polyfill'
import type { Summary } from '../../core/query/summary'
import type { SummaryQuestion } from '../../link/messages'

const PANEL = '/src/panel/panel.html'

/** The tab in front of the window that this page belongs to; null where there is none. It takes no permission. */
export async function shownTab(): Promise<number | null> {
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true })
  return tab?.id ?? null
}

/** What the background knows of a tab; null where it does not answer. */
export async function askSummary(tab: number): Promise<Summary | null> {
  const answer = await browser.runtime
    .sendMessage({ type: 'summary?', tab } satisfies SummaryQuestion)
    .catch(() => null)
  return answer as Summary | null
}

/**
 * Opens the panel as a page of its own: on a tab, or to look at a recording. A file is not asked for from here: Firefox
 * closes the button's page together with the question.
 */
export function openPanel(what: 'tab' | 'recording', tab: number | null): void {
  const query = what === 'recording' ? '?recording' : tab === null ? '' : `?tab=${tab}`
  void browser.tabs.create({ url: browser.runtime.getURL(`${PANEL}${query}`) })
  close()
}
