/** The filter field: heard by `/` and Ctrl+F from everywhere, and what its keys do. */
import type { RefObject } from 'preact'
import { useEffect } from 'preact/hooks'
import type { Filter } from '../../../core/query/filter'
import { Icon } from '../../../ui/parts/icon'
import { isField } from '../../../ui/parts/keys'
import type { Store } from '../../../ui/store/store'
import { FilterHelp } from './filter-help'
import { Suggestions } from './suggestions'
import type { Offered } from './use-completions'

/** `/` and Ctrl+F lead here; Escape closes what it offers, then empties it, then leaves it. */
export function FilterField({
  store,
  filter,
  field,
  offered,
}: {
  readonly store: Store
  readonly filter: Filter
  readonly field: RefObject<HTMLInputElement | null>
  readonly offered: Offered
}) {
  useFindKeys(field)
  const { options, active, begin, offer, close, take, step } = offered
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const open = options.length > 0
    const keys: Readonly<Record<string, () => void>> = {
      Escape: () => {
        if (open) close()
        else if (store.filterText.value !== '') store.filterText.value = ''
        else focusList()
      },
      ArrowDown: () => {
        if (open) step(1)
        else focusList()
      },
      Enter: () => {
        if (active.value >= 0) return take(active.value)
        store.preferences.used(store.filterText.value)
        close()
        focusList()
      },
      ...(open && { ArrowUp: () => step(-1) }),
      ...(open && active.value >= 0 && { Tab: () => take(active.value) }),
    }
    const act = keys[event.key]
    if (!act) return
    event.preventDefault()
    // Developer tools would open their drawer at Escape.
    event.stopPropagation()
    act()
  }
  const { problems } = filter
  const inForce = !filter.empty
  return (
    <div class={`filter-field${problems.length > 0 ? ' wrong' : ''}${inForce ? ' in-force' : ''}`}>
      <Icon name="search" />
      <input
        ref={field}
        type="search"
        {...combobox(options.length > 0)}
        aria-label="Filter"
        aria-controls="filter-options"
        aria-activedescendant={active.value >= 0 ? `filter-option-${active.value}` : undefined}
        aria-invalid={problems.length > 0}
        aria-describedby="filter-problems"
        placeholder="Filter — text, name:, is:rejected, customer:, price > 10 …"
        spellcheck={false}
        autocomplete="off"
        value={store.filterText.value}
        onInput={(event) => {
          store.filterText.value = event.currentTarget.value
          offer()
        }}
        onFocus={begin}
        onBlur={() => {
          close()
          store.preferences.used(problems.length > 0 ? '' : store.filterText.peek())
        }}
        onKeyDown={onKeyDown}
      />
      {inForce && (
        <button
          type="button"
          class="button bare"
          aria-label="Remove the filter"
          title="Remove the filter"
          onClick={() => {
            store.filterText.value = ''
            focusList()
          }}
        >
          <Icon name="close" />
        </button>
      )}
      <FilterHelp />
      <Suggestions options={options} active={active.value} onTake={take} />
    </div>
  )
}

/** Brings `/` and Ctrl+F into the field, from wherever they are pressed. */
function useFindKeys(field: RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      // A capital where they are locked.
      const find = event.key.toLowerCase() === 'f' && !event.shiftKey && (event.ctrlKey || event.metaKey)
      if (!find && (event.key !== '/' || isField(event.target))) return
      event.preventDefault()
      field.current?.focus()
      field.current?.select()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [])
}

function focusList() {
  document.querySelector<HTMLElement>('[role=grid]')?.focus()
}

/** Preact's types know the role only with the browser's own `datalist`, which cannot complete a word within a text. */
function combobox(open: boolean): object {
  return { role: 'combobox', 'aria-autocomplete': 'list', 'aria-expanded': open }
}
