/** When what was told is sent: facts that are told within a frame travel together. */
import { later } from './timer'

/** About a frame, in milliseconds. */
const FRAME = 16
/** The first ones after a quiet frame travel sooner: a single call's row is awaited by a person. Milliseconds too. */
const SOON = 3

/** Returns what runs a sending a little later; `before` runs right before each. */
export function createPace(before: () => void): (send: () => void) => void {
  let sentAt = Number.NEGATIVE_INFINITY
  return (send) => {
    const quiet = performance.now() - sentAt > FRAME
    const run = () => {
      sentAt = performance.now()
      before()
      send()
    }
    // What a window says that is gone already has no later.
    if (!later(quiet ? SOON : FRAME, run)) send()
  }
}
