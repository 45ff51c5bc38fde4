/**
 * The script in the page's own world, at document_start: hooks the SDKs and the network, and tells the relay. Never
 * throws.
 */
import type { Surface } from '../../core/contract/surface'
import { surfaces } from '../../providers/surfaces'
import { speakToRelay } from '../channel/hook-end'
import { watchConsent } from './consent'
import { createHookContext, type HookContext, kitFor } from './context'
import { addListener } from './natives'
import { hookBeacon } from './network/beacon'
import { createClaims } from './network/claim'
import { createNetwork } from './network/exchange'
import { hookFetch } from './network/fetch'
import { hookXhr } from './network/xhr'
import { obey } from './orders'
import { createReporter } from './reporter'
import { learnOwnFrames } from './stack'
import { createStopped } from './stopped'
import { lookAgain } from './watch'
import { maskToString, useUnseen } from './wrap'

let context: HookContext | null = null

try {
  learnOwnFrames()
  speakToRelay(
    ({ tell, askHeld, unseen }) => {
      const reporter = createReporter(tell)
      context = createHookContext(reporter, createStopped(askHeld))
      const network = createNetwork(createClaims(surfaces), reporter, context.stopped)
      // Its traps are the hook's own: libraries ask it by the thousand, and an exception of it is nobody's concern.
      attempt(maskToString)
      useUnseen(unseen)
      attempt(() => hookFetch(network))
      attempt(() => hookXhr(network))
      attempt(() => hookBeacon(network))
      for (let i = 0; i < surfaces.length; i++) {
        const surface = surfaces[i] as Surface
        const kit = kitFor(surface.vendor, context)
        attempt(() => surface.install(kit))
      }
      // A script has run, or the document has been read.
      addListener(document, 'load', lookAgain, true)
      addListener(document, 'readystatechange', lookAgain, true)
      reporter.onFirst(() => attempt(() => watchConsent(reporter)))
    },
    (order) => attempt(() => context && obey(order, context)),
  )
} catch {
  // A page without what we need (no DOM, say) is left alone.
}

/** Runs one part of the installation: one that fails must not take the others along. */
function attempt(run: () => unknown): void {
  try {
    run()
  } catch {
    // The page must not notice.
  }
}
