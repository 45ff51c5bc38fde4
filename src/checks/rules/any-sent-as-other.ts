/** Called as one user, sent as another or as none. */
import type { Check } from '../check'
import { bindingOf, fromEarlierPage, who } from '../reading'

export const check: Check = {
  id: 'any-sent-as-other',
  title: 'Sent as somebody else',
  vendor: null,
  severity: 'error',
  certainty: 'documented',
  source:
    'Bloomreach iOS SDK 4.0.1 TrackEvent.swift:110 and Web SDK 3.15.0: un-flushed events take the IDs ' +
    'known when they are sent.',
  advice: 'Let the queue empty (flush) before another user is identified, and call anonymize() or reset() at logout.',
  item: (item, past) => {
    const binding = bindingOf(item)
    if ((binding !== 'other' && binding !== 'nobody') || fromEarlierPage(item, past)) return null
    return `“${item.name}” was called as ${who(item.calledAs)} and sent as ${who(item.sentAs)}.`
  },
}
