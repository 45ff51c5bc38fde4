/** An id that is nobody's. */
import type { Item } from '../../core/item'
import type { Check } from '../check'
import { hardIds, isNobody } from '../reading'

export const check: Check = {
  id: 'any-empty-id',
  title: 'An ID that names nobody',
  vendor: null,
  severity: 'error',
  certainty: 'documented',
  source:
    'Bloomreach: “At least one valid id should be specified” for IDs that are null or undefined as text; ' +
    'empty IDs are sent as they are by the mobile SDKs.',
  advice: 'Call identify only when the user’s ID is known. Everybody with such an ID ends up in one profile.',
  key: (item) => badId(item),
  item: (item, past) => {
    const bad = badId(item)
    return bad === null || past.earlier(1).length
      ? null
      : `“${item.name}” carries ${bad.slice(item.tracker.length + 1)}.`
  },
}

function badId(item: Item): string | null {
  const found = Object.entries(hardIds(item)).find(([, value]) => isNobody(value))
  return found ? `${item.tracker}|${found[0]} ${JSON.stringify(found[1])}` : null
}
