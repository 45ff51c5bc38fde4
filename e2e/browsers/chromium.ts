/**
 * Chromium behind the driver interface, by Playwright; its real devtools are opened by a switch that Playwright does
 * not document.
 */
import { writeFile } from 'node:fs/promises'
import {
  type BrowserContext,
  type CDPSession,
  chromium,
  type ElementHandle,
  type Frame,
  type Page,
  type Worker,
} from 'playwright'
import { browserPath } from './binaries'
import { answerPrompt, freePort, promptSwitches } from './chromium-prompt'
import {
  type Browser,
  type LaunchOptions,
  type OpenPanel,
  type Panel,
  type PanelPlace,
  type Tab,
  TRACKLENS_PANEL,
  type Trouble,
} from './driver'
import { Grid } from './grid'
import { startSink } from './sink'
import { View } from './view'

// Without it Playwright drops the devtools page, which is of another type than "page" when it is created.
process.env.PW_CHROMIUM_ATTACH_TO_OTHER = '1'

/**
 * Asked for by Chromium itself when somebody types (a spell checker's dictionary, form filling), which no switch stops.
 * Refused like all others.
 */
const OWN_HOSTS = ['redirector.gvt1.com:443', 'content-autofill.googleapis.com:443']

/** A call expression with its arguments as literals, so that nothing of the page's is needed to pass them. */
function expression(source: string, args: readonly unknown[]): string {
  return `(${source})(${args.map((arg) => JSON.stringify(arg) ?? 'undefined').join(', ')})`
}

/** What both a tab and the panel are in Chromium: a frame of a Playwright page. */
abstract class FrameView extends View {
  constructor(
    protected readonly page: Page,
    protected readonly frame: Frame,
  ) {
    super()
  }

  protected async run(source: string, args: readonly unknown[]): Promise<unknown> {
    return (await this.frame.evaluate(expression(source, args))) ?? null
  }

  protected async clickReturned(source: string, args: readonly unknown[]): Promise<void> {
    const handle = await this.frame.evaluateHandle(expression(source, args))
    const element = handle.asElement() as ElementHandle | null
    if (!element) throw new Error(`nothing to click: ${JSON.stringify(args)}`)
    await element.click({ timeout: 10_000 })
    await handle.dispose().catch(() => {})
  }

  /**
   * Keys go to the frame that has the focus; taking it twice would make devtools hand it on, so it is taken only when
   * it is elsewhere.
   */
  private async focusFrame(): Promise<void> {
    if (this.frame === this.page.mainFrame()) return
    const owner = await this.frame.frameElement()
    const focused = await owner.evaluate((element) => {
      let active = document.activeElement
      while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement
      return active === element
    })
    if (focused) return
    await owner.focus()
    await this.waitFor(() => document.hasFocus(), { what: 'the panel to have the focus' })
  }

  async press(key: string): Promise<void> {
    await this.focusFrame()
    await this.page.keyboard.press(key)
  }

  async write(text: string): Promise<void> {
    await this.focusFrame()
    await this.page.keyboard.type(text)
  }

  async screenshot(path?: string): Promise<Buffer> {
    const box = this.frame === this.page.mainFrame() ? null : await (await this.frame.frameElement()).boundingBox()
    const png = await this.page.screenshot(box ? { clip: box } : {})
    if (path) await writeFile(path, png)
    return png
  }

  async setSize(width: number, height: number): Promise<void> {
    await this.page.setViewportSize({ width, height })
    if (this.frame === this.page.mainFrame()) return
    const box = await (await this.frame.frameElement()).boundingBox()
    if (box)
      await this.page.setViewportSize({
        width: Math.round(2 * width - box.width),
        height: Math.round(2 * height - box.height),
      })
  }
}

class ChromiumPanel extends FrameView implements Panel {
  grid(name: string): Grid {
    return new Grid(this, { role: 'grid', name })
  }

  async setDark(dark: boolean): Promise<void> {
    await this.page.emulateMedia({ colorScheme: dark ? 'dark' : 'light' })
  }

  async close(): Promise<void> {
    await this.page.close()
  }
}

/** Shows a view of devtools; as text, because bundlers rewrite a dynamic import in code. */
const SHOW_VIEW = `async (id, side) => {
  const { ViewManager, DockController } = await import('devtools://devtools/bundled/ui/legacy/legacy.js')
  const manager = ViewManager.ViewManager.instance()
  if (!manager.hasView(id)) return
  DockController.DockController.instance().setDockSide(side)
  void manager.showView(id)
}`

