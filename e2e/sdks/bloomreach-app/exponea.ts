/**
 * The reference client: an object with the React Native SDK's method names and argument order (3.0.0,
 * NativeExponea.ts), on a page.
 */
import { isObject, type Json, type JsonObject } from '../../../src/core/json'
import { model } from '../../../src/lab/bloomreach'
import { differences } from '../../../src/lab/bloomreach/profiles'
import type { ModelView } from '../../../src/lab/model'
import type { FlushMode } from '../../../src/providers/bloomreach/calls/settings'
import { areIds, crossing, ExponeaError, isFlat } from './arguments'
import { type Engine, type Options, startEngine } from './engine'

/** The bridge's words before `configure` (React Native SDK 3.0.0 ExponeaError.swift). */
const NOT_CONFIGURED = 'Exponea SDK is not configured. Call Exponea.configure() before calling functions of the SDK'

/** The methods that track, with the words in which the bridge refuses them. */
const REFUSALS = {
  trackEvent: 'Failed to track event. SDK may not be configured or properties are invalid.',
  identifyCustomer: 'Failed to identify customer. SDK may not be configured or data is invalid.',
  anonymize: NOT_CONFIGURED,
  trackSessionStart: 'Failed to track session start. SDK may not be configured.',
  trackSessionEnd: 'Failed to track session end. SDK may not be configured.',
  setDefaultProperties: 'Failed to set default properties. SDK may not be configured or properties are invalid.',
  trackPushToken: 'Failed to track push token. SDK may not be configured.',
  trackDeliveredPush: 'Failed to track delivered push',
  trackDeliveredPushWithoutTrackingConsent: 'Failed to track delivered push without consent',
  trackClickedPush: 'Failed to track clicked push',
  trackClickedPushWithoutTrackingConsent: 'Failed to track clicked push without consent',
  trackPaymentEvent: NOT_CONFIGURED,
  setAutomaticSessionTracking: 'Failed to set automatic session tracking',
  setSessionTimeout: 'Failed to set session timeout',
  trackInAppMessageClick: 'InApp message data are invalid. See logs',
  trackInAppMessageClickWithoutTrackingConsent: 'InApp message data are invalid. See logs',
  trackInAppMessageClose: 'InApp message data are invalid. See logs',
  trackInAppMessageCloseWithoutTrackingConsent: 'InApp message data are invalid. See logs',
  trackInAppContentBlockClick: 'Failed to track content block click',
  trackInAppContentBlockClickWithoutTrackingConsent: 'Failed to track content block click without consent',
  trackInAppContentBlockClose: 'Failed to track content block close',
  trackInAppContentBlockCloseWithoutTrackingConsent: 'Failed to track content block close without consent',
  trackInAppContentBlockShown: 'Failed to track content block shown',
  trackInAppContentBlockShownWithoutTrackingConsent: 'Failed to track content block shown without consent',
  trackInAppContentBlockError: 'Failed to track content block error',
  trackInAppContentBlockErrorWithoutTrackingConsent: 'Failed to track content block error without consent',
} as const

type Tracking = { readonly [M in keyof typeof REFUSALS]: (...args: readonly unknown[]) => Promise<void> }

/** The object that a page finds as `window.Exponea`. Every method returns a promise, as in React Native. */
export interface Exponea extends Tracking {
  readonly configure: (configuration: JsonObject) => Promise<void>
  readonly isConfigured: () => Promise<boolean>
  readonly getCustomerCookie: () => Promise<string>
  readonly getDefaultProperties: () => Promise<JsonObject>
  readonly getFlushMode: () => Promise<string>
  readonly setFlushMode: (mode: string) => Promise<void>
  readonly getFlushPeriod: () => Promise<number>
  readonly setFlushPeriod: (seconds: number) => Promise<void>
  /** Resolves when the flush that it started, or found running, has ended. */
  readonly flushData: () => Promise<void>
  readonly isExponeaPushNotification: (params: JsonObject) => Promise<boolean>
  readonly trackHmsPushToken: (token: string) => Promise<void>
  readonly stopIntegration: () => Promise<void>
  readonly clearLocalCustomerData: (appGroup?: string) => Promise<void>
}

/** The client and the means to look into it. */
export interface ReferenceClient {
  readonly exponea: Exponea
  readonly view: () => ModelView
  /** Takes its listeners and timers off the page; what is stored stays for the next page. */
  readonly close: () => void
}

