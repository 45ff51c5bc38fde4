/** Ascending numbers by key: entered in any order, never twice, and gone with their key when the last one leaves. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NumberTable, placesBelow } from './numbers'

const steps = fc.array(fc.record({ enter: fc.boolean(), key: fc.constantFrom('a', 'b'), n: fc.nat(9) }))

describe('a table of numbers', () => {
  it('holds what a set for each key would, ascending', () => {
    fc.assert(
      fc.property(steps, fc.nat(10), (told, size) => {
        const table = new NumberTable()
        const sets = new Map<string, Set<number>>()
        for (const { enter, key, n } of told) {
          const set = sets.get(key) ?? new Set()
          sets.set(key, set)
          if (enter) set.add(n)
          else set.delete(n)
          if (enter) table.enter(key, n)
          else table.leave(key, n)
        }
        const held = (key: string) => [...(sets.get(key) ?? [])].sort((a, b) => a - b)
        for (const key of ['a', 'b']) expect(table.of(key)).toEqual(held(key))
        expect([...table.keys()].sort()).toEqual(['a', 'b'].filter((key) => held(key).length))
        table.cut(size)
        for (const key of ['a', 'b']) expect(table.of(key)).toEqual(held(key).filter((n) => n < size))
        table.clear()
        expect([...table.keys()]).toEqual([])
      }),
    )
  })
})

it('counts the places below a limit', () => {
  expect([0, 3, 4, 9, 10].map((limit) => placesBelow([3, 4, 9], limit))).toEqual([0, 0, 1, 2, 3])
  expect(placesBelow([], 3)).toBe(0)
})
