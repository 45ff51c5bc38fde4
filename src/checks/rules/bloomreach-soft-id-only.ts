/** A customer identified by a soft id alone. */
import { HARD_IDS } from '../../providers/bloomreach/customer'
import type { Check } from '../check'
import { hardIds, who } from '../reading'

export const check: Check = {
  id: 'bloomreach-soft-id-only',
  title: 'Identified without a hard ID',
  vendor: 'bloomreach',
  types: ['identify'],
  severity: 'warning',
  certainty: 'heuristic',
  source:
    'Bloomreach iOS SDK guide, “Identify”: registered is the default hard ID, a project may define others; ' +
    'always use a hard ID, since a soft ID can tie the user to a wrong profile.',
  advice:
    'Pass the project’s hard ID (usually registered) to identify. Which IDs of a project are hard is set ' +
    'in the project: an ID that this page calls hard may be soft there.',
  item: (item) => {
    if (item.type !== 'identify' || item.calledAt === null || !IDENTIFY.test(item.method ?? '')) return null
    // What the SDK refused has identified nobody.
    if (item.error !== null || (item.delivery === 'lost' && !item.attempts.length)) return null
    // Nor has what no SDK was told: whom it named is not read from it.
    if (item.attempts.length === 0 && item.notes.some(({ about }) => about === 'stand-in')) return null
    const hard = hardIds(item)
    if (HARD_IDS.some((name) => hard[name] !== undefined)) return null
    const names = Object.keys(hard)
    if (names.length === 0) return `${item.method} named no hard ID.`
    const named = `${item.method} named only ${who(item.sentAs ?? item.calledAs)}`
    return names.length === 1
      ? `${named}, which is not a hard ID unless your project defines ${names[0]} as one.`
      : `${named}, which are not hard IDs unless your project defines them as such.`
  },
}

const IDENTIFY = /identify/i
