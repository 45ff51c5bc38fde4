/** Names as people see them: what would be seen nowhere stands in quotes, or is written out. */
import { expect, it } from 'vitest'
import { shownName } from './plain'
import { nameOf } from './text'

it('a name with spaces at its ends, or of nothing else, stands in quotes, in the words of the finding', () => {
  expect(['  ', 'Buy ', '\tBuy', 'Buy', ''].map(shownName)).toEqual(['"  "', '"Buy "', '"\\tBuy"', 'Buy', ''])
  const named = ['  ', 'Buy ', 'Buy', ''].map((name) => nameOf({ name, type: 'event' }))
  expect(named).toEqual(['"  "', '"Buy "', 'Buy', 'event'])
})
