/** The question to a tab's documents to name themselves, asked until the page has had its chance to hear it. */
import type { Sources } from '../store/host'

/** How documents are asked, and how to tell that they have answered. */
export interface Asking {
  /** Asks all documents of the tab once; one that was asked before says nothing twice. */
  readonly ask: () => void
  /** Whether the page that is open now has named itself. */
  readonly heard: () => boolean
  readonly tell: (hook: Sources['hook']) => void
  /** Runs something after so many milliseconds. */
  readonly after: (milliseconds: number, run: () => void) => void
}

/**
 * How often, and in which steps of milliseconds, a page is asked before it counts as silent. The first question comes
 * so soon after the start of a navigation that nobody listens yet (measured in Chromium 156: 30 to 110 ms).
 */
const TIMES = 10
const STEP = 300
/** A page that counts as silent may just take long to arrive: it goes on being asked, in such steps of milliseconds. */
const LATER = 2000

/** Makes what asks anew, as after each navigation; asking anew ends the asking before. */
export function createHello({ ask, heard, tell, after }: Asking): () => void {
  let round = 0
  return () => {
    const own = ++round
    let asked = 0
    const again = () => {
      if (own !== round) return
      if (asked >= TIMES) {
        tell(heard() ? 'answered' : 'silent')
        if (heard()) return
      }
      asked++
      ask()
      after(asked < TIMES ? STEP : LATER, again)
    }
    tell('waiting')
    again()
  }
}
