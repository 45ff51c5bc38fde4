/**
 * The script in the page's own world, at document_start: hooks the SDKs and the network, and tells the relay. Never
 * throws.
 */
import type { Surface } from '../../core/contract/surface'
import { surfaces } from '../../providers/surfaces'
import { speakToRelay } from '../channel/hook-end'
import { watchConsent } from './consent'
import { createHookContext, type HookContext, kitFor } from './context'
import { addListener, asked, isFirefox } from './natives'
import { hookBeacon } from './network/beacon'
import { createNetwork } from './network/exchange'
import { hookFetch } from './network/fetch'
import { hookXhr } from './network/xhr'
import { obey } from './orders'
import { createReporter, type Reporter } from './reporter'
import { learnOwnFrames } from './stack'
import { createStopped } from './stopped'
import { lookAgain } from './watch'
import { maskToString, useUnseen } from './wrap'

let context: HookContext | null = null

try {
  if (isFirefox) learnOwnFrames()
  speakToRelay(
    (relay) => {
      const reporter: Reporter = createReporter(relay.tell, () => asked(watchConsent, reporter))
      context = createHookContext(reporter, createStopped(relay.askHeld))
      // One part that fails must not take the others along, and the page must not notice.
      const network = createNetwork(relay, reporter, context.stopped)
      // Its traps are the hook's own: libraries ask it by the thousand, and an exception of it is nobody's concern.
      asked(maskToString, 0)
      if (isFirefox) useUnseen(relay.unseen)
      asked(hookFetch, network)
      asked(hookXhr, network)
      asked(hookBeacon, network)
      for (let i = 0; i < surfaces.length; i++) {
        const surface = surfaces[i] as Surface
        asked(surface.install, kitFor(surface.vendor, context))
      }
      // A script has run, or the document has been read.
      addListener(document, 'load', lookAgain, true)
      addListener(document, 'readystatechange', lookAgain, true)
      return reporter.tellSites
    },
    (order) => asked(() => context && obey(order, context), order),
  )
} catch {
  // A page without what we need (no DOM, say) is left alone.
}
