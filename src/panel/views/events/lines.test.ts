/** Rows and separators: what is folded away, what a filter leaves, and where an item stands. */
import { describe, expect, it } from 'vitest'
import type { Item } from '../../../core/item'
import { parseFilter } from '../../../core/query/filter'
import type { PageStart } from '../../../ui/store/log'
import { type Lines, linesOf } from './lines'
import type { Rows } from './listing'

const rowsOf = (numbers: readonly number[], filter = ''): Rows => ({
  size: numbers.length,
  at: (row) => (numbers[row] === undefined ? undefined : ({ n: numbers[row] } as Item)),
  rowOf: (n) => numbers.indexOf(n),
  all: numbers.length,
  filter: parseFilter(filter),
  scanning: false,
})
const page = (doc: string, items: number): PageStart => ({ doc, items, position: items, at: items })
const pages = [page('a', 0), page('b', 2), page('c', 2), page('d', 5)]
const written = (lines: Lines) =>
  Array.from({ length: lines.size }, (_, line) => lines.at(line)?.n ?? lines.segmentAt(line)?.page?.doc)
const ALL = [0, 1, 2, 3, 4, 5, 6]

describe('linesOf', () => {
  it('a separator before the rows of each page, also of one where nothing was tracked', () => {
    const lines = linesOf(rowsOf(ALL), { pages, folded: new Set(), from: 0 })
    expect(written(lines)).toEqual(['a', 0, 1, 'b', 'c', 2, 3, 4, 'd', 5, 6])
    expect(ALL.map((n) => lines.at(lines.lineOf(n))?.n)).toEqual(ALL)
    expect(ALL.map((n) => lines.rowsBefore(lines.lineOf(n)))).toEqual(ALL)
    expect(lines.rows).toBe(7)
  })

  it('a folded page is its separator alone, and its items are found there', () => {
    const lines = linesOf(rowsOf(ALL), { pages, folded: new Set(['c']), from: 0 })
    expect(written(lines)).toEqual(['a', 0, 1, 'b', 'c', 'd', 5, 6])
    expect(lines.lineOf(3)).toBe(4)
    expect(lines.rowsBefore(lines.lineOf(5))).toBe(2)
    expect(lines.rows).toBe(4)
  })

  it('a filter leaves out the pages that have nothing of it', () => {
    const lines = linesOf(rowsOf([3, 6], 'x'), { pages, folded: new Set(), from: 0 })
    expect(written(lines)).toEqual(['c', 3, 'd', 6])
    expect(lines.lineOf(0)).toBe(-1)
  })

  it('one page alone has no separator, nor has a page that ended before what is in view', () => {
    expect(written(linesOf(rowsOf([5, 6]), { pages, folded: new Set(), from: 5 }))).toEqual([5, 6])
    expect(written(linesOf(rowsOf([3, 4, 5]), { pages, folded: new Set(), from: 3 }))).toEqual(['c', 3, 4, 'd', 5])
  })

  it('what came before the first page stands before it', () => {
    const late = [page('b', 2), page('d', 5)]
    expect(written(linesOf(rowsOf(ALL), { pages: late, folded: new Set(), from: 0 }))).toEqual([
      ...[0, 1, 'b', 2, 3, 4],
      ...['d', 5, 6],
    ])
  })
})
