/** What the panel's Export dialog gives, as its Copy button hands it over, and a HAR of it played to a page. */
import { readFileSync } from 'node:fs'
import { chromium } from 'playwright'
import { browserPath } from '../browsers/binaries'
import type { PanelPage } from '../panel-page'

/** Opens the dialog, chooses a form by its label, and gives the text that is copied. */
export async function exported(panel: PanelPage, form: string): Promise<string> {
  await panel.view.eval(() => {
    const clipboard = {
      writeText: async (text: string) => {
        document.documentElement.dataset.copied = text
      },
    }
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: clipboard })
    delete document.documentElement.dataset.copied
  })
  await panel.view.button('Export…').click()
  await panel.view.role('combobox', 'As').choose(form)
  await panel.view.control({ css: 'dialog [aria-label="Copy"]' }).click()
  const text = await panel.view.until(() => panel.view.eval(() => document.documentElement.dataset.copied), {
    what: `the copy of the export as ${form}`,
  })
  await panel.view.press('Escape')
  await panel.dialog.waitGone()
  return text
}

interface HarEntry {
  readonly request: { readonly method: string; readonly url: string; readonly postData?: { readonly text?: string } }
}

/**
 * Plays a HAR to a page of Playwright's, which asks for all that is in it and reaches nothing else; gives the statuses
 * that the page saw, each once.
 */
export async function playedAgain(har: string): Promise<readonly number[]> {
  const { entries } = JSON.parse(readFileSync(har, 'utf8')).log as { entries: readonly HarEntry[] }
  const browser = await chromium.launch({ executablePath: await browserPath('chromium') })
  try {
    const page = await browser.newPage()
    await page.routeFromHAR(har, { notFound: 'abort' })
    await page.route('http://page.test/', (route) =>
      route.fulfill({ body: '<!doctype html>', contentType: 'text/html' }),
    )
    await page.goto('http://page.test/')
    const seen = await page.evaluate(
      async (asked) => {
        const statuses: number[] = []
        for (const { method, url, postData } of asked) {
          const body = postData?.text ?? null
          statuses.push((await fetch(url, method === 'GET' ? {} : { method, body })).status)
        }
        return statuses
      },
      entries.map(({ request }) => request),
    )
    return [...new Set(seen)]
  } finally {
    await browser.close()
  }
}
