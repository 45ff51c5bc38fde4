/**
 * Takes the README's picture and those of the stores: walks through the shop without a window, chooses a row of the
 * real panel, and saves that; then each tab in the stores' size.
 */
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { ensureBrowser } from './browsers/install'
import { buildExtension, extensionDir, ROOT } from './build'
import { LabPage } from './lab-page'
import { PanelPage } from './panel-page'
import { buildShop } from './shop/server'
import { setStage } from './stage'
import { walk } from './walk'
import { walkWeb } from './walk-bloomreach'

const PICTURE = path.join(ROOT, 'docs/panel.png')

/** In CSS pixels. */
const SIZE = [1180, 720] as const

/** Where the stores' pictures go, and the size that both ask for. */
const STORE = path.join(ROOT, 'store/screenshots')
const STORE_SIZE = [1280, 800] as const
const STORE_TABS = ['Events', 'Identity', 'Session & consent', 'Queue', 'Plan', 'Findings', 'Lab'] as const

/** What the Lab shows: on the stores' picture it has played something. */
const PLAYED = 'Stop, but upload what was tracked'

/** The row whose details are shown: on the first page of rows, where both vendors stand. */
const CHOSEN = 'Product Added'

/** Walks and saves the picture. */
export async function main(): Promise<void> {
  const executable = await ensureBrowser('chromium')
  console.log('Building the extension and the shop ...')
  await Promise.all([buildExtension('chromium'), buildShop()])
  const stage = await setStage({ browser: 'chromium', executable, extensionDir: extensionDir('chromium') })
  try {
    const panel = await PanelPage.open(stage.tab)
    for (const part of [walkWeb, walk]) await part(stage.tab, stage.servers, (step) => console.log(`  ${step}`))
    await stage.tab.goto(`${stage.servers.shop.origin}/?tracking=customerio-bundled`)
    await panel.coverage.says(/^Complete since/)
    await panel.trigger('Track…').waitEnabled()
    await panel.view.setSize(...SIZE)
    await panel.view.role('grid', 'Events').focus()
    await panel.view.press('Home')
    await panel.details(CHOSEN)
    // The keyboard's ring around the list says nothing to a reader.
    await panel.view.eval(() => (document.activeElement as HTMLElement | null)?.blur())
    await panel.view.screenshot(PICTURE)
    console.log(`saved ${path.relative(process.cwd(), PICTURE)}`)
    await panel.view.setSize(...STORE_SIZE)
    mkdirSync(STORE, { recursive: true })
    for (const [index, tab] of STORE_TABS.entries()) {
      await panel.view.role('tab', tab).click()
      await panel.view.role('tabpanel', tab).says(/^(?!The .* tab is loading)\S/)
      if (tab === 'Lab') await (await LabPage.open(panel.view)).walk(PLAYED)
      if (tab === 'Plan') {
        await panel.button('Make one from what was seen').click()
        await panel.button('Dismiss').click()
      }
      const file = path.join(STORE, `${index + 1}-${tab.toLowerCase().replace(/\W+/g, '-')}.png`)
      await panel.view.screenshot(file)
      console.log(`saved ${path.relative(process.cwd(), file)}`)
    }
  } finally {
    await stage.close()
  }
}
