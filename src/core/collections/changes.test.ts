/** The comparison of two lists: the same answer as comparing every entry, whatever was done to them. */
import fc from 'fast-check'
import { List } from 'immutable'
import { describe, expect, it } from 'vitest'
import { changesBetween } from './changes'

interface Entry {
  readonly text: string
}

const entries = (size: number): List<Entry> => List(Array.from({ length: size }, (_, n) => ({ text: String(n) })))

function oneByOne(before: List<Entry> | null, after: List<Entry>): number[] {
  return after
    .toArray()
    .map((_, n) => n)
    .filter((n) => !before || n >= before.size || before.get(n) !== after.get(n))
}

/** Appends, replaces, cuts off: what folding and travelling in time do to a list. */
const edits = fc.array(
  fc.oneof(
    fc.record({ push: fc.integer({ min: 1, max: 1500 }) }),
    fc.record({ set: fc.array(fc.nat(4000), { maxLength: 5 }) }),
    fc.record({ cut: fc.nat(4000) }),
  ),
  { maxLength: 6 },
)

function edited(list: List<Entry>, edit: { push?: number; set?: number[]; cut?: number }): List<Entry> {
  if (edit.push !== undefined) return list.concat(entries(edit.push))
  if (edit.cut !== undefined) return list.take(edit.cut)
  return (edit.set ?? []).reduce((made, n) => (n < made.size ? made.set(n, { text: 'new' }) : made), list)
}

describe('changesBetween', () => {
  it('finds what comparing one by one finds', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(0, 1, 31, 32, 33, 64, 1023, 1024, 1025, 1056, 1057, 3000, 33_000),
        edits,
        (size, steps) => {
          const before = entries(size)
          const after = steps.reduce(edited, before)
          expect(changesBetween(before, after)).toEqual(oneByOne(before, after))
          expect(changesBetween(after, before)).toEqual(oneByOne(after, before))
        },
      ),
      { numRuns: 150 },
    )
  })

  it('takes everything as new where there was nothing', () => {
    expect(changesBetween(null, entries(3))).toEqual([0, 1, 2])
    expect(changesBetween(entries(0), entries(3))).toEqual([0, 1, 2])
    expect(changesBetween(entries(3), entries(0))).toEqual([])
  })

  it('compares lists of another layout all the same', () => {
    const before = entries(100).slice(3)
    expect(changesBetween(before, before.set(5, { text: 'new' }))).toEqual([5])
  })

  it('does not look at entries of shared parts', () => {
    let looked = 0
    const guarded = (list: List<Entry>): List<Entry> =>
      new Proxy(list, {
        get(target, name, receiver) {
          if (name === 'forEach' || name === 'toArray') looked++
          return Reflect.get(target, name, receiver)
        },
      })
    const before = entries(50_000)
    expect(changesBetween(guarded(before), guarded(before.set(40_000, { text: 'new' })))).toEqual([40_000])
    expect(looked).toBe(0)
  })
})
