// @vitest-environment node
/** ZIPs that nobody's tool writes, or that mean harm: what can be read is, all else ends in a sentence, bounded. */
import fc from 'fast-check'
import { deflateSync, strToU8 } from 'fflate'
import { describe, expect, it } from 'vitest'
import { entry, har, read, source, wrongOf } from '../../testing/har-files'
import { eachLine } from './text'
import { crcOf } from './zip-directory'

/** A file in a ZIP, and what its headers claim of it against the truth. */
interface Packed {
  readonly name: string | Uint8Array
  readonly data: Uint8Array
  readonly flags?: number
  /** Its sizes and check sum stand behind it, as whoever packs while sending has it. */
  readonly isDescribed?: boolean
  readonly claims?: { readonly size?: number; readonly packed?: number }
  /** It lies where another file does. */
  readonly at?: number
}

/** A ZIP, written field by field. */
function zipOf(files: readonly Packed[], { before = '', count = files.length } = {}): Uint8Array {
  const parts: Uint8Array[] = [strToU8(before)]
  const length = () => parts.reduce((sum, part) => sum + part.length, 0)
  const fields = (size: number, values: readonly (readonly [at: number, bits: 16 | 32, value: number])[]) => {
    const view = new DataView(new ArrayBuffer(size))
    for (const [at, bits, value] of values)
      bits === 16 ? view.setUint16(at, value, true) : view.setUint32(at, value, true)
    return new Uint8Array(view.buffer)
  }
  const entries = files.map(({ name, data, flags = 0, isDescribed = false, claims = {}, at }) => {
    const [called, body] = [typeof name === 'string' ? strToU8(name) : name, deflateSync(data)]
    const kind = flags | (isDescribed ? 8 : 0)
    const [packed, size, crc] = [claims.packed ?? body.length, claims.size ?? data.length, crcOf(data)]
    const place = at ?? length()
    const sizes = [[crc, 0] as const, [packed, 4] as const, [size, 8] as const]
    const told = (from: number) => sizes.map(([value, offset]) => [from + offset, 32, value] as const)
    if (at === undefined) {
      const local = [
        [0, 32, 0x04034b50],
        [6, 16, kind],
        [8, 16, 8],
        [26, 16, called.length],
      ] as const
      parts.push(fields(30, isDescribed ? local : [...local, ...told(14)]), called, body)
      if (isDescribed) parts.push(fields(16, [[0, 32, 0x08074b50], ...told(4)]))
    }
    const central = [
      [0, 32, 0x02014b50],
      [8, 16, kind],
      [10, 16, 8],
      [28, 16, called.length],
    ] as const
    return [fields(46, [...central, ...told(16), [42, 32, place]]), called]
  })
  const start = length()
  parts.push(...entries.flat())
  parts.push(
    fields(22, [
      [0, 32, 0x06054b50],
      [8, 16, count],
      [10, 16, count],
      [16, 32, start],
    ]),
  )
  const whole = new Uint8Array(length())
  parts.reduce((at, part) => {
    whole.set(part, at)
    return at + part.length
  }, 0)
  return whole
}

const data = strToU8(JSON.stringify(har([entry('one', 0)])))
const DAMAGED = /The ZIP is damaged/
const NEITHER = /holds neither a HAR nor a Playwright trace/

