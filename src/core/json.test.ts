/** What a mark is, and what only looks like one. */
import { describe, expect, it } from 'vitest'
import { isMark, type Json } from './json'

describe('a mark', () => {
  it.each<Json>([
    { $tl: 'date', text: '2026-01-01T00:00:00.000Z' },
    { $tl: 'undefined', text: '' },
    { $tl: 'cut', text: '5 more' },
  ])('is %j', (value) => expect(isMark(value)).toBe(true))

  it.each<Json>([
    { $tl: 'date' },
    { $tl: 'date', text: { toString: '' } },
    { $tl: 'cut', text: 5 },
    { $tl: 'toString', text: '' },
    { $tl: ['date'], text: '' },
    ['date'],
    'date',
    null,
  ])('is not %j', (value) => expect(isMark(value)).toBe(false))
})
