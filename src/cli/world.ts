/** What surrounds a run of the command line: its outputs, files and chance; and what it says by its exit code. */
import type { Source } from '../files/read/source'

/** What surrounds a run. */
export interface World {
  readonly version: string
  readonly out: (text: string) => void
  readonly err: (text: string) => void
  readonly write: (file: string, text: string) => Promise<void>
  readonly withFiles: <T>(names: readonly string[], run: (sources: readonly Source[]) => Promise<T>) => Promise<T>
  /** A random text, for the stand-ins of this run. */
  readonly random: () => string
}

/** Exit codes; the highest that applies. */
export const FINE = 0
export const FOUND = 1
export const UNREADABLE = 2
export const WRONG_USE = 3
