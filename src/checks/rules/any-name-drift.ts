/** The same event under two spellings. */
import type { Check } from '../check'

export const check: Check = {
  id: 'any-name-drift',
  title: 'Two spellings of one event',
  vendor: null,
  severity: 'warning',
  certainty: 'heuristic',
  source: 'Event names are compared as they are by both vendors: “view_item” and “viewItem” are two events.',
  advice: 'Agree on one spelling in the tracking plan.',
  key: (item) => (item.type === 'event' && item.name !== '' ? `${item.tracker}|${folded(item.name)}` : null),
  seen: ({ name }) => name,
  item: (item, past) => {
    // Spaces around a name are told as such.
    if (item.name !== item.name.trim()) return null
    const alike = past.earlier(16)
    if (alike.some((other) => other.name === item.name)) return null
    const other = alike.find(({ name }) => name.trim() !== item.name)
    return other ? `“${item.name}” was “${other.name}” before.` : null
  },
}

function folded(name: string): string {
  return name
    .slice(0, 200)
    .toLowerCase()
    .replace(/[\s_\-.:]/g, '')
}
