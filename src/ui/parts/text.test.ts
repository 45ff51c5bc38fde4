/** Tests of how times and customers are written: no time as one that is none, an ID so that it tells. */
import { describe, expect, it } from 'vitest'
import { clockTime, customerParts, customerText, duration, exactTime, fullTime } from './text'

const WRITTEN = [clockTime, exactTime, fullTime]

describe('times', () => {
  it('are those of the viewer’s zone', () => {
    const at = new Date(2026, 0, 2, 12, 3, 4, 567).getTime()
    expect(WRITTEN.map((write) => write(at))).toEqual(['12:03:04', '12:03:04.567', '2026-01-02 12:03:04.567'])
  })

  it.each([8.65e15, -8.65e15, 1e300, Number.MAX_VALUE])('beyond all dates stand as they are: %s', (at) => {
    for (const write of WRITTEN) expect(write(at)).toBe(`${at} ms (no date)`)
  })
})

it.each([
  [null, '', '—'],
  [{ hard: {}, soft: { cookie: 'short' } }, 'anonymous', 'short'],
  [{ hard: {}, soft: { cookie: '4be033c0-aaaa-bbbb' } }, 'anonymous', '4be033c0…'],
  [{ hard: { email: 'grace@example.com' }, soft: { cookie: 'c' } }, '', 'grace@example.com'],
] as const)('a customer is told by its ID, with a word where that is soft: %j', (customer, kind, id) => {
  expect(customerParts(customer)).toEqual({ kind, id })
  expect(customerText(customer)).toBe(kind === '' ? id : `${kind} ${id}`)
})

it('a length of time has no 60 seconds beside its minutes, and no 60 minutes', () => {
  expect([999, 1000, 59_940, 59_960, 60_000, 119_600, 3_599_400, 3_599_700, 93_605_000].map(duration)).toEqual([
    ...['999 ms', '1.0 s', '59.9 s', '1 min 0 s', '1 min 0 s', '2 min 0 s'],
    ...['59 min 59 s', '1 h 0 min 0 s', '26 h 0 min 5 s'],
  ])
})
