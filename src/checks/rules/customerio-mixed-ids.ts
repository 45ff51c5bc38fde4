/** An e-mail as id first, something else then. */
import type { Check } from '../check'
import { isAnotherKind } from '../reading'

export const check: Check = {
  id: 'customerio-mixed-ids',
  title: 'E-mail as ID, then another kind of ID',
  vendor: 'customerio',
  severity: 'warning',
  certainty: 'heuristic',
  source:
    'cdp-analytics-js user/index.ts:471-491: any string or number becomes the user ID; numbers become ' +
    'text (recorded with 0.5.11). That both mean one person is a guess.',
  advice:
    'Use one kind of ID everywhere, and put the e-mail into the traits. If it was another person, call reset() at ' +
    'logout.',
  moment: (moment) => {
    if (moment.kind !== 'identity') return null
    const was = moment.from.hard.userId
    const is = moment.to.hard.userId
    if (was === undefined || is === undefined || !isAnotherKind(was, is)) return null
    return `userId went from ${JSON.stringify(was)} to ${JSON.stringify(is)}.`
  },
}
