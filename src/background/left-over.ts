/**
 * What the journal has left of a tab's log. Where it had to drop the oldest facts the next life of the background reads
 * others than are here, and folds them to another state: that one is made at rest, for the tab's outline alone.
 */
import { type CoreOptions, createCore, type TabCore } from './core'
import { createLog, type TabLog } from './log'

/** What is left of one tab's log, folded for as long as nothing is said there. */
export interface LeftOver {
  /** Its core, where the facts before a position were dropped; null while that is still to be folded. */
  of(position: number): Pick<TabCore, 'state' | 'pageItems'> | null
  /** Nobody needs it any more, or more was said: its state goes. */
  forget(): void
}

/**
 * So many milliseconds a tab must be silent before. A background without work lives for longer, and where a page speaks
 * every few seconds all is not folded again each time.
 */
const SILENCE = 10_000

const NOTHING = createLog('')

/** Nothing is folded before it is asked for; `onFolded` hears when it can be asked for again. */
export function createLeftOver({ log, after, onFolded, ...options }: CoreOptions): LeftOver {
  let left: TabLog = NOTHING
  let from = 0
  let stopWaiting = () => {}
  const core = createCore({ ...options, after, log: () => left, onFolded: () => left !== NOTHING && onFolded() })

  function fold(what: TabLog, position: number) {
    left = what
    from = position
    void core.settled()
  }

  return {
    of(position) {
      if (left !== NOTHING && from === position && core.isSettled) return core
      stopWaiting()
      stopWaiting = after(SILENCE, () => fold(log().since(position), position))
      return null
    },
    forget() {
      stopWaiting()
      if (left !== NOTHING) fold(NOTHING, 0)
    },
  }
}
