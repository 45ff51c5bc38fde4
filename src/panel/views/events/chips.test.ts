/** Tests of the chips beside the filter: each shows exactly what it counts, whatever else is asked for. */
import { describe, expect, it } from 'vitest'
import type { Item } from '../../../core/item'
import { parseFilter } from '../../../core/query/filter'
import { stateOf } from '../../../testing/scene'
import { vendorName } from '../../../ui/parts/vendor'
import { chipsOf, switched } from './chips'

const items: readonly Item[] = stateOf(
  {
    items: [
      { name: 'buy', tries: [{ at: 1 }] },
      { name: 'buy', tries: [{ at: 1, status: 400 }] },
      { name: 'view', tries: [{ at: 1, status: 400 }] },
      { name: 'view', delivery: 'in flight' },
      { name: 'identify', type: 'identify', vendor: 'customerio', tries: [{ at: 1 }] },
    ],
  },
  'bloomreach',
).items.toArray()
const people = { ids: () => [], anonymous: () => [] }
const shown = (text: string) => items.filter(parseFilter(text, vendorName, people).matches).length
const TEXTS = [
  '',
  'buy',
  'is:rejected',
  'buy -is:rejected',
  'type:event is:delivered',
  'buy or view',
  '-vendor:bloomreach',
]

describe.each(TEXTS)('with the filter “%s”', (text) => {
  const groups = chipsOf(items, text, people)

  it('a chip shows exactly what it counted', () => {
    for (const [, chips] of groups)
      for (const { word, count } of chips) {
        const words = chips.map((each) => each.word)
        const off = text.split(' ').includes(word) ? switched(text, word, words) : text
        const on = switched(off, word, words)
        expect([word, on, shown(on)]).toEqual([word, on, count])
        expect(parseFilter(on, vendorName, people).problems).toEqual([])
      }
  })
})

it('one of a group is on at a time, and any may be out', () => {
  const words = ['is:delivered', 'is:rejected']
  expect(switched('buy is:rejected', 'is:delivered', words)).toBe('buy is:delivered')
  expect(switched('is:rejected', 'is:rejected', words)).toBe('')
  expect(switched('-is:rejected', 'is:rejected', words)).toBe('is:rejected')
  expect(switched('is:automatic', 'is:rejected', words)).toBe('is:automatic is:rejected')
  expect(switched('-is:rejected', 'is:delivered', words, true)).toBe('-is:rejected -is:delivered')
  expect(switched('is:delivered', 'is:delivered', words, true)).toBe('-is:delivered')
})
