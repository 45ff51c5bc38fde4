/**
 * The extension in real browsers: it loads, its panel opens in devtools and as a tab, and the shop's traffic appears in
 * it.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BROWSERS } from '../browsers/driver'
import { extensionDir } from '../build'
import { readLedger } from '../ledger'
import { ownTroubles, type Stage, setStage } from '../stage'

describe.each(BROWSERS)('in %s', (browser) => {
  let stage: Stage

  beforeAll(async () => {
    stage = await setStage({ browser, extensionDir: extensionDir(browser) })
  })
  afterAll(() => stage?.close())

  it('shows what was tracked before devtools were opened, and what comes after', async () => {
    const { tab, servers } = stage
    await tab.goto(`${servers.shop.origin}/?tracking=customerio-bundled`)
    await servers.customerio.until(
      (log) => log.some(({ things }) => things.some(({ name }) => name === 'Product List Viewed')),
      'the list view',
    )
    const panel = await tab.openPanel()
    await panel
      .grid('Events')
      .waitFor((rows) =>
        rows.some(({ cells }) => cells.name === 'Product List Viewed' && cells.delivery === 'delivered'),
      )
    await tab.click('a[href="product.html?id=sencha"]')
    await panel
      .grid('Events')
      .waitFor((rows) => rows.some(({ cells }) => cells.name === 'Product Viewed' && cells.delivery === 'delivered'))
    expect((await readLedger(panel)).map(({ name }) => name)).toEqual([
      'Teas',
      'Product List Viewed',
      'Product',
      'Product Viewed',
    ])
    await panel.close()
  })

  it('offers its views by name', async () => {
    const panel = await stage.tab.openPanel()
    await panel.role('tablist', 'Tracklens views').waitFor()
    await panel.tab('Events').waitFor()
    await panel.close()
  })

  it('opens as a plain tab', async () => {
    const panel = await stage.browser.openPanelTab('?tab=1')
    await panel.tab('Events').waitFor()
    await panel.close()
  })

  it('reached nobody beyond loopback and reported no error of its own', async () => {
    expect(stage.browser.refusedHosts()).toEqual([])
    expect(await ownTroubles(stage.browser)).toEqual([])
  })
})
