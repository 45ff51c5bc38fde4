/** One person under two spellings of an id. */
import type { Item } from '../../core/item'
import type { Check } from '../check'
import { hardIds, isNobody } from '../reading'

export const check: Check = {
  id: 'any-id-case',
  title: 'IDs that differ only in case or spaces',
  vendor: null,
  severity: 'warning',
  certainty: 'heuristic',
  source:
    'Bloomreach documentation, customer identification: IDs are compared as they are, so another ' +
    'spelling is another profile. For Customer.io the same is likely.',
  advice: 'Trim and lower-case e-mail addresses before they become IDs.',
  key: (item) => {
    const id = textId(item)
    return id === null ? null : `${item.tracker}|${id.trim().toLowerCase()}`
  },
  seen: textId,
  item: (item, past) => {
    const id = textId(item)
    if (id === null) return null
    const others = past.earlier(16)
    if (others.some((other) => textId(other) === id)) return null
    const [latest] = others
    if (latest) return `The ID is ${JSON.stringify(id)} here and was ${JSON.stringify(textId(latest))} before.`
    return id === id.trim() ? null : `The ID ${JSON.stringify(id)} has spaces around it.`
  },
}

function textId(item: Item): string | null {
  const ids = hardIds(item)
  for (const name in ids) {
    const value = ids[name] ?? ''
    // An ID that names nobody is told as such.
    if (isNobody(value)) continue
    if (/[a-z@]/i.test(value) || value !== value.trim()) return value
  }
  return null
}
