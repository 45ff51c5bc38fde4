/** Two projects on one page. */
import { isObject, type Json } from '../../core/json'
import type { Check } from '../check'

export const check: Check = {
  id: 'any-two-keys',
  title: 'Two keys on one page',
  vendor: null,
  severity: 'warning',
  certainty: 'heuristic',
  source:
    'Bloomreach: the Web SDK refuses a second download, project mapping and a project switch are the ' +
    'documented ways to a second project (guide lines 185-204). Customer.io 0.5.11: two write keys share ' +
    'one identity (recorded).',
  advice:
    'Make sure that both are meant: a staging key beside the production one is the usual mistake. Look ' +
    'for a second snippet in the tag manager.',
  key: (item) => `${item.doc}|${item.tracker}`,
  item: (item, past) => {
    const own = past.state.trackers.get(item.tracker)
    if (!own?.key || past.earlier(1).length > 0) return null
    for (const other of past.state.trackers.values()) {
      if (other.vendor !== own.vendor || other.id === own.id || other.key === null) continue
      if (mapped(other.config) || mapped(own.config)) continue
      if (past.moment('identity', other.id, item.seenAt, (moment) => moment.change === 'project')) continue
      if (past.earlier(1, `${item.doc}|${other.id}`).length)
        return `This page tracks to ${own.key} and to ${other.key}.`
    }
    return null
  },
}

function mapped(config: Json): boolean {
  return isObject(config) && config.projectMapping !== undefined && config.projectMapping !== null
}
