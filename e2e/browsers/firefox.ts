/**
 * Firefox behind the driver interface: WebDriver BiDi straight to a stock browser, and its own chrome for the toolbox.
 */
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { PATIENCE } from '../patience'
import type { Bidi } from './bidi'
import {
  type Browser,
  type LaunchOptions,
  type OpenPanel,
  type Panel,
  type Tab,
  TRACKLENS_PANEL,
  type Trouble,
} from './driver'
import * as chrome from './firefox-chrome'
import { chord, type KeyAction, typing } from './firefox-keys'
import { startFirefox } from './firefox-process'
import { Grid } from './grid'
import type { Point } from './in-page'
import { View } from './view'

/** Runs one of the privileged functions. */
type Privileged = <A extends unknown[], R>(fn: (...args: A) => R, ...args: A) => Promise<Awaited<R>>

class ContextView extends View {
  constructor(
    protected readonly bidi: Bidi,
    protected readonly context: string,
  ) {
    super()
  }

  protected run(source: string, args: readonly unknown[]): Promise<unknown> {
    return this.bidi.run(this.context, source, args)
  }

  #act(action: object): Promise<unknown> {
    return this.bidi.send('input.performActions', { context: this.context, actions: [action] })
  }

  protected async clickAt({ x, y }: Point): Promise<void> {
    await this.#act({
      type: 'pointer',
      id: 'mouse',
      parameters: { pointerType: 'mouse' },
      actions: [
        // BiDi takes whole pixels.
        { type: 'pointerMove', x: Math.floor(x), y: Math.floor(y) },
        { type: 'pointerDown', button: 0 },
        { type: 'pointerUp', button: 0 },
      ],
    })
  }

  async #keys(actions: readonly KeyAction[]): Promise<void> {
    await this.#act({ type: 'key', id: 'keyboard', actions })
  }

  press(key: string): Promise<void> {
    return this.#keys(chord(key))
  }

  write(text: string): Promise<void> {
    return this.#keys(typing(text))
  }

  async screenshot(file?: string): Promise<Buffer> {
    const { data } = await this.bidi.send<{ data: string }>('browsingContext.captureScreenshot', {
      context: this.context,
    })
    const png = Buffer.from(data, 'base64')
    if (file) await writeFile(file, png)
    return png
  }

  async setSize(width: number, height: number): Promise<void> {
    await this.bidi.send('browsingContext.setViewport', { context: this.context, viewport: { width, height } })
  }
}

class FirefoxPanel extends ContextView implements Panel {
  readonly #privileged: Privileged
  /** The tab whose toolbox it is in; null where the panel is a tab itself. */
  readonly #inspected: string | null

  constructor(bidi: Bidi, context: string, privileged: Privileged, inspected: string | null) {
    super(bidi, context)
    this.#privileged = privileged
    this.#inspected = inspected
  }

  grid(name: string): Grid {
    return new Grid(this, { role: 'grid', name })
  }

  async setDark(dark: boolean): Promise<void> {
    await this.#privileged(chrome.setTheme, dark)
    await this.waitFor(
      (dark) => matchMedia('(prefers-color-scheme: dark)').matches === dark,
      { what: 'the theme to change' },
      dark,
    )
  }

