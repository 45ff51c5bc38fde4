/**
 * Since when capture is complete for the page, and what could not be seen and why: the answer to "can I trust this
 * zero?".
 */

import { completeness, earlierWords } from '../../core/query/completeness'
import { type Traffic, trafficOf } from '../../core/query/traffic'
import type { State } from '../../core/state'
import { counted } from '../../core/text'
import type { Sources } from './host'

const RELOAD = 'Reload the page to see its calls from the first one on.'

/** One thing that could not be seen, why, and what can be done. */
export interface Limit {
  readonly what: string
  readonly why: string
  readonly remedy: string | null
  /** `broken`: something that was or may have been there is missing. `edge`: what the sources in use never see. */
  readonly weight: 'broken' | 'edge'
  /** The remedy is the optional permission. */
  readonly asks?: 'outcomes'
}

/** What is known of the completeness of capture. */
export interface Coverage {
  /** Milliseconds since 1970; null while nothing can be said. */
  readonly since: number | null
  readonly line: string
  /** What is known to be missing or not to be shown yet; `edges.ts` has what no record can have. */
  readonly limits: readonly Limit[]
}

/** What is known beside a state: how many facts have come in that it does not show, and what was seen of its page. */
interface Beside {
  readonly behind?: number
  /** Left out, it is counted. */
  readonly traffic?: Traffic
}

/** Judges the record of the page that is open now. `clock` writes a time for people. */
export function coverageOf(
  state: State,
  sources: Sources,
  clock: (at: number) => string,
  { behind = 0, traffic = trafficOf(state) }: Beside = {},
): Coverage {
  const { since, doubts } = completeness(state, !('missing' in sources.network))
  const { limits, broken, edge } = listing()
  if (since === null && sources.hook === 'silent')
    broken(
      'Everything this page called so far',
      'The page was open before Tracklens was installed or updated, or extensions may not run on it.',
      RELOAD,
    )
  for (const doubt of doubts)
    if (doubt.reason === 'late')
      broken(since === null ? 'Earlier calls' : `What was called before ${clock(since)}`, doubt.text, RELOAD)
    else if (doubt.reason === 'cut') broken('A part of a request, nobody knows how much', doubt.text)
    else if (doubt.reason === 'gap' || doubt.reason === 'flood')
      broken(doubt.missing > 0 ? counted(doubt.missing, 'record') : 'Some records, nobody knows how many', doubt.text)
  const { earlier } = state
  if (earlier)
    (doubts.some(({ reason }) => reason === 'totals') ? broken : edge)(
      `The list of the first ${earlier.facts.toLocaleString()} records: they are only totals`,
      earlierWords(earlier),
      'Clear the log, so that it has room again. While a panel is open it keeps ten times as much as without one.',
    )
  if (sources.link === 'down')
    broken(
      'Whatever happens now',
      'The connection to the extension’s background is gone: the extension was updated, reloaded or removed.',
      'Close and open the developer tools, then reload the page.',
    )
  if (traffic.unread > 0)
    broken(
      `What ${requests(traffic.unread)} carried`,
      'The request was seen and its body could not be read, or only in part: its exchange says why.',
    )
  const besides = traffic.uncalled - traffic.unwatched
  if (besides > 0)
    edge(
      `The calls behind ${besides.toLocaleString()} of the items, beside an SDK that is watched`,
      'They were sent and no call was seen. The page may have called a method that it put there with ' +
        'Object.defineProperty, or that a proxy makes up, or may have sent them itself; or the SDK did so, for a ' +
        'link that was followed or for what an earlier page had left to it.',
    )
  if (traffic.unwatched > 0)
    edge(
      `The calls behind ${traffic.unwatched.toLocaleString()} of the items`,
      'The page sent them, and no SDK was seen in it: it has sent them itself, or its SDK is an object that ' +
        'Tracklens does not watch. Requests are seen, calls on such an object are not.',
    )
  const late = behind > 0 ? `${behind.toLocaleString()} records` : sources.more ? 'Records' : null
  if (late)
    edge(
      `${late} that have come in and are not shown yet`,
      'The page says more than can be read at once. Nothing of it is lost.',
      'Wait until this line says “Complete” again before you trust a number.',
    )
  const head = since === null ? '' : `Complete since ${clock(since)}`
  return { since, line: lineOf({ head, since, sources, limits, traffic, late }), limits }
}

/** What the line is made of. `head` says since when; empty while nothing can be said. */
interface Said {
  readonly head: string
  readonly since: number | null
  readonly sources: Sources
  readonly limits: readonly Limit[]
  readonly traffic: Traffic
  /** What has come in and is not shown yet, in words; null for nothing. */
  readonly late: string | null
}

function lineOf({ head, since, sources, limits, traffic, late }: Said): string {
  if (since === null) {
    if (sources.link === 'none') return 'No page is watched'
    if (sources.link === 'down') return 'Connection lost'
    if (sources.hook === 'silent') return 'Not watching this page — reload the page to see its calls'
    return sources.hook === 'waiting' ? 'Connecting to the page …' : 'Waiting for the page'
  }
  if (late) return `Catching up — ${late.toLowerCase()} have come in that are not shown yet`
  if (sources.busy) return 'Catching up — the page is busy, and what it says may not be shown yet'
  const [first, ...others] = limits.filter((limit) => limit.weight === 'broken')
  if (!first) return `${head} — ${traffic.tracked ? seenOf(since, sources, traffic) : 'nothing tracked'}`
  return others.length === 0
    ? `${head} — except ${first.what.charAt(0).toLowerCase()}${first.what.slice(1)}`
    : `${head} — except ${others.length + 1} gaps`
}

/** Limits under way, and what adds one of either weight. */
export function listing() {
  const limits: Limit[] = []
  const of =
    (weight: Limit['weight']) =>
    (what: string, why: string, remedy: string | null = null): void => {
      limits.push({ what, why, remedy, weight })
    }
  return { limits, broken: of('broken'), edge: of('edge') }
}

/** “a request”, or how many. */
export function requests(count: number): string {
  return count === 1 ? 'a request' : `${count.toLocaleString()} requests`
}

/** What was seen without a doubt: pixels and forms only where the browser's log was heard from the beginning. */
function seenOf(since: number, { network }: Sources, { uncalled, untold }: Traffic): string {
  const all = !('missing' in network) && network.since <= since
  const seen = all ? 'request' : 'fetch, XHR and beacon'
  const but =
    (uncalled > 0 ? `, but no call behind ${uncalled.toLocaleString()} of the items` : '') +
    (untold > 0 ? `, but ${requests(untold)} that only the browser saw` : '')
  const every = uncalled > 0 ? seen : `call${all ? ' and ' : ', '}${seen}`
  return `every ${every} of this page’s documents${but}`
}
