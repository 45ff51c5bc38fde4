/** The filter that is asked for, with everybody's ids; made anew when the text is another, or who somebody is. */
import { computed, type ReadonlySignal } from '@preact/signals'
import type { Item } from '../../../core/item'
import { type Filter, parseFilter } from '../../../core/query/filter'
import { peopleIn } from '../../../core/query/whose'
import { vendorName } from '../../../ui/parts/vendor'
import type { Store } from '../../../ui/store/store'

/** The filter of a store's text. */
export function filterOf(store: Pick<Store, 'filterText' | 'state'>): ReadonlySignal<Filter> {
  // A filter that asks for nothing needs not be made anew when somebody turns out to be somebody.
  const ties = computed(() => (store.filterText.value === '' ? null : store.state.value.ties))
  // The same from one letter to the next: only then are the rows that a letter has ruled out not looked at again.
  const people = computed(() => {
    if (ties.value === null) return undefined
    const { ids, anonymous } = peopleIn(() => store.state.peek())
    return { ids: once(ids), anonymous: once(anonymous) }
  })
  return computed(() => parseFilter(store.filterText.value, vendorName, people.value))
}

/** Asks of each item once: an item that changes is another object. */
function once(ask: (item: Item) => readonly string[]): (item: Item) => readonly string[] {
  const told = new WeakMap<Item, readonly string[]>()
  return (item) => {
    const known = told.get(item)
    if (known) return known
    const ids = ask(item)
    told.set(item, ids)
    return ids
  }
}
