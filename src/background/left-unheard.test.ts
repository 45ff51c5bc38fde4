import { describe, expect, it } from 'vitest'
import type { Fact, FactOf, Happening } from '../core/fact'
import { leftUnheard } from './left-unheard'

const fact = (doc: string, happening: Happening, frame = 0): Fact => ({ doc, seq: 1, at: 1, frame, ...happening })
const begin = (doc: string, frame = 0) =>
  fact(
    doc,
    { kind: 'document', url: 'u', title: '', top: true, late: false, startedAt: 1 },
    frame,
  ) as FactOf<'document'>
const page = (doc: string, change: 'pagehide' | 'pageshow') => fact(doc, { kind: 'page', change })
const gap = (doc: string) => fact(doc, { kind: 'gap', missing: 3, reason: 'overflow', detail: '' })

describe('a document that is replaced', () => {
  it.each([
    ['the first of its frame', [], null],
    ['after one that said goodbye', [begin('a'), page('a', 'pagehide')], null],
    ['after one that said nothing', [begin('a')], 'a'],
    ['after one that came back and then said nothing', [begin('a'), page('a', 'pagehide'), page('a', 'pageshow')], 'a'],
    ['in another frame', [begin('a', 4)], null],
    ['beside observers', [fact('devtools:x', { kind: 'page', change: 'online' })], null],
    ['after one whose facts had no room', [begin('a'), gap('a')], null],
  ])('%s', (_, facts, expected) => {
    expect(leftUnheard(facts, begin('new'))).toBe(expected)
  })
})
