/** The heads of the columns: pressed they sort, dragged at an edge or by Shift and arrows they change the width. */
// biome-ignore-all lint/a11y/useSemanticElements: table elements cannot be placed by transform
// biome-ignore-all lint/a11y/useFocusableInteractive: the buttons in the heads take the focus
// biome-ignore-all lint/a11y/noStaticElementInteractions: the edge is for the mouse; keys go to the button beside it
import { useSignal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import { Icon } from '../../../ui/parts/icon'
import type { KeptPreferences, Order } from '../../../ui/store/preferences'
import { COLUMNS, type ColumnId } from './columns'
import './heads.css'

/** One step of a key, in CSS pixels, and the least width that a column is given. */
const STEP = 12
const LEAST = 28

/** The row of heads. One of them is in the tab order, the others are reached by arrows. */
export function Heads({
  preferences,
  shown,
}: {
  readonly preferences: KeptPreferences
  readonly shown: readonly ColumnId[]
}) {
  const row = useRef<HTMLDivElement>(null)
  const focused = useSignal<ColumnId>('time')
  const { order } = preferences.value.value
  const columns = COLUMNS.filter(({ id }) => shown.includes(id))
  const stop = shown.includes(focused.value) ? focused.value : shown[0]
  const widthOf = (id: ColumnId): number =>
    row.current?.querySelector<HTMLElement>(`[data-column=${id}]`)?.getBoundingClientRect().width ?? 0
  const resize = (id: ColumnId, width: number | null) => {
    const { [id]: _, ...others } = preferences.value.peek().widths
    preferences.change({
      widths: width === null ? others : { ...others, [id]: Math.round(Math.max(LEAST, width)) },
    })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const way = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
    const id = (event.target as HTMLElement).closest<HTMLElement>('[data-column]')?.dataset.column as ColumnId
    // The keys of the list are not those of its heads.
    if (event.key !== 'Escape') event.stopPropagation()
    if (way === undefined || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    if (event.shiftKey) return resize(id, widthOf(id) + way * STEP)
    const next = columns[columns.findIndex((each) => each.id === id) + way]
    if (!next) return
    focused.value = next.id
    row.current?.querySelector<HTMLElement>(`[data-column=${next.id}] button`)?.focus()
  }
  return (
    <div role="row" aria-rowindex={1} class="row head" ref={row} onKeyDown={onKeyDown}>
      {columns.map(({ id, title }) => (
        <span
          key={id}
          role="columnheader"
          class={`cell col-${id}`}
          data-column={id}
          aria-sort={order?.column === id ? (order.down ? 'descending' : 'ascending') : undefined}
        >
          <button
            type="button"
            class="head-button"
            tabIndex={id === stop ? 0 : -1}
            title={`Sort by ${id === 'number' ? 'number' : title.toLowerCase()}. Shift and ← → change the width.`}
            onFocus={() => {
              focused.value = id
            }}
            onClick={() => preferences.change({ order: nextOrder(order, id) })}
          >
            <span class="ellipsis">{title}</span>
            {order?.column === id && <Icon name={order.down ? 'down' : 'up'} />}
          </button>
          {id !== 'name' && (
            <Edge
              after={columns.findIndex((each) => each.id === id) < columns.findIndex((each) => each.id === 'name')}
              onWidth={(width) => resize(id, width)}
            />
          )}
        </span>
      ))}
    </div>
  )
}

/**
 * The edge of a column that moves when its width changes: the name takes what the others leave, so that it is the right
 * one of those before the name, and the left one of those behind it. The name has none of its own.
 */
function Edge({ after, onWidth }: { readonly after: boolean; readonly onWidth: (width: number | null) => void }) {
  return (
    <span
      class={after ? 'edge after' : 'edge'}
      title="Drag to change the width, double-click to reset it"
      onDblClick={() => onWidth(null)}
      onPointerDown={(event) => {
        event.preventDefault()
        event.currentTarget.setPointerCapture(event.pointerId)
      }}
      onPointerMove={(event) => {
        const edge = event.currentTarget
        const box = edge.parentElement?.getBoundingClientRect()
        if (!box || !edge.hasPointerCapture(event.pointerId)) return
        onWidth(after ? event.clientX - box.left : box.right - event.clientX)
      }}
    />
  )
}

/** The first press sorts ascending, the second descending, the third gives the order of the ledger back. */
function nextOrder(order: Order | null, column: string): Order | null {
  if (order?.column !== column) return { column, down: false }
  return order.down ? null : { column, down: true }
}
