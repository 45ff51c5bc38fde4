/** A window that no page has reached, lent to the hook to take its built-ins from; see its `natives.ts`. */
import { LENT } from '../channel/names'
import { isLate } from './document'
import { isShared } from './shared'

/**
 * Puts an empty frame into the document where a page of the same origin has made the window, for as long as it takes
 * the hook to come: it takes the frame out again before any script of the page runs. An empty frame itself is watched
 * before its maker can reach it.
 */
export function lendRealm(): HTMLIFrameElement | undefined {
  if (!isShared(window) || isLate() || location.href === 'about:blank' || !document.documentElement) return undefined
  const frame = document.createElement('iframe')
  frame.name = LENT
  document.documentElement.append(frame)
  // Where no hook comes.
  setTimeout(() => frame.remove())
  return frame
}
