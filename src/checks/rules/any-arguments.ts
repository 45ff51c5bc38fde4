/** What the vendors' readers say of a call's arguments. */
import type { Note } from '../../core/item'
import type { Check } from '../check'
import { isRefused } from '../reading'

export const check: Check = {
  id: 'any-arguments',
  title: 'Arguments that do not do what they seem to',
  vendor: null,
  troubled: true,
  severity: 'warning',
  certainty: 'documented',
  source:
    'The SDKs’ own argument readers: Customer.io 0.5.11 arguments-resolver/index.ts, Bloomreach Web SDK ' +
    '3.15.0 and the mobile SDKs’ public API.',
  advice: 'Compare the call with the vendor’s documented signature; the item’s details show what was read from it.',
  item: (item) => {
    const isOdd = ({ about }: Note) => about === 'argument' || (about === 'refusal' && !isRefused(item))
    const odd = item.notes.filter(isOdd).map(({ text }) => text)
    return odd.length ? `${item.method ?? item.name}: ${odd.join(' ')}` : null
  },
}
