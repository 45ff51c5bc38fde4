/** Called by an anonymous visitor, sent as somebody. */
import type { Check } from '../check'
import { bindingOf, fromEarlierPage, who } from '../reading'

export const check: Check = {
  id: 'any-late-bound',
  title: 'The customer became known before sending',
  vendor: null,
  severity: 'note',
  certainty: 'documented',
  source:
    'Both SDKs read the customer when they send, not when they are called: Customer.io ' +
    'normalize.ts:165-166 (recorded with 0.5.11), Bloomreach Web SDK 3.15.0, iOS SDK 4.0.1 ' +
    'TrackEvent.swift:110.',
  advice:
    'Nothing to do where the visitor and the user are the same person. If they need not be, wait until ' +
    'the event is sent before identifying.',
  item: (item, past) => {
    if (bindingOf(item) !== 'late' || fromEarlierPage(item, past)) return null
    return `“${item.name}” was called by ${who(item.calledAs)} and sent as ${who(item.sentAs)}.`
  },
}
