/**
 * The background may be killed at any moment: what pages tracked meanwhile is in the panel all the same, once each and
 * with its time.
 */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { DELIVERIES } from '../../src/core/item'
import type { Summary } from '../../src/core/query/summary'
import { BROWSERS } from '../browsers/driver'
import { giveBack, type Kept, takeBrowser } from '../kept-browser'
import { PanelPage } from '../panel-page'
import { ownTroubles, type Servers, settle, startServers } from '../stage'
import { heardOf, openAsking, summaryWithoutPanel } from '../summary'
import { faultsOf } from '../truth'

/**
 * Events in portions of `size`; the background is killed once in each, and the page is left for another after each
 * `page` of them. Under an open panel, which has to find its way back each time, the same costs twice as much.
 */
const RUNS = [
  { when: 'open', portions: 3, size: 50, page: 2 },
  { when: 'opened afterwards', portions: 20, size: 100, page: 6 },
] as const
/** What the toolbar button's page shows of a summary. */
const numbersOf = ({ counts, pending, failed }: Summary) =>
  `${counts.delivered.toLocaleString()} delivered${pending} pending${failed} failed${counts.unknown} unknown` +
  `${counts.blocked} blocked`

/** So many events of a page are sent while it is left, when nothing can be sent again. */
const LAST_WORDS = 10

/** What a page sends: events number `from` to `to`, the last `atEnd` of them when the page is left. */
interface Portion {
  readonly collector: string
  readonly run: string
  readonly from: number
  readonly to: number
  readonly atEnd: number
}

/** Sends a portion in small batches. Runs in the page. */
async function send({ collector, run, from, to, atEnd }: Portion): Promise<void> {
  const several = 10
  const event = (number: number) => ({
    ...{
      type: 'track',
      event: `event ${number}`,
      messageId: `${run} ${number}`,
      anonymousId: 'visitor',
      properties: { number },
    },
    timestamp: new Date().toISOString(),
  })
  const body = (first: number, last: number) =>
    JSON.stringify({
      batch: Array.from({ length: last - first + 1 }, (_, at) => event(first + at)),
      writeKey: 'shop_demo_key',
    })
  if (atEnd > 0) {
    addEventListener('pagehide', () => {
      const half = to - atEnd / 2
      for (const [first, last] of [[to - atEnd + 1, half] as const, [half + 1, to] as const]) {
        navigator.sendBeacon(`${collector}/v1/b`, body(first, last))
      }
    })
  }
  for (let first = from; first <= to - atEnd; first += several) {
    await fetch(`${collector}/v1/b`, {
      method: 'POST',
      keepalive: true,
      body: body(first, Math.min(first + several - 1, to - atEnd)),
    })
  }
}

describe.each(BROWSERS)('in %s', (browser) => {
  let servers: Servers
  let kept: Kept

  beforeAll(async () => {
    servers = await startServers({})
  })
  afterAll(() => servers?.close())
  beforeEach(async () => {
    servers.customerio.clear()
    kept = await takeBrowser(browser)
  })
  afterEach(() => kept && giveBack(kept))

  it.each(RUNS)('loses nothing in $portions kills with the panel $when', async ({ when, portions, size, page }) => {
    const { tab } = kept
    let address = ''
    const open = async (portion: number) => {
      address = `${servers.shop.origin}/bare.html?of=${portions}&after=${portion}`
      await tab.goto(address)
      await tab.waitFor(() => 'bare' in window)
    }
    /** When the collector has so many events: the moments of the kills then differ from portion to portion. */
    const arrived = (count: number) =>
      servers.customerio.until(() => servers.customerio.received().length >= count, `${count} events`)
    let panel = when === 'open' ? kept.panel : null
    // Nowhere is one open that would wake the background before a page does.
    if (!panel) await kept.panel.close()
    await open(0)
    const asking = panel ? null : await openAsking(kept.browser)
    await tab.activate()
    for (let portion = 1; portion <= portions; portion++) {
      const leaves = portion % page === 0
      const to = portion * size
      const { origin } = servers.customerio
      const from = to - size + 1
      const sent = tab.eval(send, { collector: origin, run: when, from, to, atEnd: leaves ? LAST_WORDS : 0 })
      // Where the page is left, it is left over a background that has just died.
      if (leaves) await sent
      else await arrived(to - size + ((portion * 37) % (size - 10)))
      // A page that no background has kept anything of is one whose tab nobody knows: that is told as missing.
      if (portion % page === 1) await heardOf(asking ?? (panel as PanelPage).view, address)
      await kept.browser.killBackground()
      if (leaves) await open(portion)
      await sent
    }
    // What the background has folded, although no panel was ever open in which it could be seen.
    const alone = asking && (await summaryWithoutPanel(asking, portions * size))
    await tab.activate()
    panel ??= await PanelPage.open(tab)
    kept = { ...kept, panel }
    await panel.view.setSize(1280, 4000)
    const result = await settle(panel.view, servers)
    expect(faultsOf(result), `${await panel.status.text()} ${await panel.limits()}`).toEqual([])
    // Listed as they came to be known: after a death the browser's record of a later request may be there before what
    // the page says of an earlier one, of which Firefox at times keeps none as the page is left.
    const inTime = result.items.toSorted((a, b) => (a.claimedAt ?? 0) - (b.claimedAt ?? 0))
    expect(inTime.map(({ name }) => name)).toEqual(
      Array.from({ length: portions * size }, (_, at) => `event ${at + 1}`),
    )
    if (alone) {
      const { summary, shown } = alone
      const received = servers.customerio.received().length
      const of = (delivery: string) => result.items.filter((item) => item.delivery === delivery).length
      expect(summary.counts).toEqual(Object.fromEntries(DELIVERIES.map((each) => [each, of(each)])))
      expect(summary.counts.delivered + summary.unknown).toBe(received)
      expect(shown).toBe(numbersOf(summary))
    }
    expect(await ownTroubles(kept.browser)).toEqual([])
    // Nor does it claim a loss that there was not.
    expect(await panel.status.text(), await panel.limits()).toMatch(/\D0 missing/)
  })
})
