/** Reads the calls that start and end sessions by hand, and says what of sessions follows from other calls. */
import type { CallItem, Effect, ReadableCall, Reading } from '../../../core/contract/vendor'
import { note } from '../../../core/item'
import { objectOr } from '../../../core/json'
import type { Tracker } from '../../../core/state'
import { wireTime } from '../decode/time'
import { argument } from './arguments'
import { one } from './reading'
import { sessionTime } from './time'

/** The end of a session, as it is tracked. */
export const SESSION_END = { type: 'session', name: 'session_end' } as const
/** The start of a session, as it is tracked. */
export const SESSION_START = { type: 'session', name: 'session_start' } as const

/** Whether the SDK tracks sessions by itself; it does where nothing else is known. */
export function automaticSessions(tracker: Tracker): boolean {
  return objectOr(tracker.config).automaticSessionTracking !== false && tracker.session.automatic !== false
}

const NOT_CLOSED = ', and manualSessionAutoClose is off: no session_end is tracked for it'

/** `trackSessionStart()` and `trackSessionEnd()` (iOS guide, “Track session manually”). */
export function session(call: ReadableCall, tracker: Tracker, change: 'start' | 'end'): Reading {
  const { seconds, notes: odd } = sessionTime(argument(call.args, 0))
  const at = wireTime(seconds) ?? call.at ?? null
  const automatic = automaticSessions(tracker)
  const name = change === 'start' ? 'session_start' : 'session_end'
  const item: CallItem = { type: 'session', name, properties: {} }
  if (automatic && tracker.config !== null) {
    // iOS SDK 4.0.1 SessionManager.swift:49,61: without a word in the log.
    return one({ ...item, refused: 'Sessions are tracked automatically: the SDK ignores manual calls silently.' })
  }
  if (change === 'end') {
    const { state } = tracker.session
    // What waits for the configuration may find a session by then.
    if (state === 'ended' || (state === 'none' && tracker.config !== null)) {
      const refused =
        'No session was started: the SDK logs an error and tracks nothing (iOS SDK 4.0.1 SessionManager.swift:60).'
      return one({ ...item, notes: odd, refused, doubted: true })
    }
    const ended: Effect = {
      kind: 'session',
      change,
      session: { state: 'ended', endedAt: at, automatic: false },
      text: 'Session ended by hand',
    }
    return one({ ...item, notes: odd }, ended)
  }
  const closes = objectOr(tracker.config).manualSessionAutoClose !== false
  const open = tracker.session.state === 'active'
  const notes = open
    ? [
        ...odd,
        note(
          'session',
          `A session is still open${closes ? ': documented is a session_end first' : NOT_CLOSED} (iOS guide, “Track ` +
            'session manually”); iOS SDK 4.0.1 goes on with it within the timeout.',
        ),
      ]
    : odd
  const begun = { state: 'active' as const, startedAt: at, endedAt: null, automatic: false }
  // A session that is still open is ended by itself (iOS guide, “Track session manually”).
  const causes: Effect = { kind: 'causes', things: closes ? [SESSION_END] : [] }
  return one({ ...item, notes }, causes, { kind: 'session', change, session: begun, text: 'Session started by hand' })
}

/** Caches are cleared, the times of a session among them (iOS guide, “Anonymize”): no session_end is tracked for it. */
export function noSession({ at }: ReadableCall): Effect {
  return {
    ...{ kind: 'session', change: 'end', session: { state: 'none', startedAt: null, endedAt: at ?? null } },
    text: 'Session information removed',
  }
}
