/** A tracker of which nothing is known yet but its name. */
import { type Customer, DELIVERIES, type Delivery } from '../item'
import type { Session, Tracker } from '../state'

/** Nothing is known of any session. */
export const NO_SESSION: Session = { state: 'unknown', startedAt: null, endedAt: null, automatic: null, timeout: null }
/** No id is known. */
export const NOBODY: Customer = { soft: {}, hard: {} }
/** Nothing is in any state. */
export const NO_COUNTS = Object.fromEntries(DELIVERIES.map((delivery) => [delivery, 0])) as Readonly<
  Record<Delivery, number>
>

/** What tells a tracker from others. */
export type Named = Pick<Tracker, 'vendor' | 'surface' | 'key'> & { readonly device?: number | undefined }

/** A tracker at its first sight. */
export function newTracker(id: string, { vendor, surface, key, device }: Named): Tracker {
  return {
    id,
    vendor,
    surface,
    key,
    ...(device === undefined ? {} : { device }),
    version: null,
    status: 'running',
    config: null,
    instance: null,
    customer: NOBODY,
    traits: {},
    pushToken: null,
    session: NO_SESSION,
    consent: {},
    counts: NO_COUNTS,
    lastFlush: null,
    flushMode: null,
  }
}
