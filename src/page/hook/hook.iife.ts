/**
 * The script in the page's own world, at document_start: hooks the SDKs and the network, and tells the relay. Never
 * throws.
 */
import { surfaces } from '../../providers/surfaces'
import { speakToRelay } from '../channel/hook-end'
import { watchConsent } from './consent'
import { createGround, type Ground, kitFor } from './context'
import { addListener } from './natives'
import { hookBeacon } from './network/beacon'
import { createClaims } from './network/claim'
import { createNetwork } from './network/exchange'
import { hookFetch } from './network/fetch'
import { hookXhr } from './network/xhr'
import { obey } from './orders'
import { createReport } from './reporter'
import { learnOwnFrames } from './stack'
import { createHeld } from './stopped'
import { maskToString } from './wrap'

let ground: Ground | null = null

try {
  learnOwnFrames()
  speakToRelay(
    ({ tell, askHeld }) => {
      const report = createReport(tell)
      ground = createGround(report, createHeld(askHeld))
      const network = createNetwork(createClaims(surfaces), report, ground.held)
      attempt(maskToString)
      attempt(() => hookFetch(network))
      attempt(() => hookXhr(network))
      attempt(() => hookBeacon(network))
      for (const surface of surfaces) {
        const kit = kitFor(surface.vendor, ground)
        attempt(() => surface.install(kit))
      }
      report.onFirst(() => {
        attempt(() => watchConsent(report))
        addListener(window, 'pagehide', () => attempt(network.leave), true)
      })
    },
    (order) => attempt(() => ground && obey(order, ground)),
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
