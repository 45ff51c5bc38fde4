/** Reads recordings, the facts of a log as one JSON file; `write/recording.ts` writes them. */
import type { Fact } from '../core/fact'
import { isObject, type Json, parseJson } from '../core/json'
import { withSoundTotals } from '../link/totals'
import { isReadable, upgrade } from './upgrade'

/** The file's shape. `tracklens` is the format of its facts; `upgrade.ts` reads the older ones. */
export interface Recording {
  readonly tracklens: number
  /** ISO 8601. */
  readonly exportedAt: string
  /** Personal values were replaced by stand-ins. */
  readonly masked: boolean
  readonly facts: readonly Fact[]
}

/**
 * What a file turned out to be: its facts, in the present format but not yet checked, with the format that they had in
 * the file and when it was saved (milliseconds since 1970; null where it does not say); or a sentence that says what is
 * wrong.
 */
export type Opened =
  | {
      readonly entries: readonly Json[]
      readonly masked: boolean
      readonly format: number
      readonly savedAt: number | null
    }
  | { readonly wrong: string }

/** Reads a recording's text; never throws: what is wrong with it is part of the answer. */
export function readRecording(text: string): Opened {
  const value = parseJson(text)
  if (value === undefined) return { wrong: 'This file is not JSON. Open a file that was saved with “Export”.' }
  if (!isObject(value) || !('tracklens' in value))
    return { wrong: 'This JSON is not a Tracklens recording. Open a file that was saved with “Export”.' }
  const { tracklens: format } = value
  if (!isReadable(format))
    return { wrong: 'This recording was made by a newer Tracklens. Update the extension to open it.' }
  if (!Array.isArray(value.facts)) return { wrong: 'This recording has no list of facts; the file is damaged.' }
  const entries = value.facts.map((entry: Json) => upgrade(entry, format))
  const savedAt = typeof value.exportedAt === 'string' ? Date.parse(value.exportedAt) : Number.NaN
  return { entries, masked: value.masked === true, format, savedAt: Number.isFinite(savedAt) ? savedAt : null }
}

/**
 * One fact of a file, or null. `check` is the same door that facts from a page go through; it gives a fact or a reason.
 */
export function factOf(
  entry: Json,
  check: (text: string, doc: string, seq: number, frame: number) => Fact | string,
): Fact | null {
  if (!isObject(entry)) return null
  const { doc, seq, frame } = entry
  if (typeof doc !== 'string' || typeof seq !== 'number' || typeof frame !== 'number') return null
  const fact = withSoundTotals(check(JSON.stringify(entry), doc, seq, frame))
  return typeof fact === 'string' ? null : fact
}
