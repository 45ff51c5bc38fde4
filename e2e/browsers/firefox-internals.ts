/** The shapes of Firefox's internals that the drivers lean on, as ESR 153 has them: they come without types. */

/** A browser element of Firefox's windows, such as the one that shows a devtools panel. */
export interface BrowserElement extends Element {
  permanentKey?: object
  /** The window that it is in. */
  readonly ownerGlobal: BrowserWindow
  readonly currentURI?: { schemeIs(scheme: string): boolean }
  readonly webProgress: { readonly isLoadingDocument: boolean }
}

/** What BiDi knows browsers by; beside it Tracklens' drivers keep what they added. */
interface Navigables {
  getBrowserById(id: string): BrowserElement | null
  getIdForBrowser(browser: BrowserElement): string
  tracklensPanels?: Set<BrowserElement>
  tracklensErrors?: { where: 'extension' | 'page'; url: string; text: string }[]
}

interface Toolbox {
  readonly doc: Document
  readonly topWindow: Window
  getAdditionalTools(): readonly { readonly id: string; readonly extensionId?: string; readonly label: string }[]
  selectTool(id: string): Promise<unknown>
  destroy(): Promise<void>
}

interface DevTools {
  showToolboxForTab(tab: object, how: { readonly toolId: string; readonly hostType: string }): Promise<Toolbox>
  getToolboxForTab(tab: object): Toolbox | undefined
}

interface Granted {
  readonly permissions: readonly string[]
  readonly origins: readonly string[]
}

/** Firefox's modules by their address. */
export interface Modules {
  'resource://gre/modules/AddonManager.sys.mjs': {
    readonly AddonManager: { getAddonByID(id: string): Promise<{ reload(): Promise<void> }> }
  }
  'resource://gre/modules/ExtensionPermissions.sys.mjs': {
    readonly ExtensionPermissions: {
      add(id: string, granted: Granted, extension: ExtensionPolicy['extension']): Promise<void>
    }
  }
  'resource://devtools/shared/loader/Loader.sys.mjs': {
    require(module: 'devtools/client/framework/devtools'): { readonly gDevTools: DevTools }
  }
  'chrome://remote/content/shared/NavigableManager.sys.mjs': { readonly NavigableManager: Navigables }
}

/** A window of the browser itself. */
interface BrowserWindow extends Window {
  readonly gBrowser: {
    selectedTab: object
    readonly selectedBrowser: BrowserElement
    getTabForBrowser(browser: BrowserElement | null): object
  }
  /** Settled once a window that was opened is ready. */
  readonly delayedStartupPromise: Promise<void>
  OpenBrowserWindow(how: { readonly private: boolean }): BrowserWindow
  readonly PopupNotifications: { readonly panel: { readonly state: string } }
}

/** The question for permissions, as the window shows it. */
export interface PermissionQuestion extends Element {
  readonly button: HTMLElement
  readonly secondaryButton: HTMLElement
}

/** The services that the drivers use. */
export interface FirefoxServices {
  readonly wm: {
    getEnumerator(type: string): Iterable<BrowserWindow>
    getMostRecentWindow(type: string): BrowserWindow
    getMostRecentBrowserWindow(): BrowserWindow
  }
  readonly prefs: { setStringPref(name: string, value: string): void; setIntPref(name: string, value: number): void }
  readonly console: { registerListener(listener: { observe(message: unknown): void }): void }
  readonly appinfo: { readonly version: string }
}

/** An extension as Firefox runs it. */
export interface ExtensionPolicy {
  readonly mozExtensionHostname: string
  readonly extension: {
    readonly backgroundState: string
    terminateBackground(how: {
      readonly ignoreDevToolsAttached: boolean
      readonly disableResetIdleForTest: boolean
    }): Promise<void>
  }
}

/** A script error in Firefox's console. */
export interface ScriptErrorClass {
  readonly warningFlag: number
  [Symbol.hasInstance](message: unknown): message is {
    readonly flags: number
    readonly sourceName: string
    readonly errorMessage: string
  }
}
