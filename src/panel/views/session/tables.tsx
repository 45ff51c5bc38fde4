/** The same as the time axis in words: sessions, and consent by category with its history. */
import { type ConsentLine, serverWord } from '../../../core/query/consent'
import type { SessionSpan } from '../../../core/query/sessions'
import type { Tracker } from '../../../core/state'
import { vendors } from '../../../providers/registry'
import { Icon } from '../../../ui/parts/icon'
import { clockTime, duration, fullTime } from '../../../ui/parts/text'
import { trackerName } from '../../../ui/parts/tracker'
import { vendorName } from '../../../ui/parts/vendor'
import type { Store } from '../../../ui/store/store'
import { END_WORDS } from './lanes'
import { shortName } from './short-name'
import '../../../ui/parts/table.css'
import './tables.css'

/** How many sessions, and words of one category, are listed: the newest. */
const SHOWN = 100

/**
 * How sessions begin, by what the SDKs at hand offer; said once where several say the same. `live`: there are triggers.
 */
function howTheyBegin(trackers: readonly Tracker[], live: boolean): string {
  const words = trackers.flatMap((tracker) => {
    const offer = vendors.find(({ id }) => id === tracker.vendor)?.offers(tracker).sessionStart
    if (!offer) return []
    if ('refusal' in offer) return [offer.refusal]
    return live && tracker.instance
      ? [`Start one of ${vendorName(tracker.vendor)} with the trigger “Session start”.`]
      : []
  })
  return [...new Set(words)].join(' ')
}

/** How a session is begun and ended, where that was seen. */
const HOW: ReadonlyMap<boolean | null, string> = new Map([
  [true, 'automatic'],
  [false, 'manual'],
])

/** Ends that are worth a look. */
const ODD: ReadonlySet<SessionSpan['end']> = new Set(['timed out', 'replaced', 'cleared'])

