/** A page without a shop: tests load the SDK here with options of their own and call it from outside. */
import { AnalyticsBrowser } from '@customerio/cdp-analytics-browser'
import type { ShopConfig } from '../tracking/tracking'

const config = JSON.parse(document.getElementById('shop-config')?.textContent ?? '{}') as ShopConfig

/** How the page is loaded: options for the pipeline integration, and for the SDK. */
interface Loading {
  readonly integration?: object
  readonly options?: object
}

declare global {
  interface Window {
    bare: { load(loading?: Loading): AnalyticsBrowser; sdk?: AnalyticsBrowser }
  }
}

window.bare = {
  load({ integration = {}, options = {} } = {}) {
    const pipeline = { apiKey: config.writeKey, apiHost: `${new URL(config.collectors.customerio ?? '').host}/v1`, protocol: 'http' }
    const cdnSettings = { integrations: { 'Customer.io Data Pipelines': pipeline }, metrics: { sampleRate: 0 } }
    const sdk = AnalyticsBrowser.load({ writeKey: config.writeKey, cdnSettings: cdnSettings as never }, {
      ...options,
      integrations: { 'Customer.io Data Pipelines': integration },
    } as never)
    window.bare.sdk = sdk
    return sdk
  },
}
