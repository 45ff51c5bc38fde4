/** Patterns find what the language's own regular expressions find, and no pattern takes for ever. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { patternOf } from './pattern'

const finds = (source: string, text: string): boolean => {
  const pattern = patternOf(source)
  if (typeof pattern === 'string') throw new Error(pattern)
  return pattern.test(text)
}

describe('patternOf', () => {
  it('finds what a regular expression finds', () => {
    const atom = fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '\\d', '1', '^', '$', '[a-c1]', '(?:ab)', '\\.')
    const others = fc.constantFrom('\\D', '\\W', '[\\S]', 'A', '[A-C]', '\\S')
    const times = fc.constantFrom('', '', '*', '+', '?', '{2}', '{1,2}', '{0,}', '*?')
    const piece = fc
      .tuple(fc.oneof(atom, others), times)
      .map(([what, often]) => (/^[$^]$/.test(what) ? what : what + often))
    const some = fc.array(piece, { maxLength: 5 }).map((pieces) => pieces.join(''))
    const source = fc.tuple(some, some, fc.boolean()).map(([a, b, or]) => (or ? `${a}|(${b})+c` : `${a}${b}`))
    const text = fc
      .array(fc.constantFrom('a', 'b', 'c', '1', '.', 'B', '🎉', ' '), { maxLength: 8 })
      .map((all) => all.join(''))
    fc.assert(
      fc.property(source, text, (source, text) => {
        expect(finds(source, text)).toBe(new RegExp(source, 'i').test(text))
      }),
      { numRuns: 500 },
    )
  })

  it('finds characters of two units, and those whose small letter is two', () => {
    expect([finds('^🎉 sale$', '🎉 Sale'), finds('İndirim', 'İNDirim'), finds('^\\S+$', 'a b')]).toEqual([
      true,
      true,
      false,
    ])
  })

  it('what would try a way after the other for ever is found out at once', () => {
    expect(finds('(a+)+$', `${'a'.repeat(20_000)}b`)).toBe(false)
    expect(finds('(a|a)*b.*c.*d', 'a'.repeat(20_000))).toBe(false)
  })

  it.each([
    ['(a', 'There is a ( without its ).'],
    ['a)', 'There is a ) without its (.'],
    ['[a', 'There is a [ without its ].'],
    ['*a', 'There is nothing before * to repeat.'],
    ['(?=a)', 'Lookahead and lookbehind are not supported.'],
    ['(a)\\1', '\\1 is not possible here.'],
    ['\\u0041', '\\u is not possible here.'],
    ['\\p{Lu}', '\\p is not possible here.'],
    ['[z-a]', 'The range z-a is the wrong way round.'],
    ['a{3,2}', 'The numbers in { } are the wrong way round.'],
    ['a{1000}', 'Nothing can be repeated more than 100 times.'],
    ['((a{99}){99}){99}', 'This pattern is too long.'],
  ])('%s: %s', (source, why) => {
    expect(patternOf(source)).toBe(why)
  })
})
