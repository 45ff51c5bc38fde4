/** One person under two spellings of an id. */
import { remembered } from '../../core/collections/remembered'
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
    return id === null ? null : spelt(item.tracker)(id)
  },
  seen: textId,
  item: (item, past) => {
    const id = textId(item)
    if (id === null) return null
    let latest: string | null = null
    let isKnown = false
    past.back(16, (other) => {
      const before = textId(other)
      isKnown = before === id
      latest ??= before
      return !isKnown
    })
    if (isKnown) return null
    if (latest !== null) return `The ID is ${JSON.stringify(id)} here and was ${JSON.stringify(latest)} before.`
    return id === id.trim() ? null : `The ID ${JSON.stringify(id)} has spaces around it.`
  },
}

const spelt = remembered((tracker) => remembered((id) => `${tracker}|${id.trim().toLowerCase()}`))

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
