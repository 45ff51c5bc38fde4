/** The part of the battery that asks by `fetch`, and reads answers in every way. */
import type { Notes } from './notes'

/** Runs in the page. It may refer to nothing outside itself. */
export async function answers({ to, post, words, wait }: Notes): Promise<void> {
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
    const heard = new Promise((done) => addEventListener('unhandledrejection', done, { once: true }))
    const promise = fetch(to('reset'), post('fetch unhandled'))
    const handled = fetch(to('reset'), post('fetch handled')).catch(words)
    await Promise.all([heard, handled])
    // One that is told twice comes soon after.
    await new Promise((done) => setTimeout(done, 100))
    removeEventListener('unhandledrejection', listen)
    return told
  })
}
