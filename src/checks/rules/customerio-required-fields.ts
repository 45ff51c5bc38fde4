/** A semantic event that lacks what it needs. */
import type { Check } from '../check'
import { propertiesOf } from '../reading'
import { meantName, SEMANTIC } from '../semantic'

export const check: Check = {
  id: 'customerio-required-fields',
  title: 'Semantic event without its required fields',
  vendor: 'customerio',
  severity: 'error',
  certainty: 'documented',
  source:
    'Customer.io Pipelines OpenAPI, required lists of the semantic events; in-app plugin 0.5.11: a content event without contentId and templateId is dropped by the server.',
  advice: 'Identify the user first, and add the missing properties. Device events also need context.device.token.',
  item: (item) => {
    const noted = item.notes.find(({ about }) => about === 'requirement')
    if (noted && item.wireProperties !== null) return `“${item.name}”: ${noted.text}`
    const name = Object.hasOwn(SEMANTIC, item.name) ? item.name : (meantName(item.name) ?? '')
    const requires = Object.hasOwn(SEMANTIC, name) ? (SEMANTIC[name]?.requires ?? []) : []
    if (!requires.length || item.sentAs === null) return null
    const properties = propertiesOf(item)
    const has = (field: string) => {
      if (field === 'userId') return item.sentAs?.hard.userId !== undefined
      if (field === 'anonymousId') return item.sentAs?.soft.anonymousId !== undefined
      return properties[field] !== undefined && properties[field] !== null && properties[field] !== ''
    }
    const lacks = requires.filter((field) => !has(field))
    return lacks.length ? `“${item.name}” was sent without ${lacks.join(' and ')}.` : null
  },
}
