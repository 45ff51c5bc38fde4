/** Writes a recording: the facts of a log as one JSON file, which Tracklens opens again. */
import { FACT_FORMAT, type Fact } from '../../core/fact'
import type { Recording } from '../recording'

/**
 * The file's text: JSON with one fact per line, which can be read line by line. `at` is the time of the export in
 * milliseconds since 1970. The facts went through a mask before; `masked` says whether it replaced personal values.
 */
export function writeRecording(facts: readonly Fact[], at: number, masked: boolean): string {
  return [...recordingParts(facts, at, masked)].join('')
}

/** The same, fact by fact. */
export function* recordingParts(facts: readonly Fact[], at: number, masked: boolean): Generator<string> {
  const about: Omit<Recording, 'facts'> = {
    tracklens: FACT_FORMAT,
    exportedAt: new Date(at).toISOString(),
    masked,
  }
  yield `${JSON.stringify(about).slice(0, -1)},"facts":[\n`
  for (const [n, fact] of facts.entries()) yield `${n > 0 ? ',\n' : ''}${JSON.stringify(fact)}`
  yield '\n]}'
}
