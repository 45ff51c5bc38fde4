/** The guide's title of an action, or another spelling, in place of the name on the wire. */
import type { Check } from '../check'
import { meantName, SEMANTIC } from '../semantic'

export const check: Check = {
  id: 'customerio-action-title',
  title: 'Nearly a semantic event',
  vendor: 'customerio',
  severity: 'error',
  certainty: 'documented',
  source:
    'Track-events guide: track(name: "Delete Person"); the machine-readable specification (Pipelines OpenAPI) accepts only “User Deleted” and so on. Whether the server also acts on the title is unknown.',
  advice:
    'Use the name on the wire. Until it is known what the server does with this one, treat it as destructive if the action is.',
  item: (item) => {
    const meant = item.type === 'event' || item.type === 'device' ? meantName(item.name) : null
    if (meant === null) return null
    const danger = SEMANTIC[meant]?.destroys
    return `“${item.name}” is not the name on the wire: that is “${meant}”${danger ? `, which ${danger}` : ''}. What the server does with “${item.name}” is unknown.`
  },
}
