/** Tests of the fold's tables: what waits stays in the order of the calls, in whatever order it comes and goes. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Item } from '../item'
import { emptyState } from '../state'
import { waitingKey } from './keys'
import { Lookups } from './lookups'

const item = (n: number) => ({ n, id: null, tracker: 't', type: 'event', name: 'view' }) as Item

it('keeps what waits in the order of the calls, each once, though it comes and goes in any order', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.boolean(), fc.nat(40))), fc.boolean(), (steps, open) => {
      const lookups = new Lookups(emptyState.index, open)
      const waits = new Set<number>()
      for (const [comes, n] of steps) {
        if (comes) lookups.wait(item(n))
        else lookups.unwait(item(n))
        if (comes) waits.add(n)
        else waits.delete(n)
      }
      const found = lookups.waiting(waitingKey(item(0)))?.toArray() ?? []
      expect(found).toEqual([...waits].sort((a, b) => a - b))
    }),
  )
})

it('finds what was sent about a time by its time, and nothing else', () => {
  const lookups = new Lookups(emptyState.index, true)
  const times = [1000, 1049, 1051, 2000]
  for (const [n, claimedAt] of times.entries()) lookups.rememberSent('key', { ...item(n), claimedAt })
  expect([...lookups.sentAbout('key', 1050)].sort()).toEqual([0, 1, 2])
  expect(lookups.sentAbout('other', 1050)).toEqual([])
})
