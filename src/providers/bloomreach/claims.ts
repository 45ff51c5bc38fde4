/**
 * Which requests may be Bloomreach's, by address alone: its endpoints are often proxied, so any host may stand before
 * the path.
 */

import { matches } from '../matches'

/**
 * Tracking by the Web SDK, by mobile SDKs and REST, and by Data hub; what only asks comes along to be recognised and
 * kept out of the way.
 */
const TRACKING = /\/(?:bulk\/?(?:[?#]|$)|track\/v2\/projects\/|track\/u\/v1\/|data\/v2\/(?:projects|streams)\/)/
const WEB =
  /\/(?:webxp(?:-trace)?\/|wxstatic\/projects\/|managed-tags\/show|optimization\/(?:streams\/[^/]+\/)?recommend\/user)/
const CAMPAIGNS = /\/campaigns\/(?:(?:banners|experiments)\/show|html\/get|send-self-check)/
const PATHS = new RegExp(`${TRACKING.source}|${WEB.source}|${CAMPAIGNS.source}`)
/**
 * What is in every address of these, and in few others: every page carries these patterns, and asks them of every
 * request.
 */
export const addresses = [
  /\/(?:bulk\/?(?:[?#]|$)|track\/(?:v2|u)\/|data\/v2\/|webxp|wxstatic\/|managed-tags|optimization\/|campaigns\/[behs])/,
]
const BULK = /\/bulk\/?(?:[?#]|$)/
const BUNDLE = /\/(?:webxp|wxstatic)\/(?:projects|streams)\/[^/?#]+\/bundle\b/
/** A script of the SDK's is no request of the SDK's. */
const SCRIPT = /\.js(?:[?#]|$)/

/** Whether a request may be Bloomreach's. Cheap, generous, total. */
export function claims(method: string, url: string): boolean {
  return matches(PATHS, url) && !matches(SCRIPT, url) && (method !== 'GET' || !matches(BULK, url))
}

/**
 * Whether a request fetches the project's bundle, which is the same for everybody (Web SDK 3.15.0; iOS SDK 4.0.1's
 * `bundle-ios.json`).
 */
export function startsSdk(method: string, url: string): boolean {
  return method === 'GET' && matches(BUNDLE, url)
}

/** Whether a body looks like Bloomreach's: commands, an event or update with its customer, or a question about one. */
export function sniff(body: string): boolean {
  return (
    body === '' ||
    matches(/"(?:commands|customer_ids|event_type|company_id|external_ids|reward_token|project_id)"\s*:/, body) ||
    (matches(/"url"\s*:/, body) && matches(/"properties"\s*:/, body))
  )
}

/** Whether a cookie or storage entry is the SDK's own (Web SDK 3.15.0). */
export function stores(name: string): boolean {
  return matches(
    /^(?:__exponea_(?:etc|time2|ab_.*|last_session_ping_timestamp|last_session_start_timestamp)__|xnpe_.+)$/,
    name,
  )
}
