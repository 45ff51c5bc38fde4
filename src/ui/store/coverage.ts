/**
 * Since when capture is complete for the page, and what could not be seen and why: the answer to "can I trust this
 * zero?".
 */
import { completeness, earlierWords, reachedFirst, type Traffic, trafficOf } from '../../core/query/completeness'
import type { State } from '../../core/state'
import type { Sources } from './host'

const RELOAD = 'Reload the page to see its calls from the first one on.'

/** One thing that could not be seen, why, and what can be done. */
interface Limit {
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
  readonly limits: readonly Limit[]
}

/**
export function coverageOf(state: State, sources: Sources, clock: (at: number) => string, behind = 0): Coverage {
 * have come in that the state does not show yet.
 */
export function coverageOf(state: State, sources: Sources, clock: (at: number) => string, behind = 0): Coverage {
  const { since, doubts } = completeness(state, !('missing' in sources.network))
  const limits: Limit[] = []
  if (since === null && sources.hook === 'silent')
    limits.push({
      what: 'Everything this page called so far',
      why: 'The page was open before Tracklens was installed or updated, or extensions may not run on it.',
      remedy: RELOAD,
      weight: 'broken',
    })
  for (const doubt of doubts)
    if (doubt.reason === 'late')
      limits.push({
        what: since === null ? 'Earlier calls' : `What was called before ${clock(since)}`,
        why: doubt.text,
        remedy: RELOAD,
        weight: 'broken',
      })
    else if (doubt.reason === 'cut')
      limits.push({
        what: 'A part of a request, nobody knows how much',
        why: doubt.text,
        remedy: null,
        weight: 'broken',
      })
    else if (doubt.reason === 'gap' || doubt.reason === 'flood')
      limits.push({
        what: doubt.missing > 0 ? `${doubt.missing.toLocaleString()} facts` : 'Some facts, nobody knows how many',
        why: doubt.text,
        remedy: null,
        weight: 'broken',
      })
  const { earlier } = state
  if (earlier)
    limits.push({
      what: `The list of the first ${earlier.facts.toLocaleString()} facts: they are only totals`,
      why: earlierWords(earlier),
      remedy: 'Clear the log, or reload the page with this panel open: an open panel keeps ten times as much.',
      weight: doubts.some(({ reason }) => reason === 'totals') ? 'broken' : 'edge',
    })
  if (sources.link === 'down')
    limits.push({
      what: 'Whatever happens now',
      why: 'The connection to the extension’s background is gone: the extension was updated, reloaded or removed.',
      remedy: 'Close and open the developer tools, then reload the page.',
      weight: 'broken',
    })
  const traffic = trafficOf(state)
  if (traffic.unread > 0)
    limits.push({
      what: `What ${traffic.unread === 1 ? 'a request' : `${traffic.unread.toLocaleString()} requests`} carried`,
      why: 'The request was seen and its body could not be read, or only in part: its exchange says why.',
      remedy: null,
      weight: 'broken',
    })
  if (traffic.uncalled > 0)
    limits.push({
      what: `The calls behind ${traffic.uncalled.toLocaleString()} of the items`,
      why:
        'The page sent them, and no SDK was seen in it: it has sent them itself, or its SDK is an object that ' +
        'Tracklens does not watch. Requests are seen, calls on such an object are not.',
      remedy: null,
      weight: 'edge',
    })
  const late = behind > 0 ? `${behind.toLocaleString()} facts` : sources.more ? 'Facts' : null
  if (late)
    limits.push({
      what: `${late} that have come in and are not shown yet`,
      why: 'The page says more than can be read at once. Nothing of it is lost.',
      remedy: 'Wait until this line says “Complete” again before you trust a number.',
      weight: 'edge',
    })
  limits.push(...edges(state, sources, clock))
  const head = since === null ? '' : `Complete since ${clock(since)}`
  return { since, line: lineOf({ head, since, sources, limits, traffic, late }), limits }
}

