/** What a method of the SDK's is to the model: when it can run, and what it does. */
import { isObject, type Json, type JsonObject } from '../../core/json'
import type { Run } from './run'

/** Arguments as they were given. */
export type Args = readonly Json[]

/**
 * When a method can run. `queued`: kept until configure; `configured`: refused before it; `always`: whatever the state.
 */
type When = 'queued' | 'configured' | 'always'

/** A method of the SDK's. */
export interface Call {
  readonly when: When
  /** Handles a push or a link, which is over with a clear in the guide's profile. */
  readonly fromOutside?: boolean
  /** Tracks something, and so needs an authorization (ExponeaInternal+Tracking.swift:25). */
  readonly authorized?: boolean
  /** `called` is the name that the app calls it by: the guide's own, or the React Native SDK's. */
  readonly run: (run: Run, args: Args, called: string) => void
}

/** A method that tracks something. */
export const tracking = (run: Call['run']): Call => ({ when: 'queued', authorized: true, run })

/** An optional object argument; anything else than an object or nothing is refused with a log line. */
export function object(run: Run, called: string, name: string, value: Json | undefined): JsonObject | null {
  if (value === undefined || value === null) return {}
  if (isObject(value)) return value
  run.log('error', `${called}: ${name} must be an object; nothing was tracked.`)
  return null
}
