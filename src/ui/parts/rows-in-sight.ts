/**
 * Which rows of a long list are in sight, where every row has the same height: only those need to exist, and their
 * elements are used again.
 */
import { useLayoutEffect, useRef, useState } from 'preact/hooks'

/** How many rows beyond the edges exist too, and how few may be left there before others are drawn. */
const BEYOND = 8
const SPARE = 3

/** Rows from `first` up to, without, `end`. */
export interface Sight {
  readonly first: number
  readonly end: number
  /**
   * The key of a row's element. It stays its own while it is in sight and then becomes another row's, since filling an
   * element anew costs a fraction of making one. After a leap each element stays in its place, since moving one costs
   * nearly as much as making one.
   */
  readonly keyOf: (row: number) => number
}

/**
 * Follows the scrolling and the size of an element that holds `count` rows of `height` pixels each. `atEnd`: the
 * element is about to be scrolled to its end, so that the last rows are drawn at once and not only when it has been.
 */
export function useRowsInSight(
  scroller: { readonly current: HTMLElement | null },
  count: number,
  height: number,
  atEnd = false,
): Sight {
  const [, redraw] = useState(0)
  const drawn = useRef({ first: 0, slots: 2 * BEYOND, count, base: 0, before: 0 })
  const sight = drawn.current
  const { slots } = sight
  const latest = Math.max(0, count - slots)
  // A filter may leave fewer rows than were scrolled past: until the element has followed, the last ones are shown.
  const first = atEnd ? latest : Math.min(sight.first, latest)
  if (Math.abs(first - sight.before) > slots / 2) sight.base += first - sight.before
  const { base } = sight
  sight.first = first
  sight.before = first
  sight.count = count
  useLayoutEffect(() => {
    const element = scroller.current
    if (!element) return
    const look = () => {
      const top = Math.floor(element.scrollTop / height)
      const seen = Math.ceil(element.clientHeight / height) + 1
      const slots = seen + 2 * BEYOND
      const { first, count } = drawn.current
      const enough = first <= Math.max(0, top - SPARE) && first + slots >= Math.min(count, top + seen + SPARE)
      if (slots === drawn.current.slots && enough) return
      drawn.current = { ...drawn.current, first: Math.max(0, Math.min(top - BEYOND, count - slots)), slots }
      redraw((times) => times + 1)
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
  return { first, end: Math.min(count, first + slots), keyOf: (row) => (((row - base) % slots) + slots) % slots }
}