/** What the sources in use never see, however well they work. */
function edges(state: State, sources: Sources, clock: (at: number) => string): Limit[] {
  const limits: Limit[] = []
  if ('missing' in sources.network)
    limits.push({
      what: 'Requests of workers and service workers, pixels and forms',
      why: sources.network.missing,
      remedy: 'Open Tracklens inside the developer tools of the page.',
      weight: 'edge',
    })
  else
    limits.push(
      {
        what: `Requests of workers and service workers, pixels and forms before ${clock(sources.network.since)}`,
        why: 'The browser’s network log is heard only while this panel is open.',
        remedy: 'Reload the page with this panel open.',
        weight: 'edge',
      },
      // Measured with Chromium 156 and Firefox 153.
      {
        what: 'In Chromium, requests of workers whose answer nobody reads',
        why: 'Its network log tells of a request when the answer has been read to its end. Firefox’s does not wait.',
        remedy: 'Where the worker is yours, let it read the answer.',
        weight: 'edge',
      },
      {
        what: 'In Firefox, requests that a service worker makes itself',
        why: 'Its network log leaves them out. Chromium’s has them.',
        remedy: null,
        weight: 'edge',
      },
    )
  if (!sources.outcomes)
    limits.push({
      what: 'How a request ended after its page was left',
      why: 'Neither the page nor the developer tools are told. Such items say “unknown”.',
      remedy:
        'Allow Tracklens to watch requests (optional; it costs every request of the browser about half a ' +
        'millisecond in Chromium).',
      weight: 'edge',
      asks: 'outcomes',
    })
  else if (!sources.outcomesHeard)
    limits.push({
      what: 'How a request ended after its page was left',
      why: 'Tracklens may watch requests, but the browser has told of none yet. Chromium begins with its next start.',
      remedy: 'Go to the next page; if that changes nothing, restart the browser once.',
      weight: 'edge',
    })
  limits.push({
    what: 'Requests of shared workers',
    why: 'No source that a devtools panel has sees them.',
    remedy: null,
    weight: 'edge',
  })
  const reached = reachedFirst(state)
  if (reached > 0)
    limits.push({
      what: `Whether scripts of the page speak for ours in ${reached === 1 ? '1 document' : `${reached} documents`}`,
      why:
        'Open before Tracklens came, or in a window that a page of the same origin made: other scripts could change ' +
        'built-in functions first, and read or forge what is captured. Nothing says that any did.',
      remedy: null,
      weight: 'edge',
    })
  const { requestsWithoutCall, callsWithoutRequest } = state.mismatches
  if (requestsWithoutCall > 0)
    limits.push({
      what: `${requestsWithoutCall.toLocaleString()} requests without a call`,
      why:
        'They were sent by something other than the SDK objects of this page (a worker, another SDK copy, ' +
        'the SDK itself), so there is no call site.',
      remedy: null,
      weight: 'edge',
    })
  if (callsWithoutRequest > 0)
    limits.push({
      what: `${callsWithoutRequest.toLocaleString()} calls without a request`,
      why: 'The SDK has not sent them, or sent them in a way that no source sees.',
      remedy: null,
      weight: 'edge',
    })
  return limits
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
    if (sources.hook === 'silent') return 'Not watching this page — reload the page to see its calls'
    return sources.hook === 'waiting' ? 'Connecting to the page …' : 'Waiting for the page'
  }
  if (late) return `Catching up — ${late.toLowerCase()} have come in that are not shown yet`
  const [first, ...others] = limits.filter((limit) => limit.weight === 'broken')
  if (!first) return `${head} — ${traffic.tracked ? seenOf(since, sources, traffic) : 'nothing tracked'}`
  return others.length === 0
    ? `${head} — except ${first.what.charAt(0).toLowerCase()}${first.what.slice(1)}`
    : `${head} — except ${others.length + 1} gaps`
}

/** What was seen without a doubt: pixels and forms only where the browser's log was heard from the beginning. */
function seenOf(since: number, { network }: Sources, { uncalled }: Traffic): string {
  const all = !('missing' in network) && network.since <= since
  if (uncalled > 0) {
    const requests = all ? 'request' : 'fetch, XHR and beacon'
    return `every ${requests} of this page’s documents, but no call behind ${uncalled.toLocaleString()} of the items`
  }
  return `every call${all ? ' and request' : ', fetch, XHR and beacon'} of this page’s documents`
}
