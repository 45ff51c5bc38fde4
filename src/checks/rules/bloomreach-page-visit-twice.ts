/** The SDK's own page_visit and one by hand. */
import type { Check } from '../check'
import { bornAt, span } from '../reading'

export const check: Check = {
  id: 'bloomreach-page-visit-twice',
  title: 'page_visit by the SDK and by the page',
  vendor: 'bloomreach',
  severity: 'warning',
  certainty: 'heuristic',
  source: 'Bloomreach Web SDK 3.15.0: with track.visits the SDK tracks page_visit itself, also on route changes.',
  advice: 'Drop the own page_visit, or switch track.visits off.',
  key: (item) => (item.name === 'page_visit' ? `${item.doc}|${item.tracker}` : null),
  item: (item, past) => {
    if (item.name !== 'page_visit') return null
    const other = past.earlier(4).find((known) => (known.calledAt === null) !== (item.calledAt === null))
    if (!other || Math.abs(bornAt(item) - bornAt(other)) > 2000) return null
    return {
      text: `Two page_visit ${span(Math.abs(bornAt(item) - bornAt(other)))} apart, one of them the SDK’s own.`,
      items: [other.n, item.n],
    }
  },
}
