/** The vendors' samples: requests as recorded or documented, one shape for all (`samples/*.json`). */
import type { Body } from '../core/fact'
import { type Json, parseJson } from '../core/json'

/** One request of a sample file. */
export interface Sample {
  /** What was done when it was sent. */
  readonly scenario: string
  readonly method: string
  readonly url: string
  /** The body as text, or the JSON that it is; null for none. */
  readonly body: Json
  /** Why its address alone does not tell whose it is; absent where it does, as nearly everywhere. */
  readonly unclaimed?: string
}

/** A sample file. */
export interface SampleFile {
  /** Where the requests are from. */
  readonly about: string
  readonly requests: readonly Sample[]
}

/** A sample's body as the hooks capture it. */
export function bodyOf({ body }: Pick<Sample, 'body'>): Body {
  const text = body === null || typeof body === 'string' ? body : JSON.stringify(body)
  return { text, size: text?.length ?? 0 }
}

/** A sample's body as JSON; undefined where it is none. */
export function jsonOf({ body }: Pick<Sample, 'body'>): Json | undefined {
  return typeof body === 'string' ? parseJson(body) : body
}
