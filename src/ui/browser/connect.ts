/** Binds a store to its tab: the link to the background, the browser's network log, the kept settings. */
import { effect } from '@preact/signals'
import browser from 'webextension-polyfill'
import type { ExchangeFact, Happening } from '../../core/fact'
import { presentPage } from '../../core/query/present'
import {
  type AwakeQuestion,
  type OutcomesMessage,
  type OutcomesQuestion,
  PANEL_PORT,
  type PrivateQuestion,
  SETTINGS,
  type Settings,
} from '../../link/messages'
import { portPipe } from '../../link/pipe'
import { createWatcher, type Watcher } from '../../link/watcher'
import { vendors } from '../../providers/registry'
import { agree, DECLARED } from '../store/declared'
import type { Host, Sources } from '../store/host'
import { createMemory } from '../store/memory'
import { followPlan } from '../store/plan'
import { collectorAt } from '../store/preferences'
import type { Store } from '../store/store'
import { followAwake } from './awake'
import { createFlow } from './flow'
import { createHello } from './hello'
import { inTurn } from './in-turn'
import type { HarEntry } from './network'
import { permissionsOf } from './permissions'
import { followTheme, type ThemePanels } from './theme'

/** How long an answer's text is waited for; milliseconds. */
const PATIENCE = 2000
const BEAT = 20_000
/** How often what depends on the time is drawn again; milliseconds. */
const TICK = 1000

/** Gives the panel the theme of the developer tools, else the system's, and follows its changes. */
export function takeTheme(): void {
  followTheme(
    document.documentElement,
    browser.devtools?.panels as ThemePanels | undefined,
    matchMedia('(prefers-color-scheme: dark)'),
  )
}

/**
 * The tab that this panel inspects: the developer tools' own, or the one in the address (`?tab=12`). Null: neither
 * says.
 */
export function inspectedTab(search: string): number | null {
  const inspected: number | undefined = browser.devtools?.inspectedWindow?.tabId
  if (typeof inspected === 'number') return inspected
  const named = Number(new URLSearchParams(search).get('tab') ?? Number.NaN)
  return Number.isInteger(named) && named >= 0 ? named : null
}

/**
 * The host of a store that belongs to a tab; null where only recordings are opened. `watcher` and `store` are asked for
 * at every use, since they come into being after it.
 */
export function tabHost(tab: number | null, watcher: () => Watcher | null, store: () => Store): Host {
  const refused = (error: unknown) =>
    void import('../store/unkept').then(({ tellUnkept }) => tellUnkept(store(), error))
  return {
    ...permissionsOf(browser, location.pathname),
    order: (order) => watcher()?.order(order),
    clear: () => watcher()?.clear(),
    restore: () => watcher()?.restore(),
    // Names no page: the background hears of it in private windows, too.
    save: (settings) => void browser.storage.local.set({ [SETTINGS]: settings }).catch(refused),
    say: (happening) => watcher()?.push(happening, Date.now()),
    memory: createMemory(
      browser.storage.local,
      async () => {
        if (tab === null) return false
        const answer: unknown = await browser.runtime.sendMessage({ type: 'private?', tab } satisfies PrivateQuestion)
        if (typeof answer !== 'boolean') throw new Error('the background did not say whether the tab is private')
        return answer
      },
      refused,
    ),
  }
}

const after = (milliseconds: number, run: () => void) => void setTimeout(run, milliseconds)

