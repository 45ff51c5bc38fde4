/**
 * The web SDK of a family by the hook that it offers to inspectors: `__INSPECTOR__.attach(analytics)`, called once an
 * instance, before anything is sent. It works for bundled SDKs that have no global (cdp-analytics-js
 * browser/src/core/inspector/index.ts:9).
 */
import type { Called, CallSite, PageKit } from '../../../core/contract/surface'
import { isArray, resolve, textOr } from '../../matches'
import { EVENTS, SILENT } from './methods'
import type { Family, TrackerOf } from './snippet'

/** The plugin that sends (plugins/customerio/index.ts); its name in an event's `integrations`. */
const PIPELINE = 'Customer.io Data Pipelines'
const SEGMENT = 'Segment.io'
/** The first one says that it was delivered. */
const SIGNALS = ['delivery_success', 'delivery_retry', 'delivery_failure'] as const

type Listen = (name: string, listener: (...args: never[]) => void) => unknown

/** What we use of an instance. Everything is the page's and may be missing. */
interface Analytics {
  readonly on?: Listen
  readonly instance?: Analytics
  readonly queue?: {
    readonly on?: Listen
    readonly plugins?: ArrayLike<{ readonly type?: unknown; readonly name?: unknown } | undefined>
  }
  readonly settings?: { readonly writeKey?: unknown; readonly cdnSettings?: { readonly integrations?: unknown } }
  readonly options?: unknown
  readonly VERSION?: unknown
}

interface Context {
  readonly id?: unknown
  readonly event?: { readonly messageId?: unknown; readonly integrations?: { readonly [name: string]: unknown } }
  readonly failedDelivery?: () => { readonly reason?: unknown } | undefined
}

/**
 * Offers itself as inspector, together with whatever the page or another tool offers. Returns what takes a value that
 * the page has put on a global, as an instance where it is one that is not known yet.
 */
export function watchInspector(kit: PageKit, family: Family, trackerOf: TrackerOf): (value: object) => void {
  const { host, surface } = family
  const first = kit.firsts()
  let count = 0

  function attached(instance: Analytics, surface: string): void {
    // By its queue: a proxy or a copy that the page makes of an instance sends through that same queue.
    if (!first(instance.queue ?? instance)) return
    const key = instance.settings?.writeKey
    const snippet = trackerOf(key)
    const tracker = snippet ?? `${surface}-${++count}`
    watchInstance(kit, instance, { surface: snippet ? family.stub : surface, tracker })
  }

  function equip(host: unknown): void {
    if (typeof host !== 'object' || !first(host)) return
    // The host keeps its identity: the SDK holds on to it, and other tools assign their own `attach` to it.
    kit.watchProperty(host, 'attach', (attach) => {
      const other = typeof attach === 'function' ? (attach as () => unknown) : () => {}
      return kit.wrap(other, (_, args, invoke) => {
        const analytics = args[0]
        if (typeof analytics === 'object' && analytics !== null) kit.guard(() => attached(analytics, surface))
        try {
          return invoke()
        } catch (error) {
          // The SDK would give up loading for a tool's mistake (recorded with 0.5.11): say it instead.
          kit.say({
            kind: 'signal',
            surface,
            tracker: '',
            name: 'inspector_threw',
            detail: kit.json(error),
          })
          return undefined
        }
      })
    })
  }

  // The SDK makes its host where there is none, and may attach to it in the same script.
  kit.watchGlobal(host, equip, true)
  return (value) => {
    const analytics = inner(value as Analytics)
    if (analytics) attached(analytics, family.stub)
  }
}

/** Tells a call of an instance, with what else is known of it. */
type Report = (method: string, args: ArrayLike<unknown>, more?: Partial<Called>) => number

/** By which surface an instance was met, and under which name it is told. */
interface Met {
  readonly surface: string
  readonly tracker: string
}

