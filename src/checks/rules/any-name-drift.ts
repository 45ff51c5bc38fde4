/** The same event under two spellings. */
import { remembered } from '../../core/collections/remembered'
import type { Check } from '../check'

export const check: Check = {
  id: 'any-name-drift',
  title: 'Two spellings of one event',
  vendor: null,
  severity: 'warning',
  certainty: 'heuristic',
  source: 'Event names are compared as they are by both vendors: “view_item” and “viewItem” are two events.',
  advice: 'Agree on one spelling in the tracking plan.',
  key: (item) => (item.type === 'event' && item.name !== '' ? spelt(item.tracker)(item.name) : null),
  seen: ({ name }) => name,
  item: (item, past) => {
    // Spaces around a name are told as such.
    if (item.name !== item.name.trim()) return null
    let other: string | null = null
    let isKnown = false
    past.back(16, ({ name }) => {
      isKnown = name === item.name
      if (!isKnown && name.trim() !== item.name) other ??= name
      return !isKnown
    })
    return isKnown || other === null ? null : `“${item.name}” was “${other}” before.`
  },
}

const spelt = remembered((tracker) => remembered((name) => `${tracker}|${folded(name)}`))

function folded(name: string): string {
  return name
    .slice(0, 200)
    .toLowerCase()
    .replace(/[\s_\-.:]/g, '')
}
