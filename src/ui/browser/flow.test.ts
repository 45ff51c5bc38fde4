/** Tests that a flood which comes in late is no complete record while more of it may be on its way. */
import { expect, it } from 'vitest'
import type { Fact } from '../../core/fact'
import { createFlow } from './flow'

/** Facts as they come in, the first of them so many milliseconds old. */
function coming(count: number, age: number): readonly Fact[] {
  const at = 100_000 - age
  return Array.from(
    { length: count },
    (_, n) => ({ kind: 'page', change: 'visible', doc: 'd', seq: n + 1, at }) as never,
  )
}

function flowing() {
  const told: boolean[] = []
  const waiting: (() => void)[] = []
  const came = createFlow({
    now: () => 100_000,
    after: (_, run) => void waiting.push(run),
    tell: (more) => void told.push(more),
  })
  return { told, came, pass: () => waiting.splice(0).map((run) => run()) }
}

it('while many facts come in late there are more, until none have come for a while', () => {
  const { told, came, pass } = flowing()
  came(coming(100, 3_000), false)
  came(coming(20, 4_000), false)
  expect(told).toEqual([true])
  pass()
  expect(told).toEqual([true, false])
})

it('what comes in after them says whether that is over', () => {
  const { told, came, pass } = flowing()
  came(coming(100, 3_000), false)
  came(coming(3, 10), false)
  expect(told).toEqual([true, false])
  came(coming(100, 3_000), false)
  came(coming(100, 2_000), true)
  pass()
  expect(told).toEqual([true, false, true])
  came([], false)
  expect(told).toEqual([true, false, true, false])
})

it('a few late facts are a page that was asleep, and many that come at once are none of it', () => {
  const { told, came } = flowing()
  came(coming(99, 60_000), false)
  came(coming(5_000, 900), false)
  expect(told).toEqual([])
})
