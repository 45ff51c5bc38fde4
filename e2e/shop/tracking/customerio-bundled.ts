/** The unmodified npm package, bundled into the shop: no global, no settings request. */
import { AnalyticsBrowser } from '@customerio/cdp-analytics-browser'
import { overCustomerio } from './customerio'
import type { ShopConfig, Tracking } from './tracking'

/** Loads the SDK so that it sends to the collector. */
export function overPackage(config: ShopConfig, disableClientPersistence = false): Tracking {
  const apiHost = `${new URL(config.collectors.customerio ?? '').host}/v1`
  const cdnSettings = {
    integrations: { 'Customer.io Data Pipelines': { apiKey: config.writeKey, apiHost, protocol: 'http' } },
    // Without this the SDK would send metrics of its own to the vendor's host.
    metrics: { sampleRate: 0 },
  }
  return overCustomerio(
    AnalyticsBrowser.load(
      { writeKey: config.writeKey, cdnSettings: cdnSettings as never },
      { disableClientPersistence },
    ),
  )
}
