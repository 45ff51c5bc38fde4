/** What the Lab says of an item that was answered is what the server said, not what the SDK makes of it. */
import { expect, it } from 'vitest'
import { deliveryOf, play } from './bench'
import type { Model } from './model'
import { models } from './models'
import { readSequence } from './sequence'

const HEADS: Readonly<Record<string, string>> = {
  bloomreach:
    'lab bloomreach documented\nset projectToken "P"\nset authorization "x"\nset flushMode "manual"\nconfigure()',
  customerio: 'lab customerio ios\nset key "K"',
}
const FLUSH: Readonly<Record<string, string>> = { bloomreach: 'flushData()', customerio: 'flush()' }
const TRACK: Readonly<Record<string, string>> = { bloomreach: 'trackEvent("x", {})', customerio: 'track("x")' }

/** The words for an event that was answered so: in the list of items, and in what the step did. */
function words(vendor: string, answer: string): readonly [string, readonly string[]] {
  const sequence = readSequence([HEADS[vendor], TRACK[vendor], `server ${answer}`, FLUSH[vendor]].join('\n'), models, 0)
  if ('problems' in sequence) throw new Error(JSON.stringify(sequence.problems))
  const model = models.find((known) => known.vendor === vendor) as Model<unknown>
  const steps = sequence.steps.map(({ step }) => step)
  const end = play(model, sequence.setup, steps).at(-1)
  const tracked = end?.items.find(({ item }) => item.name === 'x')
  if (!end || !tracked) throw new Error('Nothing was tracked')
  const told = end.effects.flatMap((each) =>
    'items' in each && each.items.includes(tracked.item.id) ? [each.effect] : [],
  )
  return [deliveryOf(end, tracked), told]
}

it.each([
  ['bloomreach', '200 {"success": true}', 'delivered', ['delivered']],
  ['bloomreach', '200 {"success": false}', 'rejected', ['rejected']],
  ['bloomreach', '200 "a sign-in page"', 'unknown', ['delivered']],
  ['bloomreach', '204', 'delivered', ['delivered']],
  ['bloomreach', '500', 'retrying', []],
  ['bloomreach', 'none', 'retrying', []],
  ['customerio', '200 {}', 'delivered', ['delivered']],
  ['customerio', '200 {"success": false}', 'unknown', ['delivered']],
  ['customerio', '200 "a sign-in page"', 'unknown', ['delivered']],
] as const)('%s, answered %s: %s', (vendor, answer, delivery, told) => {
  expect(words(vendor, answer)).toEqual([delivery, told])
})
