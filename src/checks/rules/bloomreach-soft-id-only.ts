/** A customer identified by a soft id alone. */
import type { Check } from '../check'
import { hardIds, who } from '../reading'

export const check: Check = {
  id: 'bloomreach-soft-id-only',
  title: 'Identified without a hard ID',
  vendor: 'bloomreach',
  severity: 'warning',
  certainty: 'documented',
  source:
    'Bloomreach iOS SDK guide lines 114-121: always use a hard ID; a soft ID can tie the user to a wrong profile.',
  advice:
    'Pass the project’s hard ID (usually registered) to identify. Which IDs of a project are hard is set ' +
    'in the project: an ID that this page calls hard may be soft there.',
  item: (item) => {
    if (item.type !== 'identify' || item.calledAt === null || !IDENTIFY.test(item.method ?? '')) return null
    // What the SDK refused has identified nobody.
    if (item.error !== null || (item.delivery === 'lost' && !item.attempts.length)) return null
    if (Object.keys(hardIds(item)).length) return null
    return `${item.method} named only ${who(item.sentAs ?? item.calledAs)}.`
  },
}

const IDENTIFY = /identify/i