/** Sessions of every tracker that has any, newest first. */
export function SessionTable({
  store,
  sessions,
  now,
}: {
  readonly store: Store
  readonly sessions: readonly { readonly tracker: Tracker; readonly spans: readonly SessionSpan[] }[]
  readonly now: number
}) {
  const rows = sessions
    .flatMap(({ tracker, spans }) => spans.map((span) => ({ tracker, span })))
    .sort((a, b) => (b.span.startedAt ?? b.span.endedAt ?? 0) - (a.span.startedAt ?? a.span.endedAt ?? 0))
  if (rows.length === 0)
    return (
      <p class="calm quiet">
        No session start or end was seen.{' '}
        {howTheyBegin(
          sessions.map(({ tracker }) => tracker),
          store.recording.value === null,
        )}
      </p>
    )
  return (
    <div class="table-wrap">
      <table class="table" aria-label="Sessions">
        <thead>
          <tr>
            <th scope="col">Start</th>
            <th scope="col">End</th>
            <th scope="col">Length</th>
            <th scope="col">How</th>
            <th scope="col">How it ended</th>
            <th scope="col">Timeout</th>
            <th scope="col">Tracker</th>
            <th scope="col">
              <span class="hidden">Time travel</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, SHOWN).map(({ tracker, span }) => (
            <tr key={`${tracker.id} ${span.fact}`}>
              <td class="nums" data-head="Start" title={span.startedAt === null ? undefined : fullTime(span.startedAt)}>
                {span.startedAt === null ? <span class="quiet">not seen</span> : clockTime(span.startedAt)}
              </td>
              <td class="nums" data-head="End" title={span.endedAt === null ? undefined : fullTime(span.endedAt)}>
                {span.endedAt === null ? <span class="tone-good">open</span> : clockTime(span.endedAt)}
              </td>
              <td class="nums" data-head="Length">
                {span.startedAt === null ? '—' : duration(Math.max(0, (span.endedAt ?? now) - span.startedAt))}
              </td>
              <td data-head="How">{HOW.get(span.automatic) ?? <span class="quiet">not seen</span>}</td>
              <td data-head="How it ended">
                <span class={ODD.has(span.end) ? 'tone-warn' : ''}>{END_WORDS[span.end]}</span>
                {span.resumed > 0 && (
                  <span class="quiet"> · continued {span.resumed === 1 ? 'once' : `${span.resumed} times`}</span>
                )}
              </td>
              <td class="nums" data-head="Timeout">
                {span.timeout === null ? <span class="quiet">not seen</span> : `${span.timeout} s`}
              </td>
              <td class="break" data-head="Tracker">
                {trackerName(tracker)}
              </td>
              <td>
                <button
                  type="button"
                  class="button bare link"
                  title="Show every view as it was just after this"
                  onClick={() => store.travelTo(span.fact + 1)}
                >
                  <Icon name="clock" /> Go to this moment
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const PLATFORMS = { tcf: 'IAB TCF', gcm: 'Google consent mode', vendor: 'vendor' } as const
const SHORT = { tcf: 'TCF', gcm: 'Google', vendor: 'vendor' } as const

/**
 * Who said it: the page's platform, or the tracker whose consent events did. `short` for where there is little room.
 */
export function sourceName(line: ConsentLine, trackers: ReadonlyMap<string, Tracker>, short = false): string {
  const tracker = line.tracker === null ? undefined : trackers.get(line.tracker)
  if (!tracker) return (short ? SHORT : PLATFORMS)[line.source]
  const all = [...trackers.values()]
  return short ? shortName(tracker, all) : trackerName(tracker, all)
}

/** One row per category: what holds now and every change. */
export function ConsentTable({
  store,
  lines,
  trackers,
}: {
  readonly store: Store
  readonly lines: readonly ConsentLine[]
  readonly trackers: ReadonlyMap<string, Tracker>
}) {
  if (lines.length === 0)
    return (
      <p class="calm quiet">
        <span>
          Nothing was said about consent: no IAB TCF platform (<code>__tcfapi</code>), no Google consent mode (
          <code>dataLayer</code>) and no vendor’s consent event was seen.
          {store.recording.value === null && ' Answer the page’s consent banner, or reload with Tracklens open.'}
        </span>
      </p>
    )
  return (
    <div class="table-wrap">
      <table class="table" aria-label="Consent">
        <thead>
          <tr>
            <th scope="col">Category</th>
            <th scope="col">Now</th>
            <th scope="col">Said by</th>
            <th scope="col">History</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={`${line.source} ${line.tracker} ${line.category}`}>
              <th scope="row" class="break">
                {line.category}
              </th>
              <td data-head="Now">
                <Word granted={line.granted} expired={line.history.at(-1)?.expired} />
                {line.granted !== null && <Server line={line} store={store} />}
              </td>
              <td data-head="Said by">{sourceName(line, trackers)}</td>
              <td data-head="History">
                <ol class="consent-history">
                  {line.history.slice(-SHOWN).map((word) => (
                    <li key={`${word.fact} ${word.granted}`}>
                      <button
                        type="button"
                        class="button bare link inline nums"
                        title={`${word.text} — show every view as it was then`}
                        onClick={() => store.travelTo(word.fact + 1)}
                      >
                        {clockTime(word.at)}
                      </button>{' '}
                      <Word granted={word.granted} expired={word.expired} />
                    </li>
                  ))}
                </ol>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** Whether the server took the page's word. */
function Server({ line, store }: { readonly line: ConsentLine; readonly store: Store }) {
  const word = serverWord(line.item, store.state.value)
  return word === null ? null : (
    <div class={word === 'refused by the server' ? 'tone-bad' : 'quiet'}>
      {line.granted ? 'by the page' : 'on the page'}, {word}
    </div>
  )
}

function Word({ granted, expired }: Pick<ConsentLine['history'][number], 'granted' | 'expired'>) {
  if (granted === null) return <span class="delivery quiet">not said</span>
  return (
    <span class={granted ? 'delivery tone-good' : 'delivery tone-bad'}>
      <Icon name={granted ? 'check' : 'ban'} />
      {granted ? 'granted' : expired ? 'expired' : 'denied'}
    </span>
  )
}