describe('a ZIP', () => {
  it.each<[string, Uint8Array]>([
    ['whose sizes stand behind each file', zipOf([{ name: 'a.har', data, isDescribed: true }])],
    ['with a name that leads out of it', zipOf([{ name: '../../a.har', data }])],
    ['with an absolute name', zipOf([{ name: '/etc/a.har', data }])],
    ['with a name of Windows’', zipOf([{ name: 'C:\\x\\a.har', data }])],
    ['with a name in UTF-8', zipOf([{ name: 'ü.har', data, flags: 0x800 }])],
    ['with a name that is no UTF-8', zipOf([{ name: Uint8Array.of(0xff, 46, 104, 97, 114), data, flags: 0x800 }])],
    ['with one name twice', zipOf([0, 1].map(() => ({ name: 'a.har', data })))],
    [
      'with two files in one place',
      zipOf([
        { name: 'a.har', data },
        { name: 'b.har', data, at: 0 },
      ]),
    ],
    ['with junk before it that looks like one', zipOf([{ name: 'a.har', data }], { before: 'PK\u0003\u0004 and on' })],
    [
      'with a locked file that is not needed',
      zipOf([
        { name: 'a.txt', data, flags: 1 },
        { name: 'a.har', data },
      ]),
    ],
  ])('%s is read: a name is a name, and leads nowhere', async (_name, bytes) => {
    expect((await read(source('a.zip', bytes))).told).toEqual(['one delivered'])
  })

  it.each<[string, Uint8Array, RegExp]>([
    ['that is empty', zipOf([]), NEITHER],
    ['with a NUL behind the name', zipOf([{ name: 'a.har\0.txt', data }]), NEITHER],
    ['with no name', zipOf([{ name: '', data }]), NEITHER],
    ['with archives in it', zipOf([{ name: 'a.har.gz', data }]), /further archives\. Unpack it/],
    ['with more files than it has', zipOf([{ name: 'a.har', data }], { count: 2 }), DAMAGED],
    ['with a larger size than is true', zipOf([{ name: 'a.har', data, claims: { size: data.length + 1 } }]), DAMAGED],
    ['that unpacks to more than it says', zipOf([{ name: 'a.har', data, claims: { size: 9 } }]), DAMAGED],
    ['that is packed into nothing', zipOf([{ name: 'a.har', data, claims: { packed: 0 } }]), DAMAGED],
    ['that is packed beyond its end', zipOf([{ name: 'a.har', data, claims: { packed: 0xfffffff0 } }]), DAMAGED],
    ['of a size that zip64 would tell', zipOf([{ name: 'a.har', data, claims: { size: 0xffffffff } }]), /500 MB/],
    [
      'with one name twice for what differs',
      zipOf([data, strToU8('{}')].map((each) => ({ name: 'a.har', data: each }))),
      /^a\.zip: The ZIP has two files named “a\.har” that differ\. Save it anew/,
    ],
    ['with junk before it', zipOf([{ name: 'a.har', data }], { before: 'MZ' }), /no ZIP either/],
  ])('%s is refused in a sentence', async (_name, bytes, sentence) => {
    expect(await wrongOf(source('a.zip', bytes))).toEqual([expect.stringMatching(sentence)])
  })

  it('of many files in one place is a bomb, and so is one of more files than anybody looks for', async () => {
    const big = new Uint8Array(4_000_000).fill(32)
    const many = Array.from({ length: 140 }, (_, n) => ({ name: `${n}.har`, data: big.subarray(0, 9), at: 0 }))
    const packed = deflateSync(big).length
    const claims = { size: big.length, packed }
    const bytes = zipOf([{ name: 'a.har', data: big }, ...many.map((each) => ({ ...each, claims }))])
    expect(await wrongOf(source('a.zip', bytes))).toEqual([expect.stringMatching(/unpacks to more than 500 MB/)])
    const large = Uint8Array.of(...zipOf([]), ...new Uint8Array(76), ...zipOf([]))
    const view = new DataView(large.buffer)
    view.setUint32(22, 0x06064b50, true)
    view.setBigUint64(54, 1n << 40n, true)
    view.setUint32(78, 0x07064b50, true)
    view.setBigUint64(86, 22n, true)
    large.set(strToU8('PK\u0003\u0004'))
    expect(await wrongOf(source('a.zip', large))).toEqual([expect.stringMatching(/more than 200,000 files/)])
  })

  it('with anything in any field of its headers is read or refused in a sentence', async () => {
    const bytes = zipOf([
      { name: 'a.har', data, isDescribed: true },
      { name: 'x.txt', data: strToU8('x') },
    ])
    const fields = Array.from({ length: bytes.length - 4 }, (_, at) => at)
    const values = fc.constantFrom(0, 1, 0xff, 0xffff, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff)
    const change = fc.tuple(fc.constantFrom(...fields), values, fc.boolean())
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 3 }), async (changes) => {
        const view = new DataView(bytes.slice().buffer)
        for (const [at, value, isLong] of changes)
          isLong ? view.setUint32(at, value, true) : view.setUint16(at, value & 0xffff, true)
        for (const sentence of await wrongOf(source('a.zip', new Uint8Array(view.buffer)))) {
          expect(sentence).toMatch(/^a\.zip: [A-Z].*[.)]$/s)
          expect(sentence).not.toMatch(/undefined|could not be read|Offset|Invalid/)
        }
      }),
      { numRuns: 300 },
    )
  })
})

describe('what is damaged from end to end', () => {
  const WORDS = /More than 100,000 of its entries cannot be read, and fewer can/
  it.each<[string, string | Uint8Array]>([
    ['a HAR', `{"log":{"entries":[${'1,'.repeat(100_001)}1]}}`],
    ['a HAR in a ZIP', zipOf([{ name: 'a.har', data: strToU8(`{"log":{"entries":[${'1,'.repeat(100_001)}1]}}`) }])],
    ['a trace', zipOf([{ name: 'a.network', data: strToU8('x\n'.repeat(100_001)) }])],
  ])('is given up in a sentence: %s', async (_name, content) => {
    expect(await wrongOf(source('a', content))).toEqual([expect.stringMatching(WORDS)])
  })

  it('is read where more of it can be', async () => {
    const entries = Array.from({ length: 4 }, (_, n) => entry(`${n}`, n))
    expect((await read(source('a.har', har([1, ...entries, 2])))).told).toHaveLength(4)
  })
})

describe('lines', () => {
  const lines = (text: string, longest = 1000) => [...eachLine(strToU8(text), longest)]

  it('are cut where they end, and empty ones are none', () => {
    expect(lines('')).toEqual([])
    expect(lines('\n\n\n')).toEqual([])
    expect(lines('a\n\nb')).toEqual(['a', 'b'])
    const long = 'é'.repeat(200_000)
    expect(lines(`${long}\n${long}`, 200_000)).toEqual([long, long])
  })

  it('that are too long are none, and those behind them are', () => {
    expect(lines(`a\n${'x'.repeat(300_000)}\nb\n${'y'.repeat(1001)}`)).toEqual(['a', null, 'b', null])
  })
})
