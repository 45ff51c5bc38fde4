/** Anonymize right after identify: the order is the wrong way round. */
import type { Check } from '../check'
import { span, who } from '../reading'

export const check: Check = {
  id: 'bloomreach-identify-then-anonymize',
  title: 'Identified, then anonymized at once',
  vendor: 'bloomreach',
  severity: 'warning',
  certainty: 'heuristic',
  source:
    'Bloomreach iOS SDK guide, “Identify” and “Anonymize”; iOS SDK 4.0.1 DatabaseManager.swift:147-189. The order ' +
    'is documented; that 2 s apart means one and the same login is a guess.',
  advice:
    'At a change of user call anonymize() first and identify second. The other way round merges the new ' +
    'user into the old profile and forgets them.',
  moment: (moment, past) => {
    if (moment.kind !== 'identity' || moment.change !== 'anonymize') return null
    const before = past.moment('identity', moment.tracker, moment.at, (known) => known.change !== 'seen')
    if (!before || (before.change !== 'identify' && before.change !== 'switch') || moment.at - before.at > 2000)
      return null
    if (!Object.keys(before.to.hard).length) return null
    return `anonymize() came ${span(moment.at - before.at)} after the customer was identified as ${who(before.to)}.`
  },
}
