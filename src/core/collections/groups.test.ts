/**
 * Groups follow a list forwards, backwards and elsewhere, in one go or in slices, and always say what grouping from
 * scratch would.
 */
import fc from 'fast-check'
import { List } from 'immutable'
import { describe, expect, it } from 'vitest'
import { Groups } from './groups'

interface Entry {
  readonly keys: readonly string[]
}

const keysOf = (entry: Entry): readonly string[] => entry.keys
const entry = fc.record({ keys: fc.uniqueArray(fc.constantFrom<string[]>('a', 'b', 'c'), { maxLength: 3 }) })

describe('Groups', () => {
  it('says after any list what grouping it from scratch would', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(entry, { maxLength: 12 }), { minLength: 1, maxLength: 6 }),
        fc.boolean(),
        (lists, inSlices) => {
          const groups = new Groups(keysOf)
          for (const entries of lists) {
            const list = List(entries)
            let left = 50
            while (!groups.update(list, () => inSlices) && left-- > 0);
            for (const key of ['a', 'b', 'c']) {
              expect(groups.of(key)).toEqual(entries.flatMap((each, n) => (each.keys.includes(key) ? [n] : [])))
            }
          }
        },
      ),
    )
  })

  it('stops when the time is up and goes on where it stopped', () => {
    const list = List(Array.from({ length: 2000 }, (): Entry => ({ keys: ['a'] })))
    const groups = new Groups(keysOf)
    expect(groups.update(list, () => true)).toBe(false)
    const read = groups.of('a').length
    expect(read).toBeGreaterThan(0)
    expect(read).toBeLessThan(2000)
    expect(groups.update(list, () => true)).toBe(false)
    expect(groups.of('a').length).toBeGreaterThan(read)
    expect(groups.update(list)).toBe(true)
    expect(groups.of('a')).toHaveLength(2000)
  })

  it('reads only what changed', () => {
    let read = 0
    const groups = new Groups<Entry>((each) => {
      read++
      return each.keys
    })
    const list = List(Array.from({ length: 1000 }, (): Entry => ({ keys: ['a'] })))
    groups.update(list)
    read = 0
    groups.update(list.set(500, { keys: ['b'] }).push({ keys: ['b'] }))
    expect(read).toBe(3)
    expect(groups.of('b')).toEqual([500, 1000])
  })

  it('reads what is left of an interrupted look after the list has changed once more', () => {
    const list = List(Array.from({ length: 2000 }, (): Entry => ({ keys: ['a'] })))
    const groups = new Groups(keysOf)
    expect(groups.update(list, () => true)).toBe(false)
    expect(groups.update(list.set(0, { keys: ['b'] }).push({ keys: ['b'] }))).toBe(true)
    expect(groups.of('a')).toEqual(Array.from({ length: 1999 }, (_, n) => n + 1))
    expect(groups.of('b')).toEqual([0, 2000])
  })

  it('lists its keys by their beginning', () => {
    const groups = new Groups(keysOf)
    groups.update(List<Entry>([{ keys: ['x|1'] }, { keys: ['y|1'] }, { keys: ['x|2'] }]))
    expect(groups.keys('x|')).toEqual(['x|1', 'x|2'])
  })
})
