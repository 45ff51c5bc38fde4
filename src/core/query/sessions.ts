/**
 * Sessions as stretches of time: start, end, background, resumed or expired; and how an SDK's status went. Times are
 * milliseconds since 1970.
 */
import type { Moment, Session, State, Tracker } from '../state'

type SessionMoment = Extract<Moment, { kind: 'session' }>
type StatusMoment = Extract<Moment, { kind: 'status' }>

/**
 * How a session came to its end: still open, ended, ended because the timeout passed, over by the documented timeout
 * though nobody has said so, given up by the next start, or wiped with all local data. `unheard`: only requests tell of
 * it, and none for so long that it may be over.
 */
type SessionEnd = 'open' | 'ended' | 'expired' | 'timed out' | 'replaced' | 'cleared' | 'unheard'

/** A stretch in which the page was hidden. `to` is null while it is. */
export interface Hidden {
  readonly from: number
  readonly to: number | null
}

/** One session of one tracker. */
export interface SessionSpan {
  /** Null where only its end was seen. */
  readonly startedAt: number | null
  /** Null while it is open. */
  readonly endedAt: number | null
  readonly end: SessionEnd
  /** Whether the SDK tracks it by itself; null where its settings were not seen. */
  readonly automatic: boolean | null
  /** Its timeout in seconds, where it was seen configured. */
  readonly timeout: number | null
  /** Whose it is, where each of many customers has their own. */
  readonly of?: string
  /** When the page was in the background meanwhile. */
  readonly background: readonly Hidden[]
  /** How often it was gone on with after the background. */
  readonly resumed: number
  /** What was said at its start and its end. */
  readonly texts: readonly string[]
  /** How many facts had been folded before it began (or ended, where only that was seen): where time travel goes. */
  readonly fact: number
}

/**
 * One start or end is often told twice, by the call and on the wire: within this many milliseconds they are the same.
 */
export const SAME = 2000

/** What is known of a session's settings. */
export type Settings = Pick<Session, 'automatic' | 'timeout'>

/** What is known of the session that is open: its settings and, where only requests tell of it, when they last did. */
export type Present = Settings & Pick<Session, 'documented' | 'heardAt' | 'of'>

/** What is known of a tracker's present session. Where its SDK was met on a page, that tells when it is over. */
export function presentOf({ index }: Pick<State, 'index'>, { id, session }: Tracker): Present {
  const { automatic, timeout, documented, heardAt, of } = session
  const isMet = index.places.has(id)
  return {
    ...{ automatic, timeout },
    ...(of === undefined ? {} : { of }),
    ...(isMet || documented === undefined ? {} : { documented }),
    ...(isMet || heardAt === undefined ? {} : { heardAt }),
  }
}

/**
 * Sessions from a tracker's session moments and the stretches in which its page was hidden or gone (both in the order
 * of the facts), as they stand `now`. `present`: how sessions are set up now, which holds for the one that is open.
 */
export function sessionsOf(
  moments: readonly SessionMoment[],
  hidden: readonly Hidden[],
  now: number,
  present: Present,
): readonly SessionSpan[] {
  const spans: SessionSpan[] = []
  for (const moment of moments) {
    if (moment.change === 'start') start(spans, moment)
    else if (moment.change === 'end' || moment.change === 'expired') end(spans, moment)
    else if (moment.change === 'resumed') resume(spans, moment)
  }
  return spans.map((span, i) => {
    const whole = withBackground(span.end === 'open' ? withSettings(span, present) : span, spans[i + 1] ?? null, hidden)
    const timed = withTimeout(whole, now)
    // Of another customer’s than the present one’s nothing more than its start was heard.
    const heard = timed.of === present.of ? unheardSince(present, now) : timed.startedAt
    const until = timed.end === 'open' ? heard : null
    return until === null ? timed : { ...timed, end: 'unheard', endedAt: Math.max(until, timed.startedAt ?? until) }
  })
}

/**
 * When a session was last heard of that may be over since, though requests alone tell of it: an app in the background
 * sends nothing. One is not over within the documented timeout of a sign of it; where none is documented, nobody knows.
 */
export function unheardSince({ documented = 0, heardAt }: Present, now: number): number | null {
  return heardAt !== undefined && now - heardAt >= documented * 1000 ? heardAt : null
}

