/** Tests of how times are written: never as one that is none. */
import { describe, expect, it } from 'vitest'
import { clockTime, exactTime, fullTime } from './text'

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
