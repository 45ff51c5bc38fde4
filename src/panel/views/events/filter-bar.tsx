/** The filter field: what can be typed next, what cannot be used, and how many items it leaves. */

import { type Signal, useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import type { Completions, Vocabulary } from '../../../core/query/complete'
import type { Filter } from '../../../core/query/filter'
import { idsOf } from '../../../core/query/whose'
import { counted } from '../../../core/text'
import { Icon } from '../../../ui/parts/icon'
import { isField } from '../../../ui/parts/keys'
import type { Store } from '../../../ui/store/store'
import type { ColumnId } from './columns'
import { Facets } from './facets'
import { FilterHelp } from './filter-help'
import type { Rows } from './listing'
import { Suggestions } from './suggestions'
import { ViewOptions } from './view-options'
import './filter-bar.css'

const NONE: Completions = { from: 0, to: 0, options: [] }

/** What completes a word, fetched when somebody comes to type; null until then. */
let completing: typeof import('./completing') | null = null

const fetchCompleting = async (): Promise<void> => {
  completing ??= await import('./completing')
}

/** `/` and Ctrl+F lead here; Escape closes what it offers, then empties it, then leaves it. */
export function FilterBar({
  store,
  filter,
  rows,
  same,
  newest,
}: {
  readonly store: Store
  readonly filter: Filter
  readonly rows: Rows
  /** The columns that say the same in every row. */
  readonly same: readonly ColumnId[]
  /** The way to the newest row, while that is out of sight. */
  readonly newest: Signal<(() => void) | null>
}) {
  const field = useRef<HTMLInputElement>(null)
  const offered = useSignal<Completions>(NONE)
  const active = useSignal(-1)
  const vocabulary = useRef<Vocabulary | null>(null)
  useEffect(() => {
    const focus = () => {
      field.current?.focus()
      field.current?.select()
    }
    const onKey = (event: KeyboardEvent) => {
      // A capital where they are locked.
      const find = event.key.toLowerCase() === 'f' && !event.shiftKey && (event.ctrlKey || event.metaKey)
      if (!find && (event.key !== '/' || isField(event.target))) return
      event.preventDefault()
      focus()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [])
  const { options } = offered.value
  const focusList = () => document.querySelector<HTMLElement>('[role=grid]')?.focus()
  const offer = () => {
    const input = field.current
    if (!input || document.activeElement !== input) return
    // Where it cannot be fetched, nothing is offered: the filter works without.
    if (!completing) return void fetchCompleting().then(offer, close)
    const { completionsAt, vocabularyOf } = completing
    // What was seen is looked through once for each time that somebody comes to type.
    vocabulary.current ??= vocabularyOf(store.state.peek().items, (item) => idsOf(store.state.peek(), item))
    offered.value = completionsAt(input.value, input.selectionStart ?? input.value.length, vocabulary.current)
    active.value = -1
  }
  const close = () => {
    offered.value = NONE
    active.value = -1
  }
  const take = (at: number) => {
    const option = options[at]
    const input = field.current
    if (!option || !input) return
    const { from, to } = offered.value
    // A key is not the whole of a word.
    const tail = /[:=]$/.test(option.word) ? '' : ' '
    const text = `${input.value.slice(0, from)}${option.word}${tail}${input.value.slice(to).trimStart()}`
    store.filterText.value = text
    input.value = text
    const caret = from + option.word.length + tail.length
    input.setSelectionRange(caret, caret)
    if (tail === '') offer()
    else close()
  }
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
        if (open) active.value = (active.value + 1) % options.length
        else focusList()
      },
      Enter: () => {
        if (active.value >= 0) return take(active.value)
        store.preferences.used(store.filterText.value)
        close()
        focusList()
      },
      ...(open && {
        ArrowUp: () => (active.value = (Math.max(active.value, 0) - 1 + options.length) % options.length),
      }),
      ...(open && active.value >= 0 && { Tab: () => take(active.value) }),
    }
    const act = keys[event.key]
    if (!act) return
    event.preventDefault()
    // Developer tools would open their drawer at Escape.
    event.stopPropagation()
    act()
  }
  const problems = filter.problems
  const inForce = !filter.empty
  return (
    <div class="filter">
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
          onFocus={() => {
            vocabulary.current = null
            fetchCompleting().catch(() => undefined)
          }}
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
      <span class={inForce ? 'filter-count nums in-force' : 'filter-count quiet nums'} aria-live="polite">
        {filter.empty ? counted(rows.all, 'item') : `${rows.size.toLocaleString()} of ${rows.all.toLocaleString()}`}
        {rows.scanning && ' …'}
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
      <ul id="filter-problems" class={problems.length > 0 && options.length === 0 ? 'filter-problems' : 'hidden'}>
        {problems.map((problem) => (
          <li key={problem.at}>
            <code>{problem.text}</code> {problem.why}
          </li>
        ))}
      </ul>
    </div>
  )
}

/** Preact's types know the role only with the browser's own `datalist`, which cannot complete a word within a text. */
function combobox(open: boolean): object {
  return { role: 'combobox', 'aria-autocomplete': 'list', 'aria-expanded': open }
}
