/**
 * Which requests may be Customer.io's (or Segment's, of the same family), by address alone: any host may stand before
 * the path.
 */

import { matches } from '../matches'

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
const ANY = new RegExp(`${OWN.source}|${TRACK.source}|${SETTINGS.source}`)

/** Whether an address may be Customer.io's, whatever the method. */
export function addresses(url: string): boolean {
  return matches(ANY, url)
}

/** Whether a request may be Customer.io's. Cheap, generous, total. */
export function claims(method: string, url: string): boolean {
  // Nearly every request is nobody's, and pays for one pattern.
  if (!addresses(url)) return false
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

/**
 * Whether a body looks like the family's: an event or a batch with its write key, self-metrics, or a body of the in-app
 * services.
 */
export function sniff(body: string): boolean {
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
