/** What a pointer does in the list: a press chooses a row, the other button opens its menu. */
import type { GridActs } from './grid-props'

/** The handlers of what the rows are in; `toGrid` gives the grid the focus. */
export function gridPointer({ onChoose, onMenu }: Pick<GridActs, 'onChoose' | 'onMenu'>, toGrid: () => void) {
  return {
    onClick: (event: MouseEvent) => {
      // Where no window has the focus, nobody is told that what scrolls got it.
      if (document.activeElement === event.currentTarget) toGrid()
      const row = inRow(event)
      if (row) onChoose(row.n, event.shiftKey ? 'range' : event.ctrlKey || event.metaKey ? 'toggle' : 'only')
    },
    onContextMenu: (event: MouseEvent) => {
      const row = inRow(event)
      if (!row) return
      event.preventDefault()
      onMenu(row.n, { x: event.clientX, y: event.clientY }, row.column)
    },
  }
}

/** The number of the item on whose row it was, and the column; null beside all rows. */
function inRow({ target }: MouseEvent): { readonly n: number; readonly column: string | null } | null {
  if (!(target instanceof Element)) return null
  const row = target.closest<HTMLElement>('[data-item]')
  const column = target.closest<HTMLElement>('[data-column]')?.dataset.column ?? null
  return row && { n: Number(row.dataset.item), column }
}
