/** One send that was redirected: the browser tells its hops one by one, in any order, and the page its end. */
import type { ExchangeFact, FactOf } from '../fact'
import type { Exchange } from '../state'
import type { Hop, Trail } from '../trail'

const NO_TRAIL: Trail = { hops: [], end: null, last: null }

/** How close in time two tellings of one thing are, in milliseconds. */
export const NEAR_MS = 50
/** A redirect is followed at once; so long may pass, in milliseconds, until what follows is seen to begin. */
export const FOLLOWED_MS = 10_000

/** Statuses with which a server sends a browser on (Fetch standard, “redirect status”). */
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])

/** The address that an answer sends the browser on to; null where it does not. */
function redirectOf({ status, redirect }: Pick<ExchangeFact, 'status' | 'redirect'>): string | null {
  return redirect !== undefined && redirect !== '' && REDIRECTS.has(status) ? redirect : null
}

/**
 * Whether what is sent on has lost its body: after 303 always, after 301 and 302 where it was a POST (Fetch standard,
 * “HTTP-redirect fetch”).
 */
function drops(method: string, status: number | null): boolean {
  if (status === 303) return !isBodiless(method)
  return method.toUpperCase() === 'POST' && (status === 301 || status === 302)
}

/** Whether a method has no body, so that nothing can be lost with it: what it asks is in its address. */
export function isBodiless(method: string): boolean {
  const asked = method.toUpperCase()
  return asked === 'GET' || asked === 'HEAD'
}

/** What the browser's record of one hop does to the send: it goes on whole, or without its body; null for an end. */
export function hopOf(fact: Pick<ExchangeFact, 'method' | 'status' | 'redirect'>): 'whole' | 'bare' | null {
  return redirectOf(fact) === null ? null : drops(fact.method, fact.status) ? 'bare' : 'whole'
}

/** The hop at which a send lost its body; undefined where none did. What is not followed loses nothing. */
export function dropOf({ method, trail }: Pick<Exchange, 'method' | 'trail'>): Hop | undefined {
  return trail?.unfollowed ? undefined : trail?.hops.find((hop) => drops(method, hop.status))
}

/** Whether the browser has told that a send was sent on, and not what became of it there. */
export function isSentOn({ trail }: Exchange): boolean {
  return trail !== undefined && trail.hops.length > 0 && trail.end === null
}

/** Whether the browser still has to tell of a redirected send: a hop, or how it ended. */
function isOpen(exchange: Exchange): boolean {
  const { trail, url } = exchange
  if (!trail) return false
  if (trail.hops.length > 0 && !trail.hops.some((hop) => hop.from === url)) return true
  if (dropOf(exchange)) return false
  return trail.end === null ? trail.hops.length > 0 : !isLed(exchange, trail.end)
}

/** Whether an address is the send's own, or one that a known hop leads to. */
function isLed({ url, trail }: Exchange, address: string): boolean {
  return url === address || (trail?.hops.some((hop) => hop.to === address) ?? false)
}

/** Whether both sources have told all that they will of an exchange, so that nothing more need be looked for. */
export function isTold(exchange: Exchange): boolean {
  const { seenBy, worker } = exchange
  return seenBy.page && seenBy.browser && worker !== 'answered' && !isOpen(exchange)
}

/**
 * Whether the browser's record is of a send that is known by another address: as a hop of it, or its end. Method and
 * body are the same already.
 */
export function isHopOf(exchange: Exchange, fact: FactOf<'exchange'>): boolean {
  // Without a body only the addresses tell one send from another: then it follows at once, too.
  if (isBodiless(fact.method) && Math.abs(fact.startedAt - exchange.sentAt) >= FOLLOWED_MS) return false
  const { trail = NO_TRAIL, url, seenBy } = exchange
  const to = redirectOf(fact)
  if (to === null ? trail.end !== null : wasLeft(exchange, fact)) return false
  if (isOpen(exchange) || trail.last !== null) {
    const { hops, end, last } = trail
    const known = [url, end, last, ...hops.map((hop) => hop.from), ...hops.map((hop) => hop.to)]
    if (known.includes(fact.url) || (to !== null && known.includes(to)) || skipsOne(exchange, fact)) return true
  }
  if (!seenBy.page) {
    const after = exchange.sentAt - fact.startedAt
    return to === url && after >= -NEAR_MS && after < FOLLOWED_MS
  }
  // The page waits for its answer, and the same body is under way to the same path elsewhere, or redirected there.
  const { startedAt } = fact
  // An XHR hears nothing of a redirect that led it back to its own address.
  const mayHear = exchange.status === null || (exchange.via === 'xhr' && trail.last === null && to !== null)
  const waits = mayHear && (exchange.endedAt ?? Number.POSITIVE_INFINITY) >= startedAt - NEAR_MS
  const isSent = waits && exchange.sentAt <= startedAt + NEAR_MS
  return isSent && (!seenBy.browser || isOpen(exchange)) && (to !== null || samePath(url, fact.url))
}

/**
 * Whether the send has gone on already from where the browser says that it was sent on, as often as it came there: it
 * may be sent to one address again and again, which one observer tells each time.
 */
