/** What the grid of events is given: what it shows, and what one does with it. */
import type { Signal } from '@preact/signals'
import type { Item } from '../../../core/item'
import type { Whose } from '../../../core/query/whose'
import type { PageStart } from '../../../ui/store/log'
import type { KeptPreferences } from '../../../ui/store/preferences'
import type { Layout } from './columns'
import type { Lines } from './lines'
import type { Rows } from './listing'
import type { PageWords } from './page-line'

/** How a row was pressed: alone, added to the others or taken away, or with all in between. */
export type Choosing = 'only' | 'toggle' | 'range'

/** The log whose items are listed, and whether its end is where one begins to look: not in a file. */
export interface Source {
  readonly log: object
  readonly follows: boolean
}

/** What the grid shows. `cursor`, `selected` and `reference` are item numbers. */
export interface GridContent {
  readonly source: Source
  /** Whether one is at the end; cleared by going elsewhere. */
  readonly following: { current: boolean }
  /** More is on its way that a file holds, or that the filter has yet to look at. */
  readonly busy: boolean
  readonly rows: Rows
  readonly lines: Lines
  readonly layout: Layout
  readonly preferences: KeptPreferences
  /** Whose an item is now. */
  readonly whose: (item: Item) => Whose
  /** The time of the item in a row, as it is to be written. */
  readonly time: (item: Item, row: number) => string
  readonly page: (page: PageStart) => PageWords
  readonly cursor: number | null
  readonly selected: number | null
  /** Several that are chosen; empty while only one is. */
  readonly chosen: ReadonlySet<number>
  readonly reference: number | null
  /** Where the grid puts the way to the newest row, while that is out of sight. */
  readonly newest: Signal<(() => void) | null>
}

/** What one does with it. */
export interface GridActs {
  readonly onCursor: (n: number) => void
  /** A row is chosen, alone (its details open) or with others. */
  readonly onChoose: (n: number, how: Choosing) => void
  readonly onFold: (doc: string) => void
  /** Closes what is open over the list; tells whether there was anything. */
  readonly onEscape: () => boolean
  /** The menu of a row is wished; the place is in CSS pixels of the window, the column that of the cell, or null. */
  readonly onMenu: (n: number, at: { readonly x: number; readonly y: number }, column: string | null) => void
  /** Any other key; tells whether it meant something. */
  readonly onKey: (event: KeyboardEvent) => boolean
}
