/** The ways to get an SDK, as the trigger tests visit them: all of the bare page. */
import type { BrowserName } from '../browsers/driver'

/**
 * A surface: how the bare page gets its SDK, who collects, what the triggers are called there, and how the page itself
 * tracks.
 */
export interface Surface {
  readonly name: string
  readonly vendor: 'customerio' | 'bloomreach'
  /** As the panel calls the vendor. */
  readonly shown: string
  readonly tracking: string
  /** Runs in the page once it is there. */
  readonly load: () => void
  /** The page's own call: runs in the page. */
  readonly track: (name: string) => void
  readonly methods: { readonly anonymize: string; readonly track: string; readonly identify: string }
  readonly id: string
  readonly softId: string
}

/** Customer.io, bundled with the page. */
const BUNDLED: Surface = {
  name: 'bundled Customer.io',
  vendor: 'customerio',
  shown: 'Customer.io',
  tracking: 'customerio-bundled',
  load: () => void (window.bare.sdk ?? window.bare.load()),
  track: (name) => void window.bare.sdk?.track(name),
  methods: {
    anonymize: 'analytics.reset()',
    track: 'analytics.track(name, properties)',
    identify: 'analytics.identify(userId, traits)',
  },
  id: 'userId',
  softId: 'anonymousId',
}

/** Customer.io, by its snippet. */
const SNIPPET: Surface = {
  name: 'Customer.io snippet',
  vendor: 'customerio',
  shown: 'Customer.io',
  tracking: 'customerio-snippet',
  load: () => {},
  track: (name) => void window.cioanalytics?.track(name),
  methods: {
    anonymize: 'cioanalytics.reset()',
    track: 'cioanalytics.track(name, properties)',
    identify: 'cioanalytics.identify(userId, traits)',
  },
  id: 'userId',
  softId: 'anonymousId',
}

/** Bloomreach, by its web snippet. */
export const WEB: Surface = {
  name: 'Bloomreach web snippet',
  vendor: 'bloomreach',
  shown: 'Bloomreach Engagement',
  tracking: 'bloomreach-web',
  load: () => {},
  track: (name) => window.exponea?.track(name, {}),
  methods: {
    anonymize: 'exponea.anonymize()',
    track: 'exponea.track(type, properties)',
    identify: 'exponea.identify(ids, properties)',
  },
  id: 'registered',
  softId: 'cookie',
}

/** Bloomreach, by a client of the mobile shape. */
export const APP: Surface = {
  name: 'mobile-shaped Bloomreach client',
  vendor: 'bloomreach',
  shown: 'Bloomreach Engagement',
  tracking: 'bloomreach-app',
  // Sends within a second; by default it waits three after each event.
  load: () => window.bare.app('documented', { automaticSessionTracking: false, flushMode: 'PERIOD', flushPeriod: 1 }),
  track: (name) => void window.Exponea?.trackEvent(name, {}),
  methods: {
    anonymize: 'Exponea.anonymize()',
    track: 'Exponea.trackEvent(type, properties, timestamp)',
    identify: 'Exponea.identifyCustomer(customerIds, properties, timestamp)',
  },
  id: 'registered',
  softId: 'cookie',
}

/** All of them. */
export const SURFACES = [BUNDLED, SNIPPET, WEB, APP]

/** Those whose SDK has no stop of its own. */
export const WITHOUT_STOP = [BUNDLED, SNIPPET, WEB]

/**
 * The ways that are played in a browser: what a trigger comes to differs by the SDK, and how it gets there by the
 * browser, so that one plays them all, and the other every second one.
 */
export const playedIn = <S>(browser: BrowserName, ways: readonly S[]): readonly S[] =>
  ways.filter((_, at) => browser === 'firefox' || at % 2 === 0)
