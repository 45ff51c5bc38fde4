/**
 * The whole stage of a demo or a truth test: collectors, shop, browser, a tab, the panel, and the comparison at the
 * end.
 */

import type { Browser, BrowserName, LaunchOptions, Panel, Tab } from './browsers/driver'
import { launch } from './browsers/launch'
import { startBloomreach } from './collectors/bloomreach'
import type { Collector } from './collectors/contract'
import { startCustomerio } from './collectors/customerio'
import { readConclusions, wrongConclusions } from './conclusions'
import { type LedgerItem, readDetails, readLedger } from './ledger'
import type { PanelPage } from './panel-page'
import { PATIENCE } from './patience'
import type { Pace } from './sdks/bloomreach-web/settings'
import { type Shop, startShop } from './shop/server'
import type { Receipt } from './true-delivery'
import { type Comparison, compare, faultsOf } from './truth'

/** The servers: one collector per vendor, and the shop that sends to them. */
export interface Servers {
  readonly customerio: Collector
  readonly bloomreach: Collector
  readonly all: readonly Collector[]
  readonly shop: Shop
  readonly close: () => Promise<void>
}

/** Starts the collectors and the shop, which must be built. */
export async function startServers(pace: Partial<Pace>): Promise<Servers> {
  const [customerio, bloomreach] = await Promise.all([startCustomerio(), startBloomreach(pace)])
  const all = [customerio, bloomreach]
  const shop = await startShop(Object.fromEntries(all.map((collector) => [collector.vendor, collector.origin])))
  return {
    ...{ customerio, bloomreach, all, shop },
    async close() {
      await Promise.all([shop, ...all].map((server) => server.close()))
    },
  }
}

/** Everything that the collectors received, in the words of the comparison. */
export function receiptsOf(collectors: readonly Collector[]): readonly Receipt[] {
  return collectors.flatMap(({ vendor, log }) =>
    log.flatMap((arrival) =>
      arrival.things.map((thing, index) => ({ vendor, thing, arrival, refused: arrival.refused[index] ?? null })),
    ),
  )
}

/** Compares the panel's list with the collectors: it may be a beat behind them, never for good. */
export async function settle(panel: Panel, servers: Servers): Promise<Comparison> {
  const end = Date.now() + PATIENCE
  for (;;) {
    const comparison = compareWith(servers, await readLedger(panel))
    const { missing, phantom, wrong } = comparison
    if ((missing.length === 0 && phantom.length === 0 && wrong.length === 0) || Date.now() > end) return comparison
    await new Promise((done) => setTimeout(done, 100))
  }
}

/** How the panel's list and the collectors still differ once it has settled; empty if it is right. */
export async function differences(panel: Panel, servers: Servers): Promise<readonly string[]> {
  return faultsOf(await settle(panel, servers))
}

/** The same, and what the details of every item say. */
export async function differencesInDetail(panel: Panel, servers: Servers): Promise<readonly string[]> {
  return faultsOf(await settleDetails(panel, servers))
}

/**
 * How what the panel concludes differs from what the collectors know, once both have settled; empty if it does not.
 */
export async function wrongAboutItself(panel: PanelPage, { all, shop }: Servers): Promise<readonly string[]> {
  const end = Date.now() + PATIENCE
  for (;;) {
    const shown = await readConclusions(panel)
    const faults = wrongConclusions(shown, await panel.ledger(), {
      receipts: receiptsOf(all).toSorted((a, b) => a.arrival.at - b.arrival.at),
      opened: shop.documents.at(-1)?.at ?? 0,
    })
    if (faults.length === 0 || Date.now() > end) return faults
    await new Promise((done) => setTimeout(done, 100))
  }
}

/** Compares, once the list has settled, the details of every item too: what it was sent with. */
export async function settleDetails(panel: Panel, servers: Servers): Promise<Comparison> {
  const { items } = await settle(panel, servers)
  return compareWith(servers, await readDetails(panel, items))
}

function compareWith({ all, shop }: Servers, items: readonly LedgerItem[]): Comparison {
  return compare(items, receiptsOf(all), shop.left())
}

/** A stage with a browser on it. */
export interface Stage {
  readonly servers: Servers
  readonly browser: Browser
  readonly tab: Tab
  readonly close: () => Promise<void>
}

/** How the stage is set. */
export interface StageOptions {
  readonly browser: BrowserName
  /** The built extension; none is installed at first when left out. */
  readonly extensionDir?: string
  /** See `LaunchOptions`. */
  readonly keepLeftPages?: boolean
  readonly profile?: string
  readonly executable?: string
  readonly headless?: boolean
  /** Shortens the delays of Bloomreach's Web SDK, in milliseconds. */
  readonly pace?: Partial<Pace>
}

/** A headless Chromium says so in its name, and Bloomreach's Web SDK does not run in one. */
export const AGENT =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'

/** Starts a browser in which the SDKs run as in a visible one; where nobody looks on, Firefox draws less often. */
export function startBrowser(options: LaunchOptions): Promise<Browser> {
  if (options.headless === false) return launch(options)
  const args = options.browser === 'chromium' ? [`--user-agent=${AGENT}`] : []
  return launch({ ...options, args, prefs: { 'layout.frame_rate': 20 } })
}

/** Starts servers and a browser with the extension and an empty tab. The shop must be built. */
export async function setStage(options: StageOptions): Promise<Stage> {
  const { pace = {}, ...rest } = options
  const servers = await startServers(pace)
  try {
    const browser = await startBrowser(rest)
    const tab = await browser.newTab()
    return {
      ...{ servers, browser, tab },
      async close() {
        await browser.close()
        await servers.close()
      },
    }
  } catch (error) {
    await servers.close()
    throw error
  }
}

/**
 * What the extension itself reported as errors. Not among them: Chromium naming our stand-in as the caller of a page's
 * request that failed or is not allowed, and Firefox noting of the extension's own pages that a promise was settled
 * when one had gone: what runs in the pages of others shall leave it nothing to note.
 */
export async function ownTroubles(browser: Browser): Promise<readonly { readonly text: string }[]> {
  const known = /^(?:Failed to load resource|Connecting to |Fetch API cannot load )/
  const noted = /^Promise (?:resolved|rejected) (?:after context unloaded|while context is inactive)/
  const isKnown = (url: string, text: string) => known.test(text) || (noted.test(text) && !url.includes('/src/page/'))
  return (await browser.troubles()).filter(({ where, url, text }) => where === 'extension' && !isKnown(url, text))
}
