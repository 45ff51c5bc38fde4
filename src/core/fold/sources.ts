/**
 * Which sources saw an item or exchange: one object for all that were seen alike, since one for each took 90 bytes an
 * item.
 */
import type { Item } from '../item'
import type { Exchange } from '../state'

export const BY_PAGE: Exchange['seenBy'] = { page: true, browser: false }
export const BY_BROWSER: Exchange['seenBy'] = { page: false, browser: true }
export const BY_BOTH: Exchange['seenBy'] = { page: true, browser: true }

const BOTH = [true, false] as const
const ALL: readonly Item['seenBy'][] = BOTH.flatMap((call) =>
  BOTH.flatMap((page) => BOTH.map((browser) => ({ call, page, browser }))),
)

/** An item's sources. */
export function sources(call: boolean, page: boolean, browser: boolean): Item['seenBy'] {
  return (
    ALL.find((known) => known.call === call && known.page === page && known.browser === browser) ?? {
      call,
      page,
      browser,
    }
  )
}
