/**
 * The stand-in's settings: what a page's snippet configures, with the documented defaults (Web SDK 3.15.0). Times are
 * seconds.
 */

/** A page's configuration as far as the stand-in reads it. */
export interface Settings {
  token: string
  target: string
  customer: Record<string, unknown>
  ping: { enabled: boolean; interval: number; properties: Record<string, unknown> }
  track: { visits: boolean; exits: boolean; unloads: boolean; default_properties: Record<string, unknown> }
  cookies: { expires: { tracking: number; ab_test: number; time: number } }
  utm_params: readonly string[]
  utm_always: boolean
  spa_reloading: boolean
  lazy_merge: boolean
  compliance: { opt_in: boolean | { new_customer_profile?: boolean; ignore_stored_command?: boolean } }
}

/** What the server of the script tells it, so that tests need not wait as long as a customer. Milliseconds. */
export interface Pace {
  /** The first delay before a failed request is sent again; it doubles up to an hour. 5,000 in the shipped SDK. */
  readonly retryBase: number
  /** How long commands are gathered before they are sent. 100 in the shipped SDK. */
  readonly debounce: number
}

/** The pace of the shipped SDK. */
export const SHIPPED: Pace = { retryBase: 5000, debounce: 100 }

const DEFAULTS: Settings = {
  token: '',
  target: '//api.exponea.com',
  customer: {},
  ping: { enabled: true, interval: 120, properties: {} },
  track: { visits: false, exits: true, unloads: false, default_properties: {} },
  cookies: { expires: { tracking: 94_608_000, ab_test: 94_608_000, time: 3600 } },
  utm_params: ['utm_source', 'utm_medium', 'utm_campaign', 'utm_term', 'utm_content', 'gclid', 'campaign_id'],
  utm_always: false,
  spa_reloading: true,
  lazy_merge: false,
  compliance: { opt_in: false },
}

/** The defaults with what the page gave laid over them, nested objects too. */
export function settingsOf(given: unknown): Settings {
  return deepMerge(structuredClone(DEFAULTS) as unknown as Record<string, unknown>, plain(given)) as unknown as Settings
}

/** Lays one object over another, nested objects too; the first one is changed and returned. */
export function deepMerge(under: Record<string, unknown>, over: Record<string, unknown>): Record<string, unknown> {
  for (const [key, value] of Object.entries(over)) {
    const below = under[key]
    under[key] = isPlain(value) && isPlain(below) ? deepMerge({ ...below }, value) : value
  }
  return under
}

/** The object itself, or an empty one for anything else. */
export function plain(value: unknown): Record<string, unknown> {
  return isPlain(value) ? value : {}
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
