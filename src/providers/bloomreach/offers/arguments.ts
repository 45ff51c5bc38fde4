/** The arguments that a person fills in for the bridge's commands, checked as they are typed, and read for the call. */
import type { Argument, Payload } from '../../../core/contract/offer'
import { isObject, isTime, type Json, type JsonObject, parseJson } from '../../../core/json'
import { timeNotes } from '../decode/time'

/** The guide's own notification (iOS tracking guide, “Track push notification delivery manually”), shortened. */
const NOTIFICATION = JSON.stringify({
  url: 'https://example.com/ios',
  attributes: { campaign_id: '123456', campaign_name: 'iOS Campaign' },
  source: 'xnpe_platform',
  has_tracking_consent: true,
})

/** The time of what is told, for the calls that take one (iOS guide, “Track event”, “Identify”, “Track payment”). */
export const TIMESTAMP: Argument = {
  name: 'timestamp',
  label: 'Timestamp',
  required: false,
  hint: 'When it happened, in seconds since 1970, with fractions. Left empty: now.',
  example: '1700000000.25',
  check: (text) => {
    if (text === '') return null
    const time = Number(text)
    if (Number.isNaN(time)) return { wrong: true, words: 'The timestamp is not a number of seconds since 1970.' }
    const [odd] = timeNotes(time)
    return odd ? { wrong: !isTime(time), words: odd.text } : null
  },
}

/** An argument that is a JSON object. */
export function objectArgument(field: Omit<Argument, 'kind' | 'check'>): Argument {
  return {
    ...field,
    kind: 'json',
    check: (text) => {
      if (text === '') return null
      return isObject(parseJson(text)) ? null : { wrong: true, words: `${field.label} must be a JSON object.` }
    },
  }
}

/** What a notification carries. */
export const USER_INFO: Argument = objectArgument({
  name: 'userInfo',
  label: 'User info (JSON)',
  required: true,
  hint: 'The user info of the notification. has_tracking_consent in it decides whether it is tracked.',
  example: NOTIFICATION,
})

/** The seconds that were typed; undefined where nothing was. */
function secondsOf({ texts }: Payload): number | undefined {
  const text = texts?.timestamp ?? ''
  return text === '' ? undefined : Number(text)
}

/** Arguments with the time at their end, where one was given. */
export function timely(payload: Payload, ...args: readonly Json[]): readonly Json[] {
  const time = secondsOf(payload)
  return time === undefined ? args : [...args, time]
}

/** An object that was typed as JSON; an empty one where nothing was, or no object. */
export function objectIn({ texts }: Payload, name: string): JsonObject {
  const read = parseJson(texts?.[name] ?? '')
  return isObject(read) ? read : {}
}
