/** Something tracked without a name. */
import type { Check } from '../check'
import { isRefused } from '../reading'

export const check: Check = {
  id: 'any-empty-name',
  title: 'No event name',
  vendor: null,
  severity: 'error',
  certainty: 'documented',
  source:
    'Bloomreach iOS SDK guide, “Track event”: the event type is required (the SDK does not check it). ' +
    'Customer.io 0.5.11 rejects the call (arguments-resolver/index.ts:31-34).',
  advice: 'Give the event a name. How the server treats a nameless event is not known.',
  item: (item) =>
    item.name.trim() === '' && !isRefused(item)
      ? `${item.method ?? 'A request'} tracked something of type ${item.type} without a name.`
      : null,
}
