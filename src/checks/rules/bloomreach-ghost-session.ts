/** A session of many hours: the gap until the next launch was counted in. */
import type { Check } from '../check'
import { isOfWeb, propertiesOf, span } from '../reading'

export const check: Check = {
  id: 'bloomreach-ghost-session',
  title: 'Session that lasted for hours',
  vendor: 'bloomreach',
  severity: 'warning',
  certainty: 'heuristic',
  source:
    'iOS SDK 4.0.1 SessionManager.swift:139: an app killed in the foreground ends its session at the ' +
    'next launch. That more than 4 h is not a real session is a guess.',
  advice: 'Expected after a kill in the foreground; leave such sessions out of averages.',
  item: (item, past) => {
    const duration = item.name === 'session_end' && !isOfWeb(item, past) ? propertiesOf(item).duration : null
    return typeof duration === 'number' && duration > 4 * 3600
      ? `session_end with a duration of ${span(duration * 1000)} (${duration} s).`
      : null
  },
}
