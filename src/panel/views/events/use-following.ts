/** Keeps the newest row of the list in sight while one is at its end. */
import type { Signal } from '@preact/signals'
import type { RefObject } from 'preact'
import { useCallback, useEffect, useLayoutEffect } from 'preact/hooks'

/** What the list is, in which one may be at the end. */
interface Followed {
  readonly scroller: RefObject<HTMLElement | null>
  /** How many lines it has. */
  readonly size: number
  /** The height of a line, in pixels. */
  readonly height: number
  /** Brings the newest into sight; null while it is. */
  readonly newest: Signal<(() => void) | null>
}

/** `following` is whether one is at the end: whoever goes elsewhere clears it. Gives what has to hear of scrolling. */
export function useFollowing(
  following: { current: boolean },
  { scroller, size, height, newest }: Followed,
): () => void {
  useLayoutEffect(() => {
    const element = scroller.current
    if (element && following.current) element.scrollTop = element.scrollHeight
    // To scroll has the browser lay the panel out at once: only where there are more rows or fewer, or higher ones.
  }, [size, height])
  useEffect(() => {
    const element = scroller.current
    if (!element || typeof ResizeObserver === 'undefined') return
    const observer = new ResizeObserver(() => {
      // The heads end where the rows do.
      element.parentElement?.style.setProperty('--scrollbar', `${element.offsetWidth - element.clientWidth}px`)
      if (following.current) element.scrollTop = element.scrollHeight
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  const toNewest = useCallback(() => {
    following.current = true
    if (scroller.current) scroller.current.scrollTop = scroller.current.scrollHeight
  }, [])
  return () => {
    const element = scroller.current
    if (!element) return
    following.current = element.scrollHeight - element.scrollTop - element.clientHeight < height
    newest.value = following.current ? null : toNewest
  }
}
