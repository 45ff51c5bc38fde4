/** What a mark is, and what only looks like one; which values are the same. */
import { describe, expect, it } from 'vitest'
import { isMark, type Json, sameJson } from './json'

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

describe('two values', () => {
  const parsed = (text: string): unknown => JSON.parse(text)

  it.each([
    ['{"a":1,"b":[{"c":null}]}', '{"a":1,"b":[{"c":null}]}'],
    ['{}', '{}'],
    ['{"__proto__":{}}', '{"__proto__":{}}'],
  ])('are the same: %s', (a, b) => expect(sameJson(parsed(a), parsed(b))).toBe(true))

  it.each([
    ['{"a":1,"b":2}', '{"b":2,"a":1}'],
    ['{"a":1}', '{"a":1,"b":2}'],
    ['{"a":1,"b":2}', '{"a":1}'],
    ['{"a":{}}', '{"a":[]}'],
    ['{"__proto__":{}}', '{}'],
    ['{"__proto__":{}}', '{"a":1}'],
    ['{"constructor":"x"}', '{}'],
    ['[1,2]', '[1]'],
    ['{}', 'null'],
  ])('are not: %s and %s', (a, b) => {
    expect(sameJson(parsed(a), parsed(b))).toBe(false)
    expect(sameJson(parsed(b), parsed(a))).toBe(false)
  })
})
