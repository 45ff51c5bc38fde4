/** The filter field with its explanations, and how many items it leaves. */
import { useEffect, useRef } from 'preact/hooks'
import type { Filter } from '../../../core/query/filter'
import { FILTER_KEYS } from '../../../core/query/filter-words'
import { Icon } from '../../../ui/parts/icon'
import { isField } from '../../../ui/parts/keys'
import { usePopover } from '../../../ui/parts/popover'
import type { Store } from '../../../ui/store/store'
import type { ColumnId } from './columns'
import type { Rows } from './listing'
import { ViewOptions } from './view-options'
import './filter-bar.css'

/** `/` and Ctrl+F lead here; Escape empties it, then leaves it. */
export function FilterBar({
  store,
  filter,
  rows,
  same,
}: {
  readonly store: Store
  readonly filter: Filter
  readonly rows: Rows
  /** The columns that say the same in every row. */
  readonly same: readonly ColumnId[]
}) {
  const field = useRef<HTMLInputElement>(null)
  const help = usePopover<HTMLDListElement>('filter-help', 'below', { stays: true })
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const find = event.key === 'f' && (event.ctrlKey || event.metaKey)
      if (!find && (event.key !== '/' || isField(event.target))) return
      event.preventDefault()
      field.current?.focus()
      field.current?.select()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [])
  const problems = filter.problems
  return (
    <div class="filter">
      <div class={problems.length > 0 ? 'filter-field wrong' : 'filter-field'}>
        <Icon name="search" />
        <input
          ref={field}
          type="search"
          aria-label="Filter"
          aria-invalid={problems.length > 0}
          aria-describedby="filter-problems"
          placeholder="Filter — text, name:, is:rejected, customer:, price>10 …"
          spellcheck={false}
          autocomplete="off"
          value={store.filterText.value}
          onInput={(event) => {
            store.filterText.value = event.currentTarget.value
          }}
          onKeyDown={(event) => {
            // What is open over the list closes first.
            if (event.key === 'Escape') {
              event.preventDefault()
              // Developer tools would open their drawer.
              event.stopPropagation()
              if (help.open) help.close()
              else if (store.filterText.value !== '') store.filterText.value = ''
              else document.querySelector<HTMLElement>('[role=grid]')?.focus()
            }
            if (event.key === 'ArrowDown' || event.key === 'Enter') {
              event.preventDefault()
              document.querySelector<HTMLElement>('[role=grid]')?.focus()
            }
          }}
        />
        <button type="button" class="button bare" aria-label="What the filter understands" {...help.button}>
          <Icon name="question" />
        </button>
      </div>
      <span class="filter-count quiet nums" aria-live="polite">
        {filter.empty
          ? `${rows.all.toLocaleString()} ${rows.all === 1 ? 'item' : 'items'}`
          : `${rows.size.toLocaleString()} of ${rows.all.toLocaleString()}`}
        {rows.scanning && ' …'}
      </span>
      <ViewOptions preferences={store.preferences} same={same} />
      <ul id="filter-problems" class={problems.length > 0 ? 'filter-problems' : 'hidden'}>
        {problems.map((problem) => (
          <li key={problem.at}>
            <code>{problem.text}</code> {problem.why}
          </li>
        ))}
      </ul>
      {help.open && (
        <dl class="filter-help" {...help.sheet}>
          {FILTER_KEYS.map((entry) => (
            <div key={entry.key}>
              <dt>
                <code>{entry.key}</code>
              </dt>
              <dd>
                {entry.meaning}
                {entry.values && (
                  <span class="quiet">: {entry.values.map((value) => value.replace(' ', '-')).join(', ')}</span>
                )}
              </dd>
            </div>
          ))}
          <div>
            <dt>
              <code>-word</code>
            </dt>
            <dd>leaves out what matches; quotes keep words together</dd>
          </div>
        </dl>
      )}
    </div>
  )
}
