/**
 * A browser with the extension that stays for the next test file, its panel open: to start both costs the machine as
 * much as a dozen tests. Whoever takes it finds it as new: no other tab, no cookie, no setting, an empty page. What
 * hosts it was allowed to reach stays allowed: where the content scripts run, Chromium takes none back.
 */
import type { Browser, BrowserName, Tab } from './browsers/driver'
import { extensionDir } from './build'
import { PanelPage } from './panel-page'
import { startBrowser } from './stage'
import { left } from './summary'

/** The part of the extension's interface that is used in its panel. */
interface Extension {
  readonly chrome: { readonly storage: { readonly local: { clear(): Promise<void> } } }
}

/** A running browser, a tab in it, and the panel in that tab's devtools. */
export interface Kept {
  readonly browser: Browser
  readonly tab: Tab
  readonly panel: PanelPage
}

/** Those that nobody uses at the moment. */
const idle = new Map<BrowserName, Kept>()

/** Takes the browser that an earlier file has given back, made as new, or starts one. */
export async function takeBrowser(name: BrowserName): Promise<Kept> {
  const kept = idle.get(name)
  idle.delete(name)
  if (kept) {
    try {
      return await freshen(kept)
    } catch {
      // Whatever an earlier test did to it, a new one is without it.
      await kept.browser.close()
    }
  }
  const browser = await startBrowser({ browser: name, extensionDir: extensionDir(name), prompts: true })
  const tab = await browser.newTab('about:blank')
  return { browser, tab, panel: await PanelPage.open(tab) }
}

/** Gives it back, with its panel open. It ends with the process. */
export function giveBack(kept: Kept): void {
  // Vitest ends its workers by this signal, which by itself would let nobody clean up.
  if (process.listenerCount('SIGTERM') === 0) process.once('SIGTERM', () => process.exit())
  idle.set(kept.browser.name, kept)
}

async function freshen({ browser, tab, panel }: Kept): Promise<Kept> {
  // What runs there must not write a cookie any more.
  await tab.goto('about:blank')
  await tab.activate()
  await browser.freshen(tab)
  const { view } = panel
  // Its last words may lie in the storage that is emptied next: without them the next page's record begins with a gap.
  await left(view)
  await view.eval(() => (globalThis as unknown as Extension).chrome.storage.local.clear())
  // The extension keeps what it has seen in a tab over navigations, and goes on counting until the panel starts anew.
  // In one turn: the browser's record of an earlier file's request may still be read, and told after a mere clear it
  // was a row that no collector of the next file ever got.
  await panel.choose('Events')
  await panel.clearAnew()
  await panel.rows((rows) => rows.length === 0, { what: 'an empty list' })
  await view.setSize(1280, 760)
  return { browser, tab, panel }
}
