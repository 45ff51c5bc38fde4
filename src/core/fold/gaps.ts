/** Records that are missing: what was called before them may have been sent in them. */
import { isObserver } from '../fact'
import type { Item } from '../item'
import type { Draft } from './draft'

/** What is said of such an item that no request was seen of. */
export const GAP = 'That is how it looks: records are missing since it was called, and one of them may be its request.'

/** So many moments back a gap is looked for. */
const RECENT = 500

/** Whether records are missing since an item was called: of its page, or nobody knows of which. */
export function isGapSince({ moments }: Draft, { calledAt, doc }: Item): boolean {
  if (calledAt === null) return false
  for (let n = moments.size - 1; n >= Math.max(0, moments.size - RECENT); n--) {
    const moment = moments.get(n)
    if (!moment || moment.at < calledAt) return false
    if (moment.kind === 'gap' && moment.missing > 0 && (moment.doc === doc || isObserver(moment.doc))) return true
  }
  return false
}
