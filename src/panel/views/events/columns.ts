/** The columns of the list: which are shown, in which widths, and in which form the time is written. */
import type { Item } from '../../../core/item'
import { duration, exactTime, fullTime } from '../../../ui/parts/text'
import type { Order, Preferences, TimeForm } from '../../../ui/store/preferences'
import type { Rows } from './listing'

interface Column {
  readonly id: string
  readonly title: string
  /** Its width at first, in CSS pixels; null: it shares what the others leave. */
  readonly width: number | null
  /** Its part of what the others leave. */
  readonly share: number
  /** What it is never narrower than, in CSS pixels. */
  readonly least: number
}

/** From left to right. */
export const COLUMNS = [
  { id: 'number', title: '#', width: 46, share: 0, least: 30 },
  { id: 'time', title: 'Time', width: 100, share: 0, least: 48 },
  { id: 'name', title: 'Name', width: null, share: 2, least: 80 },
  { id: 'type', title: 'Type', width: 84, share: 0, least: 40 },
  { id: 'customer', title: 'Customer', width: null, share: 1.5, least: 60 },
  { id: 'delivery', title: 'Delivery', width: 96, share: 0, least: 28 },
  { id: 'vendor', title: 'Vendor', width: 184, share: 0, least: 40 },
] as const satisfies readonly Column[]

/** The name of a column. */
export type ColumnId = (typeof COLUMNS)[number]['id']

/** Below these widths of the list, in CSS pixels, what is least needed goes. */
const NARROW: readonly (readonly [number, readonly ColumnId[]])[] = [
  [820, ['vendor']],
  [720, ['number']],
  [620, ['type']],
  [430, ['time']],
]

/** The columns that say nothing while they say the same in every row: who it was and how far it got always count. */
const MAY_REPEAT = ['type', 'vendor'] as const satisfies readonly ColumnId[]

/** What decides on the columns. `same`: those that say the same in every row. `room` is in CSS pixels. */
export interface Circumstances {
  readonly preferences: Pick<Preferences, 'widths' | 'hidden' | 'time'>
  readonly same: readonly ColumnId[]
  /** The width of the list; 0 where there is no layout. */
  readonly room: number
  /** Times come with their date. */
  readonly dated: boolean
}

/** How the columns lie. */
export interface Layout {
  /** For `grid-template-columns`. */
  readonly template: string
  readonly shown: readonly ColumnId[]
  /** The type, and the number, have no column for want of room: they stand with the name. */
  readonly typed: boolean
  readonly numbered: boolean
  /** There is room for the shortest words only. */
  readonly narrow: boolean
}

/** Decides which columns there are and how wide they are. */
export function layoutOf({ preferences, same, room, dated }: Circumstances): Layout {
  const narrow = NARROW.filter(([width]) => room > 0 && room < width).flatMap(([, ids]) => ids)
  const shown = COLUMNS.filter(
    ({ id }) => id === 'name' || !(preferences.hidden.includes(id) || same.includes(id) || narrow.includes(id)),
  )
  const withName = (id: ColumnId) => narrow.includes(id) && !same.includes(id) && !preferences.hidden.includes(id)
  return {
    template: shown.map((column) => track(column, { preferences, dated })).join(' '),
    shown: shown.map(({ id }) => id),
    typed: withName('type'),
    numbered: withName('number'),
    narrow: room > 0 && room < 520,
  }
}

function track(
  { id, width, share, least }: Column,
  { preferences, dated }: Pick<Circumstances, 'preferences' | 'dated'>,
): string {
  const own = preferences.widths[id]
  // The name takes what is left, so that no row ends before the list does.
  if (own !== undefined && id !== 'name') return `minmax(${least}px, ${own}px)`
  if (id === 'name' && own !== undefined) return `minmax(${Math.min(own, 400)}px, 1fr)`
  if (width === null) return `minmax(${least}px, ${share}fr)`
  return id === 'time' && dated && preferences.time === 'absolute' ? '172px' : `${width}px`
}

/** The order that is kept, where it says anything: by a column that there is, and not the same in every row. */
export function orderAmong(order: Order | null, same: readonly ColumnId[]): Order | null {
  const column = COLUMNS.find(({ id }) => id === order?.column)
  return column && !same.includes(column.id) ? order : null
}

/** When something was tracked, as far as Tracklens knows; milliseconds since 1970. */
export function timeOf(item: Item): number {
  return item.calledAt ?? item.seenAt
}

/** What a time is written in relation to: the first item of the list, and the one above. */
interface Neighbours {
  readonly first: Item | undefined
  readonly before: Item | undefined
}

/** The time of an item, as the list writes it. */
export function timeText(item: Item, form: TimeForm, dated: boolean, { first, before }: Neighbours): string {
  const at = timeOf(item)
  if (form === 'absolute') return dated ? fullTime(at) : exactTime(at)
  const from = form === 'relative' ? first : before
  if (!from) return form === 'since' ? '—' : '0 ms'
  const passed = at - timeOf(from)
  return `${passed < 0 ? '−' : '+'}${duration(Math.abs(passed))}`
}

/**
 * The columns that say the same in all of the rows; none where there are fewer than two. As long as a search goes on,
 * only those that did `before`: what it has yet to find may differ, and each column that goes or comes moves all rows.
 */
export function sameIn(
  { size, at, scanning }: Pick<Rows, 'size' | 'at' | 'scanning'>,
  before: readonly ColumnId[],
): readonly ColumnId[] {
  const first = at(0)
  if (!first || size < 2) return scanning ? before : []
  return MAY_REPEAT.filter((id) => {
    if (scanning && !before.includes(id)) return false
    const value = first[id]
    // From the end: what differs from the first is mostly the newest.
    for (let row = size - 1; row > 0; row--) if (at(row)?.[id] !== value) return false
    return true
  })
}
