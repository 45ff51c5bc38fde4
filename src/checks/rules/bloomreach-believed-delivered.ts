/** The mobile SDK takes any 200 for a success. */
import type { Check } from '../check'

export const check: Check = {
  id: 'bloomreach-believed-delivered',
  title: 'The SDK believes it delivered',
  vendor: 'bloomreach',
  severity: 'error',
  certainty: 'documented',
  source:
    'iOS SDK 4.0.1 RequestFactory.swift:336-428: every status outside 4xx and 5xx counts as delivered, ' +
    'Android SDK 4.10.0 FlushManagerImpl: every 2xx; whatever success says.',
  advice:
    'The event is gone and the app’s log says nothing. Fix what the server complained about; nothing is sent again.',
  item: (item, past) => {
    const last = item.attempts.at(-1)
    // What an SDK believes is known of the mobile ones; a page that sends by itself may well read the answer.
    if (!MOBILE.has(past.state.trackers.get(item.tracker)?.surface ?? '')) return null
    if (last?.outcome !== 'rejected' || last.status === null || last.status >= 400) return null
    const words = last.words ? ` (${last.words.slice(0, 200)})` : ''
    return `“${item.name}” was refused in a ${last.status}${words}; the SDK has deleted it as delivered.`
  },
}

const MOBILE: ReadonlySet<string> = new Set(['bridge', 'ios', 'android'])
