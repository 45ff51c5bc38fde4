/** Which columns there are, how wide, what their times say, and in which order the rows come. */
import { describe, expect, it } from 'vitest'
import type { Item } from '../../../core/item'
import { layoutOf, sameIn, timeText } from './columns'
import type { Rows } from './listing'
import { Sorted } from './sorted'

const NO_WISHES = { widths: {}, hidden: [], time: 'absolute' } as const
const shownAt = (room: number, hidden: readonly string[] = []) =>
  layoutOf({ preferences: { ...NO_WISHES, hidden }, same: [], room, dated: false }).shown
const item = (n: number, more: Partial<Item> = {}): Item =>
  ({
    n,
    name: `item ${n}`,
    type: 'event',
    vendor: 'v',
    seenAt: n * 1000,
    calledAt: null,
    delivery: 'queued',
    ...more,
  }) as Item

describe('layoutOf', () => {
  it('leaves out what is hidden, says the same everywhere, or has no room; never the name', () => {
    expect(shownAt(1200)).toEqual(['number', 'time', 'name', 'type', 'customer', 'delivery', 'vendor'])
    expect(shownAt(600)).toEqual(['time', 'name', 'customer', 'delivery'])
    expect(shownAt(400)).toEqual(['name', 'customer', 'delivery'])
    expect(shownAt(1200, ['time', 'name', 'customer'])).toEqual(['number', 'name', 'type', 'delivery', 'vendor'])
    const same = layoutOf({ preferences: NO_WISHES, same: ['vendor'], room: 1200, dated: false })
    expect(same.shown).not.toContain('vendor')
  })

  it('where the type has no room it goes with the name, but not where nobody wants it', () => {
    const typed = (hidden: readonly string[], room: number) =>
      layoutOf({ preferences: { ...NO_WISHES, hidden }, same: [], room, dated: false }).typed
    expect([typed([], 1200), typed([], 500), typed(['type'], 500)]).toEqual([false, true, false])
  })

  it('where the number has no room it goes with the name too: findings name items by it', () => {
    const numbered = (hidden: readonly string[], room: number) =>
      layoutOf({ preferences: { ...NO_WISHES, hidden }, same: [], room, dated: false }).numbered
    expect([numbered([], 1200), numbered([], 700), numbered([], 400), numbered(['number'], 400)]).toEqual([
      ...[false, true, true, false],
    ])
  })

  it('keeps a width that was chosen', () => {
    const { template } = layoutOf({
      preferences: { ...NO_WISHES, widths: { time: 60 } },
      same: [],
      room: 0,
      dated: false,
    })
    expect(template).toContain('minmax(48px, 60px)')
  })
})

describe('sameIn', () => {
  it('names the columns that say nothing, as soon as there are two rows', () => {
    const items = [item(0), item(1), item(2, { type: 'page' })]
    const rows = (size: number) => ({ size, at: (row: number) => items[row], scanning: false })
    expect(sameIn(rows(1), [])).toEqual([])
    expect(sameIn(rows(2), [])).toEqual(['type', 'vendor'])
    expect(sameIn(rows(3), [])).toEqual(['vendor'])
  })

  it('names no further one while a search goes on', () => {
    const items = [item(0), item(1), item(2, { type: 'page' })]
    const rows = (size: number) => ({ size, at: (row: number) => items[row], scanning: true })
    expect(sameIn(rows(2), [])).toEqual([])
    expect(sameIn(rows(1), ['vendor'])).toEqual(['vendor'])
    expect(sameIn(rows(2), ['vendor'])).toEqual(['vendor'])
    expect(sameIn(rows(3), ['type', 'vendor'])).toEqual(['vendor'])
  })
})

describe('timeText', () => {
  it('since the first, or since the one above', () => {
    const [first, before, here] = [item(1), item(3), item(5)]
    expect(timeText(here, 'relative', false, { first, before })).toBe('+4.0 s')
    expect(timeText(here, 'since', false, { first, before })).toBe('+2.0 s')
    expect(timeText(first, 'since', false, { first, before: undefined })).toBe('—')
    expect(timeText(first, 'since', false, { first, before: here })).toBe('−4.0 s')
  })
})

describe('Sorted', () => {
  const rowsOf = (items: readonly Item[]): Rows => ({
    size: items.length,
    at: (row) => items[row],
    rowOf: (n) => items.findIndex((each) => each.n === n),
    all: items.length,
    filter: null,
    scanning: false,
  })
  const numbers = (rows: Rows) => Array.from({ length: rows.size }, (_, row) => rows.at(row)?.n)

  it('sorts by a column either way, equal ones as they happened, and takes in what is new or changed', () => {
    const sorted = new Sorted()
    const items = [item(0, { name: 'b' }), item(1, { name: 'A' }), item(2, { name: 'b' })]
    const order = { column: 'name', down: false }
    expect(numbers(sorted.rows(rowsOf(items), order, () => ''))).toEqual([1, 0, 2])
    const more = [item(0, { name: 'c' }), ...items.slice(1), item(3, { name: 'a' })]
    const rows = sorted.rows(rowsOf(more), order, () => '')
    expect(numbers(rows)).toEqual([1, 3, 2, 0])
    expect(rows.rowOf(0)).toBe(3)
    expect(numbers(sorted.rows(rowsOf(items), { ...order, down: true }, () => ''))).toEqual([0, 2, 1])
    expect(numbers(sorted.rows(rowsOf(items), null, () => ''))).toEqual([0, 1, 2])
  })

  it('sorts a delivery by the order of its life', () => {
    const items = [
      item(0, { delivery: 'rejected' }),
      item(1, { delivery: 'queued' }),
      item(2, { delivery: 'delivered' }),
    ]
    const rows = new Sorted().rows(rowsOf(items), { column: 'delivery', down: false }, () => '')
    expect(numbers(rows)).toEqual([1, 2, 0])
  })
})
