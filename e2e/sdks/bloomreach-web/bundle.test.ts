/**
 * The stand-in as one classic script runs without modules, leaves no global behind, and takes the pace it is served
 * with.
 */
import { runInNewContext } from 'node:vm'
import { expect, it } from 'vitest'
import { bundle } from './bundle'

it('is one classic script that turns the page’s object into the SDK', async () => {
  const script = await bundle({ retryBase: 20 })
  expect(script).toMatch(/"retryBase":20,"debounce":100|"debounce":100,"retryBase":20/)
  const stub = { _: [['initialize', { length: 0 }]] }
  const scope: Record<string, unknown> = {
    exponea: stub,
    navigator: { userAgent: 'Chrome/140' },
    addEventListener: () => undefined,
    structuredClone,
  }
  scope.window = scope
  const before = Object.keys(scope)
  runInNewContext(script, scope)
  expect(Object.keys(scope)).toEqual(before)
  expect(scope.exponea).toBe(stub)
  expect(stub).toMatchObject({ _: [['initialize', { length: 0 }]], track: expect.any(Function) })
  expect((stub as { version?: string }).version).toBe('v3.15.0')
})
