/** The rows in sight, grouped by the page that they belong to, each group under the line of its page. */
// biome-ignore-all lint/a11y/useSemanticElements: table elements cannot be placed by transform
import type { ComponentChildren } from 'preact'
import type { GridActs, GridContent } from './grid-props'
import type { Lines } from './lines'
import { PageLine, pageLabel } from './page-line'

/** `drawn` are the lines in sight, `height` is that of a line in pixels. */
export function PageGroups({
  grid: { lines, page, onFold },
  drawn,
  height,
  rowAt,
}: {
  readonly grid: Pick<GridContent & GridActs, 'lines' | 'page' | 'onFold'>
  readonly drawn: readonly number[]
  readonly height: number
  readonly rowAt: (line: number) => ComponentChildren
}) {
  return groupsOf(drawn, lines).map(({ segment, lines: inside }) => (
    <div
      key={segment.page?.doc ?? ''}
      role="rowgroup"
      aria-label={segment.page ? pageLabel(segment, page(segment.page)) : 'Before the first page'}
    >
      {segment.page && inside[0] === segment.first && (
        <PageLine
          segment={segment}
          words={page(segment.page)}
          top={segment.first * height}
          onFold={() => segment.page && onFold(segment.page.doc)}
        />
      )}
      {inside.map(rowAt)}
    </div>
  ))
}

/** The lines in sight, by the page that they belong to. */
function groupsOf(drawn: readonly number[], lines: Lines) {
  const groups: { readonly segment: Lines['segments'][number]; readonly lines: number[] }[] = []
  for (const line of drawn) {
    const segment = lines.segmentAt(line)
    if (!segment) continue
    const last = groups.at(-1)
    if (last?.segment === segment) last.lines.push(line)
    else groups.push({ segment, lines: [line] })
  }
  return groups
}