function wasLeft(exchange: Exchange, fact: FactOf<'exchange'>): boolean {
  const { trail = NO_TRAIL, url, doc, toldBy = doc, seenBy } = exchange
  const departures = trail.hops.filter((hop) => hop.from === fact.url).length
  if (departures === 0) return false
  const arrivals = trail.hops.filter((hop) => hop.to === fact.url).length + (url === fact.url ? 1 : 0)
  // The page would have told of another send, which begins only after this one.
  const mayReturn = departures < arrivals || seenBy.page
  return !mayReturn || toldBy !== fact.doc || !skipsOne(exchange, fact)
}

/**
 * Whether the browser's record goes on with a send of which it has not told every hop: the same body, soon after, at an
 * address that no known hop leads to, while it is open how the send went on.
 */
function skipsOne({ sentAt, endedAt, trail = NO_TRAIL }: Exchange, { startedAt }: ExchangeFact): boolean {
  const isUnderWay = startedAt >= sentAt - NEAR_MS && startedAt < sentAt + FOLLOWED_MS
  const isRedirected = trail.hops.length > 0 || trail.last !== null
  return isRedirected && isUnderWay && (endedAt === null || startedAt <= endedAt + NEAR_MS)
}

/**
 * Whether perhaps nobody tells what becomes of a send where it was sent on to: its page does not hear how it ended, or
 * no later hop is known again without a body. Where the browser does tell, that counts.
 */
export function isOutOfSight(exchange: Exchange, fact: ExchangeFact): boolean {
  if (!exchange.body.text && !isBodiless(fact.method)) return true
  const hearsEnd = exchange.seenBy.page && exchange.via !== 'beacon'
  return !hearsEnd && exchange.endedAt === null
}

/** Whether the page's request is one that the browser has told of by a later hop only. */
export function isStartOf(exchange: Exchange, asked: { readonly at: number; readonly url: string }): boolean {
  const after = exchange.sentAt - asked.at
  return after >= -NEAR_MS && after < FOLLOWED_MS && samePath(exchange.url, asked.url)
}

function samePath(a: string, b: string): boolean {
  return a !== b && pathOf(a) === pathOf(b)
}

function pathOf(url: string): string {
  return url.replace(/^[^/]*\/\/[^/?#]*/, '').replace(/\/?(?:[?#].*)?$/, '')
}

/** The exchange with what the browser's record adds to its trail; as it was where that is no redirect's. */
export function withHop(exchange: Exchange, fact: ExchangeFact): Exchange {
  const to = redirectOf(fact)
  const { trail = NO_TRAIL } = exchange
  if (to !== null) {
    const hops = inOrder([...trail.hops, { from: fact.url, status: fact.status, to }])
    // A hop that was told late may be where it all began.
    const isFirst = !exchange.seenBy.page && to === exchange.url && !isLed(exchange, fact.url)
    const url = isFirst ? fact.url : exchange.url
    const end = url === exchange.url ? trail.end : exchange.url
    return { ...exchange, url, trail: { ...trail, hops, end } }
  }
  return fact.url === exchange.url && !exchange.trail ? exchange : { ...exchange, trail: { ...trail, end: fact.url } }
}

/** The exchange by its first address, which the page tells, where the browser has told of a later one. */
export function begunAt(exchange: Exchange, url: string): Exchange {
  const { trail = { ...NO_TRAIL, end: exchange.url } } = exchange
  return exchange.url === url ? exchange : { ...exchange, url, trail }
}

/** The exchange, answered with a redirect that is not followed. */
export function unfollowed(exchange: Exchange): Exchange {
  return { ...exchange, trail: { ...(exchange.trail ?? NO_TRAIL), unfollowed: true } }
}

/** The exchange with the last address, as the page has seen it. */
export function landedAt(exchange: Exchange, last: string | undefined): Exchange {
  return last === undefined ? exchange : { ...exchange, trail: { ...(exchange.trail ?? NO_TRAIL), last } }
}

/** Hops as they followed one another, as far as they are known. */
function inOrder(hops: readonly Hop[]): readonly Hop[] {
  const first = hops.find((hop) => !hops.some((other) => other.to === hop.from)) ?? hops[0]
  const sorted: Hop[] = []
  for (let next = first; next && !sorted.includes(next); ) {
    sorted.push(next)
    const { to } = next
    next = hops.find((hop) => hop.from === to)
  }
  return [...sorted, ...hops.filter((hop) => !sorted.includes(hop))]
}

/**
 * What a redirect leaves to say of a send; null where there was none, or where the browser has shown that the body went
 * along. `lost`: it did not.
 */
export function redirectedWords(exchange: Exchange): { readonly lost: boolean; readonly words: string } | null {
  const { trail, status } = exchange
  if (!trail) return null
  const drop = dropOf(exchange)
  if (drop)
    return {
      lost: true,
      words: `Redirected with ${drop.status} to ${drop.to}: the browser sends it on as a GET without the body.`,
    }
  const { last, end, hops, unfollowed } = trail
  const hop = hops.at(-1)
  if (end === null && hop?.status === status && !unfollowed)
    return { lost: false, words: `Sent on to ${hop.to}: nobody knows what became of it there.` }
  const isAnswered = status !== null && status >= 200 && status < 300
  if (isAnswered && last === null && end === null && hop && hop.to !== exchange.url)
    return { lost: false, words: `Redirected to ${hop.to} and on: nobody knows whether the body went along.` }
  if (last === null || end === last || hop?.to === last) return null
  return { lost: false, words: `Redirected to ${last}: the page cannot see whether the body went along.` }
}
