/** The list of items as a grid: only the rows in sight exist, the newest stays in sight while one is at the end. */
// biome-ignore-all lint/a11y/useSemanticElements: table elements cannot be placed by transform
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid keeps the focus and names its active row
// biome-ignore-all lint/a11y/noStaticElementInteractions: the rows are in it
// biome-ignore-all lint/a11y/useAriaPropsSupportedByRole: the rows have a role wherever they have a name
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the grid itself handles the keys of its rows
import { useEffect, useRef } from 'preact/hooks'
import { useRowsInSight } from '../../../ui/parts/rows-in-sight'
import type { Layout } from './columns'
import { gridKeys } from './grid-keys'
import { gridPointer } from './grid-pointer'
import type { GridActs, GridContent } from './grid-props'
import { Heads } from './heads'
import { PageGroups } from './page-groups'
import { Row } from './row'
import { useFollowing } from './use-following'
import './grid.css'

/** The height of a line, in pixels, by density; `--row` in the style sheets says the same. */
const HEIGHTS = { comfortable: 22, compact: 17 } as const

/** The grid named "Events". */
export function Grid(props: GridContent & GridActs) {
  const { source, following, rows, lines, layout, preferences, cursor, selected, chosen } = props
  const height = HEIGHTS[preferences.value.value.density]
  const scroller = useRef<HTMLDivElement>(null)
  const sight = useRowsInSight(scroller, lines.size, height, following.current)
  const onScroll = useFollowing(following, { scroller, size: lines.size, height, newest: props.newest, source })
  const line = cursor === null ? -1 : lines.lineOf(cursor)
  const isShown = line >= 0 && lines.at(line)?.n === cursor
  const reveal = (at: number) => scrollTo(scroller.current, at, height)
  useEffect(() => {
    const at = selected === null ? -1 : lines.lineOf(selected)
    if (at < 0) return
    following.current = false
    reveal(at)
    // Another filter gives other rows: the chosen item is brought back into sight.
  }, [selected, rows.filter, rows.scanning])

  const toGrid = () => scroller.current?.parentElement?.focus({ preventScroll: true })
  const onKeyDown = (event: KeyboardEvent) => {
    const linesPerPage = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / height) - 2)
    const acts = gridKeys({
      ...props,
      line,
      linesPerPage,
      reveal,
      placeOf: () => placeOf(scroller.current, line * height),
    })
    const act = acts(event)
    if (act === null) return
    event.preventDefault()
    // Developer tools would answer some of them too, Escape with their drawer.
    event.stopPropagation()
  }
  const drawn = Array.from({ length: sight.end - sight.first }, (_, index) => sight.first + index)
  const rowAt = (at: number) => {
    const item = lines.at(at)
    if (!item) return null
    const row = lines.rowsBefore(at)
    return (
      <Row
        key={sight.keyOf(at)}
        item={item}
        whose={props.whose(item)}
        row={row}
        top={at * height}
        time={props.time(item, rows.rowOf(item.n))}
        current={item.n === cursor}
        selected={item.n === selected || chosen.has(item.n)}
        reference={item.n === props.reference}
      />
    )
  }
  const hasPages = lines.segments.some(({ page }) => page !== null)
  return (
    <div
      class={['grid', ...marksOf(layout), ...layout.shown.map((id) => `with-${id}`)].join(' ')}
      role="grid"
      aria-label="Events"
      aria-rowcount={lines.rows + 1}
      aria-colcount={layout.shown.length}
      aria-multiselectable
      aria-activedescendant={isShown ? `item-${cursor}` : undefined}
      aria-busy={props.busy}
      tabIndex={0}
      style={{ '--columns': layout.template }}
      onKeyDown={onKeyDown}
    >
      <Heads preferences={preferences} shown={layout.shown} />
      <div
        class="rows"
        role={hasPages ? 'presentation' : 'rowgroup'}
        aria-label={hasPages ? undefined : 'Items'}
        ref={scroller}
        // Browsers let the Tab key stop at what scrolls: the keys are the grid's.
        tabIndex={-1}
        onFocus={toGrid}
        onScroll={onScroll}
        {...gridPointer(props, toGrid)}
      >
        <div role="presentation" style={{ height: `${lines.size * height}px`, position: 'relative' }}>
          {hasPages ? <PageGroups grid={props} drawn={drawn} height={height} rowAt={rowAt} /> : drawn.map(rowAt)}
        </div>
      </div>
    </div>
  )
}

function marksOf(layout: Layout): readonly string[] {
  return (['typed', 'numbered', 'narrow'] as const).filter((mark) => layout[mark])
}

/** Scrolls as little as needed for a line to be wholly in sight. */
function scrollTo(element: HTMLElement | null, line: number, height: number): void {
  if (!element) return
  const top = line * height
  if (top < element.scrollTop) element.scrollTop = top
  else if (top + height > element.scrollTop + element.clientHeight)
    element.scrollTop = top + height - element.clientHeight
}

/** Where a menu of the row at `top` opens, in CSS pixels of the window. */
function placeOf(element: HTMLElement | null, top: number): { readonly x: number; readonly y: number } {
  const box = element?.getBoundingClientRect()
  return { x: (box?.left ?? 0) + 120, y: (box?.top ?? 0) + top - (element?.scrollTop ?? 0) + 12 }
}