/** A session by the settings that are told last: they may be seen, or change, only while it goes on. */
function withSettings(span: SessionSpan, { automatic, timeout }: Settings): SessionSpan {
  return { ...span, automatic: automatic ?? span.automatic, timeout: timeout ?? span.timeout }
}

/** Begins a session; one that is still open is given up for it. */
function start(spans: SessionSpan[], moment: SessionMoment): void {
  const place = lastOf(spans, moment)
  const last = spans[place]
  const startedAt = moment.session?.startedAt ?? moment.at
  const texts = last ? added(last.texts, moment.text) : []
  // The end was told first: what waited goes out later, and not always in its order.
  if (last?.startedAt === null && last.end !== 'open' && moment.session?.state === 'ended') {
    spans[place] = { ...last, startedAt, texts }
    return
  }
  if (last?.end === 'open' && last.startedAt !== null && Math.abs(last.startedAt - startedAt) < SAME) {
    spans[place] = { ...last, texts }
    return
  }
  if (last?.end === 'open') spans[place] = { ...last, endedAt: startedAt, end: 'replaced' }
  spans.push({ ...begun(moment), startedAt, endedAt: null, end: 'open' })
}

/** Where the last session is of whoever this one is of. */
function lastOf(spans: readonly SessionSpan[], { session }: SessionMoment): number {
  return spans.findLastIndex(({ of }) => of === session?.of)
}

/** Ends the open session; where none is open, it is the end of one whose start was not seen, or one told again. */
function end(spans: SessionSpan[], moment: SessionMoment): void {
  const place = lastOf(spans, moment)
  const last = spans[place]
  const isCleared = moment.session?.state === 'none'
  const endedAt = moment.session?.endedAt ?? moment.at
  const how: SessionEnd = isCleared ? 'cleared' : moment.change === 'expired' ? 'expired' : 'ended'
  if (last?.end === 'open') {
    const latest = Math.max(endedAt, last.startedAt ?? endedAt)
    const settled = moment.session ? withSettings(last, moment.session) : last
    spans[place] = { ...settled, endedAt: latest, end: how, texts: added(last.texts, moment.text) }
  } else if (last?.endedAt != null && Math.abs(last.endedAt - endedAt) < SAME) {
    spans[place] = { ...last, texts: added(last.texts, moment.text) }
  } else if (!isCleared) spans.push({ ...begun(moment), startedAt: null, endedAt, end: how })
}

/** Counts that the open session was gone on with. */
function resume(spans: SessionSpan[], moment: SessionMoment): void {
  const last = spans.at(-1)
  if (last?.end !== 'open') return
  spans[spans.length - 1] = { ...last, resumed: last.resumed + 1, texts: added(last.texts, moment.text) }
}

/** An open session whose timeout has passed is over, though nobody has told of its end. */
function withTimeout(span: SessionSpan, now: number): SessionSpan {
  const due = span.end === 'open' ? timedOutAt(span, span.background, now) : null
  return due === null ? span : { ...span, end: 'timed out', endedAt: due }
}

/**
 * When the timeout of a session passed without its page; null where it has not. Only a session that the SDK tracks by
 * itself has one: it goes on if the app comes back before (iOS SDK guide, “Sessions”; exactly at the timeout is too
 * late, iOS SDK 4.0.1 SessionManager.swift:94-105). One that was started by hand is ended by hand.
 */
export function timedOutAt({ automatic, timeout }: Settings, hidden: readonly Hidden[], now: number): number | null {
  if (automatic !== true || timeout === null) return null
  const passed = hidden.find(({ from, to }) => Math.min(to ?? now, now) - from >= timeout * 1000)
  return passed ? passed.from + timeout * 1000 : null
}

/** The stretches in which no page was to be seen that has the tracker. `moments` are the page's, in their order. */
export function awayOf(state: State, tracker: string, moments: readonly Moment[]): readonly Hidden[] {
  const own = pagesOfTracker(state, tracker)
  return hiddenStretches(
    moments.filter(({ doc }) => own.has(doc)),
    own,
  )
}

/** The pages of the top frame in which an instance of the tracker was seen, with when they began. */
function pagesOfTracker(state: State, tracker: string): ReadonlyMap<string, number> {
  const tops = [...state.documents.values()].filter(({ top }) => top).sort((a, b) => a.startedAt - b.startedAt)
  const found = new Map<string, number>()
  for (const place of state.index.places.get(tracker) ?? []) {
    const document = state.documents.get(place)
    if (!document) continue
    const page = document.top ? document : tops.findLast(({ startedAt }) => startedAt <= document.startedAt)
    if (page) found.set(page.id, page.startedAt)
  }
  return found
}

