// @vitest-environment happy-dom
/** A page that the browser loads ahead: it says so, and when somebody is shown it. */
import { afterEach, expect, it, vi } from 'vitest'
import type { PageFact } from '../../core/fact'
import { isPrerendering, watchLifecycle } from './lifecycle'
import type { Listen } from './listen'

afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

/** Watches a page of this visibility; `happens` is an event of the browser's. */
function watched(visibility: 'visible' | 'hidden', prerendering?: boolean) {
  vi.spyOn(Document.prototype, 'visibilityState', 'get').mockReturnValue(visibility)
  Object.defineProperty(Document.prototype, 'prerendering', { configurable: true, value: prerendering })
  // An element of this name stands before it.
  Object.defineProperty(document, 'prerendering', { configurable: true, value: document.body })
  const said: PageFact['change'][] = []
  const listeners = new Map<string, (event: never) => void>()
  const on = ((_: EventTarget, type: string, run: (event: never) => void) => listeners.set(type, run)) as Listen
  watchLifecycle({ say: ({ change }) => said.push(change), going: () => {}, last: () => {} }, on)
  return { said, happens: (type: string) => listeners.get(type)?.({} as never) }
}

it('is not said to be hidden while it is only loaded ahead, and says when it is shown', () => {
  const { said, happens } = watched('hidden', true)
  expect(isPrerendering()).toBe(true)
  expect(said).toEqual([])
  vi.spyOn(Document.prototype, 'visibilityState', 'get').mockReturnValue('visible')
  happens('prerenderingchange')
  happens('visibilitychange')
  expect(said).toEqual(['activated', 'visible'])
})

it('is asked for its own visibility where an image of the page has that name', () => {
  const { said, happens } = watched('hidden')
  Object.defineProperty(document, 'visibilityState', { configurable: true, value: document.createElement('img') })
  try {
    happens('visibilitychange')
    expect(said).toEqual(['hidden', 'hidden'])
  } finally {
    Reflect.deleteProperty(document, 'visibilityState')
  }
})

it('another one that is hidden says that, and is loaded ahead in no browser that does not know the word', () => {
  expect(watched('hidden', false).said).toEqual(['hidden'])
  expect(watched('visible').said).toEqual([])
  expect(isPrerendering()).toBe(false)
})
