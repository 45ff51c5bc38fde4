/** The lines of the list: its rows, and before those of each page a separator that folds them. */
import type { Item } from '../../../core/item'
import type { PageStart } from '../../../ui/store/log'
import type { Rows } from './listing'

/** A page with its rows: `first` is its first line, the separator's where it has one. */
export interface Segment {
  /** Null: rows from before the first page, or of a list without separators. */
  readonly page: PageStart | null
  readonly first: number
  /** Its first row, and how many it has. */
  readonly row: number
  readonly count: number
  readonly folded: boolean
}

/** Lines of equal height, from 0. */
export interface Lines {
  readonly size: number
  /** How many rows are not folded away. */
  readonly rows: number
  readonly segments: readonly Segment[]
  /** The item at a line; undefined at a separator. */
  readonly at: (line: number) => Item | undefined
  /** The line of an item; that of its page's separator where it is folded away, and -1 where it is not listed. */
  readonly lineOf: (n: number) => number
  /** The segment that a line belongs to. */
  readonly segmentAt: (line: number) => Segment | undefined
  /** How many rows, not separators, come before a line. */
  readonly rowsBefore: (line: number) => number
}

/** Where separators come from. `from` is the number of the first item in view. */
export interface Pages {
  readonly pages: readonly PageStart[]
  readonly folded: ReadonlySet<string>
  readonly from: number
}

/**
 * Puts the separators in. The rows are in the order of the ledger. A list of one page has none; a page without rows
 * has one as long as nothing is filtered.
 */
export function linesOf(rows: Rows, { pages, folded, from }: Pages): Lines {
  // A page that ended before what is in view begins is not in view.
  const inView = pages.filter((_, at) => (pages[at + 1]?.items ?? Number.POSITIVE_INFINITY) > from)
  if (inView.length < 2) return plainLines(rows)
  const starts = inView.map((page) => firstRowFrom(rows, page.items))
  const parts = inView.flatMap((page, at) => {
    const row = starts[at] ?? 0
    const count = (starts[at + 1] ?? rows.size) - row
    return count > 0 || rows.filter?.empty !== false ? [{ page, row, count }] : []
  })
  const before = starts[0] ?? 0
  const segments: Segment[] = []
  let line = 0
  let shown = 0
  for (const part of before > 0 ? [{ page: null, row: 0, count: before }, ...parts] : parts) {
    const isFolded = part.page !== null && folded.has(part.page.doc)
    segments.push({ ...part, first: line, folded: isFolded })
    const open = isFolded ? 0 : part.count
    line += (part.page ? 1 : 0) + open
    shown += open
  }
  return linesIn(rows, { segments, size: line, shown })
}

/** A list without separators. */
export function plainLines(rows: Rows): Lines {
  const only: Segment = { page: null, first: 0, row: 0, count: rows.size, folded: false }
  return linesIn(rows, { segments: [only], size: rows.size, shown: rows.size })
}

interface Laid {
  readonly segments: readonly Segment[]
  readonly size: number
  readonly shown: number
}

function linesIn(rows: Rows, { segments, size, shown }: Laid): Lines {
  const segmentAt = (line: number) => segments[lastBelow(segments, line, ({ first }) => first)]
  const head = ({ page }: Segment) => (page ? 1 : 0)
  // How many rows are folded away before each segment.
  const hidden: number[] = []
  let away = 0
  for (const { folded, count } of segments) {
    hidden.push(away)
    if (folded) away += count
  }
  return {
    size,
    rows: shown,
    segments,
    segmentAt,
    at(line) {
      const segment = segmentAt(line)
      if (!segment || segment.folded) return undefined
      const place = line - segment.first - head(segment)
      return place < 0 || place >= segment.count ? undefined : rows.at(segment.row + place)
    },
    lineOf(n) {
      const row = rows.rowOf(n)
      const segment = row < 0 ? undefined : segments[lastBelow(segments, row, (each) => each.row)]
      if (!segment) return -1
      return segment.folded ? segment.first : segment.first + head(segment) + row - segment.row
    },
    rowsBefore(line) {
      const at = lastBelow(segments, line, ({ first }) => first)
      const segment = segments[at]
      if (!segment) return 0
      const inside = segment.folded ? 0 : Math.max(0, line - segment.first - head(segment))
      return segment.row - (hidden[at] ?? 0) + inside
    },
  }
}

/** The index of the last of ascending entries that is not beyond `limit`; 0 where all are. */
function lastBelow<T>(entries: readonly T[], limit: number, of: (entry: T) => number): number {
  let low = 0
  let high = entries.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    const entry = entries[middle]
    if (entry !== undefined && of(entry) <= limit) low = middle
    else high = middle - 1
  }
  return low
}

/** The first row whose item has this number or a higher one. */
function firstRowFrom(rows: Rows, n: number): number {
  let low = 0
  let high = rows.size
  while (low < high) {
    const middle = (low + high) >> 1
    if ((rows.at(middle)?.n ?? 0) < n) low = middle + 1
    else high = middle
  }
  return low
}
