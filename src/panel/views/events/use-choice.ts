/** Where one is in the list, and what is chosen there by pointer and keys. */
import { type Signal, useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import type { Store } from '../../../ui/store/store'
import { choose } from './choosing'
import type { GridActs } from './grid-props'
import type { Lines } from './lines'

/** The number of the item that one is at, null at first, and what goes elsewhere. */
interface Choice extends Pick<GridActs, 'onCursor' | 'onChoose'> {
  readonly cursor: Signal<number | null>
  /** Chooses nothing any more, and goes back to the list; tells whether anything was chosen. */
  readonly close: () => boolean
}

/** One is at what is chosen, also where it was chosen in another tab. */
export function useChoice(store: Store, lines: Lines): Choice {
  const cursor = useSignal<number | null>(store.selected.peek())
  const anchor = useRef<number | null>(null)
  useEffect(() => {
    if (store.selected.value !== null) cursor.value = store.selected.value
  }, [store.selected.value])
  return {
    cursor,
    onCursor: (n) => {
      cursor.value = n
      anchor.current = n
      if (store.selected.peek() !== null) choose(store, n, 'only', { lines, anchor: null, cursor: n })
    },
    onChoose: (n, how) => {
      anchor.current = choose(store, n, how, { lines, anchor: anchor.current, cursor: cursor.value })
      cursor.value = n
    },
    close: () => {
      const was = store.selected.peek() !== null || store.chosen.peek().size > 0
      store.selected.value = null
      store.chosen.value = new Set()
      if (was) document.querySelector<HTMLElement>('[role=grid]')?.focus()
      return was
    },
  }
}
