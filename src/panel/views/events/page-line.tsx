/** The line between two pages in the list: when and where the next one began, and since when its record is complete. */
import { counted } from '../../../core/text'
import { Icon } from '../../../ui/parts/icon'
import { clockTime, dayOf, fullTime } from '../../../ui/parts/text'
import type { Segment } from './lines'
import '../../../ui/parts/fold-out.css'
import './page-line.css'

/** What is said of a page. `since`: its record is complete since then, in milliseconds since 1970; null: not told. */
export interface PageWords {
  /** When it began; milliseconds since 1970. */
  readonly at: number
  readonly url: string
  readonly title: string
  readonly since: number | null
  readonly dated: boolean
}

/** The label of the group of a page's rows. */
export function pageLabel({ page, count }: Segment, { at, url, dated }: PageWords): string {
  if (!page) return 'Before the first page'
  const items = counted(count, 'item')
  return `Page ${url}, ${dated ? fullTime(at) : clockTime(at)}, ${items}`
}

/** A button as wide as the list; `top` is its place in pixels. It is no row: the group that it heads has its label. */
export function PageLine({
  segment,
  words,
  top,
  onFold,
}: {
  readonly segment: Segment
  readonly words: PageWords
  readonly top: number
  readonly onFold: () => void
}) {
  const { page, count, folded } = segment
  if (!page) return null
  const { at, url, title, since, dated } = words
  return (
    <button
      type="button"
      class="page-line"
      tabIndex={-1}
      aria-expanded={!folded}
      aria-label={`${folded ? 'Show' : 'Fold away'} the items of ${url}`}
      title={`${title ? `${title}\n` : ''}${url}\n${fullTime(at)}`}
      style={{ transform: `translateY(${top}px)` }}
      onClick={onFold}
    >
      <span class={folded ? 'twist' : 'twist open'}>
        <Icon name="chevron" />
      </span>
      <span class="nums">
        {dated && <span class="page-date">{dayOf(at)} </span>}
        {clockTime(at)}
      </span>
      <b class="ellipsis">{shortAddress(url)}</b>
      <span class="quiet page-count">{count === 0 ? 'nothing tracked' : counted(count, 'item')}</span>
      {since !== null && (
        <span class="page-since">
          complete <span>since {clockTime(since)}</span>
        </span>
      )}
    </button>
  )
}

/** Without the scheme: host, path and query are what pages are told apart by. */
function shortAddress(url: string): string {
  return url.replace(/^[a-z]+:\/\//i, '') || '(address not known)'
}
