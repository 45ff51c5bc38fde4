/** The listing: right after every change of ledger or filter, however its work is cut into slices. */
import fc from 'fast-check'
import { List } from 'immutable'
import { describe, expect, it } from 'vitest'
import type { Delivery, Item } from '../../../core/item'
import { parseFilter } from '../../../core/query/filter'
import { Listing } from './listing'

const item = (n: number, name: string, delivery: Delivery = 'queued'): Item =>
  ({
    n,
    name,
    type: 'event',
    vendor: 'v',
    tracker: 't',
    properties: {},
    wireProperties: null,
    calledAs: null,
    sentAs: null,
    attempts: [],
    id: null,
    method: null,
    error: null,
    delivery,
  }) as unknown as Item

function handListing(from: { newestFirst: boolean } = { newestFirst: true }) {
  const turns: Array<() => void> = []
  let time = 0
  const listing = new Listing({
    now: () => (time += 5),
    later: (run) => turns.push(run),
    newestFirst: () => from.newestFirst,
  })
  const settle = () => {
    for (let turn = turns.shift(); turn; turn = turns.shift()) turn()
  }
  const names = (): string[] =>
    Array.from({ length: listing.rows.value.size }, (_, row) => listing.rows.value.at(row)?.name ?? '?')
  return { listing, settle, names, turns }
}

const numbered = (count: number): List<Item> => List(Array.from({ length: count }, (_, n) => item(n, `item ${n}`)))

describe('Listing', () => {
  it('without a filter lists everything at once', () => {
    const { listing } = handListing()
    listing.update(numbered(5000), 10, parseFilter(''))
    expect(listing.rows.value).toMatchObject({ size: 4990, all: 4990, scanning: false })
    expect(listing.rows.value.at(0)?.n).toBe(10)
    expect(listing.rows.value.rowOf(9)).toBe(-1)
    expect(listing.rows.value.rowOf(12)).toBe(2)
  })

  it('what takes long to draw takes less than a third of a scan, and is drawn again within a second', () => {
    let [time, drawing, drawnAt, waited] = [0, 0, 0, 0]
    const turns: Array<() => void> = []
    const listing = new Listing({ now: () => time, later: (run) => turns.push(run), newestFirst: () => true })
    const filter = parseFilter('item')
    const slow = {
      ...filter,
      matches: (each: Item) => {
        time += 0.12
        return filter.matches(each)
      },
    }
    listing.rows.subscribe(({ size }) => {
      if (size === 0) return
      waited = Math.max(waited, time - drawnAt)
      time += 80
      drawing += 80
      drawnAt = time
    })
    listing.update(numbered(25_000), 0, slow)
    for (let turn = turns.shift(); turn; turn = turns.shift()) turn()
    expect(listing.rows.value).toMatchObject({ size: 25_000, scanning: false })
    expect(drawing / time).toBeLessThan(0.3)
    expect(waited).toBeLessThan(1000)
  })

  it('a long scan begins with the newest and is cut into slices', () => {
    const { listing, settle, names, turns } = handListing()
    listing.update(numbered(20_000), 0, parseFilter('item'))
    expect(listing.rows.value.scanning).toBe(true)
    expect(names().at(-1)).toBe('item 19999')
    expect(turns).toHaveLength(1)
    settle()
    expect(listing.rows.value).toMatchObject({ size: 20_000, scanning: false })
  })

  it('begins with the oldest where one looks at these, whose rows then stay while the rest is looked at', () => {
    const { listing, settle, turns } = handListing({ newestFirst: false })
    const seen: (string | undefined)[] = []
    listing.rows.subscribe((rows) => rows.filter && seen.push(rows.at(0)?.name))
    listing.update(numbered(20_000), 0, parseFilter('item'))
    expect(listing.rows.value.scanning).toBe(true)
    expect(turns).toHaveLength(1)
    settle()
    expect(listing.rows.value).toMatchObject({ size: 20_000, scanning: false })
    expect(seen.length).toBeGreaterThan(1)
    expect(new Set(seen)).toEqual(new Set(['item 0']))
  })

  it('a new item has none of the others looked at again', () => {
    const { listing, settle } = handListing()
    const filter = parseFilter('item')
    let looks = 0
    const counting = {
      ...filter,
      matches: (each: Item) => {
        looks++
        return filter.matches(each)
      },
    }
    const list = numbered(1000)
    listing.update(list, 0, counting)
    settle()
    looks = 0
    listing.update(list.push(item(1000, 'item 1000')), 0, counting)
    settle()
    expect(looks).toBe(1)
    expect(listing.rows.value.size).toBe(1001)
  })

  it('a changed item comes into, or leaves, what the filter shows', () => {
    const { listing, settle, names } = handListing()
    const filter = parseFilter('is:rejected')
    const list = numbered(1000)
    listing.update(list, 0, filter)
    settle()
    expect(names()).toEqual([])
    const refused = list.set(3, item(3, 'refused', 'rejected'))
    listing.update(refused, 0, filter)
    settle()
    expect(names()).toEqual(['refused'])
    listing.update(refused.set(3, item(3, 'refused', 'delivered')), 0, filter)
    settle()
    expect(names()).toEqual([])
  })

  it('whatever happens, it shows what filtering the whole list would', () => {
    const texts = ['', 'a', 'ab', 'a is:rejected', 'is:rejected', '-a', 'name:a', 'name:ab', 'name:b*']
    const filters = texts.map((text) => parseFilter(text))
    const entry = fc.record({
      name: fc.constantFrom('a', 'b', 'ab'),
      delivery: fc.constantFrom<Delivery>('queued', 'rejected'),
    })
    const step = fc.record({
      items: fc.array(entry, { maxLength: 600 }),
      from: fc.nat(20),
      filter: fc.nat(filters.length - 1),
      finish: fc.boolean(),
      newestFirst: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 5 }), (steps) => {
        const look = { newestFirst: true }
        const { listing, settle, turns } = handListing(look)
        let list = List<Item>()
        let wanted: number[] = []
        for (const { items, from, filter, finish, newestFirst } of steps) {
          turns.shift()?.()
          look.newestFirst = newestFirst
          list = List(items.map((each, n) => item(n, each.name, each.delivery)))
          const chosen = filters[filter] ?? parseFilter('')
          listing.update(list, from, chosen)
          wanted = list
            .toArray()
            .filter((each) => each.n >= from && chosen.matches(each))
            .map((each) => each.n)
          if (finish) settle()
        }
        settle()
        const rows = listing.rows.value
        expect(Array.from({ length: rows.size }, (_, row) => rows.at(row)?.n)).toEqual(wanted)
        for (const [row, n] of wanted.entries()) expect(rows.rowOf(n)).toBe(row)
      }),
      { numRuns: 60 },
    )
  })
})
