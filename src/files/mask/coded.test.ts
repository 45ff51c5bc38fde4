/** Tests that base64 is text exactly where a decoder that refuses what is none says so. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { bytesOfBase64 } from '../../core/base64'
import { codedIn } from './coded'

const CONTROL = /(?![\t\n\r])\p{Cc}/u

function decoded(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    return CONTROL.test(text) ? undefined : text
  } catch {
    return undefined
  }
}

it('what it stands for is found where it is text, and nowhere else', () => {
  const edges = [
    0x09, 0x0b, 0x20, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc1, 0xc2, 0xe0, 0xed, 0xef, 0xf0, 0xf4, 0xf5,
  ]
  const bytes = fc.oneof(
    fc.array(fc.constantFrom(0x41, ...edges), { minLength: 6, maxLength: 12 }),
    fc.string({ unit: 'binary', minLength: 6, maxLength: 9 }).map((text) => [...new TextEncoder().encode(text)]),
  )
  fc.assert(
    fc.property(bytes, (all) => {
      const coded = btoa(String.fromCharCode(...all)).replace(/=+$/, '')
      // What has a sign within it is tried in parts, too.
      fc.pre(/^\w+$/.test(coded))
      const found: string[] = []
      const find = codedIn((_, plain) => {
        found.push(plain)
        return plain
      })
      expect([...find(coded)]).toHaveLength(found.length)
      expect(found[0]).toBe(decoded(bytesOfBase64(coded)))
    }),
    { numRuns: 1_000 },
  )
})
