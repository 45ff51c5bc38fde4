/**
 * The demo behind `npm start`: builds, starts everything, and either stays open for a person or walks through the shop
 * and checks itself.
 */
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import type { BrowserName } from './browsers/driver'
import { ensureBrowser } from './browsers/install'
import { buildExtension, extensionDir, ROOT } from './build'
import type { LedgerItem } from './ledger'
import { PanelPage } from './panel-page'
import { buildShop } from './shop/server'
import { type Stage, setStage, settleDetails, wrongAboutItself } from './stage'
import { closingLine, faultsOf } from './truth'
import { walk } from './walk'
import { walkApp, walkWeb } from './walk-bloomreach'

/** Where screenshots go; git ignores it. */
const OUT = path.join(ROOT, 'e2e/.out')

interface DemoOptions {
  readonly browser: BrowserName
  readonly headless: boolean
}

const line = ({ time, name, customer, delivery }: LedgerItem) =>
  `${time}  ${name.padEnd(22)}  ${customer.padEnd(38)}  ${delivery}`

/** What whoever starts the demo finds: the shop, and beside it devtools on the panel. */
export async function openShop({
  servers,
  browser,
  tab,
}: Pick<Stage, 'servers' | 'browser' | 'tab'>): Promise<PanelPage> {
  await tab.goto(servers.shop.origin)
  return new PanelPage(await tab.openPanel({ dock: browser.name === 'firefox' ? 'bottom' : 'right' }))
}

/** Leaves everything open until the person closes the browser or presses Ctrl-C. */
async function stayOpen(stage: Stage): Promise<number> {
  const { servers, browser } = stage
  await openShop(stage)
  console.log(`\nThe shop is open at ${servers.shop.origin}, devtools on the Tracklens panel.`)
  console.log(`What the collectors got: ${servers.all.map(({ origin }) => `${origin}/collector/log`).join(' and ')}`)
  console.log('Click around; Ctrl-C, or closing the browser, ends it.')
  await Promise.race([browser.closed, new Promise((done) => process.once('SIGINT', done))])
  return 0
}

/** Walks through the shop and compares. Gives the exit code. */
async function walkAndCheck({ servers, browser, tab }: Stage): Promise<number> {
  const panel = await PanelPage.open(tab)
  const wrong: string[] = []
  let step = ''
  const compare = async () => {
    for (const fault of await wrongAboutItself(panel, servers)) wrong.push(`wrong: after "${step}": ${fault}`)
  }
  for (const part of [walk, walkApp, walkWeb])
    await part(tab, servers, async (next) => {
      if (step) await compare()
      step = next
      console.log(`  ${step}`)
    })
  await compare()
  const result = await settleDetails(panel.view, servers)
  mkdirSync(OUT, { recursive: true })
  const picture = path.join(OUT, `panel-${browser.name}.png`)
  await panel.view.screenshot(picture)
  console.log(`\n${result.items.map(line).join('\n')}\n`)
  const faults = [...faultsOf(result), ...wrong]
  for (const fault of faults) console.log(fault)
  const refused = browser.refusedHosts()
  if (refused.length > 0) console.log(`refused: the browser asked for ${[...new Set(refused)].join(', ')}`)
  console.log(`screenshot: ${path.relative(process.cwd(), picture)}`)
  console.log(closingLine(result))
  console.log(`conclusions: ${wrong.length} wrong`)
  return faults.length + refused.length === 0 ? 0 : 1
}

/** Runs the demo; gives the exit code. */
export async function main({ browser, headless }: DemoOptions): Promise<number> {
  const executable = await ensureBrowser(browser)
  console.log(`Building the extension for ${browser} and the shop ...`)
  await Promise.all([buildExtension(browser), buildShop()])
  console.log(`Starting ${executable} ...`)
  const stage = await setStage({ browser, executable, headless, extensionDir: extensionDir(browser) })
  try {
    return await (headless ? walkAndCheck(stage) : stayOpen(stage))
  } finally {
    await stage.close()
  }
}
