/** Masking changes values, never what they amount to: a masked walk is judged as the walk was. */
import { expect, it } from 'vitest'
import type { Fact } from '../../core/fact'
import type { Customer } from '../../core/item'
import { inspect } from '../../inspection'
import { factsOf, RECORDED, savedText } from '../../testing/recordings'
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
