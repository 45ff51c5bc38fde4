/**
 * A tab at a glance: what tracks on its page, as whom, in which session, with what consent, and whether it arrived. One
 * answer for the status line, the toolbar button, its popup, and whoever asks the background.
 */
import { factsOf } from '../checkpoint'
import { type Delivery, FAILED, PENDING } from '../item'
import type { State, Tracker } from '../state'
import { type Beside, besideOf } from './beside'
import { isOver, type ServerWord, serverWord } from './consent'
import { presentPage, presentTrackers } from './present'
import { addedUp, type Counts, countsSince, sumOf } from './queue'
import { type SessionNow, type SessionTold, sessionAt, sessionTold } from './session-now'
import { type Whose, whoseNow } from './whose'

/** One tracker of the present page. Plain values: it crosses contexts as it is. */
export interface TrackerSummary extends Pick<Tracker, 'id' | 'vendor' | 'key' | 'version' | 'surface' | 'status'> {
  /** Whose is what it tracks now. */
  readonly whose: Whose
  /** Other pages and frames that are open and in which it is another customer's. */
  readonly beside: readonly Beside[]
  /** As the time has made it, also where nobody said so. */
  readonly session: SessionNow
  /** The present customer's consent, and what became of each word on the way to the server. */
  readonly consent: readonly ConsentSummary[]
  /** Its items in view by state. */
  readonly counts: Counts
  readonly lastFlush: Tracker['lastFlush']
}

/** One category of consent, and what became of the word on the way to the server: null where nothing carries it. */
interface ConsentSummary {
  readonly category: string
  readonly granted: boolean
  readonly server: ServerWord | null
  /** It was granted until a time that has passed. */
  readonly expired?: true
}

/** A tab at a glance, at one moment. Times are milliseconds since 1970. */
export interface Summary {
  /** The page that is open; null between two pages, and where none has spoken. */
  readonly page: { readonly url: string; readonly title: string; readonly startedAt: number } | null
  readonly trackers: readonly TrackerSummary[]
  /** The items in view of all trackers, also of those on earlier pages. */
  readonly counts: Counts
  readonly pending: number
  readonly failed: number
  readonly unknown: number
  /** The vendors that Tracklens holds back. */
  readonly held: readonly string[]
  /** How often something could not be seen, and how many facts are known to be missing by that. */
  readonly gaps: number
  readonly missing: number
  /** How many facts it is made of, and how many of them, the earliest, are only in its totals. */
  readonly facts: number
  readonly earlier: number
}

/** What a state does not say by itself. */
export interface SummaryView {
  /** How many items in view are in each state, by the id of their tracker; without it all items are in view. */
  readonly counts?: ReadonlyMap<string, Counts>
  /** Vendors that are known to be held back, also where no document has said so. */
  readonly held?: Iterable<string>
}

/**
 * A state in outline: all that its summary is made of, whatever the time. Plain values, which can be kept where the
 * state, as large as all that was said, cannot: nobody has to fold that again to tell what a tab tracks.
 */
export interface Outline extends Pick<Summary, 'page' | 'held' | 'gaps' | 'missing' | 'facts' | 'earlier'> {
  readonly trackers: readonly TrackerOutline[]
  /** How many items are in each state, by the id of their tracker. */
  readonly counts: readonly (readonly [tracker: string, counts: Counts])[]
}

interface TrackerOutline extends Omit<TrackerSummary, 'session' | 'consent'> {
  readonly session: SessionTold
  readonly consent: readonly (Omit<ConsentSummary, 'expired'> & { readonly until?: number })[]
}

/** The outline of a state. */
export function outlineOf(state: State): Outline {
  const page = presentPage(state)
  const gaps = state.blind.filter(({ reason }) => reason !== 'cleared')
  return {
    page: page ? { url: page.url, title: page.title, startedAt: page.startedAt } : null,
    trackers: presentTrackers(state).map((tracker) => trackerOutline(state, tracker)),
    counts: [...countsSince(state, 0)],
    held: heldVendors(state),
    gaps: gaps.size,
    missing: gaps.reduce((all, blind) => all + blind.missing, 0),
    facts: factsOf(state),
    earlier: state.earlier?.facts ?? 0,
  }
}

function trackerOutline(state: State, tracker: Tracker): TrackerOutline {
  const { id, vendor, key, version, surface, status, lastFlush, counts } = tracker
  return {
    ...{ id, vendor, key, version, surface, status, lastFlush, counts },
    whose: whoseNow(state, tracker),
    beside: besideOf(state, tracker),
    session: sessionTold(state, tracker),
    consent: Object.entries(tracker.consent).map(([category, { granted, until, item }]) => ({
      ...{ category, granted, server: serverWord(item, state) },
      ...(until === undefined ? {} : { until }),
    })),
  }
}

/** The summary of a state as it stands `now`, in milliseconds since 1970. */
export function summary(state: State, now: number, view: SummaryView = {}): Summary {
  return summaryOf(outlineOf(state), now, view)
}

/** The summary of a state in outline, as it stands `now`, in milliseconds since 1970. */
export function summaryOf(outline: Outline, now: number, view: SummaryView = {}): Summary {
  const inView = view.counts ?? new Map(outline.counts)
  const counts = addedUp(inView.values())
  const sum = (states: readonly Delivery[]) => sumOf(counts, states)
  return {
    ...outline,
    trackers: outline.trackers.map(({ session, consent, ...tracker }) => ({
      ...tracker,
      session: sessionAt(session, now),
      consent: consent.map((said) => consentAt(said, now)),
      counts: inView.get(tracker.id) ?? tracker.counts,
    })),
    counts,
    pending: sum(PENDING),
    failed: sum(FAILED),
    unknown: sum(['unknown']),
    held: [...new Set([...(view.held ?? []), ...outline.held])],
  }
}

function consentAt({ until, ...said }: TrackerOutline['consent'][number], now: number): ConsentSummary {
  const isEnded = until !== undefined && isOver({ until }, now)
  return isEnded ? { ...said, granted: false, server: null, expired: true } : said
}

/** The vendors that a document which is open says to be held back. */
function heldVendors(state: State): readonly string[] {
  return [...state.documents.values()].flatMap((document) => (document.left ? [] : document.held))
}

/**
 * How many of the pending items were seen at `before` or earlier, and when the oldest of the others was seen; null
 * where there is none. Milliseconds since 1970. Only as much of the ledger is read as it takes to find all of them.
 */
export function pendingSince(
  { items }: Pick<State, 'items'>,
  { pending }: Pick<Summary, 'pending'>,
  before: number,
): { readonly count: number; readonly next: number | null } {
  let count = 0
  let next: number | null = null
  let left = pending
  for (let n = items.size - 1; n >= 0 && left > 0; n--) {
    const item = items.get(n)
    if (!item || !PENDING.includes(item.delivery)) continue
    left--
    if (item.seenAt <= before) count++
    else next = Math.min(next ?? item.seenAt, item.seenAt)
  }
  return { count, next }
}
