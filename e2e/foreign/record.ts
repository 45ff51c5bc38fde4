/** Records the shop by every tool that this machine has, and keeps the files as fixtures: `npm run foreign`. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { chromium } from 'playwright'
import { openBare } from '../bare-page'
import { browserPath } from '../browsers/binaries'
import { BROWSERS, type BrowserName } from '../browsers/driver'
import { ensureBrowser } from '../browsers/install'
import { extensionDir } from '../build'
import { setup } from '../prepare'
import { AGENT, setStage, startServers } from '../stage'
import { settledHar } from './devtools'
import { keepFixture } from './fixtures'
import { lastAnswer, pageHand, tabHand, truthOf } from './hands'
import { MITMPROXY, startMitmproxy } from './mitmproxy'
import { bytesSource, compared, type Truth } from './read'
import { lookAtTea, visitShop } from './visit'

/** Records, builds and keeps everything. */
export async function main(): Promise<void> {
  await setup()
  if ('missing' in MITMPROXY) console.log(`mitmproxy: left out, ${MITMPROXY.missing}`)
  else if (BROWSERS.includes('chromium')) await keep('mitmproxy', throughMitmproxy)
  for (const browser of BROWSERS) {
    await ensureBrowser(browser)
    await keep(`devtools-${browser}`, () => byDevtools(browser))
  }
}

type Recorded = readonly [har: string, truth: Truth]

/** Keeps what was recorded where it is as true as it says. */
async function keep(tool: string, record: () => Promise<Recorded>): Promise<void> {
  const [har, truth] = await record()
  const { faults, lacks } = await compared(bytesSource(`${tool}.har`, Buffer.from(har)), truth)
  if (faults.length > 0) throw new Error(`${tool} is not as true as it says:\n  ${faults.join('\n  ')}`)
  console.log(`${tool}: ${truth.receipts.length} things arrived\n  ${lacks.join('\n  ')}`)
  keepFixture(tool, har, truth)
}

async function throughMitmproxy(): Promise<Recorded> {
  const folder = mkdtempSync(path.join(tmpdir(), 'tracklens-foreign-'))
  const file = path.join(folder, 'proxy.har')
  const [servers, proxy] = await Promise.all([startServers({}), startMitmproxy(file)])
  const browser = await chromium.launch({ executablePath: await browserPath('chromium') })
  try {
    const page = await (await browser.newContext({ userAgent: AGENT, proxy: { server: proxy.origin } })).newPage()
    const answered = lastAnswer(page)
    await visitShop(pageHand(page), servers)
    await answered
    await proxy.stop()
    return [readFileSync(file, 'utf8'), truthOf(servers)]
  } finally {
    await browser.close()
    await proxy.stop()
    await servers.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function byDevtools(browser: BrowserName): Promise<Recorded> {
  const { servers, tab, close } = await setStage({ browser, extensionDir: extensionDir(browser) })
  try {
    await openBare(tab, servers)
    const panel = await tab.openPanel()
    await lookAtTea(tabHand(tab), servers)
    return [await settledHar(panel, servers), truthOf(servers)]
  } finally {
    await close()
  }
}
