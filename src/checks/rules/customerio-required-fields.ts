/** A semantic event that lacks what it needs. */
import type { Item } from '../../core/item'
import { meantEvent, semanticEvent } from '../../providers/customerio/meaning'
import type { Check } from '../check'
import { propertiesOf } from '../reading'

export const check: Check = {
  id: 'customerio-required-fields',
  title: 'Semantic event without its required fields',
  vendor: 'customerio',
  severity: 'error',
  certainty: 'documented',
  source:
    'Customer.io Pipelines OpenAPI, required lists of the semantic events; in-app plugin 0.5.11: a ' +
    'content event without contentId and templateId is dropped by the server.',
  advice:
    'Add the missing properties; where the user ID is missing, identify first. Device events also need ' +
    'context.device.token.',
  item: (item) => {
    const noted = item.notes.find(({ about }) => about === 'requirement')
    if (noted && item.wireProperties !== null) return `“${item.name}”: ${noted.text}`
    const known = semanticEvent(item.name) ?? meantEvent(item.name)
    if (!known || item.sentAs === null) return null
    const lacks = known.requires.filter((path) => !has(item, path)).map((path) => path.replace('properties.', ''))
    return lacks.length ? `“${item.name}” was sent without ${lacks.join(' and ')}.` : null
  },
}

/** Whether an item has a required field. What is in an event's context an item does not tell: there the note speaks. */
function has(item: Item, path: string): boolean {
  if (path === 'userId') return item.sentAs?.hard.userId !== undefined
  if (path === 'anonymousId') return item.sentAs?.soft.anonymousId !== undefined
  if (path.startsWith('context.')) return true
  const value = propertiesOf(item)[path.replace('properties.', '')]
  return value !== undefined && value !== null && value !== ''
}
