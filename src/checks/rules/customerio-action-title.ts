/** The guide's title of an action, or another spelling, in place of the name on the wire. */
import { meantEvent } from '../../providers/customerio/meaning'
import type { Check } from '../check'

export const check: Check = {
  id: 'customerio-action-title',
  title: 'Nearly a semantic event',
  vendor: 'customerio',
  severity: 'error',
  certainty: 'documented',
  source:
    'Track-events guide: track(name: "Delete Person"); the machine-readable specification (Pipelines ' +
    'OpenAPI) accepts only “User Deleted” and so on. Whether the server also acts on the title is unknown.',
  advice:
    'Use the name on the wire. Until it is known what the server does with this one, treat it as ' +
    'destructive if the action is.',
  item: (item) => {
    const meant = item.type === 'event' || item.type === 'device' ? meantEvent(item.name) : undefined
    if (!meant) return null
    const danger = meant.destructive ? `, which ${meant.effect}` : ''
    return (
      `“${item.name}” is not the name on the wire: that is “${meant.name}”${danger}. ` +
      `What the server does with “${item.name}” is unknown.`
    )
  },
}
