/** Reads the times of the wire, which are seconds since 1970, into milliseconds. */
import { type Note, note } from '../../../core/item'
import { finerUnit, isTime, type Json } from '../../../core/json'

/**
 * A time on the wire in milliseconds since 1970: a number of seconds, or ISO 8601 as the REST API also takes. Null for
 * anything else, and for a number that no unit makes a date.
 */
export function wireTime(value: Json | undefined): number | null {
  if (typeof value === 'number') return isTime(value) ? value * 1000 : null
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d/.test(value)) return null
  const time = Date.parse(value)
  return Number.isNaN(time) ? null : time
}

/** An age in milliseconds; undefined where there is none. On the wire it is in seconds. */
export function wireAge(value: Json | undefined): number | undefined {
  return typeof value === 'number' && isTime(value) && value >= 0 ? value * 1000 : undefined
}

const NO_TIME =
  'The timestamp is no time: it is beyond all dates that there are. What the server makes of it is not known.'

/**
 * What is odd about a time on the wire, for people; an empty list where nothing is. No SDK and no server checks the
 * unit.
 */
export function timeNotes(value: Json | undefined): readonly Note[] {
  if (value === undefined) return []
  if (typeof value === 'number') {
    if (!isTime(value)) return [note('time', NO_TIME)]
    const unit = finerUnit(value)
    if (unit === null) return []
    return [
      note(
        'time',
        `The timestamp looks like ${unit}; Bloomreach reads seconds (iOS guide, “Track event”, “Identify”, ` +
          '“Track payment”).',
      ),
    ]
  }
  return wireTime(value) === null
    ? [note('time', 'The timestamp is neither a number of seconds nor an ISO 8601 time.')]
    : []
}
