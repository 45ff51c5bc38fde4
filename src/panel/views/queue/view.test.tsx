// @vitest-environment happy-dom
/** The Queue tab as a person uses it: what waits and why, where it leads, and the permission that tells more. */
import { act } from 'preact/test-utils'
import { expect, it, vi } from 'vitest'
import type { Scene } from '../../../testing/scene'
import { button, EVIL, HOST, listed, root, section, show, useStage } from '../../../testing/view-stage'
import { Queue } from './queue'
import { view } from './view'

useStage()

const SCENE: Scene = {
  items: [
    { name: 'arrived', tries: [{ at: 10 }] },
    { name: EVIL, delivery: 'queued', why: 'The SDK has it; no request seen yet.' },
    { name: 'refused', tries: [{ at: 20, status: 401, words: 'no' }] },
    { name: 'gone', tries: [{ at: 30, outcome: 'unknown', status: null }] },
  ],
  trackers: [{ lastFlush: { at: 0, by: 'flush()' }, flushMode: 'MANUAL' }],
}

it('lists what is not delivered with why, newest first, and leads to the item', () => {
  const store = show(Queue, SCENE)
  expect(listed()).toEqual(['gone', 'refused', EVIL])
  expect(root.querySelector('img')).toBeNull()
  expect(section('Items').textContent).toContain('The SDK has it; no request seen yet.')
  act(() => root.querySelector<HTMLElement>('[data-item="2"]')?.click())
  expect([store.view.value, store.selected.value]).toEqual(['events', 2])
  expect(view.badge?.(store)).toBe(1)
})

it('filters by a station and by a state, and back', () => {
  show(Queue, SCENE)
  const flow = section('Where items are on their way')
  act(() => button(/^0?.*Delivered$/, flow).click())
  expect(listed()).toEqual(['arrived'])
  act(() => button(/^rejected/, flow).click())
  expect(listed()).toEqual(['refused'])
  act(() => button(/^rejected/, flow).click())
  expect(listed()).toHaveLength(3)
})

it('every station has what stands in it, and leads to its items, which come into sight', () => {
  show(Queue, SCENE)
  const flow = section('Where items are on their way')
  const into = vi.fn()
  HTMLElement.prototype.scrollIntoView = into
  const stations = [...flow.querySelectorAll('li')].filter((each) => each.parentElement === flow)
  const told = ['queued', 'retrying', 'arrived', 'refused', 'gone']
  expect(stations).toHaveLength(told.length)
  for (const [at, station] of stations.entries()) {
    expect(station.querySelector('ul, p')?.textContent, station.textContent ?? '').toMatch(/\S/)
    act(() => station.querySelector('button')?.click())
    const first = told[at] === 'queued' ? EVIL : told[at]
    if (told[at] === 'retrying') expect(root.textContent).toMatch(/None\./)
    else expect(listed()).toEqual([first])
    expect(into).toHaveBeenCalledTimes(at + 1)
  }
})

it('tells the oldest pending, the last flush and the flush mode', () => {
  show(Queue, SCENE)
  const card = section('Queue of customerio:k1')
  expect(card.textContent).toContain('by flush()')
  expect(card.textContent).toContain('MANUAL')
  expect(button(/<img/, card).textContent).toBe(EVIL)
  expect(card.querySelector('[role=img]')?.getAttribute('aria-label')).toBe(
    '1 queued, 1 delivered, 1 rejected, 1 unknown',
  )
})

it('is worked by keys', () => {
  const store = show(Queue, SCENE)
  const list = section('Everything not delivered')
  const press = (key: string): boolean =>
    list.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
  act(() => void press('End'))
  expect(list.getAttribute('aria-activedescendant')).toMatch(/-2$/)
  act(() => void press('ArrowUp'))
  act(() => void press('Enter'))
  expect(store.selected.value).toBe(2)
})

