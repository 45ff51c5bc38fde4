/**
 * Files that none of our code wrote: Playwright, mitmproxy and the browsers' own developer tools record the shop while
 * a visitor walks through it with the real SDK and with Bloomreach's stand-in, and what is read from each of their
 * files equals what the collectors have.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type Browser, type BrowserContext, chromium } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { browserPath } from '../browsers/binaries'
import { BROWSERS } from '../browsers/driver'
import { settledHar } from '../foreign/devtools'
import { lastAnswer, pageHand, tabHand, truthOf } from '../foreign/hands'
import { MITMPROXY, startMitmproxy } from '../foreign/mitmproxy'
import { compared, fileSource, type Truth } from '../foreign/read'
import { lookAtTea, visitShop } from '../foreign/visit'
import { PATIENCE } from '../patience'
import { AGENT, differences, type Servers, startServers } from '../stage'
import { openScene } from './scene'

const userAgent = AGENT

describe.runIf(BROWSERS.includes('chromium'))('what others record equals what arrived', () => {
  let folder = ''
  let servers: Servers
  let browser: Browser
  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'tracklens-files-'))
    servers = await startServers({})
    browser = await chromium.launch({ executablePath: await browserPath('chromium') })
  })
  afterAll(async () => {
    await browser?.close()
    await servers.close()
    rmSync(folder, { recursive: true, force: true })
  })

  /** Records a visit by all that one context can write at a time; gives what the collectors have of it. */
  async function recorded(record: () => Promise<BrowserContext>, end: (of: BrowserContext) => unknown): Promise<Truth> {
    for (const collector of servers.all) collector.clear()
    const opened = servers.shop.documents.length
    const context = await record()
    context.setDefaultTimeout(PATIENCE)
    try {
      const page = await context.newPage()
      const answered = lastAnswer(page)
      await visitShop(pageHand(page), servers)
      await answered
      await end(context)
    } finally {
      await context.close()
    }
    const { receipts, left } = truthOf(servers)
    return { receipts, left: left.slice(opened) }
  }

  it('in a HAR with embedded bodies, one in a ZIP, and a trace', async () => {
    const at = (name: string): string => path.join(folder, name)
    const truth = await recorded(
      async () => {
        const context = await browser.newContext({ userAgent, recordHar: { path: at('embed.har') } })
        await context.tracing.start({ snapshots: true })
        await context.tracing.startHar(at('attached.zip'))
        return context
      },
      async (context) => {
        await context.tracing.stopHar()
        await context.tracing.stop({ path: at('trace.zip') })
      },
    )
    expect(truth.receipts.length).toBeGreaterThan(10)
    for (const name of ['embed.har', 'attached.zip', 'trace.zip']) {
      const { faults, lacks } = await compared(fileSource(at(name)), truth)
      expect([name, faults]).toEqual([name, []])
      expect(lacks[0]).toMatch(/calls are not in/)
    }
  })

  /** By Playwright without and beside, and by mitmproxy between browser and servers where the machine has it. */
  const second = once(async () => {
    const at = (name: string): string => path.join(folder, 'second', name)
    mkdirSync(path.join(folder, 'second'))
    const proxy = 'missing' in MITMPROXY ? null : await startMitmproxy(at('mitmproxy.har'))
    const recording = recorded(
      async () => {
        const minimal = { path: at('minimal.har'), mode: 'minimal', content: 'embed' } as const
        const through = proxy ? { proxy: { server: proxy.origin } } : {}
        const context = await browser.newContext({ userAgent, recordHar: minimal, ...through })
        await context.tracing.startHar(at('attach.har'), { content: 'attach' })
        return context
      },
      async (context) => {
        await context.tracing.stopHar()
        await proxy?.stop()
      },
    )
    const truth = await recording.finally(() => proxy?.stop())
    return { at, truth }
  })

  it.each(['minimal.har', 'attach.har'])('in a minimal HAR, and in one with its bodies beside it: %s', async (name) => {
    const { at, truth } = await second()
    expect(await compared(fileSource(at(name)), truth)).toMatchObject({ faults: [] })
  })

  it.skipIf('missing' in MITMPROXY)('and what mitmproxy’s own script writes, as Debian has it', async () => {
    const { at, truth } = await second()
    const { faults, lacks } = await compared(fileSource(at('mitmproxy.har')), truth)
    expect(faults).toEqual([])
    expect(lacks).toHaveLength(1)
  })
})

/** Runs something once, whoever asks first. */
function once<T>(run: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | undefined
  return () => {
    running ??= run()
    return running
  }
}

describe.each(BROWSERS)('what the developer tools of %s write', (browser) => {
  const scene = openScene(browser)

  it('equals what arrived since the page was opened', async () => {
    const { stage, panel } = scene
    await lookAtTea(tabHand(stage.tab), stage.servers)
    // Firefox, asked while an answer is under way, may stay without it.
    expect(await differences(panel.view, stage.servers)).toEqual([])
    await settledHar(panel.view, stage.servers)
  })
})
