/** The Events tab: everything tracked, in order, filtered, with the details of the chosen one. */
// biome-ignore-all lint/a11y/noStaticElementInteractions: Escape is heard from everything inside the details
import { useComputed, useSignal, useSignalEffect } from '@preact/signals'
import { useEffect, useMemo } from 'preact/hooks'
import type { Item } from '../../../core/item'
import { parseFilter } from '../../../core/query/filter'
import { idsOf, whoseIs } from '../../../core/query/whose'
import { Splitter } from '../../../ui/parts/splitter'
import { vendorName } from '../../../ui/parts/vendor'
import { later } from '../../../ui/store/after-paint'
import type { View, ViewProps } from '../../view'
import { Details } from './details'
import { EmptyState } from './empty'
import { FilterBar } from './filter-bar'
import { Grid } from './grid'
import { Listing } from './listing'
import './view.css'

function Events({ store }: ViewProps) {
  const listing = useMemo(() => new Listing({ now: () => performance.now(), later }), [])
  // A filter that asks for nothing needs not be made anew when somebody turns out to be somebody.
  const ties = useComputed(() => (store.filterText.value === '' ? null : store.state.value.ties))
  const filter = useComputed(() => {
    const known = ties.value === null ? undefined : (item: Item) => idsOf(store.state.peek(), item)
    return parseFilter(store.filterText.value, vendorName, known)
  })
  const cursor = useSignal<number | null>(store.selected.peek())
  const share = useSignal(0.45)
  useSignalEffect(() => listing.update(store.state.value.items, store.hiddenBelow.value, filter.value))
  useEffect(() => {
    if (store.selected.value !== null) cursor.value = store.selected.value
  }, [store.selected.value])
  const rows = listing.rows.value
  const state = store.state.value
  const selected = store.selected.value
  const item = selected === null ? undefined : state.items.get(selected)
  const close = () => {
    store.selected.value = null
    document.querySelector<HTMLElement>('[role=grid]')?.focus()
  }
  return (
    <div class="events">
      <FilterBar store={store} filter={filter.value} rows={rows} />
      <div class="panes" style={{ '--share': item ? share.value : 0 }}>
        <div class="list-pane">
          <Grid
            rows={rows}
            whose={(item) => whoseIs(state, item)}
            cursor={cursor.value}
            selected={item ? selected : null}
            onCursor={(n) => {
              cursor.value = n
              if (item) store.selected.value = n
            }}
            onOpen={(n) => {
              cursor.value = n
              store.selected.value = n
            }}
            onClose={close}
          />
          {rows.size === 0 && !rows.scanning && <EmptyState store={store} all={rows.all} />}
        </div>
        {item && (
          <>
            <Splitter share={share} label="Resize details" />
            <div
              class="details-pane"
              onKeyDown={(event) => {
                if (event.key !== 'Escape') return
                event.preventDefault()
                close()
              }}
            >
              <Details key={item.n} store={store} item={item} state={state} onClose={close} />
            </div>
          </>
        )}
      </div>
    </div>
  )
}

/** The first tab. */
export const view: View = { id: 'events', title: 'Events', order: 10, Component: Events }
