// @vitest-environment happy-dom
/** Tests of the relay's listening: it outlives a page that rewrites itself. */
import { expect, it, vi } from 'vitest'
import { watchLifecycle } from './lifecycle'
import { createListen, type Listen } from './listen'

/** An event as the browser's own are; a script's are not. */
const trusted = (type: string) => Object.defineProperty(new Event(type), 'isTrusted', { value: true })

/** A target that can lose all its listeners, as window and document do by `document.open()`. */
function rewritable() {
  let inner = new EventTarget()
  return {
    addEventListener: (...args: Parameters<EventTarget['addEventListener']>) => inner.addEventListener(...args),
    removeEventListener: () => {},
    dispatchEvent: (event: Event) => inner.dispatchEvent(event),
    rewrite() {
      inner = new EventTarget()
      document.replaceChildren(document.createElement('html'))
    },
  }
}

it('goes on being told the page’s life after document.open(), each thing once', async () => {
  const page = rewritable()
  const stop = new AbortController()
  const listen = createListen(stop.signal)
  const heard = vi.fn()
  listen(page, 'pagehide', heard)
  listen(page, 'visibilitychange', heard)
  for (const written of [1, 2]) {
    page.rewrite()
    await vi.waitFor(() => {
      heard.mockClear()
      page.dispatchEvent(trusted('pagehide'))
      expect(heard, `written ${written} times`).toHaveBeenCalledOnce()
    })
    page.dispatchEvent(trusted('visibilitychange'))
    expect(heard).toHaveBeenCalledTimes(2)
  }
  // Another root without `document.open()`: the listeners are still there, and are not doubled.
  document.replaceChildren(document.createElement('html'))
  await new Promise<void>((done) => queueMicrotask(done))
  heard.mockClear()
  page.dispatchEvent(trusted('pagehide'))
  expect(heard).toHaveBeenCalledOnce()
  stop.abort()
  page.dispatchEvent(trusted('pagehide'))
  expect(heard).toHaveBeenCalledOnce()
})

it('listens on a document in which a form has the name of the method for it', () => {
  const stop = new AbortController()
  const heard = vi.fn()
  Object.defineProperty(document, 'addEventListener', { configurable: true, value: document.createElement('form') })
  try {
    createListen(stop.signal)(document, 'visibilitychange', heard)
  } finally {
    Reflect.deleteProperty(document, 'addEventListener')
  }
  document.dispatchEvent(trusted('visibilitychange'))
  stop.abort()
  expect(heard).toHaveBeenCalledOnce()
})

it('does not believe what a page dispatches itself', () => {
  const page = new EventTarget()
  const heard = vi.fn()
  createListen(new AbortController().signal)(page, 'pagehide', heard)
  page.dispatchEvent(new Event('pagehide'))
  expect(heard).not.toHaveBeenCalled()
  page.dispatchEvent(trusted('pagehide'))
  expect(heard).toHaveBeenCalledOnce()
})

it('adds everything of the page’s life in the way that outlives document.open()', () => {
  const types: string[] = []
  const on: Listen = (_, type) => void types.push(type)
  const own = vi.spyOn(window, 'addEventListener')
  watchLifecycle({ say: () => {}, going: () => {}, last: () => {} }, on)
  expect(types).toEqual(
    expect.arrayContaining(['visibilitychange', 'pagehide', 'pageshow', 'online', 'offline', 'popstate', 'hashchange']),
  )
  expect(own).not.toHaveBeenCalled()
})
