/** A value or a message beyond Bloomreach's limits. */
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
    const size = lastExchange(item, past.state)?.body.size ?? 0
    if (size > 800_000) return `“${item.name}” was in a message of ${Math.round(size / 1000)} KB.`
    if (size > 0 && size < LIMIT) return null
    for (const [name, value] of Object.entries(propertiesOf(item))) {
      if (value === null || typeof value === 'number' || typeof value === 'boolean') continue
      const length = bytesOf(typeof value === 'string' ? value : JSON.stringify(value))
      if (length > LIMIT) return `In “${item.name}”, ${name} has ${Math.round(length / 1024)} KB.`
    }
    return null
  },
}

const LIMIT = 16 * 1024

/** The length in UTF-8, counted only where it matters. */
function bytesOf(text: string): number {
  if (text.length > LIMIT || text.length * 3 <= LIMIT) return text.length
  let bytes = 0
  for (const letter of text) {
    const code = letter.codePointAt(0) ?? 0
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
  }
  return bytes
}
