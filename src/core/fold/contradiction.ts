/** Where page and browser tell different ends of one request: the browser is right, and the contradiction is kept. */
import type { Body } from '../fact'
import type { Exchange } from '../state'
import type { Draft } from './draft'
import { alike } from './pairs'

/** So many exchanges back another one is looked for with which this one may have been confused. */
const BACK = 200
/** An answer that the browser did not hand on: its own copy was still good. */
const NOT_MODIFIED = 304

/** An end as one of the two told it. */
interface Told {
  readonly status: number
  readonly answer: Body
  readonly cached?: boolean
}

/** The answer that an exchange has so far; null while it has none. */
export function endOf({ status, answer }: Exchange): Told | null {
  return status !== null && answer !== null ? { status, answer } : null
}

/**
 * Whether both told of an answer, and of different ones. Told apart are what a redirect, a cache or a service worker
 * makes of an answer, what the page may not read (CORS), and sends that are alike, since nobody knows which is which.
 */
export function contradicts(draft: Draft, known: Exchange, page: Told, browser: Told): boolean {
  if (page.status <= 0 || browser.status <= 0 || browser.status === NOT_MODIFIED) return false
  if (known.worker || known.trail || known.unread || known.cached || browser.cached) return false
  if (page.status === browser.status && !differ(page.answer, browser.answer)) return false
  const { exchanges } = draft
  for (let n = exchanges.size - 1; n >= Math.max(0, exchanges.size - BACK); n--) {
    const other = exchanges.get(n)
    if (other && other.n !== known.n && alike(other, known)) return false
  }
  return true
}

/**
 * Whether two texts that were read to their end differ in more than what a wrong character set makes of them. The
 * browser also gives none where it has kept none.
 */
function differ(a: Body, b: Body): boolean {
  const comparable = ({ text, note, cut, binary }: Body) => !!text && !note && !cut && !binary
  return comparable(a) && comparable(b) && plain(a.text) !== plain(b.text)
}

/** A text without what is not ASCII. */
function plain(text: string | null): string {
  return (text ?? '').replace(/[^ -~]/g, '')
}
