/**
 * Functions that run inside Firefox with its own privileges, as text: they lean on internals of ESR 153, so they stay
 * in this one file.
 */

import type { Trouble } from './driver'
import type {
  BrowserElement,
  ExtensionPolicy,
  FirefoxServices,
  Modules,
  PermissionQuestion,
  ScriptErrorClass,
} from './firefox-internals'

declare const ChromeUtils: { importESModule<Address extends keyof Modules>(address: Address): Modules[Address] }
declare const Services: FirefoxServices
declare const WebExtensionPolicy: { getByID(id: string): ExtensionPolicy }
declare const Ci: { readonly nsIScriptError: ScriptErrorClass }

/** The host part of the extension's address. */
export function extensionHost(id: string): string {
  return WebExtensionPolicy.getByID(id).mozExtensionHostname
}

/** Ends the event page as the idle timer would. Gives its state afterwards. */
export async function terminateBackground(id: string): Promise<string> {
  const extension = WebExtensionPolicy.getByID(id).extension
  if (extension.backgroundState === 'running') {
    await extension.terminateBackground({ ignoreDevToolsAttached: true, disableResetIdleForTest: true })
  }
  return extension.backgroundState
}

/** Waits for the question for permissions in any window, presses a button of it, and gives what it said. */
export async function answerPrompt(answer: 'Allow' | 'Deny'): Promise<string> {
  const end = Date.now() + 60_000
  for (;;) {
    for (const window of Services.wm.getEnumerator('navigator:browser')) {
      const notification: PermissionQuestion | null = window.document.querySelector(
        '#addon-webext-permissions-notification',
      )
      if (window.PopupNotifications.panel.state !== 'open' || !notification?.isConnected) continue
      const text = (notification.textContent ?? '').replace(/\s+/g, ' ').trim()
      ;(answer === 'Allow' ? notification.button : notification.secondaryButton).click()
      return text
    }
    if (Date.now() > end) throw new Error('Firefox asked for no permission')
    await new Promise((done) => Services.wm.getMostRecentWindow('navigator:browser').setTimeout(done, 50))
  }
}

/** Reloads the extension as about:debugging does. */
export async function reloadExtension(id: string): Promise<void> {
  const { AddonManager } = ChromeUtils.importESModule('resource://gre/modules/AddonManager.sys.mjs')
  await (await AddonManager.getAddonByID(id)).reload()
}

/** Allows the extension in private windows and reloads it, as its page in the browser's settings does. */
export async function allowPrivate(id: string): Promise<void> {
  const { AddonManager } = ChromeUtils.importESModule('resource://gre/modules/AddonManager.sys.mjs')
  const { ExtensionPermissions } = ChromeUtils.importESModule('resource://gre/modules/ExtensionPermissions.sys.mjs')
  const { extension } = WebExtensionPolicy.getByID(id)
  await ExtensionPermissions.add(id, { permissions: ['internal:privateBrowsingAllowed'], origins: [] }, extension)
  await (await AddonManager.getAddonByID(id)).reload()
}

/** Opens a private window. Gives the BiDi context of its tab. */
export async function openPrivateWindow(): Promise<string> {
  const { NavigableManager } = ChromeUtils.importESModule('chrome://remote/content/shared/NavigableManager.sys.mjs')
  const opened = Services.wm.getMostRecentBrowserWindow().OpenBrowserWindow({ private: true })
  await new Promise((done) => opened.addEventListener('load', done, { once: true }))
  await opened.delayedStartupPromise
  return NavigableManager.getIdForBrowser(opened.gBrowser.selectedBrowser)
}

/**
 * Opens the toolbox of a tab (its BiDi context), shows the extension's panel and makes its browser known to BiDi, which
 * does not know it because it belongs to no tab. Gives the panel's BiDi context.
 */
