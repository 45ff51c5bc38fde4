/**
 * The Session & consent tab: sessions, the SDKs' status and consent on one time axis, the same in tables, and what was
 * sent when it should not have been.
 */
import { signal, useSignal } from '@preact/signals'
import { useMemo } from 'preact/hooks'
import { Groups } from '../../../core/collections/groups'
import { type ConsentLine, consentLines } from '../../../core/query/consent'
import {
  awayOf,
  hiddenStretches,
  presentOf,
  type SessionSpan,
  sessionsOf,
  statusSpans,
} from '../../../core/query/sessions'
import type { Moment, State, Tracker } from '../../../core/state'
import { Icon } from '../../../ui/parts/icon'
import { ItemList } from '../../../ui/parts/item-list'
import { trackerName } from '../../../ui/parts/tracker'
import { findingGroupsOf } from '../../../ui/store/findings'
import { useGroups } from '../../../ui/store/groups'
import type { ViewProps } from '../../view'
import { Axis } from './axis'
import { type Breach, breachesOf } from './breaches'
import {
  type AxisMark,
  consentMarks,
  eventMarks,
  identityMarks,
  type Lane,
  pageMarks,
  type Span,
  sessionMarks,
  statusMarks,
  wholeOf,
} from './lanes'
import { shortName } from './short-name'
import { ConsentTable, SessionTable, sourceName } from './tables'
import '../../../ui/parts/board.css'
import '../../../ui/parts/callout.css'
import '../../../ui/parts/chip.css'
import '../../../ui/parts/empty.css'
import './session.css'

/** How many events are drawn at most: the newest. */
const NEWEST = 1000

/** How many consent categories are drawn before one asks for all. */
const DRAWN = 8

/** The time axis, below it sessions and consent as tables, and what was sent against consent. */
export function Sessions({ store }: ViewProps) {
  const state = store.state.value
  const { groups } = useGroups(momentsByKind, state.moments)
  const below = store.hiddenBelow.value
  const from = Math.max(below, state.items.size - NEWEST)
  const events = useMemo(() => eventMarks(state.items.slice(from)), [state.items, from])
  const everything = useSignal(false)
  // Another log has another time: what was looked at closely in a recording is nowhere in the page’s.
  const view = useMemo(() => signal<Span | null>(null), [store.log.value])
  const found = findingGroupsOf(store).value
  const breaches = useMemo(() => breachesOf(found), [found])
  const now = store.now.value
  const consents = consentLines(entries(groups, 'consent'), now)
  const trackers = [...state.trackers.values()]
  if (trackers.length === 0 && consents.length === 0)
    return (
      <div class="empty">
        <h2>No session and no consent</h2>
        <p>
          {store.recording.value !== null
            ? 'This recording holds neither a tracker nor a consent signal.'
            : 'As soon as the page loads a tracking SDK or its consent platform speaks, sessions and ' +
              'consent are drawn here on one time axis. Use the page, or reload it if it was open before ' +
              'Tracklens.'}
        </p>
      </div>
    )
  const sessions = trackers.map((tracker) => ({
    tracker,
    spans: sessionsOf(
      entries(groups, `session|${tracker.id}`).filter((moment) => moment.kind === 'session'),
      awayOf(state, tracker.id, entries(groups, 'page')),
      now,
      presentOf(state, tracker),
    ),
  }))
  const known = new Map(trackers.map((tracker) => [tracker.id, tracker]))
  const drawn = everything.value ? consents : consents.slice(0, DRAWN)
  const lanes = lanesOf(state, groups, { events, sessions, consents: drawn, breaches })
  const held = trackers.filter((tracker) => tracker.status === 'stopped' || tracker.status === 'wiped')
  return (
    <div class="board session-board">
      {held.map((tracker) => (
        <p key={tracker.id} class="callout held-callout">
          <Icon name="ban" /> {trackerName(tracker)} is {tracker.status}
          {tracker.status === 'stopped'
            ? ': every call is dropped until it is configured again.'
            : ': its local data was removed.'}
        </p>
      ))}
      <Axis store={store} lanes={lanes} whole={wholeOf(lanes, now)} now={now} view={view} />
      {consents.length > DRAWN && (
        <button
          type="button"
          class="button fit"
          aria-expanded={everything.value}
          onClick={() => {
            everything.value = !everything.value
          }}
        >
          {everything.value ? 'Draw fewer categories' : `Draw all ${consents.length} categories`}
        </button>
      )}
      <Breaches store={store} breaches={breaches} />
      <section class="block" aria-label="Sessions">
        <div class="block-head">
          <h2>Sessions</h2>
        </div>
        <SessionTable store={store} sessions={sessions} now={now} />
      </section>
      <section class="block" aria-label="Consent">
        <div class="block-head">
          <h2>Consent</h2>
        </div>
        <ConsentTable store={store} lines={consents} trackers={known} />
      </section>
    </div>
  )
}

/** What is told of beside the pages and the trackers. */
interface Told {
  readonly events: readonly AxisMark[]
  readonly sessions: readonly { readonly tracker: Tracker; readonly spans: readonly SessionSpan[] }[]
  readonly consents: readonly ConsentLine[]
  readonly breaches: readonly Breach[]
}

