/** What the keys of the list do. */
import type { GridActs, GridContent } from './grid-props'

/** What the keys need beside the grid's own: the line of the cursor, lines per page, and where a menu opens. */
interface Place {
  /** That of the cursor's page where it is folded away; -1 without a cursor. */
  readonly line: number
  readonly linesPerPage: number
  readonly reveal: (line: number) => void
  readonly placeOf: () => { readonly x: number; readonly y: number }
}

type Grid = GridContent & GridActs & Place

/** Handles a key: true where it meant something, null where it is somebody else's. */
export function gridKeys(grid: Grid): (event: KeyboardEvent) => true | null {
  const { lines, line, linesPerPage, cursor } = grid
  const onRow = cursor !== null && lines.at(line)?.n === cursor
  return (event) => {
    const ways: Readonly<Record<string, () => number>> = {
      ArrowDown: () => (line < 0 ? 0 : line + 1),
      ArrowUp: () => (line < 0 ? lines.size - 1 : line - 1),
      PageDown: () => (line < 0 ? lines.size - 1 : line + linesPerPage),
      PageUp: () => (line < 0 ? lines.size - 1 : line - linesPerPage),
      Home: () => 0,
      End: () => lines.size - 1,
    }
    const command = event.ctrlKey || event.metaKey
    const way = ways[event.key]
    if (way && !command && !event.altKey) {
      const back = event.key === 'ArrowUp' || event.key === 'PageUp' || event.key === 'End'
      go(grid, way(), { back, extend: event.shiftKey })
      return true
    }
    if (event.key === 'Escape') return grid.onEscape() ? true : null
    if (event.key === ' ' && command && onRow) grid.onChoose(cursor, 'toggle')
    else if ((event.key === 'Enter' || event.key === ' ') && !command && !event.altKey && onRow)
      grid.onChoose(cursor, 'only')
    else if ((event.key === 'ArrowLeft' || event.key === 'ArrowRight') && !command && !event.altKey)
      foldBy(grid, event.key === 'ArrowLeft')
    else if ((event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) && onRow)
      grid.onMenu(cursor, grid.placeOf(), null)
    else if (!grid.onKey(event)) return null
    return true
  }
}

/** Goes to a line, past separators; with `extend`, everything from where one was up to there is chosen. */
function go(grid: Grid, wished: number, { back, extend }: { readonly back: boolean; readonly extend: boolean }): void {
  const { lines } = grid
  const last = lines.size - 1
  const start = Math.max(0, Math.min(wished, last))
  let line = start
  while (line >= 0 && line <= last && !lines.at(line)) line += back ? -1 : 1
  // At an end there may be a separator only: the other way round.
  if (!lines.at(line)) for (line = start; line >= 0 && line <= last && !lines.at(line); ) line += back ? 1 : -1
  const item = lines.at(line)
  if (!item) return
  if (extend) grid.onChoose(item.n, 'range')
  else grid.onCursor(item.n)
  grid.reveal(line)
}

/** Folds the page of the cursor away, or out again. */
function foldBy({ lines, line, onFold }: Grid, away: boolean): void {
  const segment = line < 0 ? undefined : lines.segmentAt(line)
  if (segment?.page && segment.folded !== away) onFold(segment.page.doc)
}
