/** A profile's time in milliseconds. */
import { isTime, type Json } from '../../core/json'
import type { Check } from '../check'
import { propertiesOf } from '../reading'

export const check: Check = {
  id: 'customerio-milliseconds',
  title: 'created_at in milliseconds',
  vendor: 'customerio',
  types: ['identify', 'group'],
  severity: 'error',
  certainty: 'documented',
  source: 'Customer.io documentation, identify: created_at is “in seconds since epoch” (or ISO 8601 in Pipelines).',
  advice: 'Use Math.floor(Date.now() / 1000).',
  item: (item) => {
    const odd = ['created_at', 'createdAt'].find((name) => tooLarge(propertiesOf(item)[name]))
    return odd && (item.type === 'identify' || item.type === 'group')
      ? `${odd} is ${JSON.stringify(propertiesOf(item)[odd])}: milliseconds.`
      : null
  },
}

function tooLarge(value: Json | undefined): boolean {
  return (
    (typeof value === 'number' && value >= 1e11 && isTime(value)) ||
    (typeof value === 'string' && /^\d{13}$/.test(value))
  )
}
