/** Two projects on one page. */
import type { Item } from '../../core/item'
import { isObject, type Json } from '../../core/json'
import type { Check } from '../check'
import { byPlace } from '../keys'

export const check: Check = {
  id: 'any-two-keys',
  title: 'Two keys on one page',
  vendor: null,
  severity: 'warning',
  certainty: 'heuristic',
  source:
    'Bloomreach: the Web SDK refuses a second download, project mapping and a project switch are the ' +
    'documented ways to a second project (guide, “Anonymize”). Customer.io 0.5.11: two write keys share ' +
    'one identity (recorded).',
  advice:
    'Make sure that both are meant: a staging key beside the production one is the usual mistake. Look ' +
    'for a second snippet in the tag manager.',
  key: byPlace,
  tracker: (own, past) => {
    if (own.key === null || mapped(own.config)) return null
    // Its own pages first: each other tracker is asked of these alone.
    const pages: { readonly id: string; readonly item: Item }[] = []
    for (const { id } of past.state.documents.values()) {
      const item = past.first(`${id}|${own.id}`)
      if (item) pages.push({ id, item })
    }
    // A page may have SDKs by the thousand that track nothing: none of them is compared with all others.
    if (pages.length === 0) return null
    for (const other of past.state.trackers.values()) {
      if (other.vendor !== own.vendor || other.key === own.key || other.key === null || mapped(other.config)) continue
      for (const { id, item } of pages) {
        const before = past.first(`${id}|${other.id}`)
        if (!before || before.n > item.n) continue
        // From which of the two the switch went, and whose first item came late, does not matter.
        const switched = [own.id, other.id].some((each) =>
          past.moment('identity', each, item.seenAt + FLUSH_MS, (moment) => moment.change === 'project'),
        )
        if (switched) continue
        return {
          text: `This page tracks to ${own.key} and to ${other.key}.`,
          items: [before.n, item.n],
          at: item.seenAt,
        }
      }
    }
    return null
  },
}

/**
 * What tells of a switch on the wire need not be the first thing that a flush carries; so long may one take, in
 * milliseconds.
 */
const FLUSH_MS = 10_000

function mapped(config: Json): boolean {
  return isObject(config) && config.projectMapping !== undefined && config.projectMapping !== null
}
