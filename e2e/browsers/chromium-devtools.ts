/**
 * Opens Chromium's real devtools on an extension's panel, by a command and modules of its own that nobody documents.
 */
import type { BrowserContext, Page } from 'playwright'
import { PATIENCE } from '../patience'
import { ChromiumPanel, expression } from './chromium-views'
import type { PanelPlace } from './driver'

/** Shows a view of devtools; as text, because bundlers rewrite a dynamic import in code. */
const SHOW_VIEW = `async (id, side) => {
  const { ViewManager, DockController } = await import('devtools://devtools/bundled/ui/legacy/legacy.js')
  const manager = ViewManager.ViewManager.instance()
  if (!manager.hasView(id)) return
  DockController.DockController.instance().setDockSide(side)
  void manager.showView(id)
}`

/** Which panel is shown: the extension's origin, the panel's place in it, and where devtools are docked. */
interface DevtoolsPanel {
  readonly origin: string
  readonly place: PanelPlace
  readonly dock: string
}

/**
 * Opens the devtools of `page` and shows the panel. Repeats itself, because devtools re-select their own default panel
 * while starting.
 */
export async function openDevtools(
  context: BrowserContext,
  page: Page,
  { origin, place, dock }: DevtoolsPanel,
): Promise<ChromiumPanel> {
  const browser = await context.browser()?.newBrowserCDPSession()
  if (!browser) throw new Error('this browser gives no session of its own')
  const session = await context.newCDPSession(page)
  const { targetInfo } = await session.send('Target.getTargetInfo')
  await session.detach()
  const isDevtools = (one: Page) => one.url().startsWith('devtools://devtools/bundled/devtools_app.html')
  const [devtools] = await Promise.all([
    context.waitForEvent('page', { timeout: PATIENCE, predicate: isDevtools }),
    (browser as unknown as { send: (method: string, params: object) => Promise<unknown> }).send('Target.openDevTools', {
      targetId: targetInfo.targetId,
    }),
  ])
  await browser.detach()
  // The panel's persistent id in devtools' ExtensionServer: no slash between origin and title, no spaces, no port.
  const id = `${origin}${place.title}`.replace(/\s|:\d+/g, '')
  const end = Date.now() + PATIENCE
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
