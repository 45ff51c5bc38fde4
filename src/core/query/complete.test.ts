/** What can be typed next, from what was seen. */
import { List } from 'immutable'
import { describe, expect, it } from 'vitest'
import type { Item } from '../item'
import { completionsAt, vocabularyOf } from './complete'
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

describe('wordForProperty', () => {
  it('asks for any element of a list, quotes what has spaces, and takes odd names for text', () => {
    expect(wordForProperty(['cart', 'lines', '0', 'sku'], 'a-1')).toBe('cart.lines.sku=a-1')
    expect(wordForProperty(['note'], 'two "words"')).toBe('note="two \\"words\\""')
    expect(wordForProperty(['odd name'], 'x')).toBe('"x"')
    expect(wordForProperty(['a'], null)).toBe('a=null')
    expect(wordForProperty(['a'], {})).toBeNull()
  })
})
