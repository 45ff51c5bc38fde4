/** Two session starts without an end between them. */
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
  key: (item) =>
    item.name === 'session_start' || item.name === 'session_end'
      ? `${item.tracker}|${item.sentAs?.soft.cookie ?? item.calledAs?.soft.cookie ?? ''}`
      : null,
  item: (item, past) => {
    if (item.name !== 'session_start' || isOfWeb(item, past)) return null
    const before = past.earlier(1)[0]
    return before?.name === 'session_start'
      ? `session_start although item ${before.n} had started one ${span(bornAt(item) - bornAt(before))} before.`
      : null
  },
}
