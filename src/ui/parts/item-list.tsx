/** Items with one sentence each, of which only those in sight exist; Enter or a click leads to the item in Events. */
// biome-ignore-all lint/a11y/useFocusableInteractive: the list keeps its focus and names the active row
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the list itself handles the keys of its rows
import { useSignal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import type { Item } from '../../core/item'
import { whoseIs } from '../../core/query/whose'
import type { State } from '../../core/state'
import { shownName } from '../../core/text'
import { DeliveryMark } from './delivery'
import { useRowsInSight } from './rows-in-sight'
import { exactTime } from './text'
import { Who } from './who'
import './item-list.css'

/** The height of a row, in pixels; the style sheet says the same. */
const ROW = 40

/** What the list needs. `sentence` is the second line of a row. */
export interface ItemListProps {
  readonly label: string
  /** The state that the items are of: it tells whose they are. */
  readonly state: State
  /** How many rows there are, and the item of each. */
  readonly count: number
  readonly at: (row: number) => Item | undefined
  readonly sentence: (item: Item) => string
  readonly onOpen: (item: Item) => void
}

/** A list box of items. */
export function ItemList({ label, state, count, at, sentence, onOpen }: ItemListProps) {
  const scroller = useRef<HTMLDivElement>(null)
  const cursor = useSignal(0)
  const sight = useRowsInSight(scroller, count, ROW)
  const rows = Array.from({ length: sight.end - sight.first }, (_, place) => sight.first + place)
  const current = Math.max(0, Math.min(cursor.value, count - 1))
  const id = `row-${label.replace(/\W+/g, '-')}`
  const go = (row: number) => {
    cursor.value = Math.max(0, Math.min(row, count - 1))
    const element = scroller.current
    const top = cursor.value * ROW
    if (!element) return
    if (top < element.scrollTop) element.scrollTop = top
    else if (top + ROW > element.scrollTop + element.clientHeight) element.scrollTop = top + ROW - element.clientHeight
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / ROW) - 1)
    const open = () => {
      const item = at(current)
      if (item) onOpen(item)
    }
    const moves: Record<string, () => void> = {
      ArrowDown: () => go(current + 1),
      ArrowUp: () => go(current - 1),
      PageDown: () => go(current + page),
      PageUp: () => go(current - page),
      Home: () => go(0),
      End: () => go(count - 1),
      Enter: open,
      ' ': open,
    }
    const move = moves[event.key]
    if (!move) return
    event.preventDefault()
    move()
  }
  return (
    <div
      class="item-list"
      role="listbox"
      aria-label={label}
      aria-activedescendant={count > 0 ? `${id}-${current}` : undefined}
      tabIndex={0}
      ref={scroller}
      style={{ height: `${Math.min(count, 12) * ROW + 2}px` }}
      onKeyDown={onKeyDown}
    >
      <div role="presentation" style={{ height: `${count * ROW}px`, position: 'relative' }}>
        {rows.map((row) => {
          const item = at(row)
          return (
            item && (
              <div
                key={sight.keyOf(row)}
                id={`${id}-${row}`}
                role="option"
                class={row === current ? 'item-line current' : 'item-line'}
                aria-selected={row === current}
                aria-posinset={row + 1}
                aria-setsize={count}
                data-item={item.n}
                title={`${sentence(item)} — show it in Events`}
                style={{ transform: `translateY(${row * ROW}px)` }}
                onClick={() => onOpen(item)}
              >
                <span class="nums quiet">{exactTime(item.calledAt ?? item.seenAt)}</span>
                <b class="ellipsis">{shownName(item.name) || item.type}</b>
                <span class="quiet ellipsis item-who">
                  <Who customer={whoseIs(state, item).customer} />
                </span>
                <DeliveryMark delivery={item.delivery} />
                <span class="quiet ellipsis item-why">{sentence(item)}</span>
              </div>
            )
          )
        })}
      </div>
    </div>
  )
}
