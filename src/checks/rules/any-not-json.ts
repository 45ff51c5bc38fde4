/** Values that JSON cannot carry. */
import { isMark, type Json, type JsonObject, MARK, type Mark } from '../../core/json'
import type { Check } from '../check'
import { KIND } from '../reading'

export const check: Check = {
  id: 'any-not-json',
  title: 'Values that are lost in JSON',
  vendor: null,
  severity: 'warning',
  certainty: 'documented',
  source:
    'ECMAScript JSON.stringify: NaN, Infinity and an invalid Date become null, undefined and functions vanish, a ' +
    'cycle or BigInt throws (recorded with Customer.io 0.5.11). iOS SDKs drop NaN or send 0.',
  advice: 'Compute the value before tracking, or leave the property out on purpose.',
  item: (item, { kinds }) => {
    // Only objects are marks; the properties may be one themselves.
    if (!(kinds & KIND.object) && !isMark(item.properties)) return null
    const all: string[] = []
    walk(item.properties, '', all, { left: 2000 })
    // What could not be sent because of them is told as never sent.
    const isUnsent = item.delivery === 'lost' && item.attempts.length === 0
    const found = isUnsent ? all.filter((each) => !each.endsWith(REFUSED)) : all
    return found.length
      ? `In “${item.name}”: ${found.slice(0, 5).join('; ')}${found.length > 5 ? '; and more' : ''}.`
      : null
  },
}

const REFUSED = ', which JSON.stringify refuses'

const FATE: Readonly<Record<string, string>> = {
  NaN: 'NaN, sent as null',
  Infinity: 'Infinity, sent as null',
  '-Infinity': '-Infinity, sent as null',
  undefined: 'undefined, not sent',
  function: 'a function, not sent',
  symbol: 'a symbol, not sent',
  bigint: `a BigInt${REFUSED}`,
  cycle: `a cycle${REFUSED}`,
  throws: 'a getter that throws',
  node: 'a DOM node',
}

/** What the page hook says of a Date whose time is no number. */
const INVALID = 'Invalid Date'

function fateOf({ [MARK]: kind, text }: Mark): string | undefined {
  if (text === INVALID) return 'an invalid Date, sent as null'
  return Object.hasOwn(FATE, kind) ? FATE[kind] : undefined
}

function walk(value: Json, path: string, found: string[], budget: { left: number }): void {
  budget.left -= 1
  if (budget.left < 0 || value === null || typeof value !== 'object' || path.length > 500) return
  if (isMark(value)) {
    const fate = fateOf(value)
    if (fate) found.push(`${path || 'the properties'} is ${fate}`)
    return
  }
  for (const key in value) {
    const entry = (value as JsonObject)[key]
    // Nearly everything is no object: then not even its path is made.
    if (typeof entry !== 'object') budget.left -= 1
    else walk(entry, path ? `${path}.${key}` : key, found, budget)
  }
}
