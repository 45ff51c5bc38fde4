/** Takes the README's picture: walks through the shop without a window, chooses a row of the real panel, and saves that. */
import path from 'node:path'
import { ensureBrowser } from './browsers/install'
import { buildExtension, extensionDir, ROOT } from './build'
import { PanelPage } from './panel-page'
import { buildShop } from './shop/server'
import { setStage } from './stage'
import { walk } from './walk'
import { walkWeb } from './walk-bloomreach'

const PICTURE = path.join(ROOT, 'docs/panel.png')

/** In CSS pixels. */
const SIZE = [1180, 720] as const

/** The row whose details are shown. */
const CHOSEN = 'Order Completed'

/** Walks and saves the picture. */
export async function main(): Promise<void> {
  const executable = await ensureBrowser('chromium')
  console.log('Building the extension and the shop ...')
  await Promise.all([buildExtension('chromium'), buildShop()])
  const stage = await setStage({ browser: 'chromium', executable, extensionDir: extensionDir('chromium') })
  try {
    const panel = await PanelPage.open(stage.tab)
    for (const part of [walkWeb, walk]) await part(stage.tab, stage.servers, (step) => console.log(`  ${step}`))
    await panel.view.setSize(...SIZE)
    await panel.row(CHOSEN, 'delivered')
    await panel.view.role('grid', 'Events').focus()
    await panel.view.press('Home')
    const end = panel.rowOf(CHOSEN)
    for (let row = 0; (await end.count()) === 0 && row < 200; row++) await panel.view.press('ArrowDown')
    await panel.details(CHOSEN)
    await panel.view.screenshot(PICTURE)
    console.log(`saved ${path.relative(process.cwd(), PICTURE)}`)
  } finally {
    await stage.close()
  }
}
