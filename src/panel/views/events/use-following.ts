/** Keeps the newest row of the list in sight while one is at its end. */
import type { Signal } from '@preact/signals'
import type { RefObject } from 'preact'
import { useCallback, useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import type { Source } from './grid-props'

/** What the list is, in which one may be at the end. */
interface Followed {
  readonly scroller: RefObject<HTMLElement | null>
  /** How many lines it has. */
  readonly size: number
  /** The height of a line, in pixels. */
  readonly height: number
  /** Brings the newest into sight; null while it is. */
  readonly newest: Signal<(() => void) | null>
  readonly source: Source
}

/** Whether one is at the end: as each log begins, until one goes elsewhere. */
export function useAtEnd({ log, follows }: Source): { current: boolean } {
  const atEnd = useRef(follows)
  const last = useRef(log)
  if (last.current !== log) atEnd.current = follows
  last.current = log
  return atEnd
}

/** `following` is whether one is at the end: whoever goes elsewhere clears it. Gives what has to hear of scrolling. */
export function useFollowing(
  following: { current: boolean },
  { scroller, size, height, newest, source: { log, follows } }: Followed,
): () => void {
  const room = useRef(Number.POSITIVE_INFINITY)
  const toNewest = useCallback(() => {
    following.current = true
    if (scroller.current) scroller.current.scrollTop = scroller.current.scrollHeight
  }, [])
  useLayoutEffect(() => {
    if (!scroller.current || following.current) return
    scroller.current.scrollTop = 0
    newest.value = null
  }, [log])
  useLayoutEffect(() => {
    const element = scroller.current
    if (!element) return
    if (following.current) element.scrollTop = element.scrollHeight
    // To ask the list how high it is would have the panel laid out, too.
    else newest.value = size * height > room.current ? toNewest : null
    // To scroll has the browser lay the panel out at once: only where there are more rows or fewer, or higher ones.
  }, [size, height, log])
  useEffect(() => {
    const element = scroller.current
    if (!element || typeof ResizeObserver === 'undefined') return
    const observer = new ResizeObserver(() => {
      room.current = element.clientHeight
      // The heads end where the rows do.
      element.parentElement?.style.setProperty('--scrollbar', `${element.offsetWidth - element.clientWidth}px`)
      if (following.current) element.scrollTop = element.scrollHeight
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return () => {
    const element = scroller.current
    if (!element) return
    const isAtEnd = element.scrollHeight - element.scrollTop - element.clientHeight < height
    // A file whose first rows all are in sight is not followed for that.
    following.current = isAtEnd && (follows || element.scrollTop > 0)
    newest.value = isAtEnd ? null : toNewest
  }
}
