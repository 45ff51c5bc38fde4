/** Tests of whose scripts could reach a window first: those of a parent or opener of the same origin. */
import { expect, it } from 'vitest'
import { isCrowded, isReached, isShared } from './shared'

const location = { href: 'https://shop.test/' }
const same = { location, length: 1 }
/** It has a frame of this name, which every origin is shown; all else but the number of its frames is withheld. */
const other = {
  length: 1,
  document: {},
  location: {
    get href(): string {
      throw new DOMException('of another origin', 'SecurityError')
    },
  },
}
/** A window with this opener, and this parent where it is a frame. */
function made(opener: unknown, parent?: typeof same) {
  const window = { location, length: 0, opener, parent: parent as typeof same }
  if (!parent) window.parent = window
  return window
}

it.each([
  ['a tab of its own', made(null), false],
  ['a pop-up of a page of the same origin', made(same), true],
  ['a pop-up of another origin', made(other), false],
  ['a frame in a page of the same origin', made(null, same), true],
  ['a frame in a page of another origin', made(null, other), false],
])('%s', (_, window, shared) => {
  expect(isShared(window)).toBe(shared)
})

it('a frame among more than fifty is in a crowd, a page of its own with as many frames is in none', () => {
  expect([50, 51].map((length) => isCrowded(made(null, { ...same, length })))).toEqual([false, true])
  const page = { ...made(null), length: 51 }
  page.parent = page
  expect(isCrowded(page)).toBe(false)
})

it('reaches the first document that is met in a window, not those that follow, nor an empty one', () => {
  const met = (window: ReturnType<typeof made>, currentEntry: object | null = {}) =>
    isReached(Object.assign(window, { navigation: { currentEntry } }))
  for (const maker of [null, same]) {
    const page = { ...same }
    const frame = maker ? made(null, page) : made(page)
    expect([met(frame), met(frame), met(frame)]).toEqual([true, false, false])
    // A frame that is put in anew has another window.
    expect(met(maker ? made(null, page) : made(page))).toBe(true)
    const empty = maker ? made(null, page) : made(page)
    expect([met(empty, null), met(empty)]).toEqual([false, false])
  }
  expect(met(made(null))).toBe(false)
  expect(met(made(null, other))).toBe(false)
})

it('reaches a document in a page that has an element of every name', () => {
  const named = { get: (_: object, name: PropertyKey) => (typeof name === 'string' ? 'an element' : undefined) }
  const page = Object.assign(Object.create(new Proxy({}, named)), same)
  const frame = Object.assign(made(null, page), { navigation: { currentEntry: {} } })
  expect([isReached(frame), isReached(frame)]).toEqual([true, false])
})

it('takes a window for reached where the browser tells nothing of its history', () => {
  expect(isReached(made({ ...same }))).toBe(true)
})
