/** Tests that a flood is no complete record while more of it may be on its way. */
import { expect, it } from 'vitest'
import type { Fact } from '../../core/fact'
import { createFlow } from './flow'

/** Facts as they come in, the first of them so many milliseconds old. */
function coming(count: number, age: number, now = 100_000): readonly Fact[] {
  return Array.from(
    { length: count },
    (_, n) => ({ kind: 'page', change: 'visible', doc: 'd', seq: n + 1, at: now - age }) as never,
  )
}

function flowing() {
  const told: boolean[] = []
  const waiting: (() => void)[] = []
  const clock = { now: 100_000 }
  let asked = 0
  const came = createFlow({
    now: () => clock.now,
    after: (_, run) => void waiting.push(run),
    ask: () => void asked++,
    tell: (more) => void told.push(more),
  })
  return {
    ...{ told, came, clock, asked: () => asked },
    /** So long nothing comes. */
    pass(milliseconds = 1_000) {
      clock.now += milliseconds
      for (const run of waiting.splice(0)) run()
    },
  }
}

it('while many facts come in late there are more, until the background has said that there are none', () => {
  const { told, came, pass, asked } = flowing()
  came(coming(100, 3_000), false)
  came(coming(20, 4_000), false)
  expect([told, asked()]).toEqual([[true], 0])
  pass()
  // A pause alone says nothing: a background that is busy makes some.
  expect([told, asked()]).toEqual([[true], 1])
  came([], false)
  expect(told).toEqual([true, false])
})

it('a background that has more is asked no more before it has told it', () => {
  const { told, came, pass, asked } = flowing()
  came(coming(100, 3_000), false)
  pass()
  came([], true)
  pass()
  expect([told, asked()]).toEqual([[true], 1])
  came(coming(5, 10, 102_000), false)
  expect(told).toEqual([true, false])
})

it('a flood has more to come from its first moments on, while what comes in is young', () => {
  const { told, came, pass, clock, asked } = flowing()
  for (let part = 0; part < 24; part++) {
    came(coming(500, 100, clock.now), false)
    clock.now += 12
  }
  expect(told).toEqual([true])
  pass()
  expect(asked()).toBe(1)
  came([], false)
  expect(told).toEqual([true, false])
  // What comes now and then never is one, however much it is together.
  for (let part = 0; part < 24; part++) {
    came(coming(500, 100, clock.now), false)
    clock.now += 600
  }
  expect(told).toEqual([true, false])
})

it('a few late facts are a page that was asleep, and many that come at once are none of it', () => {
  const { told, came } = flowing()
  came(coming(99, 60_000), false)
  came(coming(900, 900), false)
  expect(told).toEqual([])
})