export async function openToolbox(tab: string, extension: string, label: string, host: string): Promise<string> {
  const loader = ChromeUtils.importESModule('resource://devtools/shared/loader/Loader.sys.mjs')
  const { gDevTools } = loader.require('devtools/client/framework/devtools')
  const { NavigableManager } = ChromeUtils.importESModule('chrome://remote/content/shared/NavigableManager.sys.mjs')
  const browser = NavigableManager.getBrowserById(tab)
  const window = browser?.ownerGlobal ?? Services.wm.getMostRecentBrowserWindow()
  const poll = async <T>(what: string, look: () => T): Promise<NonNullable<T>> => {
    const end = Date.now() + 60_000
    for (;;) {
      const seen = look()
      if (seen) return seen
      if (Date.now() > end) throw new Error(`toolbox: ${what}`)
      await new Promise((done) => window.setTimeout(done, 25))
    }
  }
  const tabElement = window.gBrowser.getTabForBrowser(browser)
  window.gBrowser.selectedTab = tabElement
  const toolbox = await gDevTools.showToolboxForTab(tabElement, { toolId: 'webconsole', hostType: host })
  const tool = await poll('the panel is not registered', () =>
    toolbox.getAdditionalTools().find((one) => one.extensionId === extension && one.label === label),
  )
  await toolbox.selectTool(tool.id)
  const panel = await poll('the panel is not loaded', () => {
    const frame = toolbox.doc.getElementById(`toolbox-panel-iframe-${tool.id}`) as HTMLIFrameElement | null
    const browser = frame?.contentDocument?.querySelector<BrowserElement>('browser')
    const shown = browser?.currentURI?.schemeIs('moz-extension') && !browser.webProgress.isLoadingDocument
    return shown ? browser : null
  })
  panel.permanentKey ??= {}
  if (!NavigableManager.tracklensPanels) {
    const panels = new Set<BrowserElement>()
    const original = NavigableManager.getBrowserById
    NavigableManager.tracklensPanels = panels
    NavigableManager.getBrowserById = function (id: string) {
      return (
        original.call(this, id) ??
        [...panels].find((one) => one.isConnected && this.getIdForBrowser(one) === id) ??
        null
      )
    }
  }
  NavigableManager.tracklensPanels.add(panel)
  return NavigableManager.getIdForBrowser(panel)
}

/** Closes the toolbox of a tab. */
export async function closeToolbox(tab: string): Promise<void> {
  const loader = ChromeUtils.importESModule('resource://devtools/shared/loader/Loader.sys.mjs')
  const { gDevTools } = loader.require('devtools/client/framework/devtools')
  const { NavigableManager } = ChromeUtils.importESModule('chrome://remote/content/shared/NavigableManager.sys.mjs')
  const browser = NavigableManager.getBrowserById(tab)
  const window = browser?.ownerGlobal ?? Services.wm.getMostRecentBrowserWindow()
  const tabElement = window.gBrowser.getTabForBrowser(browser)
  await gDevTools.getToolboxForTab(tabElement)?.destroy()
}

/** Resizes the window of a tab's toolbox that has one of its own. */
export async function growToolbox(tab: string, byWidth: number, byHeight: number): Promise<void> {
  const loader = ChromeUtils.importESModule('resource://devtools/shared/loader/Loader.sys.mjs')
  const { gDevTools } = loader.require('devtools/client/framework/devtools')
  const { NavigableManager } = ChromeUtils.importESModule('chrome://remote/content/shared/NavigableManager.sys.mjs')
  const browser = NavigableManager.getBrowserById(tab)
  const window = browser?.ownerGlobal ?? Services.wm.getMostRecentBrowserWindow()
  const toolbox = gDevTools.getToolboxForTab(window.gBrowser.getTabForBrowser(browser))
  toolbox?.topWindow.resizeBy(byWidth, byHeight)
}

/** Sets the theme of devtools and the scheme of pages. */
export function setTheme(dark: boolean): void {
  Services.prefs.setStringPref('devtools.theme', dark ? 'dark' : 'light')
  Services.prefs.setIntPref('layout.css.prefers-color-scheme.content-override', dark ? 0 : 1)
}

/**
 * Begins to collect script errors and console errors of extension pages, which BiDi does not report; forgets what it
 * had.
 */
export function collectErrors(): void {
  const { NavigableManager } = ChromeUtils.importESModule('chrome://remote/content/shared/NavigableManager.sys.mjs')
  const listens = NavigableManager.tracklensErrors !== undefined
  NavigableManager.tracklensErrors = []
  if (listens) return
  Services.console.registerListener({
    observe(message) {
      if (!(message instanceof Ci.nsIScriptError) || message.flags & Ci.nsIScriptError.warningFlag) return
      const url = String(message.sourceName)
      // BiDi tells of scripts' errors only: of a file, which has no scripts, it would tell none.
      const where = url.startsWith('moz-extension:') ? 'extension' : url.startsWith('file:') ? 'page' : null
      if (where) NavigableManager.tracklensErrors?.push({ where, url, text: message.errorMessage })
    },
  })
}

/** What was collected. */
export function collectedErrors(): readonly Trouble[] {
  const { NavigableManager } = ChromeUtils.importESModule('chrome://remote/content/shared/NavigableManager.sys.mjs')
  return [...(NavigableManager.tracklensErrors ?? [])]
}

/** Firefox's version. */
export function appVersion(): string {
  return Services.appinfo.version
}
