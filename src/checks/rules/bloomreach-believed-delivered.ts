/** The mobile SDK takes any 200 for a success. */
import type { Item } from '../../core/item'
import type { Check } from '../check'
import { lastExchange, saidBeside } from '../reading'

export const check: Check = {
  id: 'bloomreach-believed-delivered',
  title: 'The SDK believes it delivered',
  vendor: 'bloomreach',
  troubled: true,
  severity: 'error',
  certainty: 'documented',
  source:
    'iOS SDK 4.0.1 RequestFactory.swift:336-428: every status outside 4xx and 5xx counts as delivered, ' +
    'Android SDK 4.10.0 FlushManagerImpl: every 2xx; whatever success says.',
  advice:
    'The event is gone and the app’s log says nothing. Fix what the server complained about; nothing is sent again.',
  instead: ['any-refused-in-200'],
  item: (item, past) => {
    const last = item.attempts.at(-1)
    if (last?.outcome !== 'rejected' || last.status === null || last.status >= 400) return null
    if (!isMobile(item, lastExchange(item, past)?.sender)) return null
    const said = saidBeside(last)
    const words = said && ` (${said})`
    return `“${item.name}” was refused in a ${last.status}${words}; the SDK has deleted it as delivered.`
  },
}

/**
 * What an SDK believes is known of the mobile ones. Their requests name them, or carry what an SDK of the page was
 * called for: its Web SDK sends to `/bulk`, whose sender is `web`. A page that sends by itself may well read the
 * answer.
 */
function isMobile(item: Item, sender: string | undefined): boolean {
  return sender === 'ios' || sender === 'android' || (sender === 'rest' && item.seenBy.call)
}
