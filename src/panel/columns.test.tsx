// @vitest-environment happy-dom
/** The columns of the list as a person changes them: sorted, made wider by keys, hidden, and all as at first. */
import { render } from 'preact'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Happening } from '../core/fact'
import { emptyState } from '../core/state'
import { reduceAll } from '../providers/fold'
import { usePopovers } from '../testing/popovers'
import { story } from '../testing/story'
import { Store } from '../ui/store/store'
import { Frame } from './frame/frame'
import { view as events } from './views/events/view'

usePopovers()

const call = (n: number, event: string): Happening => ({
  ...{ kind: 'call', vendor: 'customerio', surface: 'snippet', tracker: 'cio', call: n, method: 'track' },
  args: [event, {}],
})
const page = (path: string): Happening => ({
  ...{ kind: 'document', url: `https://shop.test${path}`, title: '', top: true, late: false, startedAt: 0 },
})
const facts = story()
  .tell('d', page('/'), call(1, 'Banana'), call(2, 'Apple'))
  .tell('e', page('/cart'), call(1, 'Cherry')).facts

let root: HTMLElement
let store: Store
const all = (selector: string) => [...root.querySelectorAll<HTMLElement>(selector)]
const names = () => all('[data-item]').map((row) => row.querySelector('[data-column=name]')?.textContent?.trim())
const head = (title: string) => all('[role=columnheader] button').find((each) => each.textContent?.trim() === title)

beforeEach(async () => {
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(400)
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(1200)
  root = document.body.appendChild(document.createElement('div'))
  let time = 0
  store = new Store(
    { empty: emptyState, reduceAll, now: () => (time += 20), later: (run) => run() },
    { order: () => {}, clear: () => {}, save: () => {}, askForOutcomes: null },
  )
  store.preserve.value = true
  render(<Frame store={store} views={[events]} />, root)
  store.incoming.add(facts)
  await vi.waitFor(() => expect(names()).toHaveLength(3))
})
afterEach(() => {
  render(null, root)
  root.remove()
  vi.restoreAllMocks()
})

it.each(['vendor', 'nonsense'])(
  'an order by %s, which says nothing here, leaves the pages their lines',
  async (column) => {
    store.preferences.change({ order: { column, down: true }, hidden: ['number'] })
    await vi.waitFor(() => expect(all('[role=columnheader][data-column=number]')).toEqual([]))
    expect(all('.page-line').length).toBe(2)
  },
)

it('a head that is pressed sorts, and pages are lines only while the list is in the order of time', async () => {
  expect(all('.page-line').length).toBe(2)
  head('Name')?.click()
  await vi.waitFor(() => expect(names()).toEqual(['Apple', 'Banana', 'Cherry']))
  expect(head('Name')?.closest('[role=columnheader]')?.getAttribute('aria-sort')).toBe('ascending')
  expect(all('.page-line')).toEqual([])
  head('Name')?.click()
  await vi.waitFor(() => expect(names()).toEqual(['Cherry', 'Banana', 'Apple']))
})

it('Shift and an arrow change a column’s width, an arrow alone goes to the next head; both are remembered', () => {
  const name = head('Name')
  name?.focus()
  const press = (key: string, shiftKey: boolean) =>
    name?.dispatchEvent(new KeyboardEvent('keydown', { key, shiftKey, bubbles: true, cancelable: true }))
  press('ArrowRight', true)
  expect(store.preferences.value.value.widths.name).toBeGreaterThan(0)
  expect(document.activeElement).toBe(name)
  press('ArrowLeft', false)
  expect(document.activeElement).not.toBe(name)
  expect(document.activeElement?.closest('[role=columnheader]')).not.toBeNull()
})

it('the edge that is dragged is the one that moves: the right one before the name, the left one behind it', () => {
  const drag = (column: string, to: number) => {
    const box = { left: 500, right: 600, width: 100 } as DOMRect
    const cell = all(`[role=columnheader][data-column=${column}]`)[0]
    const edge = cell?.querySelector<HTMLElement>('.edge')
    if (!cell || !edge) return
    vi.spyOn(cell, 'getBoundingClientRect').mockReturnValue(box)
    vi.spyOn(edge, 'setPointerCapture').mockReturnValue()
    vi.spyOn(edge, 'hasPointerCapture').mockReturnValue(true)
    for (const [type, clientX] of [
      ['pointerdown', 0],
      ['pointermove', to],
    ] as const)
      edge.dispatchEvent(Object.assign(new Event(type, { bubbles: true }), { clientX, pointerId: 1 }))
  }
  drag('time', 630)
  drag('delivery', 470)
  drag('name', 700)
  expect(store.preferences.value.value.widths).toEqual({ time: 130, delivery: 130 })
  all('[data-column=time] .edge')[0]?.dispatchEvent(new Event('dblclick', { bubbles: true }))
  expect(store.preferences.value.value.widths).toEqual({ delivery: 130 })
})

it('a column is hidden and shown again, and the button brings back what was at first', async () => {
  const sheet = () => all('[role=dialog][aria-label="Columns and rows"]')[0]
  all('[aria-label="Columns and rows"]')[0]?.click()
  await vi.waitFor(() => expect(sheet()).toBeDefined())
  const delivery = [...(sheet()?.querySelectorAll('label') ?? [])].find((each) => each.textContent === 'Delivery')
  delivery?.querySelector('input')?.click()
  await vi.waitFor(() => expect(head('Delivery')).toBeUndefined())
  // Its cells are left out by the class that the list lacks now.
  expect(all('[role=grid]')[0]?.classList.contains('with-delivery')).toBe(false)
  const buttons = [...(sheet()?.querySelectorAll('button') ?? [])]
  buttons.find((each) => each.textContent === 'Reset columns')?.click()
  await vi.waitFor(() => expect(head('Delivery')).toBeDefined())
  expect(all('[role=grid]')[0]?.classList.contains('with-delivery')).toBe(true)
})
