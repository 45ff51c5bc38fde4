/** What surrounds a run of the command line: its outputs, files and chance; and what it says by its exit code. */
import type { Source } from '../files/read/source'

/** Everything outside of itself that a run may touch. */
export interface World {
  readonly version: string
  readonly out: (text: string) => void
  readonly err: (text: string) => void
  readonly write: (file: string, text: string) => Promise<void>
  /**
   * Fails as writing would, as far as that shows before: a long reading is not to end at a folder that is missing; and
   * where the file is, by whatever name, one of those that are read.
   */
  readonly mayWrite: (file: string, read: readonly string[]) => Promise<void>
  readonly withFiles: <T>(names: readonly string[], run: (sources: readonly Source[]) => Promise<T>) => Promise<T>
  /** A random text, for the stand-ins of this run. */
  readonly random: () => string
}

/** Exit code: nothing was found. Of several codes that apply, the highest is given. */
export const FINE = 0
/** Exit code: something was found. */
export const FOUND = 1
/** Exit code: a file could not be read. */
export const UNREADABLE = 2
/** Exit code: the arguments make no sense. */
export const WRONG_USE = 3

/** Why nothing can be written at a place, and what to do, by what the system says. */
const UNWRITTEN: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such folder, make it first',
  ENOTDIR: 'a part of its path is a file',
  EISDIR: 'it is a folder, name a file in it',
  EACCES: 'you may not write there',
  EPERM: 'you may not write there',
  EROFS: 'nothing can be written there',
  ENOSPC: 'the disk is full',
  EDQUOT: 'you have no more room on that disk',
  EFBIG: 'it is larger than a file may be there',
  EIO: 'the disk failed, name another place',
  ELOOP: 'links in its path lead back to themselves, name the place itself',
  ENAMETOOLONG: 'its name is too long, give it a shorter one',
  EMFILE: 'too many files are open, read fewer at a time',
  ENFILE: 'too many files are open, read fewer at a time',
}

/** Says that a result could not be written, and why. */
export function notWritten(out: string | null, error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const why = UNWRITTEN[code] ?? (error instanceof Error ? error.message : String(error))
  return `tracklens: ${out === null ? 'the output' : `${out}: it`} could not be written: ${why}.\n`
}
