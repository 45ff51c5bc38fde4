/** Recordings: the facts of a log as one JSON file, and back. */
import type { Fact } from '../core/fact'
import { isObject, type Json, parseJson } from '../core/json'
import { maskFacts } from './mask'

/** The file's shape. `tracklens` is the version of the format. */
interface Recording {
  readonly tracklens: 1
  /** ISO 8601. */
  readonly exportedAt: string
  /** Personal values were replaced by stand-ins. */
  readonly masked: boolean
  readonly facts: readonly Fact[]
}

/**
 * The file's text: JSON with one fact a line, which can be read line by line. `at` is the time of the export in
 * milliseconds since 1970.
 */
export function writeRecording(facts: readonly Fact[], at: number, personal: boolean): string {
  const about: Omit<Recording, 'facts'> = { tracklens: 1, exportedAt: new Date(at).toISOString(), masked: !personal }
  const lines = (personal ? facts : maskFacts(facts)).map((fact) => JSON.stringify(fact))
  return `${JSON.stringify(about).slice(0, -1)},"facts":[\n${lines.join(',\n')}\n]}`
}

/** What a file turned out to be: its facts, not yet checked, or a sentence that says what is wrong. */
export type Opened = { readonly entries: readonly Json[]; readonly masked: boolean } | { readonly wrong: string }

/** Reads a file's text. */
export function readRecording(text: string): Opened {
  const value = parseJson(text)
  if (value === undefined) return { wrong: 'This file is not JSON. Open a file that was saved with “Export”.' }
  if (!isObject(value) || !('tracklens' in value))
    return { wrong: 'This JSON is not a Tracklens recording. Open a file that was saved with “Export”.' }
  if (value.tracklens !== 1)
    return { wrong: 'This recording was made by a newer Tracklens. Update the extension to open it.' }
  if (!Array.isArray(value.facts)) return { wrong: 'This recording has no list of facts; the file is damaged.' }
  return { entries: value.facts, masked: value.masked === true }
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
  const fact = check(JSON.stringify(entry), doc, seq, frame)
  return typeof fact === 'string' ? null : fact
}