/** Follows the tab until the panel closes. */
export function follow(store: Store, tab: number): Watcher {
  let caughtUp = false
  const tell = (part: Partial<Sources>) => {
    store.sources.value = { ...store.sources.value, ...part }
  }
  const flow = createFlow({
    now: Date.now,
    after,
    ask: () => watcher.ask(),
    tell: (more) => tell({ more }),
  })
  const watcher: Watcher = createWatcher({
    tab,
    id: crypto.randomUUID(),
    connect: () => portPipe(browser.runtime.connect({ name: PANEL_PORT })),
    schedule: (run) => setTimeout(run, 10),
    beat: (run) => {
      const timer = setInterval(run, BEAT)
      return () => clearInterval(timer)
    },
    onLog: (facts, position) => {
      // A clear empties the background's log, not what this panel knows: nothing is missing here.
      store.incoming.add(caughtUp ? facts.filter((fact) => fact.kind !== 'gap' || fact.reason !== 'cleared') : facts)
      if (caughtUp) flow(facts, position.more)
      if (position.more || caughtUp) return
      caughtUp = true
      tell({ link: 'up' })
      hello()
      agreeOnDeclared(store, false)
    },
    // What was shown stays shown: the log drops facts that it has already, by document and number.
    onReset: () => {},
    onDead: () => tell({ link: 'down', more: false }),
  })
  const hello = createHello({
    ask: () => watcher.order({ order: 'hello' }),
    heard: () => livePage(store),
    tell: (hook) => tell({ hook }),
    after,
  })
  effect(() => {
    store.incoming.state.value
    if (livePage(store) && store.sources.peek().hook !== 'answered') tell({ hook: 'answered' })
  })
  tell({ network: listen(watcher, store) })
  void followAwake({
    ask: async () => browser.runtime.sendMessage({ type: 'awake?', tab } satisfies AwakeQuestion),
    after,
    tell: (busy) => tell({ busy }),
  })
  setInterval(() => {
    store.clock.value = Date.now()
  }, TICK)
  browser.devtools?.network?.onNavigated.addListener(hello)
  if (!browser.devtools?.network)
    browser.tabs?.onUpdated.addListener((changed, change) => {
      if (changed === tab && change.status === 'complete') hello()
    })
  browser.storage.local.onChanged.addListener((changes) => {
    if (DECLARED in changes && caughtUp) agreeOnDeclared(store, true)
  })
  void readKept(store)
  followPlan(store)
  void followOutcomes(tell)
  addEventListener('pagehide', () => watcher.close())
  return watcher
}

/** The settings are one for all tabs, also where another panel changes them. */
function agreeOnDeclared(store: Store, changed: boolean): void {
  const say = (happening: Happening) => store.say(happening)
  if (store.memory) void agree(store.memory, { facts: store.incoming.facts, say, changed })
}

function livePage(store: Store): boolean {
  return presentPage(store.incoming.state.peek()) !== undefined
}

/** Hears the browser's network log. Says since when, or why not. */
function listen(watcher: Watcher, store: Store): Sources['network'] {
  const network = browser.devtools?.network
  if (!network)
    return { missing: 'Only in the developer tools does the browser give its network log (devtools.network).' }
  // Beside the first view, which is drawn without it. Without the extension it cannot be had: that is told elsewhere.
  const reading = import('./network').catch(() => null)
  const push = inTurn<ExchangeFact>((exchange) => watcher.push(exchange, Date.now()))
  network.onRequestFinished.addListener((request) => {
    const answerWithin = (): Promise<void> => new Promise((done) => setTimeout(done, PATIENCE))
    const own = (url: string) => collectorAt(store.preferences.value.peek().collectors, url)
    push(
      reading.then((read) => read?.exchangeOf(request as unknown as HarEntry, { vendors, own, answerWithin }) ?? null),
    )
  })
  return { since: Date.now() }
}

async function readKept(store: Store): Promise<void> {
  const kept = (await browser.storage.local.get(SETTINGS))[SETTINGS] as Partial<Settings> | undefined
  if (typeof kept?.preserve === 'boolean') store.preserve.value = kept.preserve
}

/** Keeps up with the permission to watch requests, wherever it is granted. */
async function followOutcomes(tell: (part: Partial<Sources>) => void): Promise<void> {
  const take = (message: unknown): undefined => {
    const { type, granted, heard } = (message ?? {}) as Partial<OutcomesMessage>
    if (type === 'outcomes' && granted !== undefined)
      tell({ outcomes: granted, ...(heard === undefined ? {} : { outcomesHeard: heard }) })
  }
  browser.runtime.onMessage.addListener(take)
  take(await browser.runtime.sendMessage({ type: 'outcomes?' } satisfies OutcomesQuestion).catch(() => null))
}
