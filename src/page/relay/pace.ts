/** When what was told is sent: at once where a person waits for it, and together where much is told. */
import { later } from './timer'

/** About a frame, in milliseconds. */
const FRAME = 16
/** The first ones after a while travel soon: a single call's row is awaited by a person. Milliseconds too. */
const SOON = 3
/**
 * The least time between two sendings, in milliseconds. Each costs the background, the journal and an open panel about
 * the same, whatever it holds, and the panel draws what goes on coming no oftener.
 */
const BETWEEN = 3 * FRAME

/**
 * Returns what runs a sending a little later; `before` runs right before each, and `meanwhile` once a frame until then.
 */
export function createPace(meanwhile: () => void, before: () => void): (send: () => void) => void {
  let sentAt = Number.NEGATIVE_INFINITY
  return (send) => {
    const quiet = performance.now() - sentAt > BETWEEN
    const due = quiet ? Number.NEGATIVE_INFINITY : sentAt + BETWEEN
    const step = () => {
      if (performance.now() < due && later(FRAME, step)) return meanwhile()
      sentAt = performance.now()
      before()
      send()
    }
    // What a window says that is gone already has no later.
    if (!later(quiet ? SOON : FRAME, step)) send()
  }
}
