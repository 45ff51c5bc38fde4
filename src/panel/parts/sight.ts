/** Which rows of a long list are in sight, where every row has the same height: only those need to exist. */
import { useLayoutEffect, useState } from 'preact/hooks'

/** How many rows beyond the edges exist too, and by how many the window moves at once, so that slow scrolling seldom draws anew. */
const BEYOND = 12
const STEP = 8

/** Rows from `first` up to, without, `end`. */
export interface Sight {
  readonly first: number
  readonly end: number
}

/** Follows the scrolling and the size of an element that holds `count` rows of `height` pixels each. */
export function useRowsInSight(scroller: { readonly current: HTMLElement | null }, count: number, height: number): Sight {
  const [sight, see] = useState<Sight>({ first: 0, end: BEYOND + STEP })
  useLayoutEffect(() => {
    const element = scroller.current
    if (!element) return
    const look = (): void => {
      const top = Math.floor(element.scrollTop / height / STEP) * STEP
      const first = Math.max(0, top - BEYOND)
      const end = top + STEP + Math.ceil(element.clientHeight / height) + BEYOND
      see((was) => (was.first === first && was.end === end ? was : { first, end }))
    }
    look()
    element.addEventListener('scroll', look, { passive: true })
    const observer = typeof ResizeObserver === 'undefined' ? null : new ResizeObserver(look)
    observer?.observe(element)
    return () => {
      element.removeEventListener('scroll', look)
      observer?.disconnect()
    }
  }, [scroller, height])
  // A filter may leave fewer rows than were scrolled past: until the element has followed, the last ones are shown.
  const first = Math.min(sight.first, Math.max(0, count - (sight.end - sight.first)))
  return { first, end: Math.min(count, first + sight.end - sight.first) }
}