/**
 * Opens the devtools of `page` and shows the panel. Repeats itself, because devtools re-select their own default panel
 * while starting.
 */
async function openDevtools(
  context: BrowserContext,
  page: Page,
  origin: string,
  place: PanelPlace,
  dock: string,
): Promise<ChromiumPanel> {
  const browser = await context.browser()?.newBrowserCDPSession()
  if (!browser) throw new Error('this browser gives no session of its own')
  const session = await context.newCDPSession(page)
  const { targetInfo } = await session.send('Target.getTargetInfo')
  await session.detach()
  const isDevtools = (one: Page) => one.url().startsWith('devtools://devtools/bundled/devtools_app.html')
  const [devtools] = await Promise.all([
    context.waitForEvent('page', { timeout: 20_000, predicate: isDevtools }),
    (browser as unknown as { send: (method: string, params: object) => Promise<unknown> }).send('Target.openDevTools', {
      targetId: targetInfo.targetId,
    }),
  ])
  await browser.detach()
  // The panel's persistent id in devtools' ExtensionServer: no slash between origin and title, no spaces, no port.
  const id = `${origin}${place.title}`.replace(/\s|:\d+/g, '')
  const end = Date.now() + 20_000
  for (;;) {
    const panel = devtools.frames().find((frame) => frame.url().startsWith(origin + place.path))
    if (panel) {
      await panel.waitForLoadState()
      const view = new ChromiumPanel(devtools, panel)
      await view.waitFor(() => innerWidth > 0, { what: 'the panel to be laid out' })
      // Chromium goes on routing pointers by the panel's size before devtools were undocked, until it is resized.
      if (dock === 'undocked') await view.setSize(1280, 760)
      return view
    }
    if (Date.now() > end)
      throw new Error(
        `no panel "${place.title}" in devtools: ${devtools
          .frames()
          .map((frame) => frame.url())
          .join(' ')}`,
      )
    await devtools.evaluate(expression(SHOW_VIEW, [id, dock])).catch(() => {}) // devtools may still be starting
    await new Promise((done) => setTimeout(done, 50))
  }
}

class ChromiumTab extends FrameView implements Tab {
  constructor(
    page: Page,
    private readonly open: (page: Page, dock: string) => Promise<ChromiumPanel>,
  ) {
    super(page, page.mainFrame())
  }

  async goto(url: string): Promise<void> {
    await this.page.goto(url)
  }

  async reload(): Promise<void> {
    await this.page.reload()
  }

  async back(): Promise<void> {
    await this.page.goBack()
  }

  async url(): Promise<string> {
    return this.page.url()
  }

  async activate(): Promise<void> {
    await this.page.bringToFront()
  }

  openPanel({ dock = 'undocked' }: OpenPanel = {}): Promise<Panel> {
    return this.open(this.page, dock)
  }

  async close(): Promise<void> {
    await this.page.close({ runBeforeUnload: false })
  }
}

/**
 * Uncaught exceptions and console errors of every page, panel and worker, without what devtools say about themselves.
 */
function watchTroubles(context: BrowserContext): Trouble[] {
  const troubles: Trouble[] = []
  const note = (url: string, text: string) => {
    if (!url.startsWith('devtools:'))
      troubles.push({ where: url.startsWith('chrome-extension:') ? 'extension' : 'page', url, text })
  }
  context.on('weberror', (error) => {
    const stack = error.error().stack ?? String(error.error())
    const own = /chrome-extension:\/\/[^\s)]+/.exec(stack)
    const url = own?.[0] ?? error.page()?.url() ?? ''
    note(url, stack)
  })
  context.on('console', (message) => {
    if (message.type() === 'error') note(message.location().url || (message.page()?.url() ?? ''), message.text())
  })
  context.on('serviceworker', (worker) =>
    worker.on('console', (message) => {
      if (message.type() === 'error') note(worker.url(), message.text())
    }),
  )
  return troubles
}

/**
 * Installs the unpacked extension over the debugging pipe (branded Chrome ignores --load-extension) and gives its id.
 */
async function install(context: BrowserContext, path: string): Promise<string> {
  const session = (await context.browser()?.newBrowserCDPSession()) as CDPSession & {
    send: (m: string, p: object) => Promise<{ id: string }>
  }
  const { id } = await session.send('Extensions.loadUnpacked', { path })
  await session.detach()
  return id
}

