/** A file to be read, wherever it lies: on a disk, in a browser's hand, in a test. */

/** A file. Positions are in bytes. */
export interface Source {
  readonly name: string
  readonly size: number
  readonly bytes: (from: number, to: number) => Promise<Uint8Array>
  /** What lies beside it under that name (HARs keep bodies there); null where there is none, or nobody can look. */
  readonly beside?: (name: string) => Promise<Uint8Array | null>
}

/** What lies beside a HAR is read up to so many bytes: no body of an SDK's is larger. */
export const LARGEST_BESIDE = 16 * 1024 * 1024

/** What whoever waits is told, and can say. */
export interface Reading {
  /** How many bytes of how many were read. */
  readonly progress?: (done: number, of: number) => void
  /** Whether nobody waits any more. */
  readonly stopped?: () => boolean
  /** Lets others have a turn; whoever reads in a thread of its own needs none. */
  readonly rest?: () => Promise<void>
}

/**
 * What is read at a time, in bytes: a frame has room for it, and its text is not one of those over 128 KB, which an
 * engine keeps apart from others at twenty times the cost.
 */
export const STEP = 64 * 1024
