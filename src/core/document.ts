/** One page load in one frame as it is known, and what could not be seen of any. Plain values. */

/** One document that was observed. */
export interface DocumentState {
  readonly id: string
  readonly url: string
  readonly title: string
  readonly top: boolean
  readonly frame: number
  readonly late: boolean
  readonly startedAt: number
  /** The page was left (what had no answer then gets none that it sees), or is loaded ahead and shown to nobody. */
  readonly left: boolean
  readonly prerendering?: boolean
  /** A page of the same origin made its window, and could change its built-in functions first. */
  readonly shared?: boolean
  /** The names of vendors' cookies and storage entries that it has told to be there; absent for none. */
  readonly stored?: readonly string[]
  /** Which tab it is in, where there are several. */
  readonly tab?: string
  readonly online: boolean
  readonly visible: boolean
  /** Vendors that Tracklens holds back in this document. */
  readonly held: readonly string[]
  readonly lastSeq: number
}

/** What Tracklens could not see, and why. */
export interface Blind {
  readonly at: number
  readonly missing: number
  readonly reason: string
  readonly detail: string
}
