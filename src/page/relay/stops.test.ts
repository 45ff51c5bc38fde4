// @vitest-environment happy-dom
/** Tests of the stop's note: read by the next document, corrected by the background, gone when nothing is held back. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createStops } from './stops'

beforeEach(() => sessionStorage.clear())
afterEach(() => vi.restoreAllMocks())

function document() {
  const told: [string, boolean][] = []
  return { told, holds: createStops((vendor, on) => told.push([vendor, on])) }
}

it('holds in the next document what was held in this one, before anybody is asked', () => {
  document().holds.set('customerio', true)
  const { told, holds } = document()
  holds.recall()
  expect(told).toEqual([['customerio', true]])
  holds.settle(['customerio'])
  expect(told).toHaveLength(1)
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
    ['customerio', true],
    ['customerio', false],
    ['bloomreach', true],
  ])
  const next = document()
  next.holds.recall()
  expect(next.told).toEqual([['bloomreach', true]])
})

it('knows only vendors, whatever a page writes there', () => {
  sessionStorage.setItem('tracklens-stop', 'nobody,,__proto__,bloomreach')
  const { told, holds } = document()
  holds.recall()
  expect(told).toEqual([['bloomreach', true]])
})

it('works without storage, only for this document', () => {
  vi.spyOn(globalThis, 'sessionStorage', 'get').mockImplementation(() => {
    throw new DOMException('The document is sandboxed', 'SecurityError')
  })
  const { told, holds } = document()
  holds.recall()
  holds.settle(['customerio'])
  expect(told).toEqual([['customerio', true]])
})
