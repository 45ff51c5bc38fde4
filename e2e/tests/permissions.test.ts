/** The optional permissions, pressed for in the real panel and answered in the browser's own question. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { BROWSERS, type BrowserName, type Panel } from '../browsers/driver'
import { extensionDir } from '../build'
import type { Servers } from '../stage'
import { ownTroubles, type Stage, setStage, settle } from '../stage'

const OFFER = 'aside[aria-label="Permission to watch requests"]'

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
  await customerio.until(() => customerio.received().some(({ thing }) => thing.name === name), `${name} to arrive`)
}

const delivery = async (panel: Panel, name: string, wished: string) => {
  await panel.tab('Events').click()
  await panel
    .grid('Events')
    .waitFor((rows) => rows.some(({ cells }) => cells.name === name && cells.delivery === wished), {
      what: `${name} ${wished}`,
    })
}

const offered = async (panel: Panel, words: RegExp) => {
  await panel.tab('Queue').click()
  await panel.control(OFFER).waitFor()
  await expect.poll(() => panel.text(OFFER), { timeout: 10_000 }).toMatch(words)
}

const agree = async (panel: Panel, servers: Servers) => {
  const { missing, phantom, wrong } = await settle(panel, servers)
  expect({ missing, phantom, wrong }).toEqual({ missing: [], phantom: [], wrong: [] })
}

/** Sends what the Lab shows to the collector, after the browser's question was answered. */
async function sendForReal(
  panel: Panel,
  { browser, servers }: Stage,
  answers: readonly ('Allow' | 'Deny' | 'given')[],
): Promise<void> {
  const { bloomreach } = servers
  await panel.tab('Lab').click()
  await panel.button('As text').click()
  const text = [
    'lab bloomreach',
    'set projectToken "a1b2c3d4-demo-shop"',
    'set authorization "Token shop-demo-key"',
    `set baseUrl ${JSON.stringify(bloomreach.origin)}`,
    'set flushMode "manual"',
    'configure()',
    'server hold',
    'trackEvent("from the lab", {"price": 3})',
    'flushData()',
  ]
  await panel.role('textbox', 'Sequence text').fill(text.join('\n'))
  await panel.button('Replay').click()
  await panel.role('textbox', 'Sequence text').waitGone()
  const before = bloomreach.received().length
  for (const answer of answers) {
    await panel.role('checkbox', 'Send for real').click()
    await panel.button('Switch it on').click()
    if (answer === 'given') continue
    expect(await browser.answerPrompt(answer)).toContain('127.0.0.1')
    if (answer === 'Allow') continue
    await panel.waitForFound(
      (found) =>
        found.some((alert) => alert.textContent?.includes('The browser does not allow sending to http://127.0.0.1')),
      '[role=alert]',
    )
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
  await panel.waitForFound(
    (found) => found.some((row) => row.textContent?.includes('delivered')),
    '.lab-items tbody tr',
  )
}

describe.each(BROWSERS)('in %s', (browser) => {
  let stage: Stage
  let panel: Panel

  beforeAll(async () => {
    stage = await setStage({ browser, extensionDir: extensionDir(browser), prompts: true })
    await stage.tab.goto(`${stage.servers.shop.origin}/bare.html`)
    panel = await stage.tab.openPanel()
  })
  afterAll(() => stage?.close())
  afterEach(async () => expect(await ownTroubles(stage.browser)).toEqual([]))

  it('lets the Lab send for real', async () => {
    // Firefox has given the hosts of the content scripts with the installation, and asks for none of them again.
    await sendForReal(panel, stage, browser === 'chromium' ? ['Deny', 'Allow'] : ['given'])
  })

  it('asks to watch requests', async () => {
    // Firefox's network log tells of answers that come later; of one that never comes nobody does.
    stage.servers.customerio.rule({ event: 'left unseen', verdict: { act: 'hang' } })
    await leave(stage, 'left unseen')
    await delivery(panel, 'left unseen', 'unknown')
    await offered(panel, /^1 item is unknown because the page was left before an answer came\./)
    let asking = panel
    if (browser === 'firefox') {
      await offered(panel, /Firefox lets no panel inside its developer tools ask for it/)
      await panel.control(OFFER).inside({ role: 'link', name: 'Open Tracklens in a tab' }).click()
      asking = await stage.browser.openedPanelTab()
      await offered(asking, /^1 item is unknown/)
    }
    const press = () => asking.control(OFFER).inside({ role: 'button', name: 'Allow …' }).click()
    // Firefox has given the hosts with the installation, and asks nothing for the rest.
    if (browser === 'chromium') {
      await press()
      expect(await stage.browser.answerPrompt('Deny')).toContain('Read and change all your data on all websites')
      await asking.control('.notice.info').waitFor()
      expect(await asking.text('.notice.info')).toContain(
        'Not granted. Requests that end after their page was left stay “unknown”.',
      )
      await offered(panel, /^1 item is unknown/)
    }
    await press()
    if (browser === 'chromium') {
      await stage.browser.answerPrompt('Allow')
      await offered(panel, /^Tracklens may watch requests, but the browser has told of none yet\./)
    }
    if (browser === 'firefox') {
      await leave(stage, 'left and seen')
      await delivery(panel, 'left and seen', 'delivered')
      await stage.tab.activate()
      await offered(panel, /^Tracklens is told how requests end after their page was left\./)
    }
    await asking.control(OFFER).inside({ role: 'button', name: 'Stop watching' }).click()
    await offered(panel, /^1 item is unknown/)
    if (browser === 'firefox') await asking.close()
  })
})

/**
 * The extension with what is optional granted from the start: Chromium tells of requests only from the start after the
 * grant.
 */
function granted(browser: BrowserName): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'tracklens-granted-'))
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

describe('in Chromium, started with the permission granted', () => {
  const folder = granted('chromium')
  let stage: Stage
  let panel: Panel

  beforeAll(async () => {
    stage = await setStage({ browser: 'chromium', extensionDir: folder })
    await stage.tab.goto(`${stage.servers.shop.origin}/bare.html`)
    panel = await stage.tab.openPanel()
  })
  afterAll(async () => {
    await stage?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it('knows how requests ended after their page was left', async () => {
    // Chromium itself loses sight of some requests as their page goes: those stay unknown, and none is told wrongly.
    for (let page = 1; page <= 10; page++) await leave(stage, `left ${page}`)
    const rows = await panel
      .grid('Events')
      .waitFor((rows) => rows.length === 10 && rows.some(({ cells }) => cells.delivery === 'delivered'), {
        what: 'one to be delivered',
      })
    expect(
      rows.map(({ cells }) => cells.delivery).filter((state) => state !== 'delivered' && state !== 'unknown'),
    ).toEqual([])
    await offered(panel, /^Tracklens is told how requests end after their page was left\./)
    await panel.tab('Events').click()
    await agree(panel, stage.servers)
  })
})
