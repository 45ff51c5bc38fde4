/**
 * Bloomreach's Web SDK on its own object. The snippet's stub and the SDK are one object: at load the SDK replays what
 * the stub kept, on an inner instance, and then overwrites the stub's methods in place (Web SDK 3.15.0). So each call
 * of the page's is seen exactly once here. `version`, `isLoaded`, `isInitialized` and `configuration` are never
 * defined: the SDK would take itself for loaded already.
 */
import type { PageKit } from '../../../core/contract/surface'
import { hasOwn, isArray, isOneOf, MOST, matches, textOr } from '../../matches'

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

/** What is told of one object: what it is, and what is called on it. */
interface Teller {
  /** Whether the SDK has taken the stub's place, as far as that was told. */
  readonly runs: () => boolean
  /** Whether it has. */
  readonly isLoaded: () => boolean
  /** Tells what the object is, where that has changed. */
  readonly tell: () => void
  /** `stale`: a method of the stub's was called that is no longer there. Returns the number of the call. */
  readonly report: (method: string, args: ArrayLike<unknown>, how?: 'foreign' | 'stale') => number
}

function createTeller(kit: PageKit, tracker: string, sdk: Web): Teller {
  let said: 'stub' | 'running' | 'foreign' | null = null
  const isLoaded = () => hasOwn(sdk, 'version')
  const runs = () => said === 'running'

  function tell(): void {
    const state = isLoaded() ? 'running' : isArray(sdk._) ? 'stub' : 'foreign'
    if (said === state) return
    said = state
    const version = runs() && sdk.version
    const config = runs() && kit.guard(() => sdk.configuration)
    kit.say({
      kind: 'sdk',
      surface: SURFACE,
      tracker,
      state,
      version: textOr(version),
      config: config ? kit.json(config) : undefined,
    })
  }

  return {
    runs,
    isLoaded,
    tell,
    report(method, args, how) {
      kit.guard(tell)
      const foreign = how === 'foreign' || said === 'foreign'
      return kit.call({
        surface: SURFACE,
        tracker,
        method,
        args,
        foreign,
        buffered: !foreign && (how === 'stale' || !runs()),
      })
    },
  }
}

/** A method that is running. */
interface Running {
  readonly method: string
  readonly args: ArrayLike<unknown>
  /** What runs is a function that the page has put in the method's place. */
  readonly how?: 'foreign'
  /** The number of its call; 0 where that was not told so far. */
  call: number
}

function watchOne(kit: PageKit, tracker: string, sdk: Web): void {
  const { runs, isLoaded, tell, report } = createTeller(kit, tracker, sdk)
  /** Innermost: `start` calls `initialize`, and a page's own wrapper calls what it wraps. */
  let running: Running | undefined

  function during(now: Running, invoke: () => unknown): unknown {
    const before = running
    const told = () => (now.call ||= report(now.method, now.args, now.how))
    running = now
    try {
      return invoke()
    } catch (error) {
      if (!now.how) kit.outcome(told(), 'threw', error)
      throw error
    } finally {
      running = before
      told()
    }
  }

  /** A call of what the page has put in a method's place: the SDK's own tells it, if it ever comes to that. */
  function calledInstead(method: string, args: unknown[], invoke: () => unknown): unknown {
    return running?.method === method ? invoke() : during({ method, args, how: 'foreign', call: 0 }, invoke)
  }

  function called(method: string, args: unknown[], invoke: () => unknown): unknown {
    const outer = running
    const again = outer?.method === method
    const starts = outer?.method === 'start'
    if (again && outer.how && !outer.call) outer.call = -1
    else if (again || (starts && method === 'initialize')) {
      if (starts) outer.call = report(method, args)
      return invoke()
    }
    const retry = () => called(method, args, invoke)
    if ((isOneOf(TRACKS, method) || matches(/^notif/, method)) && kit.drops(method, args, retry)) return undefined
    // `start` is told by the `initialize` that it makes, which has the whole configuration.
    return during({ method, args, call: method === 'start' ? 0 : report(method, args) }, invoke)
  }

  function watchMethods(owner: Web, names: readonly string[], prefix: string): void {
    for (let i = 0; i < names.length; i++) {
      const name = names[i] as string
      const method = prefix + name
      let putAside: (() => void) | null = null
      kit.watchProperty(owner, name, (value) => {
        if (typeof value !== 'function') return undefined
        if (!runs()) kit.soon(tell)
        // The SDK puts its methods there as it loads (Web SDK 3.15.0): whatever comes later is the page's.
        const run = runs() && !running ? calledInstead : called
        // What it puts aside as it loads is the stub's, and nobody reads that any more.
        if (!runs()) putAside?.()
        let aside = false
        putAside = () => {
          aside = true
        }
        return kit.wrap(value as () => unknown, (_, args, invoke) => {
          if (aside && isLoaded() && running?.method !== method && isOneOf(TRACKS, method)) {
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
    if (!isArray(kept) || isLoaded()) return
    for (let i = 0; i < kept.length && i < MOST; i++) {
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
