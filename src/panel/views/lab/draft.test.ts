/** What a person types into a field of the Lab: read, or what is wrong with it and where. */
import { expect, it } from 'vitest'
import type { Field } from '../../../lab/model'
import { readDraft } from './draft'

const json = { name: 'properties', kind: 'json', required: true, hint: '', example: {} } as Field
const read = (text: string) => readDraft(json, { included: true, text })

it('reads any JSON', () => {
  expect(read('{"a": [1]}')).toEqual({ value: { a: [1] } })
  expect(read('null')).toEqual({ value: null })
})

it('says where JSON is wrong and what to do, in the same words in every browser', () => {
  expect(read('{"a": 1,}')).toEqual({ problem: 'Line 1, column 8: Nothing follows this comma: remove it.' })
  expect(read('')).toEqual({ problem: 'Line 1, column 1: The text ends where a value is expected.' })
})

it('takes a Swift literal as the guides write it', () => {
  expect(read('["screen_name": "Home", "price": 2.5, "tags": ["a", "b"], "none": nil, "empty": [:]]')).toEqual({
    value: { screen_name: 'Home', price: 2.5, tags: ['a', 'b'], none: null, empty: {} },
  })
  expect(read('[\n  "a": ["b": [1, 2,]],\n]')).toEqual({ value: { a: { b: [1, 2] } } })
  expect(read('["text": "[a: b]"]')).toEqual({ value: { text: '[a: b]' } })
  expect(read('[]')).toEqual({ value: [] })
})

it('what is neither is told as JSON', () => {
  expect(read('["a": 1')).toHaveProperty('problem')
  expect(read('["a": one]')).toHaveProperty('problem')
})
