/** The part of the probes that watches how often, and in which order, what it hands over is read. */
import type { Notes } from './notes'

/** Runs in the page. It may refer to nothing outside itself. */
export function reads({ words, probe, caught, tracking, message }: Notes): void {
  /** Reads of an object by a browser's function, in their order. */
  const reads = (target: object, run: (watched: object) => unknown) => {
    const order: string[] = []
    const watched = new Proxy(target, {
      get(object, key, self) {
        order.push(String(key))
        return Reflect.get(object, key, self) as unknown
      },
      has(object, key) {
        order.push(`in ${String(key)}`)
        return Reflect.has(object, key)
      },
      getPrototypeOf(object) {
        order.push('prototype')
        return Reflect.getPrototypeOf(object)
      },
    })
    const error = caught(() => {
      const result = run(watched)
      if (result instanceof Promise) result.catch(() => {})
    })
    return [order, error && words(error)]
  }
  for (const [name, address] of [
    ['nobody’s', `${location.origin}/nothing`],
    ['tracking', tracking],
  ] as const) {
    probe(`reads of options, ${name}`, () =>
      reads({ method: 'POST', body: message }, (init) => fetch(address, init as RequestInit)),
    )
    for (const cache of ['no-store', 'no such cache'])
      probe(`reads of options that are objects, ${cache}, ${name}`, () => {
        const order: string[] = []
        const text = (is: string) => ({
          toString() {
            order.push(`text ${is}`)
            return is
          },
        })
        const watched = {
          get(all: object, key: string | symbol) {
            order.push(String(key))
            return Reflect.get(all, key) as unknown
          },
        }
        const init = {
          ...{ method: text('POST'), body: message, cache: text(cache), credentials: text('omit'), mode: text('cors') },
          ...{ integrity: text(''), redirect: text('follow'), referrer: text('/'), referrerPolicy: text('origin') },
          ...{ priority: text('low') },
        }
        const error = caught(() => fetch(address, new Proxy(init, watched) as unknown as RequestInit))
        return [order, error && words(error)]
      })
    probe(`reads of a request’s options, ${name}`, () =>
      reads({ method: 'POST', body: message }, (init) => new Request(address, init as RequestInit)),
    )
    probe(`reads of an address, ${name}`, () =>
      reads({ [Symbol.toStringTag]: 'a', toString: () => address }, (url) => fetch(url as never)),
    )
    probe(`reads of an address by open, ${name}`, () =>
      reads({ toString: () => address }, (url) => new XMLHttpRequest().open('POST', url as never)),
    )
  }
  probe('reads of parts', () => reads(['a', 'b'], (parts) => new Blob(parts as never)))
  probe('reads of a list of no array', () =>
    reads(
      {
        *[Symbol.iterator]() {
          yield 'a'
        },
      },
      (parts) => new Blob(parts as never),
    ),
  )
  probe('reads of a part', () => reads({ toString: () => 'x' }, (part) => new Blob([part as never])))
}
