/**
 * A battery of probes that runs in a page and tells all that the page can see of the functions that Tracklens replaces.
 */

/** What each probe saw, as JSON. */
export type Seen = Readonly<Record<string, unknown>>

/** Runs in the page, first thing. It may refer to nothing outside itself. */
export async function battery(): Promise<Seen> {
  const seen: Record<string, unknown> = {}
  const to = (act: string, via = 'battery') => `${location.origin}/v1/t?act=${act}&via=${via}`
  const message = (event: string) =>
    JSON.stringify({ type: 'track', event, messageId: event, anonymousId: 'probe', writeKey: 'probe', properties: {} })
  const post = (event: string, more: RequestInit = {}): RequestInit => ({
    method: 'POST',
    body: message(event),
    ...more,
  })
  const words = (error: unknown): string => {
    if (error instanceof DOMException) return `DOMException ${error.name}: ${error.message}`
    if (error instanceof Error)
      return `${error.constructor === globalThis[error.name as 'Error']} ${error.name}: ${error.message}`
    return `not an error: ${String(error)}`
  }
  const probe = (what: string, run: () => unknown) => {
    try {
      seen[what] = run() ?? null
    } catch (error) {
      seen[what] = `threw ${words(error)}`
    }
  }
  const wait = async (what: string, run: () => unknown) => {
    try {
      seen[what] = (await run()) ?? null
    } catch (error) {
      seen[what] = `rejected ${words(error)}`
    }
  }
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

  await wait('fetch: an answer', async () => {
    const response = await fetch(to('ok', 'fetch'), post('fetch text'))
    return [
      response.status,
      response.ok,
      response.bodyUsed,
      response.type,
      response.redirected,
      response.constructor === Response,
      await response.json(),
    ]
  })
  await wait('fetch: answers that refuse', async () => {
    const bad = await fetch(to('bad'), post('fetch refused'))
    const empty = await fetch(to('empty'), post('fetch empty'))
    return [bad.status, await bad.text(), empty.status, empty.body === null, await empty.text()]
  })
  await wait('fetch: redirected', async () => {
    const response = await fetch(to('redirect'), post('fetch redirected'))
    return [response.redirected, new URL(response.url).search, await response.text()]
  })
  await wait('fetch: no-cors and opaque', async () => {
    const response = await fetch(
      to('ok').replace('127.0.0.1', 'other.localhost'),
      post('fetch opaque', { mode: 'no-cors' }),
    )
    return [response.type, response.status, response.body === null]
  })
  await wait('fetch: broken', () => fetch(to('reset'), post('fetch broken')))
  await wait('fetch: torn within the answer', async () => {
    const response = await fetch(to('torn'), post('fetch torn'))
    return [response.status, await response.text()]
  })
  await wait('fetch: a stream is read as it comes, and left', async () => {
    const controller = new AbortController()
    const response = await fetch(to('stream'), post('fetch stream', { signal: controller.signal }))
    const reader = response.body?.getReader()
    const first = await reader?.read()
    const rest = reader?.read().then(String, words)
    controller.abort()
    return [response.bodyUsed, new TextDecoder().decode(first?.value), await rest]
  })
  await wait('fetch: bytes into a buffer of the page', async () => {
    const response = await fetch(to('ok'), post('fetch byob'))
    const reader = response.body?.getReader({ mode: 'byob' })
    const { value, done } = (await reader?.read(new Uint8Array(8))) ?? {}
    return [new TextDecoder().decode(value), done]
  })
  await wait('fetch: a body that is cancelled', async () => {
    const response = await fetch(to('stream'), post('fetch cancelled'))
    await response.body?.cancel('enough')
    return response.bodyUsed
  })
  await wait('fetch: cloned by the page', async () => {
    const response = await fetch(to('ok'), post('fetch cloned'))
    const clone = response.clone()
    return [await clone.text(), await response.text(), response.bodyUsed, clone.bodyUsed]
  })
  await wait('fetch: aborted with a reason', async () => {
    const controller = new AbortController()
    const promise = fetch(to('hang'), post('fetch aborted for a reason', { signal: controller.signal }))
    controller.abort('the page wished so')
    return promise
  })
  await wait('fetch: aborted', async () => {
    const controller = new AbortController()
    const promise = fetch(to('hang'), post('fetch aborted', { signal: controller.signal }))
    controller.abort()
    return promise
  })
  await wait('fetch: timed out', () => fetch(to('hang'), post('fetch timed out', { signal: AbortSignal.timeout(50) })))
  await wait('fetch: aborted before; the order of what follows', async () => {
    const order: string[] = []
    const first = fetch(to('ok'), post('fetch aborted before', { signal: AbortSignal.abort() })).catch(
      (error: unknown) => order.push(words(error)),
    )
    const second = Promise.reject(new Error('second')).catch(() => order.push('second'))
    const third = Promise.resolve()
      .then(() => Promise.resolve())
      .then(() => order.push('third'))
    await Promise.all([first, second, third])
    return order
  })
  await wait('fetch: a promise as it should be', () => {
    const promise = fetch(to('ok'), post('fetch promise'))
    return [
      promise instanceof Promise,
      promise.constructor === Promise,
      Reflect.ownKeys(promise).length,
      Object.prototype.toString.call(promise),
    ]
  })
  await wait('fetch: what nobody handles is told once', async () => {
    const told: string[] = []
    const listen = (event: PromiseRejectionEvent) => {
      told.push(`${event.promise === promise} ${words(event.reason)}`)
      event.preventDefault()
    }
    addEventListener('unhandledrejection', listen)
    const promise = fetch(to('reset'), post('fetch unhandled'))
    const handled = fetch(to('reset'), post('fetch handled')).catch(words)
    await handled
    await new Promise((done) => setTimeout(done, 100))
    removeEventListener('unhandledrejection', listen)
    return told
  })
  await wait('Request: kinds of bodies', async () => {
    const told: unknown[] = []
    const bodies: readonly [string, BodyInit][] = [
      ['text', message('request text')],
      ['blob', new Blob([message('request blob')], { type: 'text/plain' })],
      ['params', new URLSearchParams({ a: '1', b: '"writeKey":' })],
      ['bytes', new TextEncoder().encode(message('request bytes'))],
      ['buffer', new TextEncoder().encode(message('request buffer')).buffer as ArrayBuffer],
    ]
    for (const [kind, body] of bodies) {
      const request = new Request(to('ok', kind), { method: 'POST', body })
      const before = [request.bodyUsed, request.headers.get('content-type')]
      const promise = fetch(request)
      told.push([
        kind,
        ...before,
        request.bodyUsed,
        (await promise).status,
        request.bodyUsed,
        await request.text().catch(words),
      ])
    }
    return told
  })
  await wait('Request: used twice', async () => {
    const request = new Request(to('ok'), post('request twice'))
    await fetch(request)
    return fetch(request)
  })
  await wait('Request: a copy with another body', async () => {
    const request = new Request(to('ok', 'copy'), post('request first'))
    const response = await fetch(new Request(request, { body: message('request second') }))
    return [response.status, request.bodyUsed, await request.text()]
  })
  await wait('Request: a class of the page', async () => {
    class Own extends Request {
      mine = 'mine'
    }
    const request = new Own(to('ok'), post('request own'))
    return [request.mine, request instanceof Own, request instanceof Request, Own.name, (await fetch(request)).status]
  })
  await wait('Request: a body that streams', async () => {
    const text = message('request stream')
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode(text))
        controller.close()
      },
    })
    const options = { method: 'POST', body, duplex: 'half' } as RequestInit
    const response = await fetch(to('ok'), options)
    return [response.status, body.locked]
  })
  await wait('Blob: a class of the page', async () => {
    class Own extends Blob {
      mine = 'mine'
    }
    const parts = (function* () {
      yield 'a'
      yield 'b'
    })()
    const blob = new Own(parts as unknown as BlobPart[], { type: 'text/plain' })
    return [blob.mine, blob instanceof Own, blob instanceof Blob, blob.size, blob.type, await blob.text()]
  })
  probe('beacon', () => [
    navigator.sendBeacon(to('ok', 'beacon'), message('beacon text')),
    navigator.sendBeacon(to('ok', 'beacon'), new Blob([message('beacon blob')])),
    navigator.sendBeacon(to('ok', 'beacon')),
  ])
  probe('beacon: to nowhere', () => navigator.sendBeacon('http://[/t', 'x'))
  probe('beacon: too big', () => navigator.sendBeacon(to('ok', 'beacon'), message('beacon big') + ' '.repeat(70_000)))

  const events = (xhr: XMLHttpRequest, until = 'loadend') =>
    new Promise<string[]>((done) => {
      const order: string[] = []
      for (const type of ['readystatechange', 'loadstart', 'load', 'error', 'abort', 'timeout', 'loadend']) {
        xhr.addEventListener(type, (event) => {
          order.push(`${event.type} ${xhr.readyState} ${event.target === xhr} ${event.isTrusted}`)
          if (type === until) done(order)
        })
      }
    })
  await wait('XHR: events and answers', async () => {
    const told: unknown[] = []
    const types: readonly XMLHttpRequestResponseType[] = ['', 'text', 'json', 'arraybuffer', 'blob', 'document']
    for (const type of types) {
      const xhr = new XMLHttpRequest()
      const order = events(xhr)
      told.push(xhr.open('POST', to('ok', `xhr ${type}`)) === undefined)
      xhr.responseType = type
      told.push(
        xhr.send(message(`xhr ${type || 'plain'}`)) === undefined,
        await order,
        xhr.status,
        String(xhr.response),
        xhr.responseURL,
      )
    }
    return told
  })
  await wait('XHR: failing', async () => {
    const told: unknown[] = []
    for (const act of ['reset', 'timeout', 'abort']) {
      const xhr = new XMLHttpRequest()
      const order = events(xhr)
      xhr.open('POST', to(act === 'reset' ? act : 'hang'))
      if (act === 'timeout') xhr.timeout = 50
      xhr.send(message(`xhr ${act}`))
      if (act === 'abort') xhr.abort()
      told.push(await order, xhr.status, xhr.readyState)
    }
    return told
  })
  probe('XHR: at once', () => {
    const xhr = new XMLHttpRequest()
    xhr.open('POST', to('ok', 'xhr sync'), false)
    xhr.send(message('xhr sync'))
    return [xhr.status, xhr.responseText, xhr.readyState]
  })
  probe('XHR: at once and broken', () => {
    const xhr = new XMLHttpRequest()
    xhr.open('POST', to('reset'), false)
    xhr.send(message('xhr sync broken'))
    return 'nothing thrown'
  })
  probe('XHR: sent before it was opened', () => new XMLHttpRequest().send('x'))
  probe('XHR: a forbidden method', () => new XMLHttpRequest().open('TRACE', to('ok')))
  probe('XHR: an impossible address', () => new XMLHttpRequest().open('POST', 'http://[/t'))
  await wait('XHR: a class of the page, used twice', async () => {
    class Own extends XMLHttpRequest {
      calls: string[] = []
      override open(...args: unknown[]): void {
        this.calls.push('open')
        Reflect.apply(super.open, this, args)
      }
      override send(body?: XMLHttpRequestBodyInit): void {
        this.calls.push('send')
        super.send(body)
      }
    }
    const xhr = new Own()
    for (const event of ['xhr own 1', 'xhr own 2']) {
      const end = new Promise((done) => {
        xhr.onloadend = done
      })
      xhr.open('POST', to('ok', 'xhr own'))
      xhr.send(message(event))
      await end
    }
    return [xhr.calls, xhr.status, xhr instanceof XMLHttpRequest]
  })
  await wait('XHR: what its listeners throw is told once', async () => {
    const told: string[] = []
    const listen = (event: ErrorEvent) => {
      told.push(words(event.error))
      event.preventDefault()
    }
    addEventListener('error', listen)
    const xhr = new XMLHttpRequest()
    xhr.onload = () => {
      throw new EvalError('by the page')
    }
    const end = events(xhr)
    xhr.open('POST', to('ok'))
    xhr.send(message('xhr thrower'))
    await end
    removeEventListener('error', listen)
    return told
  })
  return seen
}
