/**
 * Where page and browser tell different ends of one request, or one of them knows of none: the browser is right, and
 * the contradiction is kept.
 */
import type { BodyNote } from '../body-note'
import type { Body } from '../fact'
import type { Exchange } from '../state'
import type { Draft } from './draft'
import { alike } from './pairs'

/** So many exchanges back another one is looked for with which this one may have been confused. */
const BACK = 200
/** An answer that the browser did not hand on: its own copy was still good. */
const NOT_MODIFIED = 304

/** So much later, in milliseconds, the browser has told of whatever it was going to. */
const SURE_MS = 10_000
/** So many exchanges back are looked at for those that it has not told of. */
const LATEST = 32

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
 * The page's answered sends of which the browser should have told before this one of the same document, and has not: it
 * told of one before them by the same observer, so that it was there all the time. Those that a cache, a redirect or a
 * service worker may have taken out of its sight are left out, as are answers that go on, forms, sends that are alike,
 * and pages that were left.
 */
export function unseenBefore(draft: Draft, told: Exchange, startedAt: number): readonly Exchange[] {
  const missed: Exchange[] = []
  /** When the earliest one began that the observer told of. */
  let since = Number.POSITIVE_INFINITY
  const { exchanges } = draft
  for (let n = exchanges.size - 1; n >= Math.max(0, exchanges.size - LATEST); n--) {
    const each = exchanges.get(n)
    if (!each || each.doc !== told.doc) continue
    if (each.seenBy.page && each.toldBy === told.toldBy) since = Math.min(since, each.sentAt)
    else if (isUnseen(each, startedAt)) missed.push(each)
  }
  return missed.filter((send) => send.sentAt >= since && !missed.some((other) => isTwin(send, other)))
}

/** Of answers that have not come to their end for the page: the browser tells of none before that. */
const GOES_ON: ReadonlySet<BodyNote | undefined> = new Set<BodyNote>(['live', 'part', 'late', 'broken', 'left', 'held'])

function isUnseen({ seenBy, via, endedAt, status, body, ...other }: Exchange, startedAt: number): boolean {
  if (!seenBy.page || seenBy.browser || (via !== 'fetch' && via !== 'xhr') || !body.text) return false
  // What the page gave as an object, as a form, the browser tells as it was written: nobody knows it again.
  if (body.note || GOES_ON.has(other.answer?.note)) return false
  if (other.worker || other.trail || other.cached || other.untold || !status) return false
  return endedAt !== null && endedAt < startedAt - SURE_MS
}

function isTwin(a: Exchange, b: Exchange): boolean {
  return a.n !== b.n && alike(a, b)
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
