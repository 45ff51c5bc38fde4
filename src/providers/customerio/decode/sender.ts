/** Tells who made a request from the request itself: which SDK, which version. */
import { isObject, type JsonObject, objectOr, stringOr } from '../../../core/json'
import type { SurfaceName } from '../sdk'

/**
 * The surface of a request's sender: `ios`, `android`, `segment` (Segment's own SDK), `rest` (the public HTTP API),
 * else `wire`. Fingerprints: `_metadata.bundled` (recorded with 0.5.11; Segment's names "Segment.io") or Segment's
 * host, `context.userAgent` of the native SDKs ("Customer.io iOS Client/4.7.5 …", iOS SDK 4.7.5 Plugins/Context.swift).
 */
export function surfaceOf(
  event: JsonObject,
  { long, segment }: { readonly long: boolean; readonly segment: boolean },
): Exclude<SurfaceName, 'inspector' | 'snippet' | 'classic' | 'bridge'> {
  const context = objectOr(event.context)
  const agent = stringOr(context.userAgent) ?? ''
  if (/^Customer\.io (iOS|.*Apple)/i.test(agent)) return 'ios'
  if (/^Customer\.io Android/i.test(agent)) return 'android'
  const bundled = objectOr(event._metadata).bundled
  if (Array.isArray(bundled) && bundled.includes('Segment.io')) return 'segment'
  if (segment) return 'segment'
  return long ? 'rest' : 'wire'
}

/** The version of the SDK that made an event: `npm:next-0.5.11`, `next-0.5.11`, `4.7.5`; null where it does not say. */
export function versionOf(event: JsonObject): string | null {
  const context = objectOr(event.context)
  const library = context.library
  if (isObject(library) && typeof library.version === 'string') return library.version
  return /^Customer\.io \S+ Client\/(\S+)/.exec(stringOr(context.userAgent) ?? '')?.[1] ?? null
}
