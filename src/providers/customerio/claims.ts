/** Which requests may be Customer.io's (or Segment's, of the same family), by address alone: any host may stand before the path. */

/** `/v1/t` and the long forms of the public API; the body then decides. */
const TRACK = /\/(?:[tipsgabm]|track|identify|page|screen|group|alias|batch)\/?(?:[?#]|$)/
const SETTINGS = /\/v1\/projects\/[^/?#]+\/settings(?:[?#]|$)/
const PIXEL = /\/\/track(?:-eu)?\.customer\.io\/events\//
/** In-app messages: paths of the gist services. */
const IN_APP = /\/api\/v\d+\/(?:users\?(?:[^#]*&)?sessionId=|logs\/(?:queue|message)\/|messages\/|(?:branding|templates)(?:[?#]|$))/
/** Services that only Customer.io has are recognised by host too. */
const OWN_HOST = /^(?:https?:)?\/\/[^/?#]*(?:gist\.build|inapp\.customer\.io|cdp(?:-eu)?\.customer\.io|api\.segment\.io)(?:[:/?#]|$)/

/** Whether a request may be Customer.io's. Cheap, generous, total. */
export function claims(method: string, url: string): boolean {
  if (PIXEL.test(url) || OWN_HOST.test(url)) return true
  const bodied = method !== 'GET' && method !== 'HEAD'
  if (bodied && TRACK.test(url)) return true
  return IN_APP.test(url) || (!bodied && SETTINGS.test(url))
}

/** Whether a body looks like the family's: an event or a batch with its write key, self-metrics, or a body of the in-app services. */
export function sniff(body: string): boolean {
  return (
    body === '' ||
    body === '{}' ||
    /"(?:writeKey|messageId|anonymousId|userId|series|opened)"\s*:/.test(body) ||
    (/"event"\s*:/.test(body) && /"properties"\s*:/.test(body)) ||
    /"batch"\s*:\s*\[/.test(body)
  )
}

/** Whether a cookie or storage entry is one of Customer.io's SDKs' (cdp-analytics-js core/user/index.ts:27-36, lib/priority-queue/persisted.ts:65). */
export function stores(name: string): boolean {
  return /^(?:ajs_(?:anonymous_id|user_id|user_traits|group_id|group_properties)|persisted-queue:.*:items|_cioanonid|_cioid)$/.test(name)
}
