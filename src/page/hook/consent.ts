/**
 * The page's consent platform: IAB TCF (`__tcfapi`) and Google consent mode (`dataLayer`). Listened to only where there
 * is an SDK.
 */

import type { Happening } from '../../core/fact'
import type { Json } from '../../core/json'
import { copy } from './copy'
import { firsts, followed, isArray, isObject, nothing, quiet } from './natives'
import { watchGlobal, watchProperty } from './watch'
import { wrap } from './wrap'

type Consent = Extract<Happening, { readonly kind: 'consent' }>

/** Entries of a data layer that are looked at when it is first seen. */
const ENTRIES = 2_000

/** Looks whether a platform has come, once it is waited for. */
export let lookForConsent: () => void = nothing

/** Listens to IAB TCF and Google consent mode from now on, and reports what they say. */
export function watchConsent(reporter: { readonly say: (said: Consent) => void }): void {
  const say = (platform: 'tcf' | 'gcm', signal: Json) => reporter.say({ kind: 'consent', platform, signal })

  const first = firsts()
  const lookAtPlatform = watchGlobal('__tcfapi', (api) => {
    if (typeof api !== 'function' || !first(api)) return
    const tell = quiet((data) => say('tcf', copy(data)))
    const answer: unknown = api('addEventListener', 2, (data: object | null, success: boolean) => {
      if (success && data) tell(data)
    })
    // A platform that answers by a promise too, and refuses: nobody asked it but us.
    followed(answer, nothing, nothing)
  })

  // `gtag('consent', 'update', {…})` pushes its arguments object.
  const entry = (value: ArrayLike<unknown> | null) => {
    if (isObject(value) && value[0] === 'consent') say('gcm', copy([value[1], value[2]]))
  }
  const lookAtLayer = watchGlobal('dataLayer', (layer) => {
    if (!isArray(layer) || !first(layer)) return
    for (let i = 0; i < layer.length && i < ENTRIES; i++) entry(layer[i])
    watchProperty(layer, 'push', (push) =>
      typeof push === 'function'
        ? wrap(push as () => unknown, (_, args, invoke) => {
            for (let i = 0; i < args.length; i++) entry(args[i] as ArrayLike<unknown>)
            return invoke()
          })
        : undefined,
    )
  })
  lookForConsent = () => {
    lookAtPlatform()
    lookAtLayer()
  }
}
