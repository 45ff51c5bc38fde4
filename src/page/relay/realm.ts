/** A window that no page has reached, lent to the hook to take its built-ins from; see its `natives.ts`. */
import { LENT } from '../channel/names'
import { isLate } from './document'
import { isCrowded, isReached, isShared } from './shared'
import { later } from './timer'

/** A frame that was lent. All relays of Chromium's share one world, and see this on it; pages do not. */
type Lent = Element & { tracklensLent?: true }

/** Whether this document is in a frame that was lent: it needs no relay, and none to lend it another frame. */
export function isLent(): boolean {
  return (window.frameElement as Lent | null)?.tracklensLent === true
}

/**
 * Puts an empty frame into the document where a page of the same origin has made the window, for as long as it takes
 * the hook to come: it takes the frame out again before any script of the page runs. That costs milliseconds, and is
 * left out where nobody can have reached the window. In Firefox that is not known: its relays cannot see what was lent,
 * and would lend without an end in empty frames; in an empty pop-up that its opener writes, the node of what was lent
 * is dead (measured). A busy Firefox may come to an empty frame after its maker, which hears the channel then.
 */
export function lendRealm(): HTMLIFrameElement | undefined {
  const isFirefox = 'exportFunction' in globalThis
  const isNeeded = isFirefox ? location.href !== 'about:blank' && isShared(window) : isReached(window)
  if (!isNeeded || window.length || isCrowded(window) || isLate() || !document.documentElement) return undefined
  const frame: HTMLIFrameElement & Lent = document.createElement('iframe')
  frame.name = LENT
  frame.tracklensLent = true
  document.documentElement.append(frame)
  // Where no hook comes.
  later(0, () => frame.remove())
  return frame
}
