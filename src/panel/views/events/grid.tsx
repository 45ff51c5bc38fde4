/** The list of items as a grid: only the rows in sight exist, the newest stays in sight while one is at the end. */
// biome-ignore-all lint/a11y/useSemanticElements: table elements cannot be placed by transform
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid keeps the focus and names its active row
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the grid itself handles the keys of its rows
import { useSignal } from '@preact/signals'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import type { Item } from '../../../core/item'
import type { Whose } from '../../../core/query/whose'
import { Icon } from '../../../ui/parts/icon'
import { useRowsInSight } from '../../../ui/parts/rows-in-sight'
import type { Rows } from './listing'
import { COLUMNS, Row } from './row'
import './grid.css'

/** The height of a row, in pixels; `--row` in the style sheet says the same. */
const ROW = 22

/** What the grid needs. `cursor` and `selected` are item numbers. */
export interface GridProps {
  readonly rows: Rows
  /** Whose an item is now. */
  readonly whose: (item: Item) => Whose
  readonly cursor: number | null
  readonly selected: number | null
  readonly onCursor: (n: number) => void
  /** Opens the details of an item. */
  readonly onOpen: (n: number) => void
  readonly onClose: () => void
}

/** The grid named "Events". */
export function Grid({ rows, whose, cursor, selected, onCursor, onOpen, onClose }: GridProps) {
  const scroller = useRef<HTMLDivElement>(null)
  const following = useRef(true)
  const behind = useSignal(false)
  const sight = useRowsInSight(scroller, rows.size, ROW, following.current)
  const current = cursor === null ? -1 : rows.rowOf(cursor)

  useLayoutEffect(() => {
    const element = scroller.current
    if (element && following.current) element.scrollTop = element.scrollHeight
  }, [rows])
  useEffect(() => {
    const element = scroller.current
    if (!element || typeof ResizeObserver === 'undefined') return
    const observer = new ResizeObserver(() => {
      if (following.current) element.scrollTop = element.scrollHeight
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  useEffect(() => {
    if (selected === null) return
    const row = rows.rowOf(selected)
    if (row < 0) return
    following.current = false
    reveal(scroller.current, row)
    // Another filter gives other rows: the chosen item is brought back into sight.
  }, [selected, rows.filter, rows.scanning])

  const onScroll = () => {
    const element = scroller.current
    if (!element) return
    following.current = element.scrollHeight - element.scrollTop - element.clientHeight < ROW
    behind.value = !following.current
  }
  const onClick = (event: MouseEvent) => {
    const row = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-item]') : null
    if (row) onOpen(Number(row.dataset.item))
  }
  const go = (row: number) => {
    const target = Math.max(0, Math.min(row, rows.size - 1))
    const item = rows.at(target)
    if (!item) return
    onCursor(item.n)
    reveal(scroller.current, target)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / ROW) - 2)
    const at = current < 0 ? rows.size - 1 : current
    const moves: Record<string, () => void> = {
      ArrowDown: () => go(current < 0 ? 0 : at + 1),
      ArrowUp: () => go(current < 0 ? at : at - 1),
      PageDown: () => go(at + page),
      PageUp: () => go(at - page),
      Home: () => go(0),
      End: () => go(rows.size - 1),
      Enter: () => cursor !== null && current >= 0 && onOpen(cursor),
      ' ': () => cursor !== null && current >= 0 && onOpen(cursor),
      Escape: onClose,
    }
    const move = moves[event.key]
    if (!move) return
    event.preventDefault()
    move()
  }
  return (
    <div
      class="grid"
      role="grid"
      aria-label="Events"
      aria-rowcount={rows.size + 1}
      aria-colcount={COLUMNS.length}
      aria-activedescendant={current >= 0 ? `item-${cursor}` : undefined}
      aria-busy={rows.scanning}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <div role="row" aria-rowindex={1} class="row head">
        {COLUMNS.map((column) => (
          <span key={column.id} role="columnheader" class={`cell col-${column.id}`} data-column={column.id}>
            {column.title}
          </span>
        ))}
      </div>
      <div class="rows" role="rowgroup" ref={scroller} onScroll={onScroll} onClick={onClick}>
        <div role="presentation" style={{ height: `${rows.size * ROW}px`, position: 'relative' }}>
          {Array.from({ length: sight.end - sight.first }, (_, index) => {
            const row = sight.first + index
            const item = rows.at(row)
            return (
              item && (
                <Row
                  key={sight.keyOf(row)}
                  item={item}
                  whose={whose(item)}
                  row={row}
                  top={row * ROW}
                  current={item.n === cursor}
                  selected={item.n === selected}
                />
              )
            )
          })}
        </div>
      </div>
      {behind.value && (
        <button
          type="button"
          class="button newest"
          onClick={() => {
            following.current = true
            if (scroller.current) scroller.current.scrollTop = scroller.current.scrollHeight
          }}
        >
          <Icon name="down" /> Newest
        </button>
      )}
    </div>
  )
}

/** Scrolls as little as needed for a row to be wholly in sight. */
function reveal(element: HTMLElement | null, row: number): void {
  if (!element) return
  const top = row * ROW
  if (top < element.scrollTop) element.scrollTop = top
  else if (top + ROW > element.scrollTop + element.clientHeight) element.scrollTop = top + ROW - element.clientHeight
}
