/**
 * The table of prints finds what was entered, in order, through growth and removal, and leaves earlier tables alone.
 */
import fc from 'fast-check'
import { List } from 'immutable'
import { describe, expect, it } from 'vitest'
import { numbersOf, type Prints, printOf, withNumber, withoutNumber } from './prints'

const EMPTY: Prints = List()
/** Few prints, so that many numbers share one, and numbers that make the table grow twice. */
const steps = fc.array(
  fc.record({ print: fc.oneof(fc.nat(7), fc.nat(2 ** 30 - 1)), gap: fc.nat(40), goes: fc.boolean() }),
  {
    maxLength: 300,
    size: 'max',
  },
)

describe('the table of prints', () => {
  it.each(['closed', 'open'])('finds the numbers of a print in the order in which they came (%s)', (kind) => {
    fc.assert(
      fc.property(steps, (told) => {
        let prints = kind === 'open' ? EMPTY.asMutable() : EMPTY
        const model = new Map<number, number[]>()
        let n = 0
        for (const { print, gap, goes } of told) {
          n += gap + 1
          prints = withNumber(prints, print, n)
          model.set(print, [...(model.get(print) ?? []), n])
          const first = goes ? model.get(print)?.[0] : undefined
          if (first === undefined) continue
          prints = withoutNumber(prints, print, first)
          model.set(print, model.get(print)?.slice(1) ?? [])
        }
        for (const [print, numbers] of model) expect(numbersOf(prints, print)).toEqual(numbers)
      }),
    )
  })

  it('leaves the table that it was made from alone, also where it grew', () => {
    const before = withNumber(EMPTY, 5, 1)
    const text = JSON.stringify(before)
    withoutNumber(withNumber(before, 5, 100_000), 5, 1)
    expect(JSON.stringify(before)).toBe(text)
    expect(numbersOf(before, 5)).toEqual([1])
  })

  it('takes nothing away where nothing is', () => {
    expect(withoutNumber(EMPTY, 1, 1)).toBe(EMPTY)
    const one = withNumber(EMPTY, 1, 1)
    expect(withoutNumber(one, 1, 2)).toBe(one)
  })
})

describe('a print', () => {
  it('is a small number that hardly two texts share, and that only so much of a text counts for', () => {
    const prints = new Set(Array.from({ length: 20_000 }, (_, i) => printOf(['POST', `https://c.example/${i}`], 4000)))
    expect(prints.size).toBeGreaterThan(19_990)
    expect(Math.max(...prints)).toBeLessThan(2 ** 30)
    expect(printOf(['abcdef'], 4)).toBe(printOf(['abcdxy'], 4))
    expect(printOf(['abcdef'], 5)).not.toBe(printOf(['abcdxy'], 5))
  })

  it('falls evenly on the buckets of a table', () => {
    const counts = new Array<number>(64).fill(0)
    for (let i = 0; i < 6400; i++) {
      const at = printOf([`ajs-next-${i}-4f1c`], 200) & 63
      counts[at] = (counts[at] ?? 0) + 1
    }
    expect(Math.max(...counts)).toBeLessThan(160)
  })
})
