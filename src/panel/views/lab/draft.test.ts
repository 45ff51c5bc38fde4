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
