/**
 * Which requests may be Customer.io's, by address and body: any host may stand before the path, and SDKs of other
 * makers speak the same format.
 */

import { matches } from '../matches'

/** Who makes SDKs whose messages have this one format, as the folders of these vendors are named. */
export type Maker = 'customerio' | 'rudderstack' | 'segment'

/**
 * The library that a message's context names: "RudderLabs JavaScript SDK" (3.34.1), and their mobile SDKs'. To ignore
 * case altogether would cost four times as much on every body.
 */
const RUDDER_LIBRARY = /"library"\s*:\s*\{[^{}]*"name"\s*:\s*"[^"]*[Rr]udder/
/** Both are "analytics.js"; the plugin that sends, or else the version, says whose (1.84.3 and 0.2.2 to 0.5.11). */
const SEGMENT_LIBRARY = /"library"\s*:\s*\{[^{}]*(?:"version"\s*:\s*"(?:npm:)?next-[1-9]|"name"\s*:\s*"[^"]*[Ss]egment)/
const SEGMENT_PLUGIN = /"bundled"\s*:\s*\[[^\]]*"Segment\.io"/
const OWN_PLUGIN = /"bundled"\s*:\s*\[[^\]]*"Customer\.io Data Pipelines"/
const RUDDER_HOST = /^(?:https?:)?\/\/(?:[^/?#]*\.)?rudder(?:stack|labs)\.com(?:[:/?#]|$)/
const SEGMENT_HOST = /^(?:https?:)?\/\/(?:[^/?#]*\.)?segment\.(?:io|com)(?:[:/?#]|$)/

/**
 * Whose SDK made a request of the format: what its message says of itself, else whose the host is, else Customer.io's.
 * An empty body leaves the address to decide.
 */
export function makerOf(body: string, url: string): Maker {
  if (matches(RUDDER_LIBRARY, body)) return 'rudderstack'
  if (matches(OWN_PLUGIN, body)) return 'customerio'
  if (matches(SEGMENT_PLUGIN, body) || matches(SEGMENT_LIBRARY, body)) return 'segment'
  return matches(RUDDER_HOST, url) ? 'rudderstack' : matches(SEGMENT_HOST, url) ? 'segment' : 'customerio'
}

/** `/v1/t` and the long forms of the public API; the body then decides. */
const TRACK = /\/(?:[tipsgabm]|track|identify|page|screen|group|alias|batch)\/?(?:[?#]|$)/
const SETTINGS = /\/v1\/projects\/[^/?#]+\/settings(?:[?#]|$)/
const PIXEL = /\/\/track(?:-eu)?\.customer\.io\/events\//
/** In-app messages: paths of the gist services. */
const IN_APP =
  /\/api\/v\d+\/(?:users\?(?:[^#]*&)?sessionId=|logs\/(?:queue|message)\/|messages\/|(?:branding|templates)(?:[?#]|$))/
/** Services that only Customer.io has are recognised by host too. */
const OWN_HOST =
  /^(?:https?:)?\/\/[^/?#]*(?:gist\.build|inapp\.customer\.io|cdp(?:-eu)?\.customer\.io|api\.segment\.io)(?:[:/?#]|$)/

/** What is Customer.io's whatever the method. */
const OWN = new RegExp(`${PIXEL.source}|${IN_APP.source}|${OWN_HOST.source}`)
/**
 * What is in every address of the format, and in few others: every page carries these patterns, and asks them of every
 * request.
 */
export const addresses = [
  /\/(?:[tipsgabm]|track|identify|page|screen|group|alias|batch|settings)\/?(?:[?#]|$)|\/api\/v\d+\/[blmtu]/,
  /\/\/[^/?#]*(?:gist\.build|(?:customer|segment)\.io)/,
]

/** Whether a request may be Customer.io's. Cheap, generous, total. */
export function claims(method: string, url: string): boolean {
  return speaks(method, url) && makerOf('', url) === 'customerio'
}

/** Whether a request may be one of the format, whoever makes the SDK. */
export function speaks(method: string, url: string): boolean {
  const bodied = method !== 'GET' && method !== 'HEAD'
  return matches(OWN, url) || matches(bodied ? TRACK : SETTINGS, url)
}

/**
 * Whether a request fetches the SDK's settings, without which it never starts (cdp-analytics-js
 * browser/index.ts:75-90).
 */
export function startsSdk(method: string, url: string): boolean {
  return method === 'GET' && matches(SETTINGS, url)
}

/** Whether a body looks like one of Customer.io's. */
export function sniff(body: string, url: string): boolean {
  return looksAlike(body) && makerOf(body, url) === 'customerio'
}

/**
 * Whether a body looks like one of the format: an event or a batch with its write key, self-metrics, or a body of the
 * in-app services.
 */
export function looksAlike(body: string): boolean {
  return (
    body === '' ||
    body === '{}' ||
    matches(/"(?:writeKey|messageId|anonymousId|userId|series|opened)"\s*:/, body) ||
    (matches(/"event"\s*:/, body) && matches(/"properties"\s*:/, body)) ||
    matches(/"batch"\s*:\s*\[/, body)
  )
}

/**
 * Whether a cookie or storage entry is one of Customer.io's SDKs' (cdp-analytics-js core/user/index.ts:27-36,
 * lib/priority-queue/persisted.ts:65).
 */
export function stores(name: string): boolean {
  return (
    matches(/^ajs_(?:anonymous_id|user_id|user_traits|group_id|group_properties)$/, name) ||
    matches(/^(?:persisted-queue:.*:items|_cioanonid|_cioid)$/, name)
  )
}
