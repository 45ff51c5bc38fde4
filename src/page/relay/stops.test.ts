// @vitest-environment happy-dom
/** Tests of the stop's note: read by the next document, corrected by the background, gone when nothing is held back. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createStops } from './stops'

beforeEach(() => sessionStorage.clear())
afterEach(() => vi.restoreAllMocks())

function document() {
  const told: [string, 'held' | 'noted' | 'free'][] = []
  const changed: [string, boolean][] = []
  const stops = createStops(
    (vendor, on, noted) => told.push([vendor, noted ? 'noted' : on ? 'held' : 'free']),
    (vendor, on) => changed.push([vendor, on]),
  )
  return { told, changed, holds: stops }
}

it('holds in the next document what was held in this one, before anybody is asked', () => {
  document().holds.set('customerio', true)
  const { told, changed, holds } = document()
  expect(holds.recall()).toBe(true)
  expect(told).toEqual([['customerio', 'noted']])
  expect(changed).toEqual([])
  holds.settle(['customerio'])
  expect(told.slice(1)).toEqual([['customerio', 'held']])
  holds.settle(['customerio'])
  expect(changed).toEqual([['customerio', true]])
  // Nothing that is written later is asked about: the background has said it all.
  sessionStorage.setItem('tracklens-stop', 'bloomreach')
  expect(holds.recall()).toBe(false)
  expect(told).toHaveLength(2)
})

it('lets go what only the note named once the background says otherwise, or nothing for a while', () => {
  vi.useFakeTimers()
  for (const end of ['word', 'silence']) {
    sessionStorage.setItem('tracklens-stop', 'customerio')
    const { told, changed, holds } = document()
    expect(holds.recall()).toBe(true)
    if (end === 'word') holds.settle([])
    vi.runAllTimers()
    expect(told).toEqual([
      ['customerio', 'noted'],
      ['customerio', 'free'],
    ])
    expect(changed).toEqual([])
  }
  vi.useRealTimers()
})

it('asks again on a page that has slept', () => {
  const { told, holds } = document()
  holds.settle([])
  sessionStorage.setItem('tracklens-stop', 'customerio')
  expect(holds.recall()).toBe(false)
  holds.doubt()
  expect(holds.recall()).toBe(true)
  expect(told).toEqual([['customerio', 'noted']])
})

it('leaves no trace when nothing is held back', () => {
  const { holds } = document()
  holds.set('customerio', true)
  holds.set('bloomreach', true)
  holds.set('customerio', false)
  holds.set('bloomreach', false)
  expect(sessionStorage.length).toBe(0)
})

it('lets go what was resumed while another page was open, and holds what was stopped meanwhile', () => {
  document().holds.set('customerio', true)
  const { told, holds } = document()
  holds.recall()
  holds.settle(['bloomreach'])
  expect(told).toEqual([
    ['customerio', 'noted'],
    ['customerio', 'free'],
    ['bloomreach', 'held'],
  ])
  const next = document()
  next.holds.recall()
  expect(next.told).toEqual([['bloomreach', 'noted']])
})

it('knows only vendors, whatever a page writes there', () => {
  sessionStorage.setItem('tracklens-stop', 'nobody,,__proto__,bloomreach')
  const { told, holds } = document()
  holds.recall()
  expect(told).toEqual([['bloomreach', 'noted']])
})

it('works without storage, only for this document', () => {
  vi.spyOn(globalThis, 'sessionStorage', 'get').mockImplementation(() => {
    throw new DOMException('The document is sandboxed', 'SecurityError')
  })
  const { told, holds } = document()
  holds.recall()
  holds.settle(['customerio'])
  expect(told).toEqual([['customerio', 'held']])
})
