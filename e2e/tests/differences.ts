/** What a page that looks for Tracklens can find: run with and without it, each answer that differs is a difference. */

/** What each probe found, as JSON. */
export type Found = Readonly<Record<string, unknown>>

const OWN = ['exponea', 'Exponea', 'CustomerIO', '__INSPECTOR__', '__SEGMENT_INSPECTOR__']
const NAMES = OWN.map((name) => `${name}: in`)

const FUNCTIONS = ['fetch', 'Request', 'Blob', 'open', 'send', 'sendBeacon', 'toString', 'src of scripts']

/** What remains to be found, by browser. README lists it in words. */
export const DIFFERENCES: Readonly<Record<string, readonly string[]>> = {
  chromium: [
    ...NAMES,
    'stack within a callback',
    'caller of a callback',
    'what was searched last, after a request that tracks',
    'stack of a failed fetch, nobody’s',
    'stack of a failed fetch, tracking',
    'stack of an impossible fetch',
    'stack that the page prepares',
    'stack of one frame',
    'reports of a policy',
  ],
  firefox: [
    ...NAMES,
    ...FUNCTIONS.map((name) => `${name}: cloned`),
    // Its stand-in is the hook's alone: libraries ask for texts by the thousand, and the relay's trap costs more.
    'toString: stack of its exception',
    'stack of one frame',
    'caller of a callback',
    'what was searched last, after a request that tracks',
  ],
}

/** The probes whose answers differ, by name. */
export function differing(bare: Found, watched: Found): string[] {
  return Object.keys(bare).filter((probe) => JSON.stringify(bare[probe]) !== JSON.stringify(watched[probe]))
}

