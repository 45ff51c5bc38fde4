/** The first thing tracked after a reset: a new visitor. */
import type { Check } from '../check'
import { byTracker } from '../keys'
import { bornAt, span } from '../reading'

export const check: Check = {
  id: 'customerio-after-reset',
  title: 'Tracked after reset as a new visitor',
  vendor: 'customerio',
  severity: 'note',
  certainty: 'documented',
  source:
    'cdp-analytics-js core/analytics/index.ts:375-379: reset() sends nothing and is not an opt-out; the next ' +
    'event gets a new anonymousId (recorded with 0.5.11).',
  advice:
    'Fine if the visitor shall be tracked after logout. If not, do not call the SDK any more, or ' +
    'deregister its plugin.',
  key: byTracker,
  item: (item, past) => {
    if (item.calledAt === null || item.automatic || Object.keys(item.calledAs?.hard ?? {}).length) return null
    // What that does is not documented.
    if (item.method === 'sidentify') return null
    const last = past.moment(
      'identity',
      item.tracker,
      item.calledAt,
      (moment) => moment.change !== 'seen' && moment.change !== 'rotated',
    )
    if (last?.change !== 'reset') return null
    const before = past.earlier(1)[0]
    if (before && bornAt(before) > last.at) return null
    return `“${item.name}” came ${span(item.calledAt - last.at)} after reset() and belongs to a new anonymous visitor.`
  },
}
