/** A tracker's session as it stands now: what it was last told to be, or what the time alone has made of it since. */
import type { Moment, Session, State, Tracker } from '../state'
import { awayOf, type Hidden, type Present, presentOf, SAME, type Settings, timedOutAt, unheardSince } from './sessions'

/** A session at one moment. Times are milliseconds since 1970. */
export interface SessionNow {
  /** `timed out`: over by the documented timeout, and no end was told; `unheard`: it may be. */
  readonly state: Session['state'] | 'timed out' | 'unheard'
  readonly startedAt: number | null
  /** When it ended, or was last heard of; null while it goes on, or where that was not told. */
  readonly endedAt: number | null
}

/** What a session was told to be, and what the time may yet make of it. Plain values, to be kept. */
export interface SessionTold {
  readonly told: SessionNow
  /** By what the time ends it; absent where nothing but another fact does. */
  readonly open?: Settings & { readonly hidden: readonly Hidden[]; readonly present: Present }
}

/** The session of a tracker as it stands `now`. */
export function sessionNow(state: State, tracker: Tracker, now: number): SessionNow {
  return sessionAt(sessionTold(state, tracker), now)
}

/** All that is known of a tracker's session, whatever the time. */
export function sessionTold(state: State, tracker: Tracker): SessionTold {
  const { id, session } = tracker
  const { startedAt, endedAt, automatic, timeout } = session
  const told = { state: session.state, startedAt, endedAt }
  if ((session.state !== 'active' && session.state !== 'background') || startedAt === null) return { told }
  const moments: Moment[] = []
  for (let n = state.moments.size - 1; n >= 0; n--) {
    const moment = state.moments.get(n)
    if (!moment || moment.at < startedAt - SAME) break
    if (moment.kind === 'page') moments.unshift(moment)
  }
  const hidden = awayOf(state, id, moments)
  return { told, open: { automatic, timeout, hidden, present: presentOf(state, tracker) } }
}

/** What a session is at a time, in milliseconds since 1970. */
export function sessionAt({ told, open }: SessionTold, now: number): SessionNow {
  const { startedAt } = told
  if (!open || startedAt === null) return told
  const due = timedOutAt(open, open.hidden, now)
  if (due !== null) return { state: 'timed out', startedAt, endedAt: due }
  const until = unheardSince(open.present, now)
  return until === null ? told : { state: 'unheard', startedAt, endedAt: Math.max(until, startedAt) }
}