/** Runs in the page, first thing. It may refer to nothing outside itself. */
export async function probes(): Promise<Found> {
  const { lastMatch: start } = RegExp
  const found: Record<string, unknown> = {}
  const words = (error: unknown) => `${(error as Error)?.name}: ${(error as Error)?.message}`
  const probe = (name: string, run: () => unknown) => {
    try {
      found[name] = run() ?? null
    } catch (error) {
      found[name] = `threw ${words(error)}`
    }
  }
  const caught = (run: () => unknown): Error | null => {
    try {
      const promise = run()
      if (promise instanceof Promise) promise.catch(() => {})
      return null
    } catch (error) {
      return error as Error
    }
  }
  /** A stack without its numbers: how many frames, whose, and in what form it is kept. */
  const frames = (error: unknown) => {
    const { stack = '' } = (error ?? {}) as Error
    const own = Object.getOwnPropertyDescriptor(error ?? {}, 'stack')
    return [stack.replace(/\d+/g, '0'), own && Object.keys(own).join()]
  }
  const host = document.documentElement.appendChild(document.createElement('iframe'))
  const frame = host.contentWindow as unknown as typeof globalThis
  const from = (owner: object | null | undefined, name: string) => owner && Object.getOwnPropertyDescriptor(owner, name)
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
  const names = ['exponea', 'brweb', 'Exponea', 'cioanalytics', '_cio', 'CustomerIO', '__INSPECTOR__']
  for (const name of [...names, '__SEGMENT_INSPECTOR__', 'dataLayer', '__tcfapi']) {
    probe(`${name}: in`, () => name in window)
    probe(`${name}: type`, () => typeof (window as unknown as Record<string, unknown>)[name])
    probe(`${name}: assigned`, () => {
      ;(window as unknown as Record<string, unknown>)[name] = 5
      const own = from(window, name)
      return [own && [Object.entries(own).join()], delete (window as unknown as Record<string, unknown>)[name]]
    })
  }
  probe('globals: number of own names beyond those', () => {
    const rest = Object.getOwnPropertyNames(window).filter((name) => !names.includes(name))
    return rest.filter((name) => !/^(?:__SEGMENT_INSPECTOR__|dataLayer|__tcfapi)$/.test(name)).length
  })
  probe('globals: enumerable', () => Object.keys(window).length)
  probe('an element of a name that is caught', () => {
    const element = document.documentElement.appendChild(document.createElement('a'))
    element.id = 'exponea'
    const type = typeof (window as { exponea?: unknown }).exponea
    element.remove()
    return [type, typeof (window as { exponea?: unknown }).exponea]
  })
  probe('storage', () => [Object.keys(sessionStorage), Object.keys(localStorage), document.cookie])
  probe('document', () => [document.documentElement.attributes.length, document.scripts.length])

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
  const here1 = `${location.origin}/v1/t?act=ok&via=probe`
  const message = '{"type":"track","event":"probe","messageId":"p","anonymousId":"a","writeKey":"w","properties":{}}'
  for (const [name, address] of [
    ['nobody’s', `${location.origin}/nothing`],
    ['tracking', here1],
  ] as const) {
    probe(`reads of options, ${name}`, () =>
      reads({ method: 'POST', body: message }, (init) => fetch(address, init as RequestInit)),
    )
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
  probe('what looks at stacks is asked', () => {
    let asked = 0
    Object.defineProperty(Error, 'prepareStackTrace', { configurable: true, get: () => void asked++ })
    caught(() => fetch(`${location.origin}/nothing`, { method: 'GET' }).catch(() => {}))
    delete (Error as { prepareStackTrace?: unknown }).prepareStackTrace
    return asked
  })
  probe('stack that the page prepares', () => {
    const files: string[] = []
    const value = (_: unknown, sites: readonly { readonly getFileName: () => unknown }[]) => {
      for (const site of sites) files.push(String(site.getFileName()).replace(/^https?:..[^/]*/, ''))
    }
    Object.defineProperty(Error, 'prepareStackTrace', { configurable: true, value })
    void caught(() => new Request('http://['))?.stack
    delete (Error as { prepareStackTrace?: unknown }).prepareStackTrace
    return files
  })
  probe('stack of one frame', () => {
    const limit = Object.getOwnPropertyDescriptor(Error, 'stackTraceLimit') ?? { configurable: true }
    Object.defineProperty(Error, 'stackTraceLimit', { ...limit, value: 1 })
    const found = frames(caught(() => new Request('http://[')))
    Object.defineProperty(Error, 'stackTraceLimit', limit)
    return found
  })
  probe('how deep', () => {
    let error: unknown
    const deeper = (): void => {
      try {
        new XMLHttpRequest().open('GET', '/nothing')
        deeper()
      } catch (thrown) {
        error ??= thrown
      }
    }
    deeper()
    return words(error)
  })
  probe('stack within a callback', () => {
    let stack: unknown
    const part = {
      toString() {
        stack = frames(new Error('callback'))
        return 'x'
      },
    }
    new Blob([part as never])
    return stack
  })

  probe('caller of a callback', () => {
    // A function's `caller` is told of loose code only.
    const found = 'make({ toString: function read() { found = String(read.caller).slice(0, 20); return "x" } })'
    const loose = Function('make', `let found; ${found}; return found`) as (make: (part: unknown) => Blob) => unknown
    return loose((part) => new Blob([part as never]))
  })
  const searched = async (address: string) => {
    ;/searched/.exec('what the page has searched')
    await fetch(address, { method: 'POST', body: message }).catch(() => {})
    return RegExp.lastMatch
  }
  const last = [start, await searched(`${location.origin}/nothing`), await searched(here1)]
  probe('what was searched last', () => last.slice(0, 2))
  probe('what was searched last, after a request that tracks', () => last[2])

  const failed = async (name: string, run: () => Promise<unknown>) => {
    const error = await run().then(
      () => null,
      (thrown: unknown) => thrown,
    )
    probe(name, () => frames(error))
  }
  await failed('stack of a failed fetch, nobody’s', () => fetch('http://127.0.0.1:1/nothing'))
  await failed('stack of a failed fetch, tracking', () =>
    fetch('http://127.0.0.1:1/v1/t', { method: 'POST', body: message }),
  )
  await failed('stack of an impossible fetch', () => fetch('http://['))
  probe('stack of a failed synchronous XHR', () => {
    const xhr = new XMLHttpRequest()
    xhr.open('GET', 'http://127.0.0.1:1/nothing', false)
    return frames(caught(() => xhr.send()))
  })

  const order: string[] = []
  const promise = fetch(`${location.origin}/nothing`)
  const turn = promise.then(() => order.push('answer')).then(() => order.push('after'))
  await turn
  probe('order of turns', () => order)

  /** Reports of a policy that forbids connections: who is named, and how many there are. */
  const blocked = await new Promise<unknown>((done) => {
    const told: unknown[] = []
    const policy = document.createElement('meta')
    policy.httpEquiv = 'Content-Security-Policy'
    policy.content = 'connect-src https://nowhere.example'
    document.addEventListener('securitypolicyviolation', ({ sourceFile, effectiveDirective }) => {
      told.push([sourceFile.replace(/^https?:..[^/]*/, ''), effectiveDirective])
    })
    document.head.append(policy)
    const Observer = (globalThis as { ReportingObserver?: new (run: (all: Report[]) => void) => { observe(): void } })
      .ReportingObserver
    type Report = { readonly type: string; readonly body: { readonly sourceFile?: string } | null }
    const reports: unknown[] = []
    if (Observer)
      new Observer((all) => {
        for (const { type, body } of all) reports.push([type, body?.sourceFile?.replace(/^https?:..[^/]*/, '')])
      }).observe()
    fetch('https://elsewhere.example/a').catch(() => {})
    fetch('https://elsewhere.example/b').catch(() => {})
    navigator.sendBeacon('https://elsewhere.example/c', 'x')
    setTimeout(() => done([told, reports]), 300)
  })
  probe('reports of a policy', () => blocked)
  host.remove()
  return found
}