/** Has the extension's worker reload the extension, and waits for the worker that comes after it. */
async function reload(context: BrowserContext, origin: string): Promise<void> {
  // Without the developer mode Chromium switches unpacked extensions off when they are reloaded.
  const settings = await context.newPage()
  await settings.goto('chrome://extensions')
  await settings.evaluate('chrome.developerPrivate.updateProfileConfiguration({ inDeveloperMode: true })')
  await settings.close()
  const isOwn = (worker: Worker) => worker.url().startsWith(origin)
  const worker = context.serviceWorkers().find(isOwn) ?? (await context.waitForEvent('serviceworker', isOwn))
  const next = context.waitForEvent('serviceworker', isOwn)
  // It is gone before it could answer.
  void worker.evaluate('chrome.runtime.reload()').catch(() => {})
  await next
}

/** Starts Chromium with a fresh profile. */
export async function launch(options: LaunchOptions): Promise<Browser> {
  const { headless = true, colorScheme = 'light', width = 1280, height = 800, extensionDir } = options
  const place = options.panel ?? TRACKLENS_PANEL
  const sink = await startSink()
  const viewsPort = options.prompts ? await freePort() : null
  const context = await chromium.launchPersistentContext('', {
    executablePath: options.executable ?? (await browserPath('chromium')),
    headless,
    colorScheme,
    viewport: headless ? { width, height } : null,
    ignoreDefaultArgs: ['--disable-extensions', ...(options.keepLeftPages ? ['--disable-back-forward-cache'] : [])],
    args: [
      '--enable-unsafe-extension-debugging',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost, EXCLUDE *.localhost',
      `--proxy-server=http://127.0.0.1:${sink.port}`,
      // Chromium's own housekeeping would knock at these two; a closed port on loopback keeps the list of refused hosts
      // to what pages ask for.
      '--gaia-url=http://127.0.0.1:1/',
      '--component-updater=url-source=http://127.0.0.1:1/',
      '--no-first-run',
      ...(headless ? [] : ['--start-maximized']),
      ...(viewsPort === null ? [] : promptSwitches(viewsPort)),
      ...(options.args ?? []),
    ],
  })
  const troubles = watchTroubles(context)
  const load = async (dir: string) => `chrome-extension://${await install(context, dir)}`
  let origin = extensionDir ? await load(extensionDir) : ''
  const open = (page: Page, dock: string) => openDevtools(context, page, origin, place, dock)
  const closed = new Promise<void>((done) => context.once('close', () => done()))
  let blank: Page | undefined = context.pages()[0]
  const newPage = async () => {
    const page = blank ?? (await context.newPage())
    blank = undefined
    await page.bringToFront()
    return page
  }
  return {
    name: 'chromium',
    version: `Chromium ${context.browser()?.version() ?? ''}`,
    get extensionOrigin() {
      return origin
    },
    async install(dir) {
      origin = await load(dir)
    },
    reloadExtension: () => reload(context, origin),
    async newTab(url) {
      const tab = new ChromiumTab(await newPage(), open)
      if (url) await tab.goto(url)
      return tab
    },
    async openPanelTab(query = '') {
      const page = await newPage()
      await page.goto(`${origin}${place.path}${query}`)
      return new ChromiumPanel(page, page.mainFrame())
    },
    async openedPanelTab() {
      const isPanel = (page: Page) => page.url().startsWith(origin + place.path)
      const page =
        context.pages().find(isPanel) ?? (await context.waitForEvent('page', { timeout: 10_000, predicate: isPanel }))
      await page.waitForLoadState()
      return new ChromiumPanel(page, page.mainFrame())
    },
    async killBackground() {
      const page = await context.newPage()
      const session = await context.newCDPSession(page)
      await session.send('ServiceWorker.enable')
      await session.send('ServiceWorker.stopAllWorkers')
      await page.close()
    },
    answerPrompt: async (answer) => {
      if (viewsPort === null) throw new Error('start the browser with `prompts`')
      return answerPrompt(viewsPort, answer)
    },
    setOffline: (offline) => context.setOffline(offline),
    troubles: async () => [...troubles],
    refusedHosts: () => sink.hosts().filter((host) => !OWN_HOSTS.includes(host)),
    closed,
    async close() {
      await context.close()
      await sink.close()
    },
  }
}