function watchInstance(kit: PageKit, analytics: Analytics, { surface, tracker }: Met): void {
  const { settings, options, VERSION: version } = analytics
  const key = settings?.writeKey
  kit.say({
    kind: 'sdk',
    surface,
    tracker,
    state: 'running',
    key: textOr(key),
    version: textOr(version),
    config: kit.json({ options, integrations: settings?.cdnSettings?.integrations }),
  })
  kit.instance(tracker, analytics)

  /** The method of the page's call that is running, as long as the SDK has made no event of it. */
  let pending: { dispatched: boolean; readonly site: CallSite; readonly args: readonly unknown[] } | null = null

  const report: Report = (method, args, more) => kit.call({ surface, tracker, method, args, ...more })

  analytics.on?.('dispatch_start', (context: Context) => {
    if (pending) pending.dispatched = true
    // Called by the SDK from within: the stack that matters is that of the page's call.
    kit.guard(() =>
      report('dispatch_start', [context.event, kindsOf(pending?.args)], {
        id: textOr(context.event?.messageId),
        site: pending?.site,
      }),
    )
  })
  for (let i = 0; i < SIGNALS.length; i++) {
    const name = SIGNALS[i] as string
    analytics.queue?.on?.(name, (context: Context, error: unknown) => {
      kit.guard(() => {
        const id = context.event?.messageId
        const arrived = i === 0
        const kept = arrived && isKeptBack(analytics, context)
        const reason = arrived ? undefined : (context.failedDelivery?.()?.reason ?? error)
        kit.say({
          kind: 'signal',
          surface,
          tracker,
          name: kept ? 'kept_back' : name,
          id: textOr(id),
          detail: reason === undefined ? undefined : kit.json({ reason: words(reason) }),
        })
      })
    })
  }

  for (let i = 0; i < EVENTS.length; i++) {
    const method = EVENTS[i] as string
    replace(kit, { analytics, method, report }, (args, invoke) => {
      const before = pending
      const mine = { dispatched: false, site: kit.site(), args }
      pending = mine
      try {
        const result = invoke()
        // The SDK makes its event before it returns; what comes back without one can still be refused.
        return mine.dispatched
          ? result
          : kit.settle(result, (error) => kit.outcome(report(method, args, { site: mine.site }), 'rejected', error))
      } catch (error) {
        if (!mine.dispatched) kit.outcome(report(method, args, { site: mine.site }), 'threw', error)
        throw error
      } finally {
        pending = before
      }
    })
  }
  for (let i = 0; i < SILENT.length; i++) {
    const method = SILENT[i] as string
    replace(kit, { analytics, method, report }, (args, invoke) => {
      report(method, args)
      return invoke()
    })
  }
}

/**
 * The instance that a global holds, by its queue. What `AnalyticsBrowser.load()` returns is none: it waits for one and
 * passes everything on to it (core/buffer/index.ts of 0.5.11). Undefined while there is none, and for anything else.
 */
function inner(value: Analytics): Analytics | undefined {
  return value.queue ? value : value.instance?.queue && value.instance
}

/** A method of an instance, and how it is told that what the page puts in its place later never calls it. */
interface Method {
  readonly analytics: Analytics
  readonly method: string
  readonly report: Report
}

/** Puts a stand-in in a method's place on the instance, whose methods are bound and its own (auto-bind). */
function replace(
  kit: PageKit,
  { analytics, method, report }: Method,
  around: (args: unknown[], invoke: () => unknown) => unknown,
): void {
  /** How often the SDK's own method was called; null until it has its stand-in. */
  let reached: number | null = null
  // `group()` only asks.
  const asks = (args: unknown[]) => method === 'group' && args.length === 0
  kit.watchProperty(analytics, method, (value) => {
    if (typeof value !== 'function') return undefined
    if (reached === null) {
      reached = 0
      return kit.wrap(value as () => unknown, (_, args, invoke) => {
        reached = (reached ?? 0) + 1
        const run = (): unknown => (!asks(args) && kit.drops(method, args, run) ? resolve() : around(args, invoke))
        return run()
      })
    }
    return kit.wrap(value as () => unknown, (_, args, invoke) => {
      const before = reached
      const site = kit.site()
      const result = invoke()
      if (reached === before && !asks(args)) report(method, args, { site, foreign: true })
      return result
    })
  })
}

/** What arguments were, one letter each (see `calls/traps.ts`): the event shows only what the SDK made of them. */
function kindsOf(args: readonly unknown[] = []): string {
  let kinds = ''
  for (let i = 0; i < args.length && i < 4; i++) {
    const arg = args[i]
    kinds += arg === null ? 'N' : arg === '' ? 0 : isArray(arg) ? 'l' : (typeof arg)[0]
  }
  return kinds
}

/**
 * Whether what the SDK calls delivered was sent by nobody: the plugin that sends is switched off, or gone (recorded
 * with 0.5.11).
 */
function isKeptBack({ queue }: Analytics, { event }: Context): boolean {
  const off = event?.integrations
  const plugins = queue?.plugins
  // Segment's sends as a destination (analytics-next 1.84.3), and calls delivered what waits in its batch.
  for (let i = 0; plugins && i < plugins.length; i++) {
    if (plugins[i]?.name === SEGMENT) return off?.[SEGMENT] === false
    if (plugins[i]?.type === 'after') return off?.[PIPELINE] === false
  }
  return !!plugins || off?.[PIPELINE] === false
}

/** An error's telling parts. */
function words(reason: unknown) {
  const { type, reason: why, message } = reason as { type?: unknown; reason?: unknown; message?: unknown }
  return { ...(type ? { type } : {}), ...(why ? { reason: why } : {}), ...(message ? { message } : {}) }
}
