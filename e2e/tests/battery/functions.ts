/** The part of the battery that looks at the replaced functions as objects: what they are, and how they refuse. */
import type { Notes } from './notes'

/** Runs in the page. It may refer to nothing outside itself. */
export async function functions({ to, words, probe, wait }: Notes): Promise<void> {
  const descriptor = (owner: object, name: string) => {
    const found = Object.getOwnPropertyDescriptor(owner, name)
    if (!found) return null
    return Object.entries(found).map(
      ([key, value]) => `${key}: ${typeof value === 'function' ? typeof value : String(value)}`,
    )
  }

  const owners: readonly (readonly [string, object, string])[] = [
    ['fetch', globalThis, 'fetch'],
    ['fetchLater', globalThis, 'fetchLater'],
    ['Request', globalThis, 'Request'],
    ['Blob', globalThis, 'Blob'],
    ['XMLHttpRequest', globalThis, 'XMLHttpRequest'],
    ['open', XMLHttpRequest.prototype, 'open'],
    ['send', XMLHttpRequest.prototype, 'send'],
    ['sendBeacon', Navigator.prototype, 'sendBeacon'],
    ['toString', Function.prototype, 'toString'],
    ['Request.prototype.constructor', Request.prototype, 'constructor'],
    ['Blob.prototype.constructor', Blob.prototype, 'constructor'],
  ]
  for (const [what, owner, name] of owners) {
    const value = (owner as Record<string, unknown>)[name] as ((...args: unknown[]) => unknown) | undefined
    const call = (self: unknown, args: unknown[]) => {
      const result = Reflect.apply(value as () => unknown, self, args)
      if (result instanceof Promise) result.catch(() => {})
      return String(result)
    }
    probe(`${what}: property`, () => descriptor(owner, name))
    if (!value) continue
    probe(`${what}: own keys`, () =>
      Reflect.ownKeys(value).map((key) => [String(key), descriptor(value, key as string)]),
    )
    probe(`${what}: text`, () => [
      String(value),
      Function.prototype.toString.call(value),
      value.toString === Function.prototype.toString,
    ])
    probe(`${what}: nature`, () => [
      typeof value,
      Object.prototype.toString.call(value),
      value instanceof Function,
      'prototype' in value,
    ])
    probe(`${what}: prototype`, () => Object.getPrototypeOf(value) === Function.prototype)
    probe(`${what}: called as a function`, () => call(undefined, []))
    probe(`${what}: called on nothing`, () => call(null, [to('ok', 'nothing')]))
    probe(`${what}: called on something else`, () => call({}, ['GET', to('ok', 'else')]))
    probe(`${what}: constructed with nothing`, () => String(Reflect.construct(value, [])))
    probe(`${what}: extended`, () => {
      class Extended extends (value as unknown as new () => object) {}
      return Object.getPrototypeOf(Extended) === value
    })
    probe(`${what}: kept by bind`, () => [value.bind(null).name, value.bind(null).length])
    probe(`${what}: takes properties`, () => {
      ;(value as unknown as { note?: string }).note = 'a'
      const kept = (value as unknown as { note?: string }).note
      return [kept, delete (value as unknown as { note?: string }).note, 'note' in value]
    })
  }
  probe('globals: enumerable', () => Object.keys(globalThis).sort())
  probe('globals: in', () => {
    const names: string[] = []
    for (const name in globalThis) names.push(name)
    return names.sort()
  })
  probe('classes', () => [
    Object.getPrototypeOf(File) === Blob,
    new File(['a'], 'a') instanceof Blob,
    new Blob(['a']).constructor === Blob,
    new Request('/').constructor === Request,
    new Blob(['a']) instanceof Blob,
    new XMLHttpRequest() instanceof XMLHttpRequest,
    Object.keys(XMLHttpRequest.prototype).join(),
  ])
  await wait('rejections of fetch that name their argument', async () => {
    const told: string[] = []
    for (const args of [
      [],
      [undefined],
      ['http://['],
      [to('ok'), { method: 'GET', body: 'x' }],
      [to('ok'), { method: 'a b' }],
      [to('ok'), 5],
    ]) {
      await Reflect.apply(fetch, window, args).then(
        (response: Response) => told.push(`${response.status}`),
        (error: unknown) => told.push(words(error)),
      )
    }
    return told
  })
  await wait('getters of the options of fetch', async () => {
    const options = {
      method: 'POST',
      get body(): string {
        throw new RangeError('a getter of the page')
      },
    }
    return fetch(to('ok'), options)
  })
}
