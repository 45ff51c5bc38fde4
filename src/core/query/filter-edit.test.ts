/** How the words of a filter are added and taken away by what stands beside its field. */
import { expect, it } from 'vitest'
import { asksFor, withoutWord, withWord } from './filter-edit'

it.each([
  ['', 'name:x', 'name:x'],
  ['a', 'name:x', 'a name:x'],
  ['a or b', 'name:x', 'a name:x or b name:x'],
  ['a || "b or c"', '-name:x', 'a -name:x or "b or c" -name:x'],
  ['a and b', 'name:x', 'a b name:x'],
  ['name:x', 'name:x', 'name:x'],
  ['name:x a', '-name:x', 'a -name:x'],
  ['-name:"add to cart"', 'name:"add to cart"', 'name:"add to cart"'],
  ['a or', 'name:x', 'a name:x'],
  ['total > 1', 'name:x', 'total > 1 name:x'],
  ['a "b', 'name:x', 'a name:x'],
])('%s, and %s: %s', (text, word, expected) => {
  expect(withWord(text, word)).toBe(expected)
})

it('takes a word away with what joined it', () => {
  expect(withoutWord('a and is:failed', 'is:failed')).toBe('a')
  expect(withoutWord('is:failed or b', 'is:failed')).toBe('b')
})

it('asks for what is in every way', () => {
  expect(['', 'x', 'x or y', 'x a or x b'].map((text) => asksFor(text, 'x'))).toEqual([false, true, false, true])
})
