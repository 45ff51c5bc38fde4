/** Another user without reset in between. */
import type { Check } from '../check'
import { isAnotherKind, propertiesOf } from '../reading'

/** How many aliases of before a change of user is held against. */
const ALIASES = 8

export const check: Check = {
  id: 'customerio-user-switch',
  title: 'Another user without reset',
  vendor: 'customerio',
  severity: 'warning',
  certainty: 'documented',
  source:
    'cdp-analytics-js user/index.ts:407-414: a change of user makes a new anonymousId silently (recorded ' +
    'with 0.5.11); iOS keeps it (cdp-analytics-swift State.swift:144-151).',
  advice:
    'Call reset() at logout (clearIdentify() on iOS), so that what happens until the next login belongs to nobody.',
  key: (item) => (item.type === 'alias' ? item.tracker : null),
  momentKey: (moment) => (moment.kind === 'identity' ? moment.tracker : null),
  moment: (moment, { earlier }) => {
    if (moment.kind !== 'identity' || (moment.change !== 'identify' && moment.change !== 'switch')) return null
    const { from, to } = moment
    const was = from.hard.userId
    const is = to.hard.userId
    // An e-mail address and another kind of ID are often one person's: customerio-mixed-ids tells of both cases.
    if (was === undefined || is === undefined || was === is || isAnotherKind(was, is)) return null
    // The page said itself that both are one person (Pipelines OpenAPI, /alias).
    const isMerged = earlier(ALIASES).some((alias) => {
      const { previousId, userId } = propertiesOf(alias)
      return previousId === was && userId === is
    })
    if (isMerged) return null
    const rotated = from.soft.anonymousId !== to.soft.anonymousId
    const device = rotated ? 'the anonymousId changed with it' : 'the anonymousId, as far as is known, stayed'
    return `userId went from ${JSON.stringify(was)} to ${JSON.stringify(is)} without reset(); ${device}.`
  },
}
