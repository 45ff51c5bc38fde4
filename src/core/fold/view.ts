/** How one document has the trackers while its facts are folded. */
import type { Tracker } from '../state'

/** The trackers as a document has them, each turned to it once it is asked for. */
export interface View {
  readonly doc: string
  /** The tracker with this id; undefined where there is none. */
  of(id: string): Tracker | undefined
  /** Turns all of them: they are gone through, or what their turning depends on is about to change. */
  all(): void
}

/** A tracker that was turned to a document: as it was before, and as it was then. */
export interface Turned {
  readonly before: Tracker
  readonly turned: Tracker
}
