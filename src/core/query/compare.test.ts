/** Two items side by side: what differs, what is the same, and what differs always. */
import { describe, expect, it } from 'vitest'
import type { Item } from '../item'
import { emptyState } from '../state'
import { compareItems } from './compare'

const base = {
  n: 0,
  tracker: 'v:k',
  vendor: 'v',
  type: 'event',
  name: 'purchase',
  properties: { total: 10, lines: [{ sku: 'a' }], at: '2026-01-02T10:00:00Z', order: 'x' },
  wireProperties: null,
  id: 'm1',
  calledAt: 1_700_000_000_000,
  claimedAt: null,
  calledAs: { soft: { cookie: 'c1' }, hard: {} },
  sentAs: null,
  method: 'track',
  error: null,
  delivery: 'delivered',
  why: 'ok',
  attempts: [],
  notes: [],
} as unknown as Item

const time = (at: number) => `the time ${at}`
const pairs = (change: Partial<Item>, title: string) =>
  compareItems(emptyState, base, { ...base, n: 1, ...change }, time).find((each) => each.title === title)?.pairs ?? []
const differing = (change: Partial<Item>, title: string) =>
  pairs(change, title)
    .filter(({ same }) => !same)
    .map(({ name, one, other, volatile }) => [name, one, other, volatile])

describe('compareItems', () => {
  it('tells what differs in nested properties by its path, what only one has, and dims times', () => {
    const properties = { total: 12, lines: [{ sku: 'a' }, { sku: 'b' }], at: '2026-01-03T10:00:00Z' }
    expect(differing({ properties }, 'Properties')).toEqual([
      ['total', '10', '12', false],
      ['at', '"2026-01-02T10:00:00Z"', '"2026-01-03T10:00:00Z"', true],
      ['order', '"x"', undefined, false],
      ['lines[1].sku', undefined, '"b"', false],
    ])
  })

  it('the message id differs always, a UUID of the page’s under a name of its own matters', () => {
    const one = '3746caae-1111-4222-8333-444455556666'
    const two = '690eb58e-1111-4222-8333-444455556666'
    expect(differing({ id: 'm2' }, 'What')).toEqual([['Message ID', 'm1', 'm2', true]])
    const a = { ...base, properties: { basket: one } }
    const [basket] = compareItems(emptyState, a, { ...a, properties: { basket: two } }, time)[1]?.pairs ?? []
    expect(basket).toMatchObject({ name: 'basket', same: false, volatile: false })
  })

  it('times are written for people, and say nothing by differing', () => {
    expect(differing({ calledAt: 5, claimedAt: 6 }, 'What')).toEqual([
      ['Called at', 'the time 1700000000000', 'the time 5', true],
      ['Timestamp sent', undefined, 'the time 6', true],
    ])
  })

  it('tells another customer and another delivery', () => {
    expect(differing({ calledAs: { soft: { cookie: 'c2' }, hard: {} } }, 'Identity').map(([name]) => name)).toEqual([
      'When called: cookie',
      'Whose now: cookie',
    ])
    expect(differing({ delivery: 'rejected', why: 'no' }, 'Delivery').map(([name]) => name)).toEqual(['State', 'Why'])
  })

  it('deep values do not exhaust the stack', () => {
    let deep: unknown = 1
    for (let n = 0; n < 20_000; n++) deep = [deep]
    expect(differing({ properties: { deep } as unknown as Item['properties'] }, 'Properties').length).toBeGreaterThan(0)
  })
})
