// @vitest-environment happy-dom
/** The Findings tab as a person uses it: grouped, filtered, opened, and the way to the item. */
import { render } from 'preact'
import { act } from 'preact/test-utils'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type Scene, stateOf } from '../../../testing/scene'
import { Store } from '../../../ui/store/store'
import { view } from './view'

let root: HTMLElement

beforeEach(() => {
  root = document.createElement('div')
  document.body.append(root)
})
afterEach(() => {
  render(null, root)
  root.remove()
})

function show(scene: Scene): Store {
  const host = { order: () => {}, clear: () => {}, save: () => {}, askForOutcomes: null }
  const store = new Store({ empty: stateOf(scene, 'customerio'), reduceAll: (state) => state }, host)
  act(() => render(<view.Component store={store} />, root))
  return store
}

function button(name: RegExp): HTMLButtonElement {
  const found = [...root.querySelectorAll('button')].find((each) => name.test(each.textContent ?? ''))
  if (!found) throw new Error(`no button ${name} in: ${root.textContent}`)
  return found
}

const SCENE: Scene = {
  items: [
    { name: 'Delete Person' },
    { name: 'view_item ' },
    { name: 'buy', tries: [{ at: 11_000, status: 500, words: '<b>no</b>' }] },
  ],
}

it('lists rules worst first with counts, errors open with advice and source', () => {
  const store = show(SCENE)
  const titles = [...root.querySelectorAll('.finding-head')].map((head) => head.textContent)
  expect(titles[0]).toContain('error: ')
  expect(titles.at(-1)).toMatch(/warning|note/)
  expect(root.textContent).toContain('Use the name on the wire')
  expect(root.textContent).toContain('Track-events guide')
  expect(view.badge?.(store)).toBe(4)
})

it('filters by severity', () => {
  show(SCENE)
  act(() => button(/warning/).click())
  expect(button(/warning$/).getAttribute('aria-pressed')).toBe('true')
  expect(root.textContent).toContain('Spaces around the name')
  expect(root.textContent).not.toContain('Nearly a semantic event')
})

it('goes to the item in Events', () => {
  const store = show(SCENE)
  act(() => button(/^Item 0$/).click())
  expect(store.selected.value).toBe(0)
  expect(store.view.value).toBe('events')
})

it('shows what a page sends as text only', () => {
  show(SCENE)
  expect(root.textContent).toContain('<b>no</b>')
  expect(root.querySelector('b')).toBeNull()
})

it('opens and closes a rule, and goes through them with the arrow keys', () => {
  show(SCENE)
  const heads = [...root.querySelectorAll<HTMLButtonElement>('.finding-head')]
  const first = heads[0]
  act(() => first?.click())
  expect(first?.getAttribute('aria-expanded')).toBe('false')
  first?.focus()
  act(() => {
    first?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true, cancelable: true }))
  })
  expect(document.activeElement).toBe(heads[1])
})

it('leaves out what was cleared', () => {
  const store = show(SCENE)
  act(() => store.clear())
  expect(view.badge?.(store)).toBeNull()
  expect(root.textContent).toContain('Nothing to complain about')
})

it('says so when there is nothing', () => {
  show({ trackers: [] })
  expect(root.textContent).toContain('Nothing to judge yet')
})