/** The lines of the axis, from above. What was sent anyway stands below all others. */
function lanesOf(
  state: State,
  groups: Groups<Moment>,
  { events, sessions, consents, breaches }: Told,
): readonly Lane[] {
  const trackers = [...state.trackers.values()]
  const known = new Map(trackers.map((tracker) => [tracker.id, tracker]))
  const pages = pagesOf(state, groups)
  const hidden = hiddenStretches(entries(groups, 'page'), new Map(pages.map(({ doc, from }) => [doc, from])))
  return [
    ...(pages.length > 0 ? [{ id: 'pages', label: 'Page', marks: pageMarks(pages, hidden) }] : []),
    ...(events.length
      ? [{ id: 'events', label: events.length < NEWEST ? 'Events' : 'Newest events', marks: events }]
      : []),
    ...trackers.flatMap((tracker): Lane[] => {
      const marks = identityMarks(entries(groups, `identity|${tracker.id}`))
      return marks.length
        ? [{ id: `identity ${tracker.id}`, label: `Customer · ${shortName(tracker, trackers)}`, marks }]
        : []
    }),
    ...sessions.flatMap(({ tracker, spans }): Lane[] => {
      const statuses = statusSpans(
        entries(groups, `status|${tracker.id}`).filter((moment) => moment.kind === 'status'),
        first(groups, `any|${tracker.id}`),
      )
      const name = shortName(tracker, trackers)
      return [
        ...(statuses.length
          ? [{ id: `status ${tracker.id}`, label: `SDK · ${name}`, marks: statusMarks(statuses) }]
          : []),
        ...(spans.length
          ? [{ id: `session ${tracker.id}`, label: `Sessions · ${name}`, marks: sessionMarks(spans) }]
          : []),
      ]
    }),
    ...consents.map((line) => ({
      id: `consent ${line.source} ${line.tracker} ${line.category}`,
      label: `${line.category} · ${sourceName(line, known, true)}`,
      marks: consentMarks(line),
    })),
    ...(breaches.length ? [{ id: 'breaches', label: 'Sent anyway', marks: breachMarks(state, breaches) }] : []),
  ]
}

/** Items sent before consent, without it, or after a stop; nothing where there is none. */
function Breaches({ store, breaches }: ViewProps & { readonly breaches: readonly Breach[] }) {
  if (breaches.length === 0) return null
  const words = [...new Set(breaches.map((breach) => breach.word))]
  const sentences = new Map(breaches.map((breach) => [breach.item, breach.text]))
  return (
    <section class="block breaches" aria-label="What was sent anyway">
      <div class="block-head">
        <span class="tone-bad">
          <Icon name="warning" />
        </span>
        <h2>Sent anyway</h2>
        {words.map((word) => (
          <span key={word} class="chip tone-bad">
            {breaches.filter((breach) => breach.word === word).length.toLocaleString()} {word}
          </span>
        ))}
      </div>
      <ItemList
        state={store.state.value}
        label="Items sent anyway"
        count={breaches.length}
        at={(row) => store.state.value.items.get(breaches[breaches.length - 1 - row]?.item ?? -1)}
        sentence={(item) => sentences.get(item.n) ?? item.why}
        onOpen={(item) => store.showItem(item.n)}
      />
    </section>
  )
}

function breachMarks(state: State, breaches: readonly Breach[]): Lane['marks'] {
  return breaches.flatMap(({ item: n, word, text }) => {
    const item = state.items.get(n)
    const at = item?.attempts[0]?.sentAt
    return item && at !== undefined ? [{ at, kind: 'breach' as const, word, text, position: null, item: n }] : []
  })
}

/** The pages of the top frame, oldest first, each since it began or was shown, until it was left or the next began. */
function pagesOf(
  state: State,
  groups: Groups<Moment>,
): readonly { readonly doc: string; readonly url: string; readonly from: number; readonly to: number | null }[] {
  const tops = state.documents
    .valueSeq()
    .filter((document) => document.top && document.frame === 0)
    .map((document) => ({ ...document, from: first(groups, `shown|${document.id}`)?.at ?? document.startedAt }))
    .sortBy(({ from }) => from)
    .toArray()
  return tops.map(({ id, url, tab, left: isLeft, from }, i) => {
    const left = entries(groups, `left|${id}`).at(-1)?.at
    const next = tops.find((other, at) => at > i && other.tab === tab)
    return { doc: id, url, from, to: isLeft && left !== undefined ? left : (next?.from ?? null) }
  })
}

function entries(groups: Groups<Moment>, key: string): readonly Moment[] {
  return groups.of(key).flatMap((place) => groups.at(place) ?? [])
}

function first(groups: Groups<Moment>, key: string): Moment | null {
  const [place] = groups.of(key)
  return place === undefined ? null : (groups.at(place) ?? null)
}

/** `any|tracker` holds a tracker's moments of every kind. */
function momentsByKind(): Groups<Moment> {
  return new Groups<Moment>((moment) => {
    const keys = moment.tracker === null ? [] : [`any|${moment.tracker}`, `${moment.kind}|${moment.tracker}`]
    if (moment.kind === 'consent') keys.push('consent')
    if (moment.kind === 'page') keys.push('page')
    if (moment.kind === 'page' && moment.change === 'pagehide') keys.push(`left|${moment.doc}`)
    if (moment.kind === 'page' && moment.change === 'activated') keys.push(`shown|${moment.doc}`)
    return keys
  })
}
