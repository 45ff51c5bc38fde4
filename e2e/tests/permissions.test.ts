/** The optional permissions, pressed for in the real panel and answered in the browser's own question. */
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { BROWSERS, type BrowserName, type Panel } from '../browsers/driver'
import { extensionDir } from '../build'
import { LabPage } from '../lab-page'
import { PanelPage } from '../panel-page'
import { differences, ownTroubles, type Stage } from '../stage'
import { openScene, type Scene } from './scene'

const expectNoTroubles = (scene: Scene) =>
  afterEach(async () => expect(await ownTroubles(scene.stage.browser)).toEqual([]))

/** The panel's offer to be told how requests end. */
const OFFER = { role: 'complementary', name: 'Permission to watch requests' }

/** Tracks as the page is left. */
async function leave({ tab, servers }: Stage, name: string): Promise<void> {
  const { customerio, shop } = servers
  await tab.eval(
    (name, url) => {
      const event = {
        type: 'track',
        event: name,
        messageId: name,
        anonymousId: 'visitor',
        writeKey: 'shop_demo_key',
        properties: {},
      }
      addEventListener('pagehide', () => navigator.sendBeacon(url, JSON.stringify(event)))
    },
    name,
    `${customerio.origin}/v1/t`,
  )
  await tab.goto(`${shop.origin}/bare.html`)
  await customerio.arrived(name)
}

const delivery = async (panel: PanelPage, name: string, wished: string) => {
  await panel.choose('Events')
  await panel.row(name, wished)
}

const offered = async (panel: PanelPage, words: RegExp) => {
  await panel.choose('Queue')
  await panel.view.control(OFFER).says(words)
}

/** Sends what the Lab shows to the collector, after the browser's question was answered. */
async function sendForReal(
  panel: Panel,
  { browser, servers }: Stage,
  answers: readonly ('Allow' | 'Deny' | 'given')[],
): Promise<void> {
  const { bloomreach } = servers
  const lab = await LabPage.open(panel)
  await lab.replay([
    'lab bloomreach',
    'set projectToken "a1b2c3d4-demo-shop"',
    'set authorization "Token shop-demo-key"',
    `set baseUrl ${JSON.stringify(bloomreach.origin)}`,
    'set flushMode "manual"',
    'configure()',
    'server hold',
    'trackEvent("from the lab", {"price": 3})',
    'flushData()',
  ])
  const before = bloomreach.received().length
  for (const answer of answers) {
    await panel.role('checkbox', 'Send for real').click()
    await panel.button('Switch it on').click()
    if (answer === 'given') continue
    expect(await browser.answerPrompt(answer)).toContain('127.0.0.1')
    if (answer === 'Allow') continue
    const refused = { role: 'alert', pattern: 'The browser does not allow sending to http://127\\.0\\.0\\.1' }
    await panel.control(refused).waitFor()
    expect(bloomreach.received().length).toBe(before)
  }
  await panel.button('Send request 1 for real').click()
  const shown = await panel.role('group', 'Send request 1 for real?').text()
  expect(shown).toContain(bloomreach.origin)
  expect(bloomreach.received().length).toBe(before)
  await panel.button('Send it').click()
  await bloomreach.until(() => bloomreach.received().length > before, 'what the Lab sent')
  const { arrival } = bloomreach.received()[before] ?? {}
  expect(arrival?.headers.cookie).toBeUndefined()
  expect(arrival?.headers.authorization).toBe('Token shop-demo-key')
  expect(shown.replace(/\s/g, '')).toContain(JSON.stringify(arrival?.body).replace(/\s/g, ''))
  const delivered = async () => (await lab.deliveries()).some((item) => item.endsWith(' delivered'))
  await panel.until(delivered, { what: 'an item to be delivered' })
}

