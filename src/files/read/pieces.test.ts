// @vitest-environment node
/** A HAR is taken apart into the same pieces however its text arrives. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Flaw, type Piece, Pieces } from './pieces'

function piecesOf(parts: readonly string[]): readonly Piece[] | Flaw {
  const pieces = new Pieces()
  const all: Piece[] = []
  for (const part of parts) {
    const found = pieces.take(part)
    if (typeof found === 'string') return found
    all.push(...found)
  }
  return pieces.end() ?? all
}

/** The text, cut at these places. */
function cutAt(text: string, places: readonly number[]): readonly string[] {
  const ends = [...new Set(places.map((place) => place % (text.length + 1)))].sort((a, b) => a - b)
  return [0, ...ends].map((from, i) => text.slice(from, ends[i] ?? text.length))
}

describe('Pieces', () => {
  it('reads keys whose letters are written as escapes', () => {
    const text = '{"l\\u006fg":{"\\u0065ntries":[1],"odd\\u":2}}'
    expect(piecesOf([text])).toEqual([{ of: 'entries', text: '1' }])
    expect(piecesOf(cutAt(text, [5, 9, 20]))).toEqual([{ of: 'entries', text: '1' }])
  })

  it('finds creator, browser, pages and entries, in whatever order and layout', () => {
    const log = {
      entries: [{ a: '"]}\\' }, 7, 'x', null, [1, { b: '\\"' }]],
      comment: { entries: [{ not: 'mine' }] },
      creator: { name: 'T' },
      pages: [{ id: 'p' }, { id: 'q{' }],
      browser: 'b',
      version: '1.2',
    }
    for (const indent of [0, 2, '\t']) {
      const found = piecesOf([JSON.stringify({ before: [{}], log, after: { log: {} } }, null, indent)])
      if (typeof found === 'string') throw new Error(found)
      expect(found.map(({ of, text }) => [of, JSON.parse(text ?? '')])).toEqual([
        ...log.entries.map((entry) => ['entries', entry]),
        ['creator', log.creator],
        ...log.pages.map((page) => ['pages', page]),
        ['browser', 'b'],
      ])
    }
  })

  it('finds the same wherever the text is cut', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue(), { maxLength: 6 }), fc.array(fc.nat()), (entries, places) => {
        const text = JSON.stringify({ log: { creator: { name: '\\' }, entries, pages: entries } }, null, 1)
        const whole = piecesOf([text])
        expect(whole).toHaveLength(1 + 2 * entries.length)
        expect(piecesOf(cutAt(text, places))).toEqual(whole)
      }),
    )
  })

  it('says what is wrong with what is no HAR', () => {
    const flaws: readonly (readonly [string, Flaw])[] = [
      ['<html>', 'not json'],
      ['', 'not json'],
      ['[]', 'list'],
      ['"log"', 'not json'],
      ['12', 'not json'],
      ['{} {}', 'more'],
      ['{}\n[]', 'more'],
      ['{}}', 'more'],
      ['{"log":{"entries":[]}} rest"}', 'more'],
      ['}', 'not json'],
      ["{'log': {'entries': []}}", 'not json'],
      ['{log: {entries: []}}', 'not json'],
      ['{"a": {"b": True}, "c": None}', 'not json'],
      ['{"a": undefined}', 'not json'],
      ['{"a": 1, b: 2}', 'not json'],
      ['// a note\n{"a": 1}', 'not json'],
      ['{"a": 1 /* a note */}', 'not json'],
      ['{}', 'no har'],
      ['{"a": [true, false, null, -1.5E+3, "it\'s"], "b": 2}', 'no har'],
      ['{"log":[]}', 'no har'],
      ['{"log":{}}', 'no har'],
      ['{"log":{"entries":{}}}', 'no har'],
      ['{"log":{"entries":7}}', 'no har'],
      ['{"log":{"entries":[{"a":"', 'cut'],
      ['{"log":{"entries":[]', 'cut'],
    ]
    for (const [text, flaw] of flaws) expect([text, piecesOf([text])]).toEqual([text, flaw])
  })

  it('reads the entries of a file that has something beside them that is no JSON', () => {
    expect(piecesOf(['{"log":{"version":NaN,"entries":[{"a":1}]}}'])).toEqual([{ of: 'entries', text: '{"a":1}' }])
  })

  it('a cut anywhere is told, never taken for a whole file', () => {
    const text = JSON.stringify({ log: { entries: [{ a: '\\"{' }, {}], pages: [{}] } })
    for (let end = 1; end < text.length; end++) expect([end, piecesOf([text.slice(0, end)])]).toEqual([end, 'cut'])
  })

  it('a piece that is too long is told, and not kept', () => {
    const pieces = new Pieces()
    pieces.take('{"log":{"entries":[{"a":"')
    const part = 'x'.repeat(1024 * 1024)
    for (let i = 0; i < 65; i++) expect(pieces.take(part)).toEqual([])
    expect(pieces.take('"},{"b":1}]}}')).toEqual([
      { of: 'entries', text: null },
      { of: 'entries', text: '{"b":1}' },
    ])
    expect(pieces.end()).toBeNull()
  })
})
