/** What can be typed next, from what was seen. */
import { List } from 'immutable'
import { describe, expect, it } from 'vitest'
import type { Item } from '../item'
import { completionsAt, vocabularyOf } from './complete'
import { parseFilter } from './filter'
import { wordForProperty } from './filter-text'
import { ownIds } from './filter-words'

const item = (name: string, properties: object): Item =>
  ({ name, type: 'event', vendor: 'v', method: 'track', properties, calledAs: null, sentAs: null }) as unknown as Item
const seen = vocabularyOf(
  List([
    item('add to cart', { cart: { lines: [{ sku: 'a-1' }, { sku: 'b 2' }] }, total: 3 }),
    item('purchase', { total: 12 }),
    item('purchase', { total: 12 }),
  ]),
  ownIds,
)
const words = (text: string, caret = text.length) => completionsAt(text, caret, seen).options.map(({ word }) => word)

describe('completionsAt', () => {
  it('offers keys, then properties and names that were seen', () => {
    expect(words('')).toContain('name:')
    expect(words('na')).toEqual(['name:'])
    expect(words('to')).toEqual(['total=', 'name:"add to cart"'])
    expect(words('-pu')).toEqual(['-name:purchase'])
  })

  it('offers the values of a key and of a property, the most frequent first', () => {
    expect(words('is:rej')).toEqual(['is:rejected'])
    expect(words('name:')).toEqual(['name:purchase', 'name:"add to cart"'])
    expect(words('total=')).toEqual(['total=12', 'total=3'])
    expect(words('cart.lines.sku=')).toEqual(['cart.lines.sku=a-1', 'cart.lines.sku="b 2"'])
  })

  it('completes the word at the caret alone', () => {
    expect(completionsAt('is:failed tot name:x', 13, seen)).toMatchObject({ from: 10, to: 13 })
    expect(words('is:failed tot name:x', 13)).toEqual(['total='])
    expect(words('note="two to', 12)).toEqual([])
  })
})

/** What the field holds once an option was taken at the caret, which a bar stands for. */
const taken = (marked: string, vocabulary = seen): string[] => {
  const [caret, text] = [marked.indexOf('|'), marked.replace('|', '')]
  const { from, to, options } = completionsAt(text, caret, vocabulary)
  return options.map(({ word }) => text.slice(0, from) + word + text.slice(to))
}

it.each([
  ['name:"add to| cart"', ['name:"add to cart"']],
  ['name:"add| to cart" is:failed', ['name:"add to cart" is:failed']],
  ['name:"add to| is:failed', ['name:"add to cart" is:failed']],
  ['total = 1|', ['total=12']],
  ['is:failed -total != | x', ['is:failed -total!=12 x', 'is:failed -total!=3 x']],
])('takes the whole word at the caret, however it is written: %s', (marked, expected) => {
  expect(taken(marked)).toEqual(expected)
})

it('what is completed finds what it was seen in, whatever it is made of', () => {
  const odd = [
    '=1+1',
    '/a+b/',
    '/(/',
    'a*b',
    'two "words"',
    'back\\slash ',
    '-1',
    'or',
    { $tl: 'date', text: '2026-11-29' },
  ]
  for (const value of odd) {
    const one = item('x', { p: value, list: [{ 2024: value }] })
    const vocabulary = vocabularyOf(List([one]), ownIds)
    for (const path of ['p', 'list.2024']) {
      const [word = ''] = taken(`${path}=|`, vocabulary)
      expect([value, word, parseFilter(word).problems]).toEqual([value, word, []])
      expect([word, parseFilter(word).matches(one)]).toEqual([word, true])
    }
  }
  const named = item('=1+1', {})
  const [word = ''] = taken('name:|', vocabularyOf(List([named]), ownIds))
  expect([word, parseFilter(word).matches(named)]).toEqual(['name:"==1+1"', true])
})

describe('wordForProperty', () => {
  const word = (...path: string[]) =>
    wordForProperty(
      {
        cart: { lines: [{ sku: 'a-1' }] },
        ...{ note: 'two "words"', 'odd name': 'x', a: null, o: {}, 2024: { 1: 'y' }, '-minus': 1 },
        ...{ formula: '=1', path: '/a+b/', when: { $tl: 'date', text: '2026-11-29T10:00:00.000Z' } },
      },
      path,
    )

  it('asks for any element of a list, quotes what has spaces, and takes odd names for text', () => {
    expect(word('cart', 'lines', '0', 'sku')).toBe('cart.lines.sku=a-1')
    expect(word('note')).toBe('note="two \\"words\\""')
    expect(word('odd name')).toBe('"x"')
    expect(word('a')).toBe('a=null')
    expect(word('o')).toBeNull()
  })

  it('keeps names that are numbers, and asks for exactly what would be a sign, a pattern or a minus', () => {
    expect(word('2024', '1')).toBe('2024.1=y')
    expect(word('formula')).toBe('formula="==1"')
    expect(word('path')).toBe('path="=/a+b/"')
    expect(word('-minus')).toBe('"1"')
    expect(word('when')).toBe('when=2026-11-29T10:00:00.000Z')
  })
})
