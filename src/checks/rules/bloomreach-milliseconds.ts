/** A timestamp in milliseconds where seconds are meant. */
import type { Check } from '../check'

export const check: Check = {
  id: 'bloomreach-milliseconds',
  title: 'Timestamp in milliseconds',
  vendor: 'bloomreach',
  severity: 'error',
  certainty: 'documented',
  source:
    'Bloomreach iOS SDK guide, “Arguments” of each call: a Unix timestamp, which the SDKs send as seconds ' +
    '(iOS SDK 4.0.1 DatabaseManager.swift:303-369). No SDK checks the unit, and the REST documentation ' +
    'says that milliseconds are not recognised.',
  advice: 'Divide by 1000, or leave the timestamp out: the SDK then takes the present time.',
  item: (item) =>
    item.claimedAt !== null && item.claimedAt >= 1e14
      ? `“${item.name}” claims the timestamp ${item.claimedAt / 1000}, which is milliseconds.`
      : null,
}