describe.each(BROWSERS)('in %s', (browser) => {
  const scene = openScene(browser)
  expectNoTroubles(scene)

  it('asks to send from the Lab for real', async () => {
    // Firefox has given the hosts of the content scripts with the installation, and asks for none of them again.
    await sendForReal(scene.panel.view, scene.stage, browser === 'chromium' ? ['Deny', 'Allow'] : ['given'])
  })

  it('asks to watch requests from the queue', async () => {
    const { panel, stage } = scene
    // Firefox's network log tells of answers that come later; of one that never comes nobody does.
    stage.servers.customerio.rule({ event: 'left unseen', verdict: { act: 'hang' } })
    await leave(stage, 'left unseen')
    await delivery(panel, 'left unseen', 'unknown')
    await offered(panel, /^1 item is unknown because no answer was seen: the page was left before one came/)
    let asking = panel
    if (browser === 'firefox') {
      await offered(panel, /Firefox lets no panel inside its developer tools ask for it/)
      await panel.view.control(OFFER).inside({ role: 'link', name: 'Open Tracklens in a tab' }).click()
      asking = new PanelPage(await stage.browser.openedPanelTab())
      await offered(asking, /^1 item is unknown/)
    }
    const press = () => asking.view.control(OFFER).inside({ role: 'button', name: 'Allow …' }).click()
    // Firefox has given the hosts with the installation, and asks nothing for the rest.
    if (browser === 'chromium') {
      await press()
      expect(await stage.browser.answerPrompt('Deny')).toContain('Read and change all your data on all websites')
      const refused = '^Not granted\\. Requests that end after their page was left stay “unknown”\\.'
      await asking.view.control({ role: 'status', pattern: refused }).waitFor()
      await offered(panel, /^1 item is unknown/)
    }
    await press()
    if (browser === 'chromium') {
      await stage.browser.answerPrompt('Allow')
      await offered(panel, /^Tracklens may watch requests, but the browser has reported none yet\./)
    }
    if (browser === 'firefox') {
      await leave(stage, 'left and seen')
      await delivery(panel, 'left and seen', 'delivered')
      await stage.tab.activate()
      await offered(panel, /^Tracklens is told how requests end after their page was left\./)
    }
    await asking.view.control(OFFER).inside({ role: 'button', name: 'Take it back' }).click()
    await offered(panel, /^1 item is unknown/)
    if (browser === 'firefox') await asking.close()
  })
})

/**
 * The extension with what is optional granted from the start: Chromium tells of requests only from the start after the
 * grant.
 */
function granted(browser: BrowserName): string {
  // Beside the build, where the next run finds its place: a block whose tests are all left out cleans nothing up.
  const folder = `${extensionDir(browser)}-granted`
  rmSync(folder, { recursive: true, force: true })
  cpSync(extensionDir(browser), folder, { recursive: true })
  const file = path.join(folder, 'manifest.json')
  const { optional_permissions, optional_host_permissions, permissions, ...rest } = JSON.parse(
    readFileSync(file, 'utf8'),
  ) as Record<string, string[]>
  const manifest = {
    ...rest,
    permissions: [...(permissions ?? []), ...(optional_permissions ?? [])],
    host_permissions: optional_host_permissions,
  }
  writeFileSync(file, JSON.stringify(manifest))
  return folder
}

describe.each(BROWSERS.filter((name) => name === 'chromium'))('in %s, started with the permission', (browser) => {
  const folder = granted(browser)
  const scene = openScene(browser, { extensionDir: folder })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('knows how requests ended after their page was left', async () => {
    const { panel, stage } = scene
    // Chromium itself loses sight of some requests as their page goes: those stay unknown, and none is told wrongly.
    for (let page = 1; page <= 10; page++) await leave(stage, `left ${page}`)
    const isEnded = (delivery = '') => delivery === 'delivered' || delivery === 'unknown'
    await panel.rows(
      (rows) =>
        rows.length === 10 &&
        rows.every(({ cells }) => isEnded(cells.delivery)) &&
        rows.some(({ cells }) => cells.delivery === 'delivered'),
      { what: 'one to be delivered, and the end of none to be open' },
    )
    await offered(panel, /^Tracklens is told how requests end after their page was left\./)
    await panel.choose('Events')
    expect(await differences(panel.view, stage.servers)).toEqual([])
  })
})
