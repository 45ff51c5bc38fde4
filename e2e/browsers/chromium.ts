/**
 * Chromium behind the driver interface, by Playwright; its real devtools are opened by a switch that Playwright does
 * not document.
 */
import { type BrowserContext, type CDPSession, chromium, type Page, type Worker } from 'playwright'
import { PATIENCE } from '../patience'
import { browserPath } from './binaries'
import { openDevtools } from './chromium-devtools'
import { answerPrompt, freePort, promptSwitches } from './chromium-prompt'
import { ChromiumPanel, ChromiumTab } from './chromium-views'
import { type Browser, type LaunchOptions, TRACKLENS_PANEL, type Trouble } from './driver'
import { startSink } from './sink'

// Without it Playwright drops the devtools page, which is of another type than "page" when it is created.
process.env.PW_CHROMIUM_ATTACH_TO_OTHER = '1'

/**
 * Asked for by Chromium itself when somebody types (a spell checker's dictionary, form filling), which no switch stops.
 * Refused like all others.
 */
const OWN_HOSTS = ['redirector.gvt1.com:443', 'content-autofill.googleapis.com:443']

/**
 * Chromium reads the last such list only, so this one stands for Playwright's too: of that, what a test could notice.
 * The first two would have it load the pop-ups of its address bar, which costs each start two seconds of a processor.
 */
const SWITCHED_OFF = [
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'PreconnectToSearch',
]

/**
 * Uncaught exceptions and console errors of every page, panel and worker, without what devtools say about themselves.
 */
function watchTroubles(context: BrowserContext): Trouble[] {
  const troubles: Trouble[] = []
  // The hook has a word for an address (see `vite.config.ts`).
  const isOwn = (url: string) => url.startsWith('chrome-extension:') || url === '[wrapped]'
  const note = (url: string, text: string) => {
    if (!url.startsWith('devtools:')) troubles.push({ where: isOwn(url) ? 'extension' : 'page', url, text })
  }
  context.on('weberror', (error) => {
    const stack = error.error().stack ?? String(error.error())
    const own = /chrome-extension:\/\/[^\s)]+|\[wrapped\]/.exec(stack)
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

/** The extension's worker, once there is one. */
async function workerOf(context: BrowserContext, origin: string): Promise<Worker> {
  const isOwn = (worker: Worker) => worker.url().startsWith(origin)
  return context.serviceWorkers().find(isOwn) ?? (await context.waitForEvent('serviceworker', isOwn))
}

/** Does something on the browser's page for extensions by which this one is reloaded, and gives the worker after it. */
async function reloadedBy(context: BrowserContext, origin: string, act: (settings: Page) => unknown): Promise<Worker> {
  // Without the developer mode Chromium switches unpacked extensions off when they are reloaded.
  const settings = await context.newPage()
  await settings.goto('chrome://extensions')
  await settings.evaluate('chrome.developerPrivate.updateProfileConfiguration({ inDeveloperMode: true })')
  const next = context.waitForEvent('serviceworker', (worker) => worker.url().startsWith(origin))
  await act(settings)
  const worker = await next
  await settings.close()
  return worker
}

/** Has the extension's worker reload the extension, and waits for the worker that comes after it. */
async function reload(context: BrowserContext, origin: string): Promise<void> {
  const worker = await workerOf(context, origin)
  // It is gone before it could answer.
  await reloadedBy(context, origin, () => void worker.evaluate('chrome.runtime.reload()').catch(() => {}))
}

/** Ticks "Allow in Incognito", and has the extension open such a window. */
async function openPrivate(context: BrowserContext, origin: string): Promise<Page> {
  await workerOf(context, origin)
  const choice = JSON.stringify({ extensionId: new URL(origin).host, incognitoAccess: true })
  const worker = await reloadedBy(context, origin, (settings) =>
    settings.evaluate(`chrome.developerPrivate.updateExtensionConfiguration(${choice})`),
  )
  const [page] = await Promise.all([
    context.waitForEvent('page', { timeout: PATIENCE }),
    worker.evaluate(`chrome.windows.create({ incognito: true, url: 'about:blank' }).then(() => {})`),
  ])
  return page
}

/** Starts Chromium with a fresh profile. */
export async function launch(options: LaunchOptions): Promise<Browser> {
  const { headless = true, colorScheme = 'light', width = 1280, height = 800, extensionDir } = options
  const place = options.panel ?? TRACKLENS_PANEL
  const sink = await startSink()
  const viewsPort = options.prompts ? await freePort() : null
  const context = await chromium.launchPersistentContext(options.profile ?? '', {
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
      `--disable-features=${SWITCHED_OFF.join()}`,
      ...(headless ? [] : ['--start-maximized']),
      ...(viewsPort === null ? [] : promptSwitches(viewsPort)),
      ...(options.args ?? []),
    ],
  })
  // Playwright's own patience is half as long.
  context.setDefaultTimeout(PATIENCE)
  const troubles = watchTroubles(context)
  const load = async (dir: string) => `chrome-extension://${await install(context, dir)}`
  let origin = extensionDir ? await load(extensionDir) : ''
  const open = (page: Page, dock: string) => openDevtools(context, page, { origin, place, dock })
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
    newPrivateTab: async () => new ChromiumTab(await openPrivate(context, origin), open),
    async openPanelTab(query = '') {
      const page = await newPage()
      await page.goto(`${origin}${place.path}${query}`)
      return new ChromiumPanel(page, page.mainFrame())
    },
    async openedPanelTab() {
      const isPanel = (page: Page) => page.url().startsWith(origin + place.path)
      const page =
        context.pages().find(isPanel) ?? (await context.waitForEvent('page', { timeout: PATIENCE, predicate: isPanel }))
      await page.waitForLoadState()
      return new ChromiumPanel(page, page.mainFrame())
    },
    async killBackground() {
      const page = context.pages().find((one) => !one.url().startsWith('devtools:')) ?? (await context.newPage())
      const session = await context.newCDPSession(page)
      await session.send('ServiceWorker.enable')
      await session.send('ServiceWorker.stopAllWorkers')
      await session.detach()
    },
    answerPrompt: async (answer) => {
      if (viewsPort === null) throw new Error('start the browser with `prompts`')
      return answerPrompt(viewsPort, answer)
    },
    async freshen(tab) {
      await context.setOffline(false)
      const isOther = (page: Page) => !page.url().startsWith('devtools:') && !(tab as ChromiumTab).isOf(page)
      await Promise.all(
        context
          .pages()
          .filter(isOther)
          .map((page) => page.close()),
      )
      await context.clearCookies()
      troubles.length = 0
      sink.forget()
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
