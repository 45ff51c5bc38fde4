/** Tests of the copier: what the page gives, by value, bounded and marked. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { copy, MEMBERS, STRING, TOTAL, textOf, wordsOf } from './copy'

const text = (value: unknown) => JSON.stringify(copy(value))
const copied = (value: unknown) => JSON.parse(text(value))

describe('copy', () => {
  it('gives what JSON.stringify gives for plain data', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        expect(text(value)).toBe(JSON.stringify(value))
      }),
    )
  })

  it('marks what JSON cannot carry and keeps the neighbours', () => {
    class Thing {
      a = 1
    }
    const value = {
      nan: Number.NaN,
      inf: Number.POSITIVE_INFINITY,
      ninf: Number.NEGATIVE_INFINITY,
      big: 12n,
      none: undefined,
      run: function named() {},
      sym: Symbol('s'),
      date: new Date('2026-01-02T03:04:05.000Z'),
      bad: new Date(Number.NaN),
      map: new Map([[1, 2]]),
      thing: new Thing(),
      get throws(): never {
        throw new Error('boo')
      },
      own: { toJSON: () => ({ mine: true }) },
      kept: 'yes',
    }
    expect(copied(value)).toEqual({
      nan: { $tl: 'NaN', text: '' },
      inf: { $tl: 'Infinity', text: '' },
      ninf: { $tl: '-Infinity', text: '' },
      big: { $tl: 'bigint', text: '12' },
      none: { $tl: 'undefined', text: '' },
      run: { $tl: 'function', text: 'named' },
      sym: { $tl: 'symbol', text: 'Symbol(s)' },
      date: { $tl: 'date', text: '2026-01-02T03:04:05.000Z' },
      bad: { $tl: 'NaN', text: 'Invalid Date' },
      map: { $tl: 'object', text: '[object Map]' },
      thing: { a: 1 },
      throws: { $tl: 'throws', text: 'Error: boo' },
      own: { mine: true },
      kept: 'yes',
    })
  })

  it('ends at cycles, and tells twice the same object apart from one', () => {
    const loop: Record<string, unknown> = { n: 1 }
    loop.self = loop
    expect(copied(loop)).toEqual({ n: 1, self: { $tl: 'cycle', text: '' } })
    const twice = { x: 1 }
    expect(copied({ a: twice, b: twice })).toEqual({ a: { x: 1 }, b: { x: 1 } })
  })

  it('ends at 10,000 levels, at 10 MB of text and at a million members', () => {
    let deep: unknown = 1
    for (let i = 0; i < 10_000; i++) deep = { deep }
    expect(text(deep)).toContain('"$tl":"deep"')
    const long = copied({ text: 'x'.repeat(10_000_000), after: 1 })
    expect(long.text.$tl).toBe('cut')
    expect(long.text.text).toHaveLength(STRING)
    expect(long.after).toBe(1)
    const wide = copied(Array.from({ length: 1_000_000 }, (_, i) => i))
    expect(wide).toHaveLength(MEMBERS + 1)
    expect(wide.at(-1)).toEqual({ $tl: 'cut', text: '999000 more' })
  })

  it('is no longer than its bound by much, whatever it is given', () => {
    fc.assert(
      fc.property(
        fc.anything({ maxDepth: 4, withBigInt: true, withDate: true, withMap: true, withNullPrototype: true }),
        (value) => {
          expect(text(value).length).toBeLessThan(TOTAL * 7)
        },
      ),
    )
  })

  it('keeps a key called __proto__ as a key', () => {
    const value = JSON.parse('{"__proto__":{"a":1},"b":NaN}'.replace('NaN', 'null'))
    expect(text({ ...value, n: Number.NaN, x: value })).toContain('"__proto__":{"a":1}')
  })

  it('calls a getter that works without changing what the page sees', () => {
    const value = {
      get n() {
        return 3
      },
    }
    expect(copied(value)).toEqual({ n: 3 })
  })

  it.each<[string, (note: () => number) => unknown]>([
    ['an object', (note) => Object.defineProperty({}, 'n', { enumerable: true, get: note })],
    [
      'one within lists and objects',
      (note) => [{ a: [Object.defineProperty({}, 'n', { enumerable: true, get: note })] }],
    ],
    [
      'one beside what JSON cannot carry',
      (note) => Object.defineProperty({ d: new Date(0) }, 'n', { enumerable: true, get: note }),
    ],
    ['a proxy', (note) => new Proxy({ n: 1 }, { get: (_, name) => (name === 'n' ? note() : undefined) })],
  ])('reads a member of %s twice at the most, as README says', (_, of) => {
    let reads = 0
    const value = of(() => ++reads)
    expect(textOf({ kind: 'call' }, [value])).toMatch(/"n":[12]/)
    expect(reads).toBeGreaterThan(0)
    expect(reads).toBeLessThanOrEqual(2)
  })

  it.each<[string, (note: () => never) => unknown]>([
    ['a map', (note) => Object.defineProperty(new Map([['a', 1]]), Symbol.iterator, { get: note })],
    ['a set', (note) => Object.defineProperty(new Set([1]), Symbol.iterator, { get: note })],
    ['a list', (note) => Object.defineProperty([1], Symbol.iterator, { get: note })],
    ['a date', (note) => Object.defineProperties(new Date(0), { toISOString: { get: note }, getTime: { get: note } })],
  ])('never walks through %s by an iterator or a method of the page’s', (_, of) => {
    let reads = 0
    const value = of(() => {
      reads++
      throw new Error('asked')
    })
    textOf({ kind: 'call' }, [value])
    expect(reads).toBe(0)
  })

  it('takes no notice of a toJSON that the page put on every object', () => {
    const prototype = Object.prototype as { toJSON?: unknown }
    const list = Array.prototype as { toJSON?: unknown }
    prototype.toJSON = list.toJSON = () => 'pwned'
    let texts: string[]
    try {
      texts = [
        textOf({ kind: 'call' }, [{ a: [1] }]),
        textOf({ kind: 'sdk', list: copy([1]), long: 'x'.repeat(70_000), none: undefined }),
      ]
    } finally {
      delete prototype.toJSON
      delete list.toJSON
    }
    expect(texts[0]).toBe('{"kind":"call","args":[{"a":[1]}]}')
    expect(JSON.parse(texts[1] ?? '').long).toHaveLength(70_000)
    expect(texts[1]).not.toContain('none')
  })

  it('shows a toJSON that a getter puts on every object while it is read only what is the page’s', () => {
    const prototype = Object.prototype as { toJSON?: unknown }
    const seen: unknown[] = []
    const value = {
      get late() {
        prototype.toJSON = function (this: object) {
          seen[seen.length] = this
          return 'pwned'
        }
        return 1
      },
    }
    let text: string
    try {
      text = textOf({ kind: 'call' }, [value, 'b'])
    } finally {
      delete prototype.toJSON
    }
    expect(text).toBe('{"kind":"call","args":[{"late":1},"b"]}')
    expect(seen.every((shown) => shown === value)).toBe(true)
  })

  it('tells a fact although a getter refuses to be read a second time', () => {
    let reads = 0
    const value = {
      kept: 1,
      get fickle() {
        if (reads++ > 0) throw new Error('once')
        return 2
      },
    }
    expect(JSON.parse(textOf({ kind: 'call' }, ['a', value]))).toEqual({
      kind: 'call',
      args: ['a', { kept: 1, fickle: { $tl: 'throws', text: 'Error: once' } }],
    })
  })

  it('survives proxies that refuse everything', () => {
    const { proxy, revoke } = Proxy.revocable({}, {})
    revoke()
    expect(copied({ proxy, kept: 1 })).toEqual({
      proxy: { $tl: 'throws', text: expect.stringContaining('TypeError') },
      kept: 1,
    })
  })

  it('copies an arguments object, at most fifty of them, and says how many more there were', () => {
    const args = { length: 2, 0: 'a', 1: undefined }
    expect(textOf({ kind: 'call' }, args)).toBe('{"kind":"call","args":["a",{"$tl":"undefined","text":""}]}')
    expect(
      JSON.parse(
        textOf(
          { kind: 'call' },
          Array.from({ length: 80 }, () => 1),
        ),
      ).args,
    ).toEqual([...Array.from({ length: 50 }, () => 1), { $tl: 'cut', text: '30 more' }])
    expect(textOf({ kind: 'call' }, [])).toBe('{"kind":"call","args":[]}')
  })

  it('asks no getter of the page’s for the words of what was thrown, nor for the name of a function', () => {
    let reads = 0
    const get = () => {
      reads++
      return 'asked'
    }
    const text = { [Symbol.toPrimitive]: get }
    class Own extends Error {
      override get message() {
        return get()
      }
    }
    const ofAClass = new Own()
    const thrown = Object.defineProperties(new Error('own'), { name: { get }, stack: { get }, toString: { get } })
    // Node asks them as it writes the stacks.
    reads = 0
    expect(wordsOf(thrown)).toBe('Error: own')
    expect(wordsOf(Object.defineProperty({}, 'message', { get }))).toBe('an error without words')
    expect(wordsOf(ofAClass)).toBe('an error without words')
    expect(wordsOf(Object.defineProperty(() => {}, 'toString', { get }))).toBe('an error without words')
    expect(
      wordsOf({
        message: text,
        name: text,
        get [Symbol.toStringTag]() {
          return get()
        },
      }),
    ).toBe('an error without words')
    expect(copied(Object.defineProperty(() => {}, 'name', { get }))).toEqual({ $tl: 'function', text: '' })
    expect(reads).toBe(0)
  })

  it('finds words for whatever was thrown', () => {
    expect(wordsOf(new TypeError('no'))).toBe('TypeError: no')
    expect(wordsOf('plain')).toBe('plain')
    expect(wordsOf(null)).toBe('null')
    expect(wordsOf(Symbol('s'))).toBe('an error without words')
    expect(wordsOf({ code: 5 })).toBe('an error without words')
    expect(wordsOf(new DOMException('no', 'AbortError'))).toBe('AbortError: no')
    expect(wordsOf(Object.assign(new Error('no'), { name: 'Own' }))).toBe('Own: no')
  })
})
