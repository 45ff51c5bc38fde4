/** Bytes as an encoder counts them, patterns that find just what they are made of, and names with spaces. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { bytesOf, isOver, literally, shownName } from './text'

it('counts the bytes that an encoder makes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.nat(40), (text, limit) => {
      const bytes = new TextEncoder().encode(text).length
      expect(bytesOf(text)).toBe(bytes)
      expect(isOver(text, limit)).toBe(bytes > limit)
    }),
  )
})

it('finds a text by itself, whatever is in it', () => {
  fc.assert(fc.property(fc.string(), (text) => new RegExp(`^${literally(text)}$`).test(text)))
})

it('a name with spaces at its ends, or of nothing else, stands in quotes, as in the finding', () => {
  expect(['  ', 'Buy ', '\tBuy', 'Buy', ''].map(shownName)).toEqual(['"  "', '"Buy "', '"\\tBuy"', 'Buy', ''])
})
