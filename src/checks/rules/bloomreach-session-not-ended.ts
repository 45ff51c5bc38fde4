/** Two session starts without an end between them. */
import { idKeys } from '../../core/ids'
import type { Check } from '../check'
import { bornAt, isOfWeb, span } from '../reading'

export const check: Check = {
  id: 'bloomreach-session-not-ended',
  title: 'Session started twice without an end',
  vendor: 'bloomreach',
  severity: 'note',
  certainty: 'heuristic',
  source:
    'Bloomreach iOS SDK guide, “Sessions”; iOS SDK 4.0.1 SessionManager.swift:94-139: ' +
    'manualSessionAutoClose false never ends the first session.',
  advice: 'Call trackSessionEnd() before the next start, or keep manualSessionAutoClose on.',
  key: (item) => {
    if (item.name !== 'session_start' && item.name !== 'session_end') return null
    // By hand, the customer may be named by other ids alone.
    const { soft, hard } = item.sentAs ?? item.calledAs ?? { soft: {}, hard: {} }
    return `${item.tracker}|${soft.cookie ?? [...idKeys(hard)].sort().join()}`
  },
  item: (item, past) => {
    if (item.name !== 'session_start' || isOfWeb(item, past)) return null
    const before = past.earlier(1)[0]
    return before?.name === 'session_start'
      ? `session_start although item ${before.n} had started one ${span(bornAt(item) - bornAt(before))} before.`
      : null
  },
}
