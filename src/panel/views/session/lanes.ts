/**
 * What the time axis shows, as lanes of marks: pages, each tracker's status and sessions, consent, and items that stand
 * out.
 */

import { FAILED, type Item } from '../../../core/item'
import type { ConsentLine } from '../../../core/query/consent'
import { consentSpans } from '../../../core/query/consent'
import type { Hidden, SessionSpan, StatusSpan } from '../../../core/query/sessions'
import type { Moment } from '../../../core/state'
import { shownName } from '../../../core/text'
import { clockTime, dayOf, duration } from '../../../ui/parts/text'

/** What a mark tells of. */
type AxisMarkKind =
  | 'event'
  | 'identity'
  | 'page'
  | 'status'
  | 'session'
  | 'background'
  | 'timeout'
  | 'end'
  | 'consent'
  | 'breach'

/**
 * One thing on the axis. Times are milliseconds since 1970; `to` null: it goes on, undefined: it is a point in time.
 */
export interface AxisMark {
  readonly at: number
  readonly to?: number | null
  readonly kind: AxisMarkKind
  /** What tells it from others of its kind: how a session ended, a status, whether consent was given. */
  readonly tone?: string
  /** One short word, drawn where there is room. */
  readonly word: string
  /** What it is, in a sentence. */
  readonly text: string
  /** Where time travel goes: so many facts; null where it cannot be told. */
  readonly position: number | null
  /** The item that it is, if it is one. */
  readonly item?: number
}

/** One line of the picture. */
export interface Lane {
  readonly id: string
  readonly label: string
  readonly marks: readonly AxisMark[]
}

/** Why a session ended, for people. */
export const END_WORDS: Readonly<Record<SessionSpan['end'], string>> = {
  open: 'still open',
  ended: 'ended',
  expired: 'expired: the timeout passed in the background',
  'timed out': 'expired by the documented timeout, no session_end seen',
  replaced: 'never ended: the next start took its place',
  cleared: 'wiped with all local data',
  unheard: 'whether it goes on is not known: only requests tell of it, the last one',
}

/** A session in a sentence. */
function sessionText(span: SessionSpan): string {
  const from = span.startedAt === null ? 'Its start was not seen' : `Started ${clockTime(span.startedAt)}`
  const to = span.endedAt === null ? END_WORDS.open : `${END_WORDS[span.end]} ${clockTime(span.endedAt)}`
  const length = span.startedAt !== null && span.endedAt !== null ? `, ${duration(span.endedAt - span.startedAt)}` : ''
  const back = span.resumed > 0 ? `, continued ${span.resumed === 1 ? 'once' : `${span.resumed} times`}` : ''
  const how = span.automatic === null ? 'A session' : span.automatic ? 'Automatic session' : 'Manual session'
  return `${how}. ${from}, ${to}${length}${back}.`
}

/** A tracker's sessions: each with its background, and with the timeout that runs from there. */
export function sessionMarks(spans: readonly SessionSpan[]): readonly AxisMark[] {
  return spans.flatMap((span): AxisMark[] => {
    const position = span.fact + 1
    const text = sessionText(span)
    if (span.startedAt === null) return [{ at: span.endedAt ?? 0, kind: 'end', word: 'end', text, position }]
    const whole: AxisMark = {
      at: span.startedAt,
      to: span.endedAt,
      kind: 'session',
      tone: span.end,
      word: span.automatic === null ? 'session' : span.automatic ? 'automatic' : 'manual',
      text,
      position,
    }
    const { timeout } = span
    const background = span.background.flatMap((stretch): AxisMark[] => {
      const to = stretch.to === null ? span.endedAt : Math.min(stretch.to, span.endedAt ?? Number.POSITIVE_INFINITY)
      const runs = to === null ? '' : ` for ${duration(to - stretch.from)}`
      const own: AxisMark = {
        at: stretch.from,
        to,
        kind: 'background',
        word: '',
        text: `In the background since ${clockTime(stretch.from)}${runs}.`,
        position: null,
      }
      const due = timeout === null ? null : stretch.from + timeout * 1000
      if (timeout === null || due === null) return [own]
      if (to !== null && to < due)
        return [{ ...own, text: `${own.text} The timeout of ${timeout} s had not passed yet.` }]
      return [
        own,
        {
          at: due,
          kind: 'timeout',
          word: '',
          text: `The session’s timeout of ${timeout} s was over at ${clockTime(due)}.`,
          position: null,
        },
      ]
    })
    return [whole, ...background]
  })
}

