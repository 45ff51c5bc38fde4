/** group() as the first call of a page makes a new visitor. */
import type { Check } from '../check'
import { bornAt, span } from '../reading'

export const check: Check = {
  id: 'customerio-group-rotates',
  title: 'group() changed the anonymousId',
  vendor: 'customerio',
  severity: 'error',
  certainty: 'documented',
  source:
    'cdp-analytics-js user/index.ts:410-413, 506-508: switching the group as the first call of a fresh ' +
    'page resets the visitor’s anonymousId (recorded with 0.5.11).',
  advice: 'Make another call (page() or identify()) before group() on each page.',
  key: (item) => (item.type === 'group' ? item.tracker : null),
  momentKey: (moment) => (moment.kind === 'identity' ? moment.tracker : null),
  moment: (moment, past) => {
    // An ID that merely is another one on the next page is no group's doing.
    if (moment.kind !== 'identity' || moment.tracker === null || moment.change !== 'rotated') return null
    const was = moment.from.soft.anonymousId
    const is = moment.to.soft.anonymousId
    if (was === undefined || is === undefined || was === is) return null
    const group = past.earlier(1)[0]
    if (!group || group.doc !== moment.doc || moment.at - bornAt(group) > 2000) return null
    return {
      text: `The anonymousId went from ${was} to ${is} ${span(moment.at - bornAt(group))} after group “${group.name}”.`,
      items: [group.n],
    }
  },
}
