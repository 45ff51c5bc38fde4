/** Tests of what a page knows of redirects: that there was one, and where it led. */
import { expect, it, vi } from 'vitest'
import type { Happening } from '../../../core/fact'
import { holdable, ownerOf } from '../../../providers/owners'
import { createReporter } from '../reporter'
import { createStopped } from '../stopped'
import { createNetwork } from './exchange'

const { answers } = vi.hoisted(() => {
  /** What the answers say of themselves: no answer that a script makes was redirected. */
  const answers = new WeakMap<object, { readonly url: string; readonly redirected: boolean }>()
  for (const name of ['url', 'redirected'] as const)
    Object.defineProperty(Response.prototype, name, {
      configurable: true,
      get(this: object) {
        return answers.get(this)?.[name]
      },
    })
  return { answers }
})

it.each([
  ['elsewhere', 'https://other.test/bulk', true, 'https://other.test/bulk'],
  ['to the very address, as for a cookie', 'https://any.test/bulk', true, 'https://any.test/bulk'],
  ['nowhere', 'https://any.test/bulk', false, undefined],
])('a fetch that was led %s', async (_, url, redirected, told) => {
  const facts: Happening[] = []
  const response = new Response('{}')
  answers.set(response, { url, redirected })
  vi.stubGlobal('window', new EventTarget())
  vi.stubGlobal('fetch', async () => response)
  const { hookFetch } = await import('./fetch')
  const reporter = createReporter((text) => facts.push(JSON.parse(text)))
  hookFetch(
    createNetwork(
      { ownerOf, holdable },
      reporter,
      createStopped(() => {}),
    ),
  )
  await fetch('https://any.test/bulk#part', { method: 'POST', body: '{"commands":[]}' })
  await vi.waitFor(() => expect(facts).toHaveLength(2))
  const { kind, redirected: said } = facts[1] as { kind: string; redirected?: string }
  expect([kind, said]).toEqual(['response', told])
})
