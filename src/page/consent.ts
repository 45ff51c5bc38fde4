/** The page's consent platform: IAB TCF (`__tcfapi`) and Google consent mode (`dataLayer`). Listened to only where there is an SDK. */
import { copy } from './copy'
import { isArray } from './natives'
import type { Report } from './report'
import { watchGlobal, watchProperty } from './watch'
import { wrap } from './wrap'

/** Entries of a data layer that are looked at when it is first seen. */
const ENTRIES = 2_000

/** Begins to listen. */
export function watchConsent(report: Report): void {
  let lastTcf = ''
  const say = (platform: 'tcf' | 'gcm', signal: string) => report.sayText(`{"kind":"consent","platform":"${platform}","signal":${signal}}`)

  const asked = new WeakSet<object>()
  watchGlobal('__tcfapi', (api) => {
    if (typeof api !== 'function' || asked.has(api)) return
    asked.add(api)
    api('addEventListener', 2, (data: Record<string, unknown> | null, success: boolean) => {
      if (!success || !data) return
      const { tcString, gdprApplies, eventStatus, cmpStatus, purpose, vendor } = data
      const signal = copy({ tcString, gdprApplies, eventStatus, cmpStatus, purpose, vendor })
      if (signal === lastTcf) return
      lastTcf = signal
      say('tcf', signal)
    })
  })

  // `gtag('consent', 'update', {…})` pushes its arguments object.
  const entry = (value: unknown) => {
    const item = value as ArrayLike<unknown> | null
    if (typeof item === 'object' && item !== null && item[0] === 'consent') say('gcm', copy([item[1], item[2]]))
  }
  const layers = new WeakSet<object>()
  watchGlobal('dataLayer', (layer) => {
    if (!isArray(layer) || layers.has(layer)) return
    layers.add(layer)
    for (let i = 0; i < layer.length && i < ENTRIES; i++) entry(layer[i])
    const inherited = layer.push
    if (!Object.hasOwn(layer, 'push')) Object.defineProperty(layer, 'push', { value: inherited, configurable: true, writable: true })
    watchProperty(layer, 'push', (push) =>
      typeof push === 'function'
        ? wrap(push as () => unknown, (_, args, invoke) => {
            for (let i = 0; i < args.length; i++) entry(args[i])
            return invoke()
          })
        : undefined,
    )
  })
}
