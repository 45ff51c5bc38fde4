/**
 * The extension in real browsers: it loads, its panel opens in devtools and as a tab, and the shop's traffic appears in
 * it.
 */
import { afterEach, describe, expect, it } from 'vitest'
import { BROWSERS } from '../browsers/driver'
import { PanelPage } from '../panel-page'
import { ownTroubles } from '../stage'
import { openScene } from './scene'

const VIEWS = ['Events', 'Identity', 'Session & consent', 'Queue', 'Findings', 'Lab']

describe.each(BROWSERS)('in %s', (browser) => {
  const scene = openScene(browser)
  afterEach(async () => {
    expect(scene.stage.browser.refusedHosts()).toEqual([])
    expect(await ownTroubles(scene.stage.browser)).toEqual([])
  })

  it('shows what was tracked before devtools were opened, and what comes after', async () => {
    const { browser, servers } = scene.stage
    const tab = await browser.newTab()
    await tab.goto(`${servers.shop.origin}/?tracking=customerio-bundled`)
    await servers.customerio.arrived('Product List Viewed')
    const panel = await PanelPage.open(tab)
    await panel.row('Product List Viewed', 'delivered')
    await tab.click('a[href="product.html?id=sencha"]')
    await panel.row('Product Viewed', 'delivered')
    const names = (await panel.ledger()).map(({ name }) => name)
    expect(names).toEqual(['Teas', 'Product List Viewed', 'Product', 'Product Viewed'])
    await panel.close()
    await tab.close()
  })

  it('offers its views by name', async () => {
    const { panel } = scene
    const offered = await panel.view.evalFound((found) => found.map((tab) => tab.getAttribute('aria-label')), {
      role: 'tab',
      within: { role: 'tablist', name: 'Tracklens views' },
    })
    expect(offered).toEqual(VIEWS)
    for (const name of VIEWS) {
      await panel.choose(name)
      const view = panel.view.role('tabpanel', name)
      await view.says(/\S/)
      expect(await view.inside({ role: 'heading', name: 'This view failed' }).count()).toBe(0)
      expect(await panel.view.tab(name).attribute('aria-selected')).toBe('true')
    }
  })

  it('opens as a plain tab', async () => {
    const panel = await scene.stage.browser.openPanelTab('?tab=1')
    await panel.tab('Events').waitFor()
    await panel.close()
  })
})
