/**
 * Both worlds together: the bound on what a page tells: what a flood leaves out is counted, and nothing is told twice.
 */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Happening } from '../core/fact'

describe('a page that floods', () => {
  const told: Happening[] = []

  beforeEach(() => {
    told.length = 0
    vi.resetModules()
    vi.useFakeTimers({ toFake: ['setTimeout', 'performance'] })
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('is told up to the bound; the rest is counted in one gap, and what comes later is told again', async () => {
    const { createFloodLimit, FLOOD } = await import('./relay/flood')
    const { createReporter } = await import('./hook/reporter')
    const limit = createFloodLimit((happening) => told.push(JSON.parse(happening) as Happening))
    const reporter = createReporter((text) => text.startsWith('{') && limit(text))
    const call = (name: string) =>
      reporter.call('bloomreach', {
        surface: 'web',
        tracker: 'exponea',
        method: 'track',
        args: [name, { a: 1 }],
      })
    for (let i = 0; i < 50_000; i++) call(`flood ${i}`)
    expect(told).toHaveLength(FLOOD.facts)
    vi.advanceTimersByTime(1_000)
    expect(told.at(-1)).toMatchObject({ kind: 'gap', reason: 'flood', missing: 50_000 - FLOOD.facts })
    const number = call('after the flood')
    expect(number).toBe(50_001)
    expect(told.at(-1)).toEqual({
      ...{ kind: 'call', vendor: 'bloomreach', surface: 'web', tracker: 'exponea', method: 'track', call: number },
      ...{ args: ['after the flood', { a: 1 }] },
    })
    expect(told).toHaveLength(FLOOD.facts + 2)
  })
})
