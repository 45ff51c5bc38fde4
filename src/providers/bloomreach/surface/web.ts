/**
 * Bloomreach's Web SDK on its own object. The snippet's stub and the SDK are one object: at load the SDK replays what
 * the stub kept, on an inner instance, and then overwrites the stub's methods in place (Web SDK 3.15.0). So each call
 * of the page's is seen exactly once here. `version`, `isLoaded`, `isInitialized` and `configuration` are never
 * defined: the SDK would take itself for loaded already.
 */
import type { PageKit } from '../../../core/contract/surface'
import { isArray, isOneOf, matches } from '../../matches'

const SURFACE = 'web'

/** Methods that are dropped while Tracklens' own stop is in force, together with the nested ones of `notifications`. */
const TRACKS = ['anonymize', 'identify', 'update', 'track', 'trackLink', 'trackEnhancedEcommerce', 'ping']
/** All methods that track or change something, whether the stub or the SDK has them. */
const METHODS = [
  ...TRACKS,
  ...[
    'initialize',
    'start',
    'getAbTest',
    'showHtml',
    'showBanner',
    'showWebLayer',
    'getHtml',
    'getRecommendation',
    'getSegments',
  ],
  ...['loadDependency', 'reloadWebLayers', '_preInitialize', '_initializeConfig'],
]
const NESTED = { notifications: ['subscribe', 'unsubscribe'], segments: ['subscribe'] } as const

interface Web {
  readonly _?: unknown
  readonly version?: unknown
  readonly configuration?: unknown
  readonly [name: string]: unknown
}

/** Returns what takes each value that the global gets. */
export function watchWeb(kit: PageKit): (name: string, value: unknown) => void {
  const first = kit.firsts()
  return (name, value) => {
    // `exponea` is an alias of `brweb` on Data hub: one object, one tracker.
    if (first(value)) watchOne(kit, name, value as Web)
  }
}

function watchOne(kit: PageKit, tracker: string, sdk: Web): void {
  let said: 'stub' | 'running' | 'foreign' | null = null
  /**
   * The methods that are running, innermost last: `start` calls `initialize`, and a page's own wrapper calls what it
   * wraps.
   */
  let running = ''
  let initialized = false
  /** A function that the page has put in the running method's place runs, and has not called the SDK's. */
  let stoodIn = false

  const loaded = () => !!kit.own(sdk, 'version')

  function tell(): void {
    const running = loaded()
    const state = running ? 'running' : isArray(sdk._) ? 'stub' : 'foreign'
    if (said === state) return
    said = state
    const version = running && sdk.version
    const config = running && kit.guard(() => sdk.configuration)
    kit.say({
      kind: 'sdk',
      surface: SURFACE,
      tracker,
      state,
      version: typeof version === 'string' ? version : undefined,
      config: config ? kit.json(config) : undefined,
    })
  }

  /** A call of what the page has put in a method's place: the SDK's own tells it, if it ever comes to that. */
  function calledInstead(method: string, args: unknown[], invoke: () => unknown): unknown {
    if (running === method) return invoke()
    const before = running
    const stood = stoodIn
    running = method
    stoodIn = true
    try {
      return invoke()
    } finally {
      if (stoodIn) report(method, args, 'foreign')
      running = before
      stoodIn = stood
    }
  }

  function called(method: string, args: unknown[], invoke: () => unknown): unknown {
    if (stoodIn && running === method) stoodIn = false
    else if (running === method || (running === 'start' && method === 'initialize')) {
      if (running === 'start') {
        initialized = true
        report(method, args)
      }
      return invoke()
    }
    const again = () => called(method, args, invoke)
    if ((isOneOf(TRACKS, method) || matches(/^notif/, method)) && kit.drops(method, args, again)) return undefined
    const before = running
    const stood = stoodIn
    running = method
    stoodIn = false
    initialized = false
    // `start` is told by the `initialize` that it makes, which has the whole configuration.
    let call = method === 'start' ? 0 : report(method, args)
    try {
      return invoke()
    } catch (error) {
      if (!call && !initialized) call = report(method, args)
      kit.outcome(call, 'threw', error)
      throw error
    } finally {
      running = before
      stoodIn = stood
      if (method === 'start' && !initialized && !call) report(method, args)
    }
  }

  /** `stale`: a method of the stub's was called that is no longer there. */
  function report(method: string, args: ArrayLike<unknown>, how?: 'foreign' | 'stale'): number {
    kit.guard(tell)
    const other = how === 'foreign' || said === 'foreign'
    return kit.call({
      surface: SURFACE,
      tracker,
      method,
      args,
      foreign: other,
      buffered: !other && (how === 'stale' || said !== 'running'),
    })
  }

  function watchMethods(owner: Web, names: readonly string[], prefix: string): void {
    for (let i = 0; i < names.length; i++) {
      const name = names[i] as string
      const method = prefix + name
      let putAside: (() => void) | null = null
      kit.watchProperty(owner, name, (value) => {
        if (typeof value !== 'function') return undefined
        if (said !== 'running') kit.soon(tell)
        // The SDK puts its methods there as it loads (Web SDK 3.15.0): whatever comes later is the page's.
        const run = said === 'running' && running === '' ? calledInstead : called
        // What it puts aside as it loads is the stub's, and nobody reads that any more.
        if (said !== 'running') putAside?.()
        let aside = false
        putAside = () => {
          aside = true
        }
        return kit.wrap(value as () => unknown, (_, args, invoke) => {
          if (aside && loaded() && running !== method && isOneOf(TRACKS, method)) {
            report(method, args, 'stale')
            return invoke()
          }
          return run(method, args, invoke)
        })
      })
    }
  }

  /** What the stub kept before we came. */
  function drain(kept: unknown, prefix: string): void {
    if (!isArray(kept) || loaded()) return
    for (let i = 0; i < kept.length; i++) {
      const entry = kept[i] as ArrayLike<unknown> | undefined
      const name = entry?.[0]
      const args = entry?.[1]
      if (typeof name === 'string' && args) report(prefix + name, args as ArrayLike<unknown>)
    }
  }

  kit.instance(tracker, sdk)
  drain(sdk._, '')
  watchMethods(sdk, METHODS, '')
  for (const name in NESTED) {
    kit.watchProperty(sdk, name, (part) => {
      if (!part) return undefined
      drain((part as Web)._, `${name}.`)
      watchMethods(part as Web, NESTED[name as keyof typeof NESTED], `${name}.`)
      return undefined
    })
  }
  kit.soon(tell)
}
