/** Tests of what the browser's timing tells of who answered. */
import { afterEach, expect, it, vi } from 'vitest'

class Resource {
  readonly #protocol: string
  constructor(protocol: string) {
    this.#protocol = protocol
  }
  get nextHopProtocol() {
    return this.#protocol
  }
}
const OWN = 'https://shop.test'

/** A page of this origin whose last request to any address had this protocol, controlled by a service worker or not. */
async function pageOf(protocol: string | null, controlled = true) {
  const entries = protocol === null ? [] : [new Resource('h2'), new Resource(protocol)]
  class Timing {
    getEntriesByName() {
      return entries
    }
  }
  class Container {
    get controller() {
      return controlled ? {} : null
    }
  }
  class Browser {
    get serviceWorker() {
      return new Container()
    }
  }
  for (const [name, value] of Object.entries({
    ...{ origin: OWN, Performance: Timing, performance: new Timing(), PerformanceResourceTiming: Resource },
    ...{ Navigator: Browser, navigator: new Browser(), ServiceWorkerContainer: Container },
  }))
    vi.stubGlobal(name, value)
  vi.resetModules()
  return (await import('./served')).isServed
}
afterEach(() => vi.unstubAllGlobals())

it.each([
  ['what had no protocol, on the page’s own origin', [''], `${OWN}/v1/t`, true],
  ['not what came from the network', ['http/1.1'], `${OWN}/v1/t`, false],
  ['not on a page that no worker controls', ['', false], `${OWN}/v1/t`, false],
  ['not of another origin, which tells none either way', [''], 'https://shop.test.evil/v1/t', false],
  ['not where the browser has timed nothing', [null], `${OWN}/v1/t`, false],
] as const)('a service worker has answered: %s', async (_, page, url, served) => {
  const [protocol, controlled] = page as readonly [string | null, boolean?]
  expect((await pageOf(protocol, controlled))(url)).toBe(served)
})

it('is asked in vain where there are no service workers', async () => {
  await pageOf('')
  for (const name of ['ServiceWorkerContainer', 'Navigator', 'Performance', 'PerformanceResourceTiming'])
    vi.stubGlobal(name, undefined)
  vi.resetModules()
  expect((await import('./served')).isServed(`${OWN}/v1/t`)).toBe(false)
})
