/** A window that no page has reached, lent to the hook to take its built-ins from; see its `natives.ts`. */
import { LENT } from '../channel/names'
import { isLate } from './document'
import { isCrowded, isShared } from './shared'
import { later } from './timer'

/** A frame that was lent. All relays of Chromium's share one world, and see this on it; pages do not. */
type Lent = Element & { tracklensLent?: true }

/** Whether this document is in a frame that was lent: it needs no relay, and none to lend it another frame. */
export function isLent(): boolean {
  return (window.frameElement as Lent | null)?.tracklensLent === true
}

/**
 * Puts an empty frame into the document where a page of the same origin has made the window, for as long as it takes
 * the hook to come: it takes the frame out again before any script of the page runs. An empty frame itself is watched
 * before its maker can reach it, but the document that a `javascript:` address makes in it later has its address, too,
 * and its window. Firefox's relays cannot see what was lent, and would lend without an end; in an empty pop-up that its
 * opener writes, the node of what was lent is dead (measured). A busy Firefox may come to an empty frame after its
 * maker, which hears the channel then.
 */
export function lendRealm(): HTMLIFrameElement | undefined {
  const known = location.href !== 'about:blank' || !('exportFunction' in globalThis)
  if (!known || !isShared(window) || isCrowded(window) || isLate() || !document.documentElement) return undefined
  const frame: HTMLIFrameElement & Lent = document.createElement('iframe')
  frame.name = LENT
  frame.tracklensLent = true
  document.documentElement.append(frame)
  // Where no hook comes.
  later(0, () => frame.remove())
  return frame
}
