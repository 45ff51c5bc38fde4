/** What the list shows: the items that pass the filter, in the chosen order, with the lines between their pages. */
import { effect, useSignal } from '@preact/signals'
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks'
import { whoseIs } from '../../../core/query/whose'
import { whoseText } from '../../../ui/parts/text'
import { later } from '../../../ui/store/after-paint'
import type { Store } from '../../../ui/store/store'
import { filterOf } from './asked'
import { type ColumnId, orderAmong, sameIn } from './columns'
import { linesOf, plainLines } from './lines'
import { Listing } from './listing'
import { Sorted } from './sorted'

/** Follows the shown state. `atEnd`: one is at the list's end. `onFold` folds a page away, or out again. */
export function useList(store: Store, atEnd: { readonly current: boolean }) {
  const turned = useRef(false)
  const listing = useMemo(() => {
    const newestFirst = () => atEnd.current !== turned.current
    return new Listing({ now: () => performance.now(), later, newestFirst })
  }, [])
  const sorted = useMemo(() => new Sorted(), [])
  const filter = useMemo(() => filterOf(store), [store])
  const folded = useSignal<ReadonlySet<string>>(new Set())
  // The list is drawn with all else that shows the state: `useSignalEffect` would wait for the next frame, and then
  // have the panel drawn a second time.
  useLayoutEffect(
    () => effect(() => listing.update(store.state.value.items, store.hiddenBelow.value, filter.value)),
    [listing, store, filter],
  )
  const state = store.state.value
  const preferences = store.preferences.value.value
  const listed = listing.rows.value
  const last = useRef<readonly ColumnId[]>([])
  const same = useMemo(() => sameIn(listed, last.current), [listed])
  last.current = same
  const order = orderAmong(preferences.order, same)
  const rows = useMemo(
    () => sorted.rows(listed, order, (item) => whoseText(whoseIs(store.state.peek(), item))),
    [listed, order],
  )
  const pages = store.log.value.pages.value
  const byTime = order === null || order.column === 'time' || order.column === 'number'
  turned.current = byTime && order?.down === true
  const inTime = byTime && !turned.current
  const lines = useMemo(() => {
    const shown = pages.filter(({ position }) => position < state.facts)
    return inTime
      ? linesOf(rows, { pages: shown, folded: folded.value, from: store.hiddenBelow.value })
      : plainLines(rows)
  }, [rows, pages, folded.value, inTime, state.facts])
  const onFold = (doc: string) => {
    const next = new Set(folded.value)
    if (!next.delete(doc)) next.add(doc)
    folded.value = next
  }
  return { filter: filter.value, listed, same, rows, lines, inTime, onFold }
}
