/** The background: binds the recorders to the browser, and nothing else. */
import browser from 'webextension-polyfill'
import { PAGE_PORT, PANEL_PORT } from '../link/messages'
import { portPipe } from '../link/pipe'
import { createRecorders } from './recorders'
import { type Claim, createWebRequestSource } from './web-request'

const modules = import.meta.glob<{ readonly claims: Claim[1] }>('../providers/*/claims.ts', { eager: true })
const claims = Object.entries(modules).map(([path, { claims }]): Claim => [path.split('/').at(-2) ?? path, claims])

const webRequest = createWebRequestSource({
  webRequest: () => browser.webRequest,
  permissions: browser.permissions,
  claims,
  say: (tab, exchange) => recorders.say(tab, exchange),
})

const recorders = createRecorders({
  area: browser.storage.session,
  tails: browser.storage.local,
  id: () => crypto.randomUUID(),
  now: () => Date.now(),
  schedule: (run) => void setTimeout(run, 0),
  after: (milliseconds, run) => {
    const timer = setTimeout(run, milliseconds)
    return () => clearTimeout(timer)
  },
  toFrame: (tab, message, frame) => browser.tabs.sendMessage(tab, message, frame === null ? {} : { frameId: frame }),
  onWatched: (tab, watched) => webRequest.watch(tab, watched),
})

browser.runtime.onConnect.addListener((port) => {
  const { sender } = port
  if (port.name === PAGE_PORT && sender?.tab?.id !== undefined) recorders.page(portPipe(port), sender.tab.id, sender.frameId ?? 0)
  // Only the extension's own pages are panels; a content script has the address of its page.
  else if (port.name === PANEL_PORT && sender?.url?.startsWith(browser.runtime.getURL(''))) recorders.panel(portPipe(port))
  else port.disconnect()
})

browser.storage.local.onChanged.addListener((changes) => {
  recorders.stored(Object.fromEntries(Object.entries(changes).map(([key, { newValue }]) => [key, newValue])))
})
browser.tabs.onRemoved.addListener((tab) => recorders.closed(tab))
