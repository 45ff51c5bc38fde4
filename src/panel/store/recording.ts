/** Recordings: the facts of a log as one JSON file, and back. */
import type { Fact } from '../../core/fact'
import { isObject, parseJson } from '../../core/json'
import { maskFacts } from './mask'

/** The file's shape. `tracklens` is the version of the format. */
export interface Recording {
  readonly tracklens: 1
  /** ISO 8601. */
  readonly exportedAt: string
  /** Personal values were replaced by stand-ins. */
  readonly masked: boolean
  readonly facts: readonly Fact[]
}

/** The file's text. `at` is the time of the export in milliseconds since 1970. */
export function writeRecording(facts: readonly Fact[], at: number, personal: boolean): string {
  const recording: Recording = {
    tracklens: 1,
    exportedAt: new Date(at).toISOString(),
    masked: !personal,
    facts: personal ? facts : maskFacts(facts),
  }
  return JSON.stringify(recording)
}

/** What a file turned out to be: facts that can be folded and how many others were left out, or a sentence that says what is wrong. */
export type Opened = { readonly facts: readonly Fact[]; readonly skipped: number; readonly masked: boolean } | { readonly wrong: string }

/** Reads a file. `check` gives a valid fact or a reason; it is the same door that facts from a page go through. */
export function readRecording(text: string, check: (text: string, doc: string, seq: number, frame: number) => Fact | string): Opened {
  const value = parseJson(text)
  if (value === undefined) return { wrong: 'This file is not JSON. Open a file that was saved with “Export”.' }
  if (!isObject(value) || !('tracklens' in value))
    return { wrong: 'This JSON is not a Tracklens recording. Open a file that was saved with “Export”.' }
  if (value.tracklens !== 1) return { wrong: 'This recording was made by a newer Tracklens. Update the extension to open it.' }
  if (!Array.isArray(value.facts)) return { wrong: 'This recording has no list of facts; the file is damaged.' }
  const facts: Fact[] = []
  for (const entry of value.facts) {
    if (!isObject(entry)) continue
    const { doc, seq, frame } = entry
    if (typeof doc !== 'string' || typeof seq !== 'number' || typeof frame !== 'number') continue
    const fact = check(JSON.stringify(entry), doc, seq, frame)
    if (typeof fact !== 'string') facts.push(fact)
  }
  return { facts, skipped: value.facts.length - facts.length, masked: value.masked === true }
}
