/** The timestamp argument of the mobile SDKs' calls. Capture and the Lab read it alike. */
import { type Note, note } from '../../../core/item'
import type { Json } from '../../../core/json'
import { timeNotes } from '../decode/time'

/** When a call says that something happened: seconds since 1970, null for now. */
export interface CallTime {
  readonly seconds: number | null
  /** What is odd about it. */
  readonly notes: readonly Note[]
}

const NO_NUMBER =
  'The timestamp is not a number of seconds (iOS guide, “Track event”, “Identify”, “Track payment”): it counts as none.'

/** Reads the argument (iOS guide, “Track event”, “Identify”, “Track payment”: a `Double`, `nil` for now). */
export function callTime(value: Json | undefined): CallTime {
  if (value === undefined || value === null) return { seconds: null, notes: [] }
  return typeof value === 'number'
    ? { seconds: value, notes: timeNotes(value) }
    : { seconds: null, notes: [note('time', NO_NUMBER)] }
}

const BY_HAND = note(
  'argument',
  'A session by hand has no time in the guide (“Track session manually”): iOS ignores it, Android takes it ' +
    '(React Native SDK 3.0.0).',
)

/** Reads the argument of a session's start or end by hand, where the guide has none. */
export function sessionTime(value: Json | undefined): CallTime {
  const { seconds, notes } = callTime(value)
  return { seconds, notes: seconds === null ? notes : [...notes, BY_HAND] }
}
