/**
 * Tests of orders: what becomes of a call that the panel asks for is told in closed words, with the SDK's own beside.
 */
import { describe, expect, it, vi } from 'vitest'
import type { Happening } from '../../core/fact'
import { LENT } from '../channel/names'
import { createHookContext, instanceKey } from './context'
import { obey } from './orders'
import { createReporter } from './reporter'
import { createStopped } from './stopped'

/** What is told of a call of `path` on an SDK object. */
async function told(sdk: object | null, path: string): Promise<Happening | undefined> {
  const facts: Happening[] = []
  const reporter = createReporter((text) => facts.push(JSON.parse(text)))
  const context = createHookContext(
    reporter,
    createStopped(() => {}),
  )
  if (sdk) context.instances[instanceKey('v', 'main')] = sdk
  const order = { order: 'call', trigger: 't', vendor: 'v', instance: 'main' }
  obey(JSON.stringify({ ...order, path: path.split('.'), args: '[1]' }), context)
  await vi.waitFor(() => expect(facts).toHaveLength(1))
  return facts[0]
}

const about = { kind: 'trigger', trigger: 't' }

describe('a call that was ordered', () => {
  it('is done with the object it is a method of, and copies of its arguments', async () => {
    const given: unknown[] = []
    const deep = {
      flush(...args: unknown[]) {
        given.push(this, ...args)
      },
    }
    expect(await told({ deep }, 'deep.flush')).toEqual({ ...about, phase: 'done' })
    expect(given).toEqual([deep, 1])
  })

  it('is read by nothing that the maker of the window has reached, which may read what the SDK is given', async () => {
    const { parse, stringify } = JSON
    const lent = Object.assign(Object.create(globalThis), { name: LENT, JSON: { parse, stringify } })
    vi.stubGlobal('window', { 0: lent })
    const read: string[] = []
    const overhear = (text: string) => {
      read.push(text)
      return parse(text) as unknown
    }
    vi.stubGlobal('JSON', { stringify, parse: overhear })
    vi.resetModules()
    try {
      const { obey } = await import('./orders')
      const facts: string[] = []
      const context = createHookContext(
        createReporter((text) => facts.push(text)),
        createStopped(() => {}),
      )
      context.instances[instanceKey('v', 'main')] = { flush: () => {} }
      const order = { order: 'call', trigger: 't', vendor: 'v', instance: 'main' }
      obey(stringify({ ...order, path: ['flush'], args: '["given"]' }), context)
      await vi.waitFor(() => expect(facts).toHaveLength(1))
      expect(read).toEqual(['["given"]'])
    } finally {
      vi.unstubAllGlobals()
    }
  })

  it.each([
    ['no such instance', null, 'flush', { problem: 'gone' }],
    ['no such method', {}, 'flush', { problem: 'lacks' }],
    ['nothing on the way to it', { deep: null }, 'deep.flush', { problem: 'lacks' }],
    [
      'a promise that is rejected',
      { flush: () => Promise.reject(new Error('not now')) },
      'flush',
      { problem: 'refused', message: 'Error: not now' },
    ],
    [
      'an exception',
      {
        flush() {
          throw new TypeError('no')
        },
      },
      'flush',
      { problem: 'threw', message: 'TypeError: no' },
    ],
  ])('fails with a word for %s', async (_, sdk, path, problem) => {
    expect(await told(sdk, path)).toEqual({ ...about, phase: 'failed', ...problem })
  })
})
