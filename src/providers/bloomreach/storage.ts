/**
 * Reads the SDK's own cookies and storage entries, as they are: never by an SDK getter, which could create what it
 * reads.
 */

import type { Effect } from '../../core/contract/vendor'
import type { StorageFact } from '../../core/fact'
import type { Tracker } from '../../core/state'
import { isMobile } from './delivery'
import { surfaceNamed } from './sdk'

/** The cookie with the browser's ID, kept three years (Web SDK 3.15.0). */
const COOKIE = '__exponea_etc__'

/** The ID of each entry. */
export const STORED_IDS = { [COOKIE]: 'cookie' }

/**
 * What a stored value tells. Only the browser's ID is known to mean one; the server's own `xnpe_<token>` names a
 * project, but may be left over from another page of the site, and the clock offset and ping times say nothing about a
 * customer. It is the Web SDK's: the mobile SDKs keep a cookie of their own where no page sees it.
 */
export function readStorage(fact: StorageFact, tracker: Tracker | null): readonly Effect[] {
  if (fact.area !== 'cookie' || fact.key !== COOKIE || fact.value === null || fact.value === '') return []
  if (tracker && isMobile(tracker)) return []
  const cookie = plain(fact.value)
  const known = tracker?.customer.soft.cookie
  if (known === cookie) return []
  const change = known === undefined ? 'seen' : 'rotated'
  const text = known === undefined ? `This browser's cookie is ${cookie}` : `This browser's cookie changed to ${cookie}`
  return [{ kind: 'identity', change, soft: { cookie }, text }]
}

/**
 * Where an SDK keeps who its customer is: the Web SDK its IDs in the page, and only the cookie beyond it (3.15.0), an
 * app's on the device. Of what is known by requests alone each says who it is.
 */
export function keepsCustomer({ surface }: Pick<Tracker, 'surface'>): 'page' | 'device' {
  return surfaceNamed(surface) === 'web' ? 'page' : 'device'
}

function plain(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}
