/** What an earlier page left in storage, sent as whoever is there now. */
import type { Check } from '../check'
import { bindingOf, fromEarlierPage, who } from '../reading'

export const check: Check = {
  id: 'customerio-persisted',
  title: 'Stored events sent as the next user',
  vendor: 'customerio',
  severity: 'error',
  certainty: 'documented',
  source:
    'cdp-analytics-js normalize.ts:165-166 and lib/priority-queue/persisted.ts:65-93: unsent events are ' +
    'stored at pagehide and take the user of the page that sends them (recorded with 0.5.11).',
  advice:
    'On shared devices the next user gets the previous one’s events. Clear persisted-queue:* at logout, ' +
    'or set disableClientPersistence.',
  item: (item, past) => {
    const binding = bindingOf(item)
    if ((binding !== 'late' && binding !== 'other' && binding !== 'nobody') || !fromEarlierPage(item, past)) return null
    return `“${item.name}” was called as ${who(item.calledAs)} on an earlier page and sent as ${who(item.sentAs)}.`
  },
}