  override async setSize(width: number, height: number): Promise<void> {
    if (this.#inspected === null) return super.setSize(width, height)
    const now = await this.eval(() => [innerWidth, innerHeight] as const)
    await this.#privileged(chrome.growToolbox, this.#inspected, width - now[0], height - now[1])
    await this.waitFor(
      (wished, before) => [innerWidth, innerHeight].every((now, at) => now === wished[at] || now !== before[at]),
      { what: `a panel of ${width} × ${height} px` },
      [width, height] as const,
      now,
    )
  }

  async close(): Promise<void> {
    if (this.#inspected === null) await this.bidi.send('browsingContext.close', { context: this.context })
    else await this.#privileged(chrome.closeToolbox, this.#inspected)
  }
}

/** The tabs' contexts, the panel's in toolboxes not among them. */
async function contextsOf(bidi: Bidi): Promise<readonly { readonly context: string; readonly url: string }[]> {
  type Tree = { readonly contexts: readonly { readonly context: string; readonly url: string }[] }
  return (await bidi.send<Tree>('browsingContext.getTree', { maxDepth: 0 })).contexts
}

class FirefoxTab extends ContextView implements Tab {
  readonly #open: (context: string, host: string) => Promise<Panel>

  constructor(bidi: Bidi, context: string, open: (context: string, host: string) => Promise<Panel>) {
    super(bidi, context)
    this.#open = open
  }

  /** Once more where the tab's first, empty document is still loading: on a busy machine it may come in between. */
  async goto(url: string): Promise<void> {
    const navigate = () => this.bidi.send('browsingContext.navigate', { context: this.context, url, wait: 'complete' })
    await navigate().catch((error: Error) => {
      if (!error.message.includes('interrupted an unfinished navigation')) throw error
      return navigate()
    })
  }

  async reload(): Promise<void> {
    await this.bidi.send('browsingContext.reload', { context: this.context, wait: 'complete' })
  }

  async back(): Promise<void> {
    await this.bidi.send('browsingContext.traverseHistory', { context: this.context, delta: -1 })
  }

  /** Whether it is this context's tab. */
  isOf(context: string): boolean {
    return context === this.context
  }

  async url(): Promise<string> {
    const tree = await this.bidi.send<{ contexts: { url: string }[] }>('browsingContext.getTree', {
      root: this.context,
      maxDepth: 0,
    })
    return tree.contexts[0]?.url ?? ''
  }

  async activate(): Promise<void> {
    await this.bidi.send('browsingContext.activate', { context: this.context })
  }

  openPanel({ dock = 'undocked' }: OpenPanel = {}): Promise<Panel> {
    return this.#open(this.context, dock === 'undocked' ? 'window' : dock)
  }

  async close(): Promise<void> {
    await this.bidi.send('browsingContext.close', { context: this.context })
  }
}

interface LogEntry {
  readonly level?: string
  readonly text?: string | null
  readonly source?: { readonly context?: string }
  readonly stackTrace?: { readonly callFrames?: readonly { readonly url: string }[] }
}

async function watchTroubles(bidi: Bidi): Promise<Trouble[]> {
  const troubles: Trouble[] = []
  bidi.onEvent((method, params) => {
    const entry = params as LogEntry
    if (method !== 'log.entryAdded' || entry.level !== 'error') return
    const url = entry.stackTrace?.callFrames?.[0]?.url ?? ''
    troubles.push({ where: url.startsWith('moz-extension:') ? 'extension' : 'page', url, text: entry.text ?? '' })
  })
  await bidi.send('session.subscribe', { events: ['log.entryAdded'] })
  return troubles
}

/** Starts Firefox with a fresh profile. */
export async function launch(options: LaunchOptions): Promise<Browser> {
  const running = await startFirefox(options)
  const { bidi } = running
  const place = options.panel ?? TRACKLENS_PANEL
  const privileged: Privileged = (fn, ...args) => bidi.run(running.chrome, fn.toString(), args) as never
  const troubles = await watchTroubles(bidi)
  await privileged(chrome.collectErrors)
  let extension = ''
  let origin = ''
  const install = async (dir: string) => {
    const extensionData = { type: 'path', path: path.resolve(dir) }
    const installed = await bidi.send<{ extension: string }>('webExtension.install', { extensionData })
    extension = installed.extension
    origin = `moz-extension://${await privileged(chrome.extensionHost, extension)}`
  }
  if (options.extensionDir) await install(options.extensionDir)
  const open = async (tab: string, host: string): Promise<Panel> => {
    const context = await privileged(chrome.openToolbox, tab, extension, place.title, host)
    const panel = new FirefoxPanel(bidi, context, privileged, tab)
    // As large as Chromium's: in the low window that Firefox opens the triggers are in a menu.
    if (host === 'window') await panel.setSize(1280, 760)
    return panel
  }
  let blank = (await contextsOf(bidi))[0]?.context
  const setOffline = async (offline: boolean) => {
    await bidi.send('emulation.setNetworkConditions', { networkConditions: offline ? { type: 'offline' } : null })
  }
  const newContext = async () => {
    const context = blank ?? (await bidi.send<{ context: string }>('browsingContext.create', { type: 'tab' })).context
    blank = undefined
    await bidi.send('browsingContext.activate', { context })
    return context
  }
  return {
    name: 'firefox',
    version: `Firefox ${await privileged(chrome.appVersion)}`,
    get extensionOrigin() {
      return origin
    },
    install,
    reloadExtension: () => privileged(chrome.reloadExtension, extension),
    async newTab(url) {
      const tab = new FirefoxTab(bidi, await newContext(), open)
      if (url) await tab.goto(url)
      return tab
    },
    async newPrivateTab() {
      await privileged(chrome.allowPrivate, extension)
      const first = await privileged(chrome.openPrivateWindow)
      // The window's own first page belongs to the browser.
      const beside = { type: 'tab', referenceContext: first }
      const { context } = await bidi.send<{ context: string }>('browsingContext.create', beside)
      await bidi.send('browsingContext.close', { context: first })
      return new FirefoxTab(bidi, context, open)
    },
    async openPanelTab(query = '') {
      const context = await newContext()
      await bidi.send('browsingContext.navigate', { context, url: `${origin}${place.path}${query}`, wait: 'complete' })
      return new FirefoxPanel(bidi, context, privileged, null)
    },
    async openedPanelTab() {
      const end = Date.now() + PATIENCE
      for (;;) {
        const found = (await contextsOf(bidi)).findLast(({ url }) => url.startsWith(origin + place.path))
        if (found) {
          const panel = new FirefoxPanel(bidi, found.context, privileged, null)
          await panel.waitFor(() => document.readyState === 'complete')
          return panel
        }
        if (Date.now() > end) throw new Error('no panel was opened as a tab')
        await new Promise((done) => setTimeout(done, 50))
      }
    },
    async killBackground() {
      await privileged(chrome.terminateBackground, extension)
    },
    answerPrompt: (answer) => privileged(chrome.answerPrompt, answer),
    async freshen(tab) {
      await setOffline(false)
      for (const { context } of await contextsOf(bidi))
        if (!(tab as FirefoxTab).isOf(context)) await bidi.send('browsingContext.close', { context })
      await bidi.send('storage.deleteCookies', {})
      troubles.length = 0
      running.sink.forget()
      await privileged(chrome.collectErrors)
    },
    setOffline,
    troubles: async () => [...troubles, ...(await privileged(chrome.collectedErrors))],
    refusedHosts: running.sink.hosts,
    closed: running.exited,
    close: running.end,
  }
}
