/** A value or a message beyond Bloomreach's limits. */
import { bytesOf, inKb, isOver } from '../../core/text'
import type { Check } from '../check'
import { lastExchange, propertiesOf } from '../reading'

export const check: Check = {
  id: 'bloomreach-oversize',
  title: 'Value over 16 KB or message over 800 KB',
  vendor: 'bloomreach',
  severity: 'error',
  certainty: 'documented',
  source: 'Bloomreach REST tracking API: message under 800 KB, property under 16 KB.',
  advice: 'Shorten the value, or send a reference to it.',
  item: (item, past) => {
    const size = lastExchange(item, past)?.body.size ?? 0
    if (size > 800_000) return `“${item.name}” was in a message of ${inKb(size, 1000)}.`
    if (size > 0 && size < LIMIT) return null
    for (const [name, value] of Object.entries(propertiesOf(item))) {
      if (value === null || typeof value === 'number' || typeof value === 'boolean') continue
      const text = typeof value === 'string' ? value : JSON.stringify(value)
      if (isOver(text, LIMIT)) return `In “${item.name}”, ${name} has ${inKb(bytesOf(text))}.`
    }
    return null
  },
}

const LIMIT = 16 * 1024
