/** Names, ids and values beyond the Track API's limits. */
import { bytesOf, isOver } from '../../core/text'
import type { Check } from '../check'
import { hardIds, propertiesOf } from '../reading'

export const check: Check = {
  id: 'customerio-limits',
  title: 'Over the Track API’s limits',
  vendor: 'customerio',
  severity: 'warning',
  certainty: 'heuristic',
  source:
    'Customer.io Track API: ID 150 bytes, attribute name 150, value 1000, 300 attributes, event name ' +
    '100. Whether Pipelines has the same limits is unknown.',
  advice: 'Shorten it.',
  item: (item) => {
    const over: string[] = []
    const id = Object.entries(hardIds(item)).find(([, value]) => isOver(value, 150))
    if (id) over.push(`${id[0]} has ${bytesOf(id[1])} bytes (150)`)
    if (item.type === 'event' && isOver(item.name, 100))
      over.push(`the event name has ${bytesOf(item.name)} bytes (100)`)
    if (item.type === 'identify') {
      const traits = Object.entries(propertiesOf(item))
      if (traits.length > 300) over.push(`${traits.length} attributes (300)`)
      const name = traits.find(([key]) => isOver(key, 150))?.[0]
      if (name) over.push(`the attribute name ${name.slice(0, 30)}… has ${bytesOf(name)} bytes (150)`)
      const value = traits.find(([, entry]) => typeof entry === 'string' && isOver(entry, 1000))
      if (value) over.push(`the value of ${value[0]} has ${bytesOf(String(value[1]))} bytes (1000)`)
    }
    return over.length ? `In “${item.name.slice(0, 60)}”: ${over.join('; ')}.` : null
  },
}
