/** Whether the page's service worker answered, as the browser timed it: what Firefox tells a page in no other way. */
import { asked, getter, slice, uncurry } from '../natives'

const { performance, navigator, origin } = globalThis
/** What a page without a service worker lacks is undefined, and asking it gives nothing. */
const prototypeOf = (name: string) => (globalThis as unknown as Record<string, { prototype: object }>)[name]?.prototype
const entriesBy = uncurry((prototypeOf('Performance') as Performance | undefined)?.getEntriesByName as never) as (
  self: unknown,
  name: string,
) => PerformanceEntryList
const protocolOf = getter<string>(prototypeOf('PerformanceResourceTiming'), 'nextHopProtocol')
const workersOf = getter<unknown>(prototypeOf('Navigator'), 'serviceWorker')
const controllerOf = getter<unknown>(prototypeOf('ServiceWorkerContainer'), 'controller')

/**
 * Whether a request to the page's own origin was answered by the service worker that controls the page: then there was
 * no protocol (Firefox 153: made by it or passed on, by XHR and fetch; from the network it is `http/1.1`). Of another
 * origin the browser keeps that to itself.
 */
export function isServed(url: string): boolean {
  return asked(ask, url) === true
}

function ask(url: unknown): boolean {
  if (slice(url, 0, origin.length + 1) !== `${origin}/` || !controllerOf(workersOf(navigator))) return false
  const entries = entriesBy(performance, url as string)
  const last = entries[entries.length - 1]
  return last !== undefined && protocolOf(last) === ''
}
