/** What a look at properties tells of their values: no check is left out for which there is something. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { JsonObject } from '../core/json'
import { isNumeric, KIND, kindsOf, readsAsNumber } from './reading'

it('tells each kind of value by its beginning, and adds them up', () => {
  expect(kindsOf({})).toBe(0)
  expect(kindsOf({ a: null, b: true, c: '', d: 'shoes' })).toBe(0)
  expect(kindsOf({ a: 1, b: '1' })).toBe(KIND.number | KIND.digits)
  expect(kindsOf({ a: 'True', b: '[1]', c: { d: 1 } })).toBe(KIND.word | KIND.brackets | KIND.object)
})

it('says of every text that reads as a number or as JSON that it may', () => {
  const spaces = fc.constantFrom('', ' ', '\n', '\u00a0', '\ufeff')
  const text = fc.oneof(
    fc.string({ maxLength: 8 }),
    fc.tuple(spaces, fc.constantFrom('+1', '-1,5', '1 299 Kč', '11,4', 'FALSE', 'true', '9 €', '[1]', '{"a":1}')),
  )
  fc.assert(
    fc.property(text, (value) => {
      const a = typeof value === 'string' ? value : value.join('')
      const kinds = kindsOf({ a } satisfies JsonObject)
      if (isNumeric(a)) expect(kinds & KIND.digits).toBeTruthy()
      if (readsAsNumber(a)) expect(kinds & (KIND.digits | KIND.word)).toBeTruthy()
      if (/^\s*[[{]/.test(a)) expect(kinds & KIND.brackets).toBeTruthy()
    }),
  )
})
