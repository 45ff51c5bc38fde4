/** Bytes as an encoder counts them, and patterns that find just what they are made of. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { bytesOf, isOver, literally } from './text'

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
