/** What holds for both profiles of the model. */
import { describe, expect, it } from 'vitest'
import type { Json } from '../../core/json'
import { model } from '.'
import { device } from './driven'
import { METHODS } from './operations'

describe('both', () => {
  it('does something for each operation, and says so of one that the profile lacks', () => {
    for (const profile of ['ios', 'js'] as const)
      for (const { method, fields } of model.operations) {
        const d = device(profile)
        d.call('track', 'before')
        const effects = d.call(method, ...fields.map(({ example }) => example))
        expect(effects.length, `${profile} ${method}`).toBeGreaterThan(0)
        expect(effects.some((e) => e.effect === 'log' && e.level === 'error')).toBe(!METHODS[profile].has(method))
      }
  })
  it('does nothing without a key, and survives odd input', () => {
    const d = device('ios', { key: '' })
    d.call('track', 'x')
    expect(d.view().status).toBe('not configured')
    for (const profile of ['ios', 'js'] as const) {
      const odd = device(profile)
      for (const { method } of model.operations)
        for (const arg of [null, 1, [], {}, 'x', true] as Json[]) odd.call(method, arg, arg, arg)
      odd.answer('nobody', 200)
      odd.app('launched')
      odd.app('killed')
      odd.app('killed')
      odd.call('track', 'x')
      expect(odd.view().app).toBe('killed')
    }
  })
})
