/** Masking changes values, never what they amount to: a masked walk is judged as the walk was. */
import { expect, it } from 'vitest'
import type { Fact, Happening } from '../../core/fact'
import type { Customer } from '../../core/item'
import { inspect } from '../../inspection'
import { factsOf, RECORDED, savedText } from '../../testing/recordings'
import { story } from '../../testing/story'
import { maskFacts } from './mask'

/** The names of the ids by which somebody is known. */
const known = (customer: Customer | null) => Object.keys({ ...customer?.soft, ...customer?.hard })

/** What was found, of which items; how far these came, and by which ids their customers were known. */
function amounts(facts: readonly Fact[]) {
  const { findings, state } = inspect(facts, { now: facts.at(-1)?.at ?? 0 })
  return {
    found: [...findings.byCheck].flatMap(([id, found]) => [...found.values()].map(({ items }) => [id, items])),
    items: state.items
      .toArray()
      .map(({ name, delivery, calledAs, sentAs }) => [...[name, delivery], ...[known(calledAs), known(sentAs)]]),
    trackers: [...state.trackers.values()].map(({ status, customer }) => [status, known(customer)]),
  }
}

it.each(RECORDED)('what a walk in %s amounts to is the same when it is masked', (browser) => {
  const facts = factsOf(savedText(browser))
  const masked = maskFacts(facts, { personal: false, key: 'k7' })
  expect(JSON.stringify(masked)).not.toContain('shopper-jane')
  expect(amounts(masked)).toEqual(amounts(facts))
})

it('IDs that differ in capitals, or in blanks around them, are found when they are masked, too', () => {
  const ids = ['jane@x.io', 'Jane@x.io', 'JANE@X.IO', ' jane@x.io', 'user-b', 'User-B', '4711', '4711 ', 'joe@x.io']
  const facts = story().tell(
    'd',
    ...ids.map((registered, n): Happening => {
      const body = { customer_ids: { registered }, event_type: `e${n}`, properties: { mail: `for ${registered}.` } }
      const text = JSON.stringify(body)
      const url = 'https://api.exponea.com/track/v2/projects/p/customers/events'
      const sent = {
        vendor: 'bloomreach',
        via: 'fetch',
        method: 'POST',
        url,
        body: { text, size: text.length },
      } as const
      return { kind: 'request', request: n, ...sent }
    }),
  ).facts
  const masked = maskFacts(facts, { personal: false, key: 'k7' })
  for (const id of ids) expect(JSON.stringify(masked).toLowerCase()).not.toContain(id.trim().toLowerCase())
  const found = amounts(facts).found.filter(([id]) => id === 'any-id-case')
  expect(found.length).toBeGreaterThan(4)
  expect(amounts(masked)).toEqual(amounts(facts))
  const sentAs = new Set(inspect(masked, { now: 0 }).state.items.map((item) => item.sentAs?.hard.registered))
  expect(sentAs.size).toBe(ids.length)
})
