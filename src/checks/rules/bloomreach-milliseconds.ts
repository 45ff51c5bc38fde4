/** A timestamp in milliseconds where seconds are meant. */
import type { Check } from '../check'

export const check: Check = {
  id: 'bloomreach-milliseconds',
  title: 'Timestamp in milliseconds',
  vendor: 'bloomreach',
  severity: 'error',
  certainty: 'documented',
  source:
    'Bloomreach iOS SDK guide line 49: Unix timestamp in seconds; no SDK checks the unit, and the REST documentation says that milliseconds are not recognised.',
  advice: 'Divide by 1000, or leave the timestamp out: the SDK then takes the present time.',
  item: (item) =>
    item.claimedAt !== null && item.claimedAt >= 1e14
      ? `“${item.name}” claims the timestamp ${item.claimedAt / 1000}, which is milliseconds.`
      : null,
}
