/**
 * Tests of orders: what becomes of a call that the panel asks for is told in closed words, with the SDK's own beside.
 */
import { describe, expect, it, vi } from 'vitest'
import type { Happening } from '../../core/fact'
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
  const order = { order: 'call', trigger: 't', doc: 'd', vendor: 'v', instance: 'main', command: 'flush' }
  obey(JSON.stringify({ ...order, path: path.split('.'), method: `${path}()`, args: [1] }), context)
  await vi.waitFor(() => expect(facts).toHaveLength(1))
  return facts[0]
}

const about = { kind: 'trigger', trigger: 't', vendor: 'v', by: 'sdk', instance: 'main', command: 'flush' }

describe('a call that was ordered', () => {
  it('is done with the object it is a method of, and copies of its arguments', async () => {
    const given: unknown[] = []
    const deep = {
      flush(...args: unknown[]) {
        given.push(this, ...args)
      },
    }
    expect(await told({ deep }, 'deep.flush')).toEqual({ ...about, phase: 'done', method: 'deep.flush()', args: [1] })
    expect(given).toEqual([deep, 1])
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
    expect(await told(sdk, path)).toEqual({ ...about, phase: 'failed', method: `${path}()`, args: [1], ...problem })
  })
})
