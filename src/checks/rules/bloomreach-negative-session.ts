/** A session that ended before it began. */
import type { Check } from '../check'
import { isOfWeb, propertiesOf } from '../reading'

export const check: Check = {
  id: 'bloomreach-negative-session',
  title: 'Session with a negative duration',
  vendor: 'bloomreach',
  severity: 'error',
  certainty: 'documented',
  source:
    'iOS SDK 4.0.1 SessionManager.swift:60-64, 94-139 (read, not run): trackSessionEnd() without a start ' +
    'leaves a stale end time behind.',
  advice: 'Call trackSessionEnd() only after trackSessionStart(), or let the SDK track sessions.',
  item: (item, past) => {
    const duration = item.name === 'session_end' && !isOfWeb(item, past) ? propertiesOf(item).duration : null
    return typeof duration === 'number' && duration < 0 ? `session_end with a duration of ${duration} s.` : null
  },
}
