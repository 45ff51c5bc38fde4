// @vitest-environment node
/** HARs packed with zlib, as mitmproxy writes them where their name ends with .zhar (its addons/savehar.py). */
import { constants, deflateSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { entry, har, read, source, wrongOf } from '../../testing/har-files'
import { ZlibUnpacker } from './zlib'

const packed = (level: number): Uint8Array =>
  deflateSync(JSON.stringify(har([entry('a', 0), entry('b', 9)])), { level })
const DAMAGED = [expect.stringMatching(/^a\.zhar: It is packed, and damaged or cut off\. Save it anew/)]

it.each([constants.Z_BEST_COMPRESSION, constants.Z_BEST_SPEED, 5, constants.Z_DEFAULT_COMPRESSION])(
  'is read, packed at level %i',
  async (level) => {
    expect((await read(source('a.zhar', packed(level)))).told).toEqual(['a delivered', 'b delivered'])
  },
)

it('a cut or a changed byte anywhere is told, never taken for a whole file', async () => {
  const bytes = packed(9)
  for (let at = 2; at < bytes.length; at += 7) {
    expect([at, await wrongOf(source('a.zhar', bytes.slice(0, at)))]).toEqual([at, DAMAGED])
    const changed = bytes.map((byte, i) => (i === at ? byte ^ 1 : byte))
    expect([at, await wrongOf(source('a.zhar', changed))]).toEqual([at, [expect.any(String)]])
  }
})

it('unpacks the same however the bytes arrive, and no more than it may', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 9000 }), fc.integer({ min: 1, max: 300 }), (text, step) => {
      const bytes = deflateSync(text)
      const parts: Uint8Array[] = []
      const unpacker = new ZlibUnpacker(100_000, (part) => parts.push(part.slice()))
      for (let from = 0; from < bytes.length; from += step)
        expect(unpacker.take(bytes.subarray(from, from + step), from + step >= bytes.length)).toBeNull()
      expect(Buffer.concat(parts).toString()).toBe(text)
    }),
  )
  let given = 0
  const bomb = new ZlibUnpacker(100_000, (part) => {
    given += part.length
  })
  expect(bomb.take(deflateSync(Buffer.alloc(2_000_000)), true)).toBe('too large')
  expect(given).toBeLessThanOrEqual(100_000)
})

it('a text that begins like it is told for what it is', async () => {
  expect(await wrongOf(source('a', 'x is no record'))).toEqual([expect.stringMatching(/^a: It is not JSON/)])
})
