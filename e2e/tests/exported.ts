/** What the panel's Export dialog gives, copied or saved, and what browsers make of a report and a HAR. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium } from 'playwright'
import { browserPath } from '../browsers/binaries'
import type { Browser } from '../browsers/driver'
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

/** A file that the panel offers to be saved while `act` runs; the browser is not asked to download it. */
export async function saved({ view }: PanelPage, act: () => Promise<void>): Promise<{ name: string; text: string }> {
  await view.eval(() => {
    const links = HTMLAnchorElement.prototype
    const { click } = links
    links.click = function () {
      links.click = click
      void fetch(this.href)
        .then((file) => file.text())
        .then((text) => (document.documentElement.dataset.saved = JSON.stringify({ name: this.download, text })))
    }
  })
  await act()
  const file = await view.until(() => view.eval(() => document.documentElement.dataset.saved), { what: 'a saved file' })
  await view.eval(() => delete document.documentElement.dataset.saved)
  return JSON.parse(file)
}

/** Opens a report in a tab, as who got it by mail does; gives its headings, and what the browser said of it. */
export async function opened(browser: Browser, report: string) {
  const folder = mkdtempSync(path.join(tmpdir(), 'tracklens-report-'))
  const file = path.join(folder, 'report.html')
  writeFileSync(file, report)
  const { href } = pathToFileURL(file)
  const tab = await browser.newTab()
  await tab.goto(href)
  const headings = await tab.eval(() =>
    [...document.querySelectorAll('h1, h2, h3')].map((one) => one.textContent ?? ''),
  )
  await tab.close()
  rmSync(folder, { recursive: true })
  const messages = (await browser.troubles()).filter(({ url }) => url === href).map(({ text }) => text)
  return { headings: headings.join('\n'), messages }
}

interface HarEntry {
  readonly request: { readonly method: string; readonly url: string; readonly postData?: { readonly text?: string } }
}

/**
 * Plays a HAR to a page of Playwright's on the origin of the recorded one, as the servers' CORS headers are in it too.
 * The page asks for all that is in it and reaches nothing else; gives the statuses that it saw, each once.
 */
export async function playedAgain(har: string, origin: string): Promise<readonly number[]> {
  const { entries } = JSON.parse(readFileSync(har, 'utf8')).log as { entries: readonly HarEntry[] }
  const browser = await chromium.launch({ executablePath: await browserPath('chromium') })
  try {
    const page = await browser.newPage()
    await page.routeFromHAR(har, { notFound: 'abort' })
    const url = `${origin}/played-again`
    await page.route(url, (route) => route.fulfill({ body: '<!doctype html>', contentType: 'text/html' }))
    await page.goto(url)
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

/** Exports everything as a recording, masked, and opens it: the panel must show what it showed of the page. */
export async function opensAsItWas(panel: PanelPage, drop: (text: string) => Promise<void>): Promise<void> {
  const here = JSON.stringify(await amounts(panel))
  await drop(await exported(panel, 'Recording'))
  await panel.button('Back to the page').waitFor()
  await panel.view.until(async () => JSON.stringify(await amounts(panel)) === here, {
    what: `the recording to show what the page did: ${here}`,
  })
}

/** What a log amounts to, without what masking changes: its items, who is who among them, and its findings. */
async function amounts(panel: PanelPage) {
  const people: string[] = []
  const who = (customer: unknown): number => {
    const text = JSON.stringify(customer)
    if (!people.includes(text)) people.push(text)
    return people.indexOf(text)
  }
  const items = (await panel.ledger()).map(({ name, delivery, calledAs, sentAs }) => [
    ...[name, delivery],
    ...[who(calledAs), who(sentAs)],
  ])
  return { items, findings: await panel.view.role('tab', 'Findings').text() }
}