function begun(moment: SessionMoment) {
  const { automatic, timeout } = moment.session ?? { automatic: moment.automatic, timeout: null }
  const of = moment.session?.of === undefined ? {} : { of: moment.session.of }
  return { automatic, timeout, ...of, background: [], resumed: 0, texts: [moment.text], fact: moment.fact }
}

function added(texts: readonly string[], text: string): readonly string[] {
  return texts.includes(text) ? texts : [...texts, text]
}

/**
 * What the page's visibility adds: background stretches within the session, and whether it was resumed or had expired.
 */
function withBackground(span: SessionSpan, next: SessionSpan | null, hidden: readonly Hidden[]): SessionSpan {
  const from = span.startedAt
  if (from === null) return span
  const to = span.endedAt ?? Number.POSITIVE_INFINITY
  const background = hidden.filter((each) => each.from >= from - SAME && each.from < to && (each.to ?? to) > from)
  const back = background.filter((each) => each.to !== null && each.to < to).length
  const leaving = hidden.find((each) => span.endedAt !== null && Math.abs(each.from - span.endedAt) < SAME)
  const until = next?.startedAt ?? leaving?.to ?? null
  // It ended where the page went to the background, and the timeout passed before it came back.
  const late =
    span.end === 'ended' &&
    leaving &&
    span.timeout !== null &&
    until !== null &&
    until - leaving.from >= span.timeout * 1000
  return { ...span, background, resumed: Math.max(span.resumed, back), ...(late ? { end: 'expired' as const } : {}) }
}

/**
 * When nothing of the page was to be seen: hidden, or left until another page began. From the page's moments in the
 * order of the facts, and when each page of the top frame began (milliseconds since 1970, by its document). One begins
 * as the way to it does, before it is there: that the page before it goes then hides nothing.
 */
export function hiddenStretches(moments: readonly Moment[], pages: ReadonlyMap<string, number>): readonly Hidden[] {
  const told = moments.filter((moment) => moment.kind === 'page')
  // One that was loaded ahead began with being shown.
  const shown = told.filter(({ change }) => change === 'activated').map(({ doc, at }) => [doc, at] as const)
  const begun = [...new Map([...pages, ...shown])].sort(([, a], [, b]) => a - b)
  const stretches: Hidden[] = []
  let next = 0
  let present: string | null = null
  const show = (doc: string, at: number): void => {
    present = doc
    const last = stretches.at(-1)
    if (last && last.to === null && at >= last.from) stretches[stretches.length - 1] = { ...last, to: at }
  }
  for (const { doc, at, change } of told) {
    for (let page = begun[next]; page && page[1] <= at; page = begun[++next]) show(...page)
    if (change === 'visible' || change === 'pageshow' || change === 'activated') show(doc, at)
    const leaves = change === 'hidden' || change === 'pagehide'
    const other = present !== null && present !== doc
    if (leaves && !other && stretches.at(-1)?.to !== null) stretches.push({ from: at, to: null })
  }
  for (const page of begun.slice(next)) show(...page)
  return stretches
}

/** A stretch in which an SDK had one status. `to` is null while it has. */
export interface StatusSpan {
  readonly from: number
  readonly to: number | null
  readonly status: StatusMoment['status']
  readonly text: string
  readonly fact: number
}

/**
 * The stretches of an SDK's status, from its status moments in the order of the facts. `since` is when the SDK was
 * first seen: until the first moment it was running, which is how every tracker begins.
 */
export function statusSpans(
  moments: readonly StatusMoment[],
  since: { readonly at: number; readonly fact: number } | null,
): readonly StatusSpan[] {
  const spans = moments.map(({ at, status, text, fact }, i) => ({
    from: at,
    to: moments[i + 1]?.at ?? null,
    status,
    text,
    fact,
  }))
  const first = spans[0]
  if (since === null || (first && first.from <= since.at)) return spans
  return [
    { from: since.at, to: first?.from ?? null, status: 'running', text: 'The SDK was first seen.', fact: since.fact },
    ...spans,
  ]
}