/** A tracker's status. */
export function statusMarks(spans: readonly StatusSpan[]): readonly AxisMark[] {
  return spans.map(({ from, to, status, text, fact }) => ({
    at: from,
    to,
    kind: 'status',
    tone: status,
    word: status,
    text: `${status.charAt(0).toUpperCase()}${status.slice(1)} since ${clockTime(from)}. ${text}`,
    position: fact + 1,
  }))
}

/** A consent category's stretches. */
export function consentMarks(line: ConsentLine): readonly AxisMark[] {
  return consentSpans(line).map((span, i) => {
    const given = span.granted === null ? 'unsaid' : span.granted ? 'granted' : 'denied'
    const word = line.history[i]?.expired ? 'expired' : span.granted === null ? 'not said' : given
    return {
      at: span.from,
      to: span.to,
      kind: 'consent',
      tone: given,
      word,
      text: `${line.category}: ${word} since ${clockTime(span.from)}. ${line.history[i]?.text ?? ''}`,
      position: (line.history[i]?.fact ?? -1) + 1,
    }
  })
}

/** What was tracked, each at the time of its call, or when it was first seen. */
export function eventMarks(items: Iterable<Item>): readonly AxisMark[] {
  return Array.from(items, (item) => {
    const at = item.calledAt ?? item.seenAt
    return {
      at,
      kind: 'event' as const,
      tone: FAILED.includes(item.delivery) ? 'failed' : item.delivery.replace(' ', '-'),
      word: shownName(item.name),
      text: `${shownName(item.name) || '(no name)'} (${item.type}), ${item.delivery}, at ${clockTime(at)}.`,
      position: null,
      item: item.n,
    }
  })
}

/** What made somebody else of the customer: identify, anonymize, merge … That an id was seen is no such thing. */
export function identityMarks(moments: Iterable<Moment>): readonly AxisMark[] {
  return Array.from(moments).flatMap((moment) =>
    moment.kind === 'identity' && moment.change !== 'seen'
      ? [
          {
            at: moment.at,
            kind: 'identity' as const,
            tone: moment.change,
            word: moment.change,
            text: `${moment.text} ${clockTime(moment.at)}.`,
            position: moment.fact + 1,
          },
        ]
      : [],
  )
}

/** The pages of the top frame, with when they were hidden. */
export function pageMarks(
  pages: readonly { readonly url: string; readonly from: number; readonly to: number | null }[],
  hidden: readonly Hidden[],
): readonly AxisMark[] {
  return [
    ...pages.map(
      ({ url, from, to }): AxisMark => ({
        at: from,
        to,
        kind: 'page',
        word: pathOf(url),
        text: `Page ${url}, since ${clockTime(from)}.`,
        position: null,
      }),
    ),
    ...hidden.map(
      ({ from, to }): AxisMark => ({
        at: from,
        to,
        kind: 'background',
        word: '',
        text: `Hidden since ${clockTime(from)}${to === null ? '' : ` for ${duration(to - from)}`}.`,
        position: null,
      }),
    ),
  ]
}

function pathOf(url: string): string {
  const path = url.replace(/^[a-z-]+:\/\/[^/]*/i, '').replace(/[?#].*$/, '')
  return path || url
}

/** The window of time that is drawn; milliseconds since 1970. */
export interface Span {
  readonly from: number
  readonly to: number
}

/** Times for labels on the axis: round ones, about `wanted` of them. */
export function ticksOf({ from, to }: Span, wanted: number): readonly number[] {
  const steps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 21_600, 43_200, 86_400].map(
    (seconds) => seconds * 1000,
  )
  const step =
    steps.find((each) => (to - from) / each <= wanted) ?? Math.ceil((to - from) / wanted / 86_400_000) * 86_400_000
  const ticks: number[] = []
  for (let at = Math.ceil(from / step) * step; at <= to; at += step) ticks.push(at)
  return ticks
}

/** The label of a tick: over more than a day the same clock time comes again, and the day stands before it. */
export function tickText(at: number, { from, to }: Span): string {
  const [clock, day] = [clockTime(at), dayOf(at)]
  return to - from > 86_400_000 && day !== '' ? `${day} ${clock.slice(0, 5)}` : clock
}

/** The time from the first mark to `now`, with a little room at both ends; at least ten seconds. */
export function wholeOf(lanes: readonly Lane[], now: number): Span {
  let from = Number.POSITIVE_INFINITY
  let to = now
  for (const { marks } of lanes)
    for (const mark of marks) {
      from = Math.min(from, mark.at)
      to = Math.max(to, mark.at, mark.kind === 'session' ? (mark.to ?? now) : 0)
    }
  if (!Number.isFinite(from)) from = now - 10_000
  const room = Math.max(200, (to - from) * 0.015)
  return { from: from - room, to: Math.max(to + room, from + 10_000) }
}
