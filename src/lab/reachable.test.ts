/** Whatever a model codes as an operation can be written in a sequence's text, and what can be written is coded. */
import { describe, expect, it } from 'vitest'
import { GUIDE_NAMES } from '../providers/bloomreach/calls/forms'
import { calls } from './bloomreach/calls'
import { METHODS } from './customerio/operations'
import { models } from './models'
import { readSequence } from './sequence'

/** What the models' code answers to, and the guide's own names for the same. */
const CODED: Readonly<Record<string, readonly string[]>> = {
  bloomreach: Object.keys(calls),
  customerio: [...new Set([...METHODS.ios, ...METHODS.js])],
}
const HEADS: Readonly<Record<string, string>> = {
  bloomreach: 'lab bloomreach documented\nset projectToken "P"\nset authorization "Token x"',
  customerio: 'lab customerio ios\nset key "K"',
}

describe.each(models.map((model) => [model.vendor, model] as const))('%s', (vendor, { operations }) => {
  const coded = CODED[vendor] ?? []

  it('reads every operation that is coded from the text', () => {
    expect(coded.length).toBeGreaterThan(5)
    for (const method of coded) {
      const read = readSequence(`${HEADS[vendor]}\n${method}()`, models, 0)
      expect('problems' in read ? read.problems : [], method).toEqual([])
    }
  })

  it('offers no operation that is not coded', () => {
    expect(operations.map(({ method }) => method).filter((method) => !coded.includes(method))).toEqual([])
  })
})

it('reads the names of the Bloomreach guide from the text', () => {
  for (const name of Object.keys(GUIDE_NAMES)) {
    const read = readSequence(`${HEADS.bloomreach}\n${name}()`, models, 0)
    expect('problems' in read ? read.problems : [], name).toEqual([])
  }
})
