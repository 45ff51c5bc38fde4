/** A profile's time in milliseconds or microseconds. */
import { finerUnit, isTime, type Json } from '../../core/json'
import type { Check } from '../check'
import { propertiesOf } from '../reading'

export const check: Check = {
  id: 'customerio-milliseconds',
  title: 'created_at not in seconds',
  vendor: 'customerio',
  types: ['identify', 'group'],
  severity: 'error',
  certainty: 'documented',
  source: 'Customer.io documentation, identify: created_at is “in seconds since epoch” (or ISO 8601 in Pipelines).',
  advice: 'Use Math.floor(Date.now() / 1000).',
  item: (item) => {
    if (item.type !== 'identify' && item.type !== 'group') return null
    for (const name of ['created_at', 'createdAt']) {
      const value = propertiesOf(item)[name]
      const unit = unitOf(value)
      if (unit) return `${name} is ${JSON.stringify(value)}: ${unit}.`
    }
    return null
  },
}

function unitOf(value: Json | undefined): ReturnType<typeof finerUnit> {
  const isDigits = typeof value === 'string' && /^(?:\d{13}|\d{16})$/.test(value)
  const time = isDigits ? Number(value) : value
  return typeof time === 'number' && time > 0 && isTime(time) ? finerUnit(time) : null
}
