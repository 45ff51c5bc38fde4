/**
 * Files that none of our code wrote: Playwright records the shop while a visitor walks through it with the real SDK and
 * with Bloomreach's stand-in, and what is read from each of its files equals what the collectors have.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readFiles } from '../../src/files/read'
import type { Source } from '../../src/files/read/source'
import { inspect } from '../../src/inspection'
import { vendors } from '../../src/providers/registry'
import { browserPath } from '../browsers/binaries'
import { BROWSERS } from '../browsers/driver'
import type { LedgerItem } from '../ledger'
import { receiptsOf, type Servers, startServers } from '../stage'
import { compare, faultsOf } from '../truth'

/** Bloomreach's SDK does not run in a browser that says it is headless. */
const userAgent =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'

/** A file of this machine, with what lies beside it. */
async function source(file: string): Promise<Source> {
  const handle = await open(file)
  const { size } = await handle.stat()
  await handle.close()
  const bytes = readFileSync(file)
  const beside = async (name: string) => readFileSync(path.join(path.dirname(file), name))
  return { name: path.basename(file), size, bytes: async (from, to) => bytes.subarray(from, to), beside }
}

/** What the file amounts to, in the words of the comparison, and what it says that it lacks. */
async function ledgerOf(file: string): Promise<{ items: readonly LedgerItem[]; lacks: readonly string[] }> {
  const read = await readFiles([await source(file)], vendors)
  if (!('facts' in read)) throw new Error(JSON.stringify(read))
  const { state, completeness } = inspect(read.facts, { now: read.now })
  const items = state.items.toArray().map(
    ({ n, id, vendor, type, name, delivery, calledAs, sentAs, claimedAt, wireProperties }): LedgerItem => ({
      ...{ item: n, id, vendor, type, name, time: '', customer: '', delivery, calledAs, sentAs, claimedAt },
      properties: wireProperties,
    }),
  )
  return { items, lacks: completeness.doubts.map(({ text }) => text) }
}

/** A visitor: looks, buys, is refused, sees a connection break, logs in, and comes again with another SDK. */
async function visit(page: Page, { shop, customerio, bloomreach }: Servers): Promise<void> {
  await page.goto(`${shop.origin}/?tracking=customerio-bundled`)
  await customerio.arrived('Product List Viewed')
  await page.click('a[href="product.html?id=linden"]')
  await customerio.arrived('Product Viewed')
  await page.getByRole('button', { name: 'Add to cart' }).click()
  await customerio.arrived('Product Added')
  const accept = customerio.rule({ event: 'Product Reviewed', verdict: { act: 'reject', status: 400, body: '{}' } })
  await page.getByRole('button', { name: '4 stars' }).click()
  await customerio.arrived('Product Reviewed')
  accept()
  const mend = customerio.rule({ event: 'Product Reviewed', verdict: { act: 'reset' }, times: 1 })
  await page.getByRole('button', { name: '5 stars' }).click()
  await customerio.arrived('Product Reviewed', 3)
  mend()
  await page.getByRole('link', { name: 'Log in' }).click()
  await customerio.arrived('Account')
  await page.getByRole('textbox', { name: 'Name' }).fill('Jane')
  await page.fill('[aria-label="Log in"] [type=email]', 'jane@example.com')
  await page.getByRole('button', { name: 'Log in', exact: true }).click()
  await customerio.arrived('identify')
  await page.goto(`${shop.origin}/?tracking=bloomreach-web`)
  await bloomreach.arrived('page_visit')
  // The page has the last answer too, or what is recorded would end before it.
  const answered = page.waitForResponse((response) => response.request().postData()?.includes('view_item') ?? false)
  await page.click('a[href="product.html?id=assam"]')
  await bloomreach.arrived('view_item')
  await answered
}

describe.runIf(BROWSERS.includes('chromium'))('what Playwright records equals what arrived', () => {
  let folder = ''
  let servers: Servers
  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'tracklens-files-'))
    servers = await startServers({})
  })
  afterAll(async () => {
    await servers.close()
    rmSync(folder, { recursive: true, force: true })
  })

  /** Records a visit by all that one context can write at a time; gives what the collectors have of it. */
  async function recorded(record: (browser: Browser) => Promise<BrowserContext>, end: (of: BrowserContext) => unknown) {
    for (const collector of servers.all) collector.clear()
    const opened = servers.shop.documents.length
    const browser = await chromium.launch({ executablePath: await browserPath('chromium') })
    try {
      const context = await record(browser)
      await visit(await context.newPage(), servers)
      await end(context)
      await context.close()
    } finally {
      await browser.close()
    }
    const left = servers.shop.documents.slice(opened).map(({ at }) => at)
    return { receipts: receiptsOf(servers.all), left }
  }

  it('in a HAR with embedded bodies, one in a ZIP, and a trace', async () => {
    const at = (name: string): string => path.join(folder, name)
    const { receipts, left } = await recorded(
      async (browser) => {
        const context = await browser.newContext({ userAgent, recordHar: { path: at('embed.har') } })
        await context.tracing.start({ snapshots: true })
        await context.tracing.startHar(at('attached.zip'))
        return context
      },
      async (context) => {
        await context.tracing.stopHar()
        await context.tracing.stop({ path: at('trace.zip') })
      },
    )
    expect(receipts.length).toBeGreaterThan(10)
    for (const name of ['embed.har', 'attached.zip', 'trace.zip']) {
      const { items, lacks } = await ledgerOf(at(name))
      expect([name, faultsOf(compare(items, receipts, left))]).toEqual([name, []])
      expect(lacks[0]).toMatch(/calls are not in/)
    }
  })

  it('in a minimal HAR, and in one with its bodies beside it', async () => {
    const at = (name: string): string => path.join(folder, 'second', name)
    const { receipts, left } = await recorded(
      async (browser) => {
        const minimal = { path: at('minimal.har'), mode: 'minimal', content: 'embed' } as const
        const context = await browser.newContext({ userAgent, recordHar: minimal })
        await context.tracing.startHar(at('attach.har'), { content: 'attach' })
        return context
      },
      (context) => context.tracing.stopHar(),
    )
    for (const name of ['minimal.har', 'attach.har']) {
      const { items } = await ledgerOf(at(name))
      expect([name, faultsOf(compare(items, receipts, left))]).toEqual([name, []])
    }
  })
})
