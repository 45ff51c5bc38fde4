/**
 * Loading: refuses crawlers and second copies, replays the stub's calls on an inner instance, and takes the stub's
 * object over.
 */
import { Instance } from './instance'
import { VERSION } from './sending'
import type { Pace } from './settings'

/** Entries of a stub's queue: the method's name, dotted for a part's, and its arguments. */
type Entry = readonly [string, ArrayLike<unknown>]
type Methods = Record<string, (...args: never[]) => unknown>

/** The page's object: the stub, which becomes the SDK without becoming another object. */
export interface Page {
  _?: Entry[]
  version?: string
  snippetVersion?: string
  notifications?: { _?: Entry[] }
  segments?: { _?: Entry[] }
}

/** Automats and old browsers that the SDK does not run in: an undisguised headless browser sees no tracking at all. */
const REFUSED =
  /HeadlessChrome|Chrome-Lighthouse|PhantomJS|axios|Googlebot|bingbot|YandexBot|Baiduspider|MSIE |Trident\//

/** Loads the SDK into the page's `exponea`. Returns whether it did. */
export function load(scope: { exponea?: Page }, agent: string, pace: Pace): boolean {
  if (REFUSED.test(agent) || scope.exponea?.version !== undefined) return false
  const page: Page = scope.exponea ?? { _: [] }
  scope.exponea = page
  const instance = new Instance(pace, page.snippetVersion ?? '')
  const methods = methodsOf(instance)
  const parts = { notifications: notifications(), segments: { subscribe: () => undefined } as Methods }
  replay(page._, methods, parts)
  Object.assign(page, methods)
  for (const [name, part] of Object.entries(parts) as [keyof typeof parts, Methods][]) {
    const stub = page[name] ?? {}
    replay(stub._, part, {})
    page[name] = Object.assign(stub, part)
  }
  expose(page, instance)
  addEventListener('pagehide', instance.leave)
  addEventListener('popstate', instance.route)
  addEventListener('hashchange', instance.route)
  return true
}

function methodsOf(instance: Instance): Methods {
  const {
    _initializeConfig,
    initialize,
    identify,
    update,
    track,
    trackLink,
    trackEnhancedEcommerce,
    ping,
    getAbTest,
    anonymize,
  } = instance
  const tracking = {
    _initializeConfig,
    initialize,
    identify,
    update,
    track,
    trackLink,
    trackEnhancedEcommerce,
    ping,
    getAbTest,
    anonymize,
  }
  const silent = Object.fromEntries(SILENT.map((name) => [name, () => undefined]))
  return { ...silent, ...(tracking as unknown as Methods) }
}

/** Methods for what the stand-in does not play: web layers, recommendations, segments, experiments. */
const SILENT = [
  'getSegments',
  'getHtml',
  'showHtml',
  'showBanner',
  'showWebLayer',
  'loadDependency',
  'getRecommendation',
  'reloadWebLayers',
  '_preInitialize',
  '_bootstrapEditor',
  '_insertExperiment',
  '_revertExperiments',
  '_rewardBandit',
]

function notifications(): Methods {
  const silent = () => undefined
  return { isAvailable: silent, isSubscribed: silent, subscribe: silent, unsubscribe: silent }
}

/**
 * Runs buffered calls on the inner instance, past the stub's functions; one that throws is gone without a word. The
 * queue stays as it is.
 */
function replay(entries: readonly Entry[] | undefined, methods: Methods, parts: Record<string, Methods>): void {
  for (const [name, args] of entries ?? []) {
    const [first = '', second] = name.split('.')
    const method = second === undefined ? methods[first] : parts[first]?.[second]
    try {
      method?.(...(Array.from(args) as never[]))
    } catch {
      // The shipped SDK only says so in its debug log.
    }
  }
}

/** Getters that cannot be redefined: whoever defined one of these before would keep the SDK from starting. */
function expose(page: Page, instance: Instance): void {
  const getters: Record<string, () => unknown> = {
    version: () => VERSION,
    isLoaded: () => true,
    isInitialized: () => instance.isInitialized,
    configuration: () => instance.settings,
  }
  for (const [name, get] of Object.entries(getters))
    Object.defineProperty(page, name, { get, configurable: false, enumerable: false })
}
