/** A page without a shop: tests load the SDK here with options of their own and call it from outside. */
import { AnalyticsBrowser } from '@customerio/cdp-analytics-browser'
import type { JsonObject } from '../../../src/core/json'
import { createExponea } from '../../sdks/bloomreach-app/exponea'
import type {} from '../tracking/bloomreach-app'
import type { ShopConfig } from '../tracking/tracking'

const config = JSON.parse(document.getElementById('shop-config')?.textContent ?? '{}') as ShopConfig

/** How the page is loaded: options for the pipeline integration, and for the SDK. */
interface Loading {
  readonly integration?: object
  readonly options?: object
}

declare global {
  interface Window {
    bare: {
      load(loading?: Loading): AnalyticsBrowser
      sdk?: AnalyticsBrowser
      app(profile: string, configuration: JsonObject | null): void
    }
  }
}

window.bare = {
  load({ integration = {}, options = {} } = {}) {
    const pipeline = {
      apiKey: config.writeKey,
      apiHost: `${new URL(config.collectors.customerio ?? '').host}/v1`,
      protocol: 'http',
    }
    const cdnSettings = { integrations: { 'Customer.io Data Pipelines': pipeline }, metrics: { sampleRate: 0 } }
    const sdk = AnalyticsBrowser.load({ writeKey: config.writeKey, cdnSettings: cdnSettings as never }, {
      ...options,
      integrations: { 'Customer.io Data Pipelines': integration },
    } as never)
    window.bare.sdk = sdk
    return sdk
  },
  /**
   * Starts the reference client with a profile of its model, sending to the collector; `configuration` adds to that,
   * null leaves it unconfigured.
   */
  app(profile, configuration) {
    window.Exponea = createExponea(window, { profile }).exponea
    if (configuration === null) return
    const { projectToken, collectors } = config
    const own = {
      projectToken,
      authorizationToken: 'shop-demo-key',
      baseUrl: collectors.bloomreach ?? '',
      flushMode: 'IMMEDIATE',
    }
    void window.Exponea.configure({ ...own, ...configuration })
  },
}
if (config.first && config.ways.includes('customerio-bundled')) void window.bare.load().track(config.first)
