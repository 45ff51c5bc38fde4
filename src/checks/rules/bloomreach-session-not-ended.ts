/** Two session starts without an end between them. */
import { idKeys } from '../../core/ids'
import type { Check } from '../check'
import { bornAt, isOfWeb, span } from '../reading'

const REMOVES: readonly string[] = ['anonymize', 'reset']

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
    const { soft, hard } = item.sentAs ?? item.calledAs ?? { soft: {}, hard: {} }
    // By hand, the customer may be named by other ids alone.
    const others = item.calledAt === null ? [...idKeys(hard)].sort().join() : ''
    return `${item.tracker}|${soft.cookie ?? others}`
  },
  item: (item, past) => {
    if (item.name !== 'session_start' || isOfWeb(item, past)) return null
    const before = past.earlier(1)[0]
    if (before?.name !== 'session_start') return null
    // These remove what the device knows of its session: the next one is another customer’s.
    const left = past.moment('identity', item.tracker, bornAt(item), ({ change }) => REMOVES.includes(change))
    return left && left.at >= bornAt(before)
      ? null
      : `session_start although item ${before.n} had started one ${span(bornAt(item) - bornAt(before))} before.`
  },
}
