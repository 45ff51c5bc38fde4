// @vitest-environment happy-dom
/** Tests that what a page's proxies make up without an end holds nothing up, as without us. */
import { expect, it } from 'vitest'
import { surfaces } from '../../providers/surfaces'
import { createHookContext, kitFor } from './context'
import { wordsOf } from './copy'
import { createReporter } from './reporter'
import { createStopped } from './stopped'
import { lookAgain } from './watch'
import { wrapNative } from './wrap'

const context = createHookContext(
  createReporter(() => {}),
  createStopped(() => {}),
)
for (const surface of surfaces) surface.install(kitFor(surface.vendor, context))
const page = globalThis as unknown as Record<string, unknown>

/** Beyond this nobody would have come to an end. */
const NEVER = 250_000
let asked = 0

/** Notes that a trap was asked; what would never end does, so that a test can say so. */
function note<T>(answer: T, end: T): T {
  asked++
  return asked > NEVER ? end : answer
}

/** An object that names itself as what it inherits from. */
function endless<T extends object>(target: T): T {
  const proxy: T = new Proxy(target, { getPrototypeOf: () => note<object | null>(proxy, null) })
  return proxy
}

/** A list that has no end. */
const list = (kept: unknown[]) =>
  new Proxy(kept, {
    get: (target, name) => (name === 'length' ? note(Number.POSITIVE_INFINITY, 0) : Reflect.get(target, name)),
  })

it.each<[string, () => void]>([
  ['the words of what was thrown', () => wordsOf(endless({}))],
  ['a web SDK', () => Object.assign(page, { exponea: endless({ track() {} }) })],
  ['a bridge', () => Object.assign(page, { Exponea: endless({ track() {} }) })],
  ['a part of a bridge', () => Object.assign(page, { CustomerIO: { part: endless({ track() {} }) } })],
  ['the classic SDK', () => Object.assign(page, { _cio: endless({ track() {} }) })],
  [
    'what a function is to inherit from',
    () => {
      const standIn = wrapNative(
        () => {},
        'apply',
        () => undefined,
      )
      Object.setPrototypeOf(
        standIn,
        endless(() => {}),
      )
    },
  ],
  ['the entries of a snippet’s stub', () => Object.assign(page, { cioanalytics: list([]) })],
  ['the calls that a web SDK’s stub kept', () => Object.assign(page, { brweb: { _: list([]) } })],
  [
    'an entry of a stub',
    () => {
      const stub: unknown[] = []
      Object.assign(page, { _cio: stub })
      lookAgain()
      stub.push(list(['track']))
    },
  ],
])('%s', (_, run) => {
  asked = 0
  run()
  lookAgain()
  expect(asked).toBeGreaterThan(0)
  expect(asked).toBeLessThan(NEVER)
})
