/** How wide an element is, in CSS pixels. */
import { type ReadonlySignal, useSignal } from '@preact/signals'
import type { RefObject } from 'preact'
import { useLayoutEffect } from 'preact/hooks'

/** Follows the width; 0 without a layout. */
export function useRoom(element: RefObject<HTMLElement | null>): ReadonlySignal<number> {
  const room = useSignal(0)
  useLayoutEffect(() => {
    const watched = element.current
    if (!watched || typeof ResizeObserver === 'undefined') return
    room.value = watched.clientWidth
    const observer = new ResizeObserver(() => {
      room.value = watched.clientWidth
    })
    observer.observe(watched)
    return () => observer.disconnect()
  }, [element])
  return room
}
