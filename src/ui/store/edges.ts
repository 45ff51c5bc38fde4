/** What the sources in use never see, or cannot tell, however well they work: read by whoever opens the line. */
import { reachedFirst } from '../../core/query/completeness'
import { trafficOf } from '../../core/query/traffic'
import type { State } from '../../core/state'
import { type Limit, listing, requests } from './coverage'
import type { Sources } from './host'

/** What the sources in use never see, however well they work. */
export function edgesOf(state: State, sources: Sources, clock: (at: number) => string): readonly Limit[] {
  const { limits, edge } = listing()
  if ('missing' in sources.network)
    edge(
      'Requests of workers and service workers, pixels and forms',
      sources.network.missing,
      'Open Tracklens inside the developer tools of the page.',
    )
  else {
    edge(
      `Requests of workers and service workers, pixels and forms before ${clock(sources.network.since)}`,
      'The browser’s network log is heard only while this panel is open.',
      'Reload the page with this panel open.',
    )
    // Measured with Chromium 156 and Firefox 153.
    edge(
      'In Chromium, requests of workers whose answer nobody reads',
      'Its network log tells of a request when the answer has been read to its end. Firefox’s does not wait.',
      'Where the worker is yours, let it read the answer.',
    )
    edge(
      'In Firefox, requests that a service worker makes itself',
      'Its network log leaves them out. Chromium’s has them.',
    )
  }
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
    edge(
      'How a request ended after its page was left',
      'Tracklens may watch requests, but the browser has reported none yet. Chromium begins with its next start.',
      'Go to the next page; if that changes nothing, restart the browser once.',
    )
  edge('Requests of shared workers', 'No source that a devtools panel has sees them.')
  const reached = reachedFirst(state)
  if (reached > 0)
    edge(
      `Whether scripts of the page speak for ours in ${reached === 1 ? '1 document' : `${reached} documents`}`,
      'Open before Tracklens came, or in a window that a page of the same origin made: other scripts could change ' +
        'built-in functions first, and read or forge what is captured. Nothing says that any did.',
    )
  const { untold } = trafficOf(state)
  if (untold > 0)
    edge(
      `The calls behind ${requests(untold)} that only the browser saw`,
      'No script of ours was where they came from: a worker, a form, a picture or a link, or a frame in which no ' +
        'script runs and whose functions another one calls.',
      'The filter is:browser-only shows what they carried.',
    )
  const { requestsWithoutCall, callsWithoutRequest } = state.mismatches
  if (requestsWithoutCall > 0)
    edge(
      `${requestsWithoutCall.toLocaleString()} requests without a call`,
      'They were sent by something other than the SDK objects of this page (a worker, another SDK copy, ' +
        'the SDK itself), so there is no call site.',
    )
  if (callsWithoutRequest > 0)
    edge(
      `${callsWithoutRequest.toLocaleString()} calls without a request`,
      'The SDK has not sent them, or sent them in a way that no source sees.',
    )
  return limits
}
