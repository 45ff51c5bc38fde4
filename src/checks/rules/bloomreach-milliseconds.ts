/** A timestamp in milliseconds or microseconds where seconds are meant. */
import { finerUnit } from '../../core/json'
import type { Check } from '../check'

export const check: Check = {
  id: 'bloomreach-milliseconds',
  title: 'Timestamp not in seconds',
  vendor: 'bloomreach',
  severity: 'error',
  certainty: 'documented',
  source:
    'Bloomreach iOS SDK guide, “Arguments” of each call: a Unix timestamp, which the SDKs send as seconds ' +
    '(iOS SDK 4.0.1 DatabaseManager.swift:303-369). No SDK checks the unit, and the REST documentation ' +
    'says that milliseconds are not recognised.',
  advice: 'Give seconds, or leave the timestamp out: the SDK then takes the present time.',
  item: ({ name, claimedAt }) => {
    const unit = claimedAt === null || claimedAt < 0 ? null : finerUnit(claimedAt / 1000)
    return claimedAt !== null && unit ? `“${name}” claims the timestamp ${claimedAt / 1000}, which is ${unit}.` : null
  },
}
