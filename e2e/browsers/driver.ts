/** What a test can do with a browser, the same for Chromium and Firefox. */
import type { Grid } from './grid'
import type { View } from './view'

/** The browsers that Tracklens is tried in. */
export type BrowserName = 'chromium' | 'firefox'

/** Those that tests run in: both, or the one that the variable TRACKLENS_BROWSER names. */
export const BROWSERS: readonly BrowserName[] = wished(process.env.TRACKLENS_BROWSER)

function wished(name: string | undefined): readonly BrowserName[] {
  const all: readonly BrowserName[] = ['chromium', 'firefox']
  if (!name) return all
  const one = all.filter((each) => each === name)
  if (one.length === 0) throw new Error(`TRACKLENS_BROWSER is ${name}: there is only ${all.join(' and ')}`)
  return one
}

/** What a browser is started with. */
export interface LaunchOptions {
  readonly browser: BrowserName
  /** Where the browser is; looked for when left out (see `binaries.ts`). */
  readonly executable?: string
  /** The unpacked extension; none is installed when left out. */
  readonly extensionDir?: string
  /** Default true. */
  readonly headless?: boolean
  readonly colorScheme?: 'light' | 'dark'
  /** The page's size in CSS pixels; default 1280 × 800. Ignored with a visible window. */
  readonly width?: number
  readonly height?: number
  /** The devtools panel's title and page; default Tracklens' own. */
  readonly panel?: PanelPlace
  /**
   * Lets Chromium keep left pages to come back to, as it does for people; Playwright switches that off. Firefox always
   * does.
   */
  readonly keepLeftPages?: boolean
  /** Lets `answerPrompt` reach Chromium's own questions for permissions; Firefox's it always does. */
  readonly prompts?: boolean
  /** The folder of the profile, empty and the caller's to remove; one that ends with the browser when left out. */
  readonly profile?: string
  /** Extra command-line arguments (Chromium) or preferences (Firefox). */
  readonly args?: readonly string[]
  readonly prefs?: Readonly<Record<string, string | number | boolean>>
}

/** Where an extension's panel is found. `path` is absolute within the extension. */
export interface PanelPlace {
  readonly title: string
  readonly path: string
}

/** Where Tracklens' own panel is found. */
export const TRACKLENS_PANEL: PanelPlace = { title: 'Tracklens', path: '/src/panel/panel.html' }

/** Something that went wrong in the browser: an uncaught exception or a console error. */
export interface Trouble {
  readonly where: 'page' | 'extension'
  readonly url: string
  readonly text: string
}

/** A running browser with a fresh profile. Only loopback can be reached from it. */
export interface Browser {
  readonly name: BrowserName
  /** For example `Chromium 156.0.8078.79`. */
  readonly version: string
  /** `chrome-extension://<id>` or `moz-extension://<uuid>`; empty without an extension. */
  readonly extensionOrigin: string
  /** A new tab in front, at `url` where given (loaded). */
  newTab(url?: string): Promise<Tab>
  /** Allows the extension in private windows, which reloads it, and opens one; gives its tab, empty and in front. */
  newPrivateTab(): Promise<Tab>
  /** The panel's page as a plain tab: `panel.html?<query>`. */
  openPanelTab(query?: string): Promise<Panel>
  /** Installs an unpacked extension while the browser runs; `extensionOrigin` is its from then on. */
  install(extensionDir: string): Promise<void>
  /**
   * Reloads the extension, as its own `runtime.reload()` and the browser's page for extensions do. Resolves when it is
   * there again.
   */
  reloadExtension(): Promise<void>
  /** The panel that a link has opened as a tab of its own, once it is there. */
  openedPanelTab(): Promise<Panel>
  /** Kills the extension's background: the service worker in Chromium, the event page in Firefox. */
  killBackground(): Promise<void>
  /**
   * Waits for the browser's own question for permissions, presses a button of it, and gives what it said. Needs
   * `LaunchOptions.prompts`.
   */
  answerPrompt(answer: 'Allow' | 'Deny'): Promise<string>
  /**
   * Takes away what earlier users of the browser left: other tabs than this one and its devtools, cookies, what
   * `troubles` and `refusedHosts` had collected; and connects it again.
   */
  freshen(tab: Tab): Promise<void>
  /** Cuts every page off the network, or connects it again; `navigator.onLine` follows. */
  setOffline(offline: boolean): Promise<void>
  /** Uncaught exceptions and console errors since the start. */
  troubles(): Promise<readonly Trouble[]>
  /** Hosts beyond loopback that anything in the browser asked for since the start. Must be empty. */
  refusedHosts(): readonly string[]
  /** Resolves when the browser has ended, for example because a person closed it. */
  readonly closed: Promise<void>
  close(): Promise<void>
}

/** A page in a tab. */
export interface Tab extends View {
  goto(url: string): Promise<void>
  reload(): Promise<void>
  back(): Promise<void>
  /** The address now. */
  url(): Promise<string>
  /** Brings the tab to the front. */
  activate(): Promise<void>
  /** The real devtools of this tab, with the panel shown. */
  openPanel(options?: OpenPanel): Promise<Panel>
  close(): Promise<void>
}

/** How devtools are shown. Chromium's default is undocked, which gives the panel the most room. */
export interface OpenPanel {
  readonly dock?: 'right' | 'bottom' | 'undocked'
}

/** The Tracklens panel, in devtools or in a tab. */
export interface Panel extends View {
  /** A grid by its accessible name; its rows can be read though the list is virtual. */
  grid(name: string): Grid
  /** Switches devtools between their light and dark theme. */
  setDark(dark: boolean): Promise<void>
  /** Closes devtools (or the tab). */
  close(): Promise<void>
}
