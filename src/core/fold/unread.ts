/**
 * Requests of whose end the page was told nothing but that they failed: from within, an answer that CORS withholds, a
 * blocker and a dead network look the same.
 */
import type { FailureFact } from '../fact'
import type { Exchange } from '../state'
import type { Draft } from './draft'
import { isSentOn } from './hops'

const UNREAD = 'Sent; the page could not read an answer: CORS, blocker or network.'
const CALLED_OFF = 'Sent; the page called it off before an answer came, so nobody saw whether it arrived.'
const OFF_AT_ONCE = 'Called off at once: most likely the browser never sent it.'
const AT_ONCE =
  'It failed at once, so most likely the browser never sent it (CSP, mixed content, over 64 KB of keepalive).'

/** What ends sooner than this has not been at a server; milliseconds. */
const AT_ONCE_MS = 1

/** What is said of such a try. */
export function unreadWords({ unread, sentAt, endedAt }: Exchange): string {
  const atOnce = endedAt !== null && endedAt - sentAt < AT_ONCE_MS
  if (unread === 'called off') return atOnce ? OFF_AT_ONCE : CALLED_OFF
  return atOnce ? AT_ONCE : UNREAD
}

/** What a page that is there knows of a request that ended for this reason; a beacon called off was never sent. */
export function unreadBy(reason: FailureFact['reason'], via: Exchange['via']): Pick<Exchange, 'unread'> {
  if (reason === 'network') return { unread: true }
  return (reason === 'aborted' || reason === 'timeout') && via !== 'beacon' ? { unread: 'called off' } : {}
}

/** What is said of an answer that the page's own service worker gave. */
export const BY_WORKER = 'Answered by the page’s service worker: nobody saw whether it passed this on.'

/** Whether it may have arrived though the page was told that it failed: it went elsewhere, or was called off. */
export function isUnread(draft: Draft, exchange: Exchange): boolean {
  const { unread, status, seenBy, doc, url, trail } = exchange
  if (unread === 'called off') return status === null
  if (!unread || status !== null || (seenBy.browser && !isSentOn(exchange))) return false
  const page = draft.document(doc)
  return !page || originOf(page.url) !== originOf(trail?.hops.at(-1)?.to ?? url)
}

/** Scheme, host and port; the whole text where it has none. */
function originOf(url: string): string {
  return (/^(?:blob:)?([a-z][a-z0-9+.-]*:\/\/[^/?#]*)/i.exec(url)?.[1] ?? url).toLowerCase()
}

/** Keeps that the browser had an answer which it did not hand to the page, where both have told. */
export function keepWithheld(draft: Draft, exchange: Exchange): void {
  const { unread, status, tracker, url, trail } = exchange
  // A redirect is no answer that a page could be given.
  if (unread !== true || !status || tracker === null || isSentOn(exchange)) return
  const times = (draft.tracker(tracker)?.withheld?.times ?? 0) + 1
  draft.changeTracker(tracker, { withheld: { times, origin: originOf(trail?.end ?? url), status } })
}

/** Takes it back where the request only ended because its page was left. */
export function dropWithheld(draft: Draft, exchange: Exchange): void {
  draft.putExchange({ ...exchange, unread: false })
  const tracker = draft.tracker(exchange.tracker ?? '')
  if (!tracker?.withheld || !exchange.status) return
  const { withheld, ...others } = tracker
  const times = withheld.times - 1
  draft.putTracker(times > 0 ? { ...others, withheld: { ...withheld, times } } : others)
}

/** What a page that is left sent once more though it had arrived: how that ended, nobody heard. */
export function leaveCopies(draft: Draft, { n, items }: Exchange): void {
  for (const item of items) {
    const { delivery, attempts = [] } = draft.item(item) ?? {}
    if (delivery !== 'delivered' || !attempts.some(({ outcome }) => outcome === 'in flight')) continue
    const after = attempts.map((each) => (each.exchange === n ? { ...each, outcome: 'unknown' as const } : each))
    draft.changeItem(item, { attempts: after })
  }
}

/** What is said of a failure where the browser tells the page nothing. */
export function silence(reason: FailureFact['reason'], via: Exchange['via']): string {
  if (reason === 'network') return 'The request failed; the browser tells a page no more.'
  if (reason === 'refused')
    return 'The browser did not take the beacon: it is too large, or too much is waiting already.'
  return reason === 'aborted' && via === 'beacon' ? 'The page called it off before the browser sent it.' : ''
}
