/** The background: binds the recorders to the browser, and nothing else. */
import browser, { type Runtime } from 'webextension-polyfill'
import {
  type AwakeQuestion,
  type DownMessage,
  LEFT_PORT,
  type OutcomesQuestion,
  PAGE_PORT,
  PANEL_PORT,
  type PermittedQuestion,
  type PrivateQuestion,
  SETTINGS,
  type Settings,
  type SummaryQuestion,
} from '../link/messages'
import { portPipe } from '../link/pipe'
import { claims } from '../providers/claims'
import { type Badge, createBadges } from './badge'
import { keepRooms } from './last-words'
import { createRecorders } from './recorders'
import { createSoon } from './soon'
import { createWebRequestSource } from './web-request'

const webRequest = createWebRequestSource({
  webRequest: () => browser.webRequest,
  permissions: browser.permissions,
  claims,
  say: (tab, exchange) => recorders.say(tab, exchange),
  // Rejected where no panel is open.
  changed: (outcomes) => void browser.runtime.sendMessage(outcomes).catch(() => {}),
})

/** Whether a message comes from a page of the extension's own; a content script has the address of its page. */
const isOwn = (url: string | undefined) => url?.startsWith(browser.runtime.getURL('')) ?? false

/** How the toolbar button is coloured: like what it counts in the panel. White on each of them can be read. */
const COLOURS: Readonly<Record<Badge['tone'], string>> = { failed: '#b3261e', pending: '#5a6370', stopped: '#7a2fa0' }

const after = (milliseconds: number, run: () => void) => {
  try {
    const timer = setTimeout(run, milliseconds)
    return () => clearTimeout(timer)
  } catch {
    // Firefox closes the ports of a background that it is taking away, which has no timers any more by then.
    return () => {}
  }
}

const badges = createBadges({
  glance: (tab) => recorders.glance(tab),
  now: () => Date.now(),
  after,
  show: (tabId, { text, tone, title }, before) => {
    const { action } = browser
    // Rejected where the tab is gone meanwhile.
    const all = [
      ...(before?.tone === tone ? [] : [action.setBadgeBackgroundColor({ tabId, color: COLOURS[tone] })]),
      ...(before ? [] : [action.setBadgeTextColor({ tabId, color: '#ffffff' })]),
      ...(before?.text === text ? [] : [action.setBadgeText({ tabId, text })]),
      ...(before?.title === title ? [] : [action.setTitle({ tabId, title })]),
    ]
    for (const each of all) void each?.catch(() => {})
  },
})

let preserve = true
const readSettings = (settings: unknown) => {
  preserve = (settings as Partial<Settings> | undefined)?.preserve !== false
}
void browser.storage.local.get(SETTINGS).then((all) => readSettings(all[SETTINGS]))

const toFrame = (tab: number, message: DownMessage, frame: number | null): Promise<unknown> =>
  browser.tabs.sendMessage(tab, message, frame === null ? {} : { frameId: frame })

const recorders = createRecorders({
  area: browser.storage.session,
  lastWords: browser.storage.local,
  id: () => crypto.randomUUID(),
  now: () => Date.now(),
  ticks: () => performance.now(),
  schedule: createSoon(),
  after,
  toFrame,
  onWatched: (tab, watched) => webRequest.watch(tab, watched),
  preserved: () => preserve,
  onFolded: badges.changed,
  onPage: badges.left,
})

// In Firefox nothing is left there.
if (import.meta.env.MODE !== 'firefox') keepRooms(browser.storage.local).catch(() => {})

browser.runtime.onConnect.addListener((port) => {
  const { sender, name } = port
  if ((name === PAGE_PORT || name === LEFT_PORT) && sender?.tab?.id !== undefined)
    recorders.page(portPipe(port), sender.tab.id, sender.frameId ?? 0)
  else if (name === LEFT_PORT) recorders.left(portPipe(port))
  // Only the extension's own pages are panels.
  else if (name === PANEL_PORT && isOwn(sender?.url)) recorders.panel(portPipe(port))
  else port.disconnect()
})

// A panel in Firefox's developer tools has no `permissions` to look at.
browser.runtime.onMessage.addListener((message: unknown, sender: Runtime.MessageSender) => {
  const question = message as
    | AwakeQuestion
    | OutcomesQuestion
    | PermittedQuestion
    | PrivateQuestion
    | SummaryQuestion
    | null
  if (!isOwn(sender.url)) return undefined
  if (question?.type === 'outcomes?') return webRequest.outcomes()
  // Whoever listens answers it, and sends what waits.
  if (question?.type === 'awake?') return toFrame(question.tab, { type: 'order', order: { order: 'hello' } }, 0)
  if (question?.type === 'summary?') return recorders.summary(question.tab)
  // Only the background can tell: a panel runs outside of the private window in Chromium, and has no tabs in Firefox.
  if (question?.type === 'private?') return browser.tabs.get(question.tab).then(({ incognito }) => incognito)
  return question?.type === 'permitted?' ? browser.permissions.contains({ origins: [...question.origins] }) : undefined
})

browser.storage.local.onChanged.addListener((changes) => {
  if (SETTINGS in changes) {
    readSettings(changes[SETTINGS]?.newValue)
    badges.allChanged()
  }
  recorders.stored(Object.fromEntries(Object.entries(changes).map(([key, { newValue }]) => [key, newValue])))
})
browser.tabs.onRemoved.addListener((tab) => {
  recorders.closed(tab)
  badges.closed(tab)
})
