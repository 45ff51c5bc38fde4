/** The part of the probes that looks at the functions that Tracklens replaces, also from another window. */
import type { Notes } from './notes'

/** Runs in the page. It may refer to nothing outside itself. */
export function functions({ words, probe, caught, frames, from }: Notes): void {
  const host = document.documentElement.appendChild(document.createElement('iframe'))
  const frame = host.contentWindow as unknown as typeof globalThis
  type Method = (...args: unknown[]) => unknown

  const places = (world: typeof globalThis) =>
    ({
      fetch: from(world, 'fetch')?.value,
      fetchLater: from(world, 'fetchLater')?.value,
      Request: from(world, 'Request')?.value,
      Blob: from(world, 'Blob')?.value,
      File: from(world, 'File')?.value,
      open: from(world.XMLHttpRequest.prototype, 'open')?.value,
      send: from(world.XMLHttpRequest.prototype, 'send')?.value,
      sendBeacon: from(world.Navigator.prototype, 'sendBeacon')?.value,
      toString: from(world.Function.prototype, 'toString')?.value,
      'src of scripts': from(world.HTMLScriptElement.prototype, 'src')?.set,
    }) as Record<string, Method | undefined>
  const here = places(globalThis)
  const there = places(frame)
  for (const [name, method] of Object.entries(here)) {
    if (!method) continue
    probe(`${name}: text`, () => String(method))
    probe(`${name}: text by a frame`, () => frame.Function.prototype.toString.call(method))
    probe(`${name}: text of a frame’s`, () => Function.prototype.toString.call(there[name]))
    probe(`${name}: own keys`, () => Reflect.ownKeys(method).map(String))
    probe(`${name}: is its own prototype`, () => words(caught(() => Object.setPrototypeOf(method, method))))
    probe(`${name}: prototype that inherits from it`, () =>
      words(caught(() => Object.setPrototypeOf(method, Object.create(method)))),
    )
    probe(`${name}: cloned`, () => words(caught(() => structuredClone(method))))
    probe(`${name}: inherits from a frame’s`, () => {
      const heir = Object.create(method) as object
      return [heir instanceof Function, words(caught(() => String(heir)))]
    })
    probe(`${name}: called on nothing`, () => words(caught(() => method.call(undefined))))
    probe(`${name}: stack of its exception`, () => frames(caught(() => method.call({}, Symbol('a')))))
    probe(`${name}: constructed`, () => frames(caught(() => Reflect.construct(method, [Symbol('a')]))))
  }
  host.remove()
}
