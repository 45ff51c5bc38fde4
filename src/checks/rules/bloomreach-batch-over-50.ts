/** More commands in one request than the server takes. */
import type { Check } from '../check'
import { lastExchange } from '../reading'

export const check: Check = {
  id: 'bloomreach-batch-over-50',
  title: 'More than 50 commands in one request',
  vendor: 'bloomreach',
  severity: 'error',
  certainty: 'documented',
  source: 'Bloomreach REST tracking API: at most 50 commands per batch. Web SDK 3.15.0: at most 50 commands per bulk.',
  advice: 'Split the batch.',
  item: (item, past) => {
    const carried = lastExchange(item, past)?.items
    return carried && carried.length > 50 && carried[50] === item.n
      ? `One request carried ${carried.length} items; this is the 51st.`
      : null
  },
}
