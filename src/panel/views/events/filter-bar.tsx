/** The row of the filter: its field, how many items it leaves, what cannot be used of it, and the list's options. */
import type { Signal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import type { Filter } from '../../../core/query/filter'
import { counted } from '../../../core/text'
import { Icon } from '../../../ui/parts/icon'
import type { Store } from '../../../ui/store/store'
import type { ColumnId } from './columns'
import { Facets } from './facets'
import { FilterField } from './filter-field'
import type { Rows } from './listing'
import { useCompletions } from './use-completions'
import { ViewOptions } from './view-options'
import './filter-bar.css'

/** The field, how many items it leaves, and what cannot be used of it. */
export function FilterBar({
  store,
  filter,
  rows,
  busy,
  same,
  newest,
}: {
  readonly store: Store
  readonly filter: Filter
  readonly rows: Rows
  /** They are not all there yet. */
  readonly busy: boolean
  /** The columns that say the same in every row. */
  readonly same: readonly ColumnId[]
  /** The way to the newest row, while that is out of sight. */
  readonly newest: Signal<(() => void) | null>
}) {
  const field = useRef<HTMLInputElement>(null)
  const offered = useCompletions(store, field)
  const problems = filter.problems
  const inForce = !filter.empty
  return (
    <div class="filter">
      <FilterField store={store} filter={filter} field={field} offered={offered} />
      <span
        class={inForce ? 'filter-count nums in-force' : 'filter-count quiet nums'}
        aria-live="polite"
        aria-busy={busy}
      >
        {filter.empty ? counted(rows.all, 'item') : `${rows.size.toLocaleString()} of ${rows.all.toLocaleString()}`}
        {busy && ' …'}
      </span>
      {/* Not over the list, whose last row it would cover. */}
      {newest.value && (
        <button
          type="button"
          class="button bare newest"
          aria-label="Newest"
          title="Scroll to the newest item, and stay with what comes"
          onClick={newest.value}
        >
          <Icon name="down" /> <span>Newest</span>
        </button>
      )}
      <Facets store={store} />
      <ViewOptions preferences={store.preferences} same={same} />
      <ul
        id="filter-problems"
        class={problems.length > 0 && offered.options.length === 0 ? 'filter-problems' : 'hidden'}
      >
        {problems.map((problem) => (
          <li key={problem.at}>
            <code>{problem.text}</code> {problem.why}
          </li>
        ))}
      </ul>
    </div>
  )
}
