/**
 * The page part of Customer.io: the SDK's inspector hook, the snippets' stubs, and a mobile-shaped `CustomerIO` in web
 * views.
 */
import type { Surface } from '../../core/contract/surface'
import { watchBridge } from '../bridge'
import { watchFamily } from './surface/family'
import { type Family, watchClassic } from './surface/snippet'

/** Customer.io's web SDK (snippet 4.15.3, browser/standalone.ts, core/inspector/index.ts of 0.5.11). */
const SDK: Family = {
  host: '__INSPECTOR__',
  surface: 'inspector',
  stub: 'snippet',
  global: 'cioanalytics',
  attribute: 'data-global-customerio-analytics-key',
  script: /\/analytics-js\/snippet\/[^/]+\/analytics(?:\.min)?\.js/,
}

/** The page part of Customer.io. */
export const surface: Surface = {
  vendor: 'customerio',
  install(kit) {
    watchFamily(kit, SDK)
    watchClassic(kit)
    watchBridge(kit, 'CustomerIO')
  },
}
