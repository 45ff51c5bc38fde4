/** Customer IDs: which of them are soft, and how they are read from an event. */
import type { Customer } from '../../core/item'
import type { JsonObject } from '../../core/json'

/** The IDs that stand for a browser or a device: the SDKs' `anonymousId`, and the classic snippet's cookie. */
export const SOFT_IDS: readonly string[] = ['anonymousId', '_cioanonid']

/** The one hard ID that the SDKs take. */
export const HARD_IDS: readonly string[] = ['userId']

/**
 * The customer that an event names. An alias names its target in `userId`, so there it is the profile that will be
 * merged.
 */
export function customerOf(event: JsonObject, kind: string): Customer {
  const anonymousId = idOf(event.anonymousId)
  const previous = idOf(event.previousId)
  const userId = kind === 'alias' ? (previous === anonymousId ? null : previous) : idOf(event.userId)
  return { soft: anonymousId === null ? {} : { anonymousId }, hard: userId === null ? {} : { userId } }
}

/** An id as the SDKs send it; null for none. Numbers occur in hand-made requests. */
export function idOf(value: unknown): string | null {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && value !== '' ? value : null
}