it('offers the permission where something is unknown, and takes it back', async () => {
  const asked = vi.fn(() => Promise.resolve(true))
  const remove = vi.fn(() => Promise.resolve(true))
  const store = show(Queue, SCENE, { ...HOST, askForOutcomes: asked, giveBackOutcomes: remove })
  expect(section('Permission to watch requests').textContent).toMatch(/1 item is unknown.*webRequest.*0\.6 ms/)
  await act(async () => button(/Allow/).click())
  expect(asked).toHaveBeenCalledOnce()
  expect(store.sources.value.outcomes).toBe(true)
  await vi.waitFor(() => expect(button(/Take it back/).disabled).toBe(false))
  await act(async () => button(/Take it back/).click())
  expect(remove).toHaveBeenCalledOnce()
  expect(store.sources.value.outcomes).toBe(false)
  remove.mockRejectedValueOnce(new Error('You cannot remove required permissions.'))
  await vi.waitFor(() => expect(button(/Allow/).disabled).toBe(false))
  await act(async () => button(/Allow/).click())
  await vi.waitFor(() => expect(button(/Take it back/).disabled).toBe(false))
  await act(async () => button(/Take it back/).click())
  await vi.waitFor(() => expect(store.notice.value?.text).toMatch(/did not take the permission back/))
  await vi.waitFor(() => expect(button(/Take it back/).disabled).toBe(false))
})

it('says after a clear that the items were cleared, not that there were none', () => {
  const store = show(Queue, { items: [{ tries: [{ at: 1 }] }] })
  act(() => store.clear())
  expect(section('Items').textContent).toMatch(/The items before were cleared/)
  expect(root.textContent).not.toMatch(/Nothing was tracked yet/)
  show(Queue, { trackers: [{}] })
  expect(section('Items').textContent).toMatch(/Nothing was tracked yet\. Use the page/)
})

it('offers it for none that is unknown although an answer came', () => {
  show(Queue, {
    items: [
      { name: 'mocked', tries: [{ at: 10, outcome: 'unknown', status: 200 }] },
      { name: 'moved', tries: [{ at: 20, outcome: 'unknown', status: 302 }] },
    ],
  })
  expect(listed()).toEqual(['moved', 'mocked'])
  expect(root.querySelector('[aria-label="Permission to watch requests"]')).toBeNull()
  const left = { name: 'left', tries: [{ at: 30, outcome: 'unknown' as const, status: null }] }
  show(Queue, { items: [{ tries: [{ at: 10, outcome: 'unknown', status: 200 }] }, left] })
  expect(section('Permission to watch requests').textContent).toMatch(/1 item is unknown because no answer was seen/)
})

it('says that nothing was told yet, and shows the way to a tab where only that can ask', async () => {
  const store = show(Queue, SCENE, { ...HOST, ownTab: '/panel.html?tab=7' })
  store.sources.value = { ...store.sources.value, outcomes: true }
  await vi.waitFor(() =>
    expect(root.textContent).toMatch(/the browser has reported none yet.*restart the browser once/),
  )
  store.sources.value = { ...store.sources.value, outcomesHeard: true }
  await vi.waitFor(() => expect(root.textContent).toMatch(/is told how requests end after their page was left/))
  store.sources.value = { ...store.sources.value, outcomes: false }
  await vi.waitFor(() => expect(root.querySelector('a')?.getAttribute('href')).toMatch(/\?tab=7$/))
})

it('says so where the permission cannot be asked for', () => {
  show(Queue, SCENE)
  expect(section('Permission to watch requests').textContent).toMatch(/cannot be asked for here/)
})

it('says what to do while there is nothing, and that all is well', () => {
  show(Queue, { trackers: [] })
  expect(root.textContent).toMatch(/No queue.*Use the page/)
  show(Queue, { items: [{ tries: [{ at: 1 }] }] })
  expect(root.textContent).toMatch(/Nothing waits and nothing failed/)
  act(() => button(/List the 1 delivered/).click())
  expect(listed()).toEqual(['view_item'])
})