const FLUSH_MODES: Readonly<Record<FlushMode, string>> = {
  immediate: 'IMMEDIATE',
  periodic: 'PERIOD',
  automatic: 'APP_CLOSE',
  manual: 'MANUAL',
}

function tracking(engine: Engine): Tracking {
  const methods = Object.entries(REFUSALS).map(([method, refusal]) => [
    method,
    async (...args: readonly unknown[]) => {
      const values = crossing(args)
      if (engine.state().process.configuration === null || !accepts(engine, method, values))
        throw new ExponeaError(refusal)
      engine.call(method, values)
    },
  ])
  return Object.fromEntries(methods) as Tracking
}

/** Whether the bridge takes these arguments. */
function accepts(engine: Engine, method: string, args: readonly Json[]): boolean {
  if (method === 'identifyCustomer' && !areIds(args[0])) return false
  if (differences[engine.state().profile].bridgeTakesNested) return true
  const checked = { trackEvent: 1, identifyCustomer: 1, trackPaymentEvent: 0, setDefaultProperties: 0 }[method]
  const properties = checked === undefined ? null : args[checked]
  return !isObject(properties) || isFlat(properties)
}

/** Binds the model to a page and gives it the React Native SDK's shape. One client per page. */
export function createExponea(window: Window & typeof globalThis, options: Options = {}): ReferenceClient {
  const engine = startEngine(window, options)
  const running = () => engine.state().process.configuration !== null
  // An app that is opened by a campaign's link hands it to the SDK as it starts (universal links); here the page's
  // address is the link.
  if (new URL(window.location.href).searchParams.has('xnpe_cmp'))
    engine.call('trackCampaignClick', [window.location.href])
  const exponea: Exponea = {
    ...tracking(engine),
    configure: async (configuration) => {
      if (running()) throw new ExponeaError('Exponea SDK was already configured.')
      const effects = engine.call('configure', crossing([configuration]))
      if (running()) return
      const reason = effects.flatMap((effect) =>
        effect.effect === 'log' && effect.level === 'error' ? [effect.text] : [],
      )
      throw new ExponeaError(reason.join(' '))
    },
    isConfigured: async () => running(),
    getCustomerCookie: async () => {
      const { cookie } = engine.state().device.customer
      if (!running() || cookie === null) throw new ExponeaError('SDK not configured or customer cookie unavailable')
      return cookie
    },
    getDefaultProperties: async () => {
      if (!running()) throw new ExponeaError('SDK not configured or default properties unavailable')
      return engine.state().process.defaultProperties
    },
    getFlushMode: async () => FLUSH_MODES[engine.state().process.flushMode],
    setFlushMode: async (mode) => {
      if (!Object.values(FLUSH_MODES).includes(mode)) throw new ExponeaError('Invalid flush mode')
      engine.call('setFlushMode', [mode])
    },
    getFlushPeriod: async () =>
      engine.state().process.flushMode === 'periodic' ? engine.state().process.flushPeriod : 0,
    setFlushPeriod: async (seconds) => {
      engine.call('setFlushPeriod', crossing([seconds]))
    },
    flushData: async () => {
      if (!running()) throw new ExponeaError(NOT_CONFIGURED)
      engine.call('flushData', [])
      await engine.settled(model.view(engine.state()).inFlight)
    },
    isExponeaPushNotification: async (params) => isObject(params) && params.source === 'xnpe_platform',
    trackHmsPushToken: async () => {
      throw new ExponeaError('HMS push tokens are not supported on iOS')
    },
    stopIntegration: async () => {
      // The guide stops an SDK that was never initialized (“Stop the SDK and wipe all tracked data”); the bridge
      // refuses that (ExponeaBridge.swift, stopIntegration).
      if (!running() && !differences[engine.state().profile].bridgeStopsUnconfigured)
        throw new ExponeaError(NOT_CONFIGURED)
      engine.call('stopIntegration', [])
    },
    clearLocalCustomerData: async (appGroup) => {
      if (running()) throw new ExponeaError('Error: The functionality is unavailable due to running Integration')
      if (!appGroup) throw new ExponeaError('Error: appGroup is required for clearLocalCustomerData on iOS')
      engine.call('clearLocalCustomerData', [appGroup])
    },
  }
  return { exponea, view: () => model.view(engine.state()), close: engine.close }
}
