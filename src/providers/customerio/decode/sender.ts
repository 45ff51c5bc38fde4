/** Tells who made a request from the request itself: which SDK, which version. */
import { isObject, type JsonObject, objectOr, stringOr } from '../../../core/json'
import type { Maker } from '../claims'
import type { SurfaceName } from '../sdk'

/**
 * The surface of a request's sender: `segment` (Segment's own SDK), `ios`, `android`, `rest` (the public HTTP API, or
 * RudderStack's), else `wire`. Fingerprints: `context.userAgent` of the native SDKs ("Customer.io iOS Client/4.7.5 …",
 * iOS SDK 4.7.5 Plugins/Context.swift); RudderStack's SDK names its library, and uses the long paths itself.
 */
export function surfaceOf(
  event: JsonObject,
  { long, maker }: { readonly long: boolean; readonly maker: Maker },
): Exclude<SurfaceName, 'inspector' | 'snippet' | 'classic' | 'bridge'> {
  if (maker === 'segment') return 'segment'
  const context = objectOr(event.context)
  if (maker === 'rudderstack') return long && !isObject(context.library) ? 'rest' : 'wire'
  const agent = stringOr(context.userAgent) ?? ''
  if (/^Customer\.io (iOS|.*Apple)/i.test(agent)) return 'ios'
  if (/^Customer\.io Android/i.test(agent)) return 'android'
  return long ? 'rest' : 'wire'
}

/** The version of the SDK that made an event: `npm:next-0.5.11`, `next-0.5.11`, `4.7.5`; null where it does not say. */
export function versionOf(event: JsonObject): string | null {
  const context = objectOr(event.context)
  const library = context.library
  if (isObject(library) && typeof library.version === 'string') return library.version
  return /^Customer\.io \S+ Client\/(\S+)/.exec(stringOr(context.userAgent) ?? '')?.[1] ?? null
}
