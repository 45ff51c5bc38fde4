/** One shared object for all values that are alike: a separate one for each took 90 bytes per item. */
import { type Item, note } from '../item'
import type { Exchange } from '../state'

/** The one empty list, for whatever has none of something: most items and exchanges have none of much. */
export const NOTHING: readonly never[] = []

/** What is said of whatever a page tracks that the browser has only loaded ahead. */
export const AHEAD = note(
  'ahead',
  'The browser had loaded the page ahead: it was tracked before anybody was shown the page.',
)

/** Which sources saw an exchange: three shared objects. */
export const BY_PAGE: Exchange['seenBy'] = { page: true, browser: false }
export const BY_BROWSER: Exchange['seenBy'] = { page: false, browser: true }
export const BY_BOTH: Exchange['seenBy'] = { page: true, browser: true }

const BOTH = [false, true] as const
const ALL: readonly Item['seenBy'][] = BOTH.flatMap((call) =>
  BOTH.flatMap((page) => BOTH.map((browser) => ({ call, page, browser }))),
)

/** Which sources saw an item. */
export function sources(call: boolean, page: boolean, browser: boolean): Item['seenBy'] {
  return ALL[(call ? 4 : 0) + (page ? 2 : 0) + (browser ? 1 : 0)] ?? { call, page, browser }
}

/** Notes without repeating any; the very list that was there where none is new. */
export function mergeNotes(known: Item['notes'], told: Item['notes'] = NOTHING): Item['notes'] {
  const fresh = told.filter(({ text }) => !known.some((note) => note.text === text))
  return fresh.length ? [...known, ...fresh] : known
}
