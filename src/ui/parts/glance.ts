/** What a summary says in words: the same in the panel's status line, in the popup and wherever else it is shown. */
import type { Customer } from '../../core/item'
import type { Beside } from '../../core/query/beside'
import type { Summary, TrackerSummary } from '../../core/query/summary'
import { clockTime, duration, whoseText, whoseTitle } from './text'
import { trackerName } from './tracker'
import { vendorName } from './vendor'

/** How many trackers there are, or how it stands with the only one. */
export function trackersText([first, ...others]: Summary['trackers']): string {
  if (!first) return 'No tracker seen'
  return others.length > 0 ? `${others.length + 1} trackers` : `${vendorName(first.vendor)} ${first.status}`
}

/** One tracker in a line: `Customer.io wk_1 0.5.11 — inspector, running`. */
export function trackerText({ vendor, key, version, surface, status }: TrackerSummary): string {
  return `${vendorName(vendor)} ${key ?? '(key not seen)'}${version ? ` ${version}` : ''} — ${surface}, ${status}`
}

/** Each customer of the trackers once, in words that tell them apart; and whose each tracker's is, with the reason. */
export function customersOf(trackers: Summary['trackers']): {
  readonly customers: ReadonlyMap<string, Customer | null>
  readonly title: string
} {
  const known = trackers.flatMap((tracker) =>
    [
      { whose: tracker.whose, where: '' },
      ...tracker.beside.map((each) => ({ whose: each.whose, where: placeText(each) })),
    ]
      .filter(({ whose }) => whose.customer !== null)
      .map((each) => ({ ...each, tracker })),
  )
  return {
    customers: new Map(known.map(({ whose }) => [whoseText(whose), whose.customer])),
    title: known
      .map(({ whose, where, tracker }) => {
        return `${trackerName(tracker, trackers)}${where && ` ${where}`}:\n${whoseTitle(whose, tracker.vendor)}`
      })
      .join('\n\n'),
  }
}

/** Where another customer of a tracker is: `in the frame https://shop.example/`. */
export function placeText({ url, top }: Pick<Beside, 'url' | 'top'>): string {
  return `${top ? 'on the page' : 'in the frame'} ${url === '' ? '(address not known)' : url}`
}

/** The session that goes on, else the first that anything is known of. `now` is in milliseconds since 1970. */
export function sessionText(trackers: readonly Pick<TrackerSummary, 'session'>[], now: number): string {
  const known = trackers.map(({ session }) => session).filter(({ state }) => state !== 'unknown')
  const session = known.find(({ state }) => state === 'active' || state === 'background') ?? known[0]
  if (!session) return 'session unknown'
  const { startedAt, endedAt } = session
  if (session.state === 'none') return 'no session'
  if (session.state === 'timed out' && endedAt !== null)
    return `session expired at ${clockTime(endedAt)}, no session_end seen`
  if (session.state === 'unheard' && endedAt !== null)
    return `session active at ${clockTime(endedAt)}, not known since: only requests tell of it`
  const length = startedAt === null ? '' : `, ${duration(Math.max(0, (endedAt ?? now) - startedAt))}`
  return `session ${session.state}${length}`
}

/** What was granted, refused or is over by itself, and what the server made of it. */
export function consentText(trackers: readonly Pick<TrackerSummary, 'consent'>[]): string {
  const all = trackers.flatMap(({ consent }) => consent)
  if (all.length === 0) return 'no consent seen'
  const gone = all.filter(({ granted }) => !granted)
  if (gone.length === 0) {
    const isAccepted = all.some(({ server }) => server === ACCEPTED) && doubts(all) === ''
    return `consent: ${all.length} granted${isAccepted ? ' and accepted' : doubts(all)}`
  }
  const expired = gone.filter((each) => each.expired).length
  const how = expired === 0 ? 'refused' : expired === gone.length ? 'expired' : 'refused or expired'
  const names = gone.slice(0, 2).map(({ category }) => category)
  return `consent ${how}: ${names.join(', ')}${gone.length > 2 ? ' …' : ''}${doubts(gone)}`
}

const ACCEPTED = 'accepted by the server'

/** Of how many words the server has made something else than to accept them, and what. */
function doubts(words: TrackerSummary['consent']): string {
  const odd = words.flatMap(({ server }) => (server === null || server === ACCEPTED ? [] : [server]))
  return [...new Set(odd)]
    .map((word) => `, ${words.length > 1 ? `${odd.filter((each) => each === word).length} ` : ''}${word}`)
    .join('')
}
