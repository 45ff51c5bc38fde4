/** Items by tracker and delivery, what has waited longest, and the picture's widths. */
import { expect, it } from 'vitest'
import { stateOf } from '../../testing/scene'
import { PENDING } from '../item'
import { addedUp, itemsByDelivery, itemsIn, oldestPending, sharesOf, sumOf, TROUBLED } from './queue'

const K1 = 'customerio:k1'
const K2 = 'customerio:k2'
const state = stateOf(
  {
    items: [
      { delivery: 'delivered' },
      { delivery: 'retrying', name: 'slow' },
      { delivery: 'queued' },
      { delivery: 'lost', tracker: K2 },
      { delivery: 'unknown' },
    ],
    trackers: [{}, { id: K2, key: 'k2' }],
  },
  'customerio',
)

it('lists items by state, of one tracker or of several, in the order of the ledger', () => {
  const groups = itemsByDelivery()
  groups.update(state.items)
  expect(itemsIn(groups, [K1], PENDING)).toEqual([1, 2])
  expect(itemsIn(groups, [K1, K2], TROUBLED)).toEqual([3, 4])
  expect(itemsIn(groups, [K2], PENDING)).toEqual([])
})

it('knows what has waited longest', () => {
  const groups = itemsByDelivery()
  groups.update(state.items)
  expect(oldestPending(groups, K1)?.name).toBe('slow')
  expect(oldestPending(groups, K2)).toBeNull()
})

it('draws shares that fill the picture, with room for the rarest', () => {
  const tracker = state.trackers.get(K1)
  expect(tracker && sumOf(tracker.counts, PENDING)).toBe(2)
  expect(tracker && sumOf(addedUp([tracker.counts, tracker.counts]), PENDING)).toBe(4)
  const counts = { ...tracker?.counts, delivered: 99_999, lost: 1 } as NonNullable<typeof tracker>['counts']
  const shares = sharesOf(counts)
  expect(shares.reduce((sum, share) => sum + share.width, 0)).toBeCloseTo(1)
  expect(Math.min(...shares.map((share) => share.width))).toBeGreaterThan(0.015)
  expect(sharesOf({ ...counts, delivered: 0, lost: 0, retrying: 0, queued: 0, unknown: 0 })).toEqual([])
})
