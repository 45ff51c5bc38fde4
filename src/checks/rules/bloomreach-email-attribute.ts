/** An e-mail address that is an id but no attribute. */
import type { Item } from '../../core/item'
import type { Check } from '../check'
import { hardIds } from '../reading'

export const check: Check = {
  id: 'bloomreach-email-attribute',
  title: 'E-mail is an ID but not an attribute',
  vendor: 'bloomreach',
  types: ['identify'],
  severity: 'note',
  certainty: 'heuristic',
  source: 'Bloomreach documentation, tracking: if the e-mail is the ID, also send it as the customer attribute email.',
  advice: 'Add email to the properties of identify, or campaigns have no address to write to.',
  key: (item) => (item.type === 'identify' ? `${item.tracker}|${address(item) ?? ''}` : null),
  item: (item, past) => {
    const id = item.type === 'identify' && IDENTIFY.test(item.method ?? '') ? address(item) : null
    if (id === null || Object.hasOwn(item.properties, 'email')) return null
    if (past.earlier(16).some((other) => Object.hasOwn(other.properties, 'email') || IDENTIFY.test(other.method ?? '')))
      return null
    return `${id} was identified without the attribute email.`
  },
}

const IDENTIFY = /identify/i

function address(item: Item): string | null {
  return Object.values(hardIds(item)).find((value) => /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(value)) ?? null
}
