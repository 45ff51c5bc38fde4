// @vitest-environment happy-dom
/**
 * The panel as a person works it: rows, keys, details, filter, states, empty places, and text that is only ever text.
 */
import { render } from 'preact'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Happening } from '../core/fact'
import { emptyState } from '../core/state'
import { reduceAll } from '../providers/fold'
import { entry, har } from '../testing/har-files'
import { usePopovers } from '../testing/popovers'
import { ReaderHere } from '../testing/reader-here'
import { story } from '../testing/story'
import { makeExport } from '../ui/evidence/leaving'
import { Store } from '../ui/store/store'
import { Frame } from './frame/frame'
// Fetched when they are first shown: they are here already.
import './views/events/compare'
import './views/events/details'
import './views/events/several'
import { view as events } from './views/events/view'

usePopovers()

const EVIL = '<img src=x onerror=alert(1)>'
const document_: Happening = {
  kind: 'document',
  url: 'https://shop.test/',
  title: '',
  top: true,
  late: false,
  startedAt: 0,
}
const sdk: Happening = {
  kind: 'sdk',
  vendor: 'customerio',
  surface: 'inspector',
  tracker: 'cio',
  state: 'running',
  key: 'wk',
}
const message = (n: number, event: string, userId: string | null) => ({
  ...{
    type: 'track',
    event,
    messageId: `m${n}`,
    anonymousId: 'anon-1',
    userId,
    properties: { price: n, nested: { deep: [1, { $tl: 'function', text: 'f' }] } },
  },
})
const call = (n: number, event: string): Happening => ({
  kind: 'call',
  vendor: 'customerio',
  surface: 'inspector',
  tracker: 'cio',
  call: n,
  method: 'dispatch_start',
  id: `m${n}`,
  args: [message(n, event, null)],
  stack: 'at buy (app.js:1:2)',
})
const request = (n: number, event: string): Happening => ({
  ...{ kind: 'request', request: n, vendor: 'customerio', via: 'fetch', method: 'POST', url: 'https://c.example/v1/t' },
  body: { text: JSON.stringify({ ...message(n, event, 'Alice'), writeKey: 'wk' }), size: 1 },
})
const answer = (n: number, status: number): Happening => ({
  kind: 'response',
  request: n,
  status,
  body: { text: status < 400 ? '{}' : '{"error":"no such thing"}', size: 1 },
})
const facts = story().tell(
  'd',
  document_,
  sdk,
  call(1, 'First'),
  request(1, 'First'),
  answer(1, 200),
  call(2, EVIL),
  request(2, EVIL),
  answer(2, 400),
  call(3, 'Third'),
).facts

let root: HTMLElement
let store: Store
const all = (selector: string): HTMLElement[] => [...root.querySelectorAll<HTMLElement>(selector)]
const one = (selector: string): HTMLElement => {
  const found = root.querySelector<HTMLElement>(selector)
  if (!found) throw new Error(`no ${selector} in ${root.innerHTML.slice(0, 2000)}`)
  return found
}
const key = (element: HTMLElement, name: string): boolean =>
  element.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true }))
const rows = (): string[] => all('[data-item]').map((row) => row.querySelector('[data-column=name]')?.textContent ?? '')
const selected = (): string | undefined => all('[aria-selected=true][data-item]')[0]?.dataset.item

beforeEach(() => {
  // Without a layout every element has no size, and a virtual list no rows.
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(400)
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(800)
  root = document.createElement('div')
  document.body.append(root)
  let time = 0
  store = new Store(
    { empty: emptyState, reduceAll, now: () => (time += 20), later: (run) => run() },
    { order: () => {}, clear: () => {}, save: () => {}, askForOutcomes: null },
  )
  render(<Frame store={store} views={[events]} />, root)
})
afterEach(() => {
  render(null, root)
  root.remove()
  vi.restoreAllMocks()
})
const fill = async (): Promise<void> => {
  store.incoming.add(facts)
  await vi.waitFor(() => expect(rows()).toHaveLength(3))
}

describe('Events', () => {
  it('has a row for what comes in the same turn as the status line counts it, before any frame', async () => {
    await fill()
    const tale = story().tell('e', { ...document_, top: false }, sdk, call(4, 'Fourth'))
    store.incoming.add(tale.facts)
    // All that one change of the state has drawn is drawn in one microtask.
    await Promise.resolve()
    expect(rows()).toEqual(['First', EVIL, 'Third', 'Fourth'])
    expect(one('[role=grid]').getAttribute('aria-rowcount')).toBe('5')
  })

  it('has a row per item, with everything that tools read', async () => {
    await fill()
    expect(rows()).toEqual(['First', EVIL, 'Third'])
    const grid = one('[role=grid][aria-label=Events]')
    expect(grid.getAttribute('aria-rowcount')).toBe('4')
    const row = one('[data-item="0"]')
    expect(row.getAttribute('aria-rowindex')).toBe('2')
    expect(row.dataset.id).toBe('m1')
    expect(JSON.parse(row.dataset.calledAs ?? '')).toEqual({ soft: { anonymousId: 'anon-1' }, hard: {} })
    expect(JSON.parse(row.dataset.sentAs ?? '')).toEqual({ soft: { anonymousId: 'anon-1' }, hard: { userId: 'Alice' } })
    expect(all('[data-item="0"] [role=gridcell]').map((cell) => cell.dataset.column)).toEqual([
      'number',
      'time',
      'name',
      'type',
      'customer',
      'delivery',
      'vendor',
    ])
    expect(all('[data-column=delivery][role=gridcell]').map((cell) => cell.textContent)).toEqual([
      'delivered',
      'rejected',
      'queued',
    ])
    expect(one('[data-item="0"] [data-column=customer]').textContent).toBe('Alice')
    expect(one('[data-item="0"] [data-column=vendor]').textContent).toBe('Customer.io')
    expect(row.dataset.vendor).toBe('customerio')
  })

  it('text from the page is only ever text', async () => {
    await fill()
    store.selected.value = 1
    await vi.waitFor(() => expect(one('.details h2').textContent).toBe(EVIL))
    expect(root.querySelector('img')).toBeNull()
  })

  it('is worked by keys: arrows, Home, End, Enter, Escape', async () => {
    await fill()
    const grid = one('[role=grid]')
    // What scrolls in it takes no stop of the Tab key, and no focus from a click.
    const scroller = one('[role=grid] > .rows')
    expect(scroller.tabIndex).toBe(-1)
    scroller.focus()
    expect(document.activeElement).toBe(grid)
    key(grid, 'Home')
    await vi.waitFor(() => expect(grid.getAttribute('aria-activedescendant')).toBe('item-0'))
    key(grid, 'ArrowDown')
    await vi.waitFor(() => expect(grid.getAttribute('aria-activedescendant')).toBe('item-1'))
    key(grid, 'Enter')
    await vi.waitFor(() => expect(selected()).toBe('1'))
    key(grid, 'End')
    await vi.waitFor(() => expect(selected()).toBe('2'))
    key(grid, 'Escape')
    await vi.waitFor(() => expect(root.querySelector('.details')).toBeNull())
    expect(store.selected.value).toBeNull()
    // With capitals locked, and as the keys of the browser's own search of all files.
    const find = { key: 'F', ctrlKey: true, bubbles: true }
    grid.dispatchEvent(new KeyboardEvent('keydown', { ...find, shiftKey: true }))
    expect(document.activeElement).toBe(grid)
    grid.dispatchEvent(new KeyboardEvent('keydown', find))
    expect(document.activeElement).toBe(one('input[type=search]'))
  })

  it('several are chosen by Control and Shift, two are compared, others walk against a pinned one', async () => {
    await fill()
    const press = (row: string, held: MouseEventInit = {}) =>
      one(row).dispatchEvent(new MouseEvent('click', { bubbles: true, ...held }))
    const chosen = () => all('[data-item][aria-selected=true]').map((row) => row.dataset.item)
    press('[data-item="0"]')
    press('[data-item="2"]', { ctrlKey: true })
    await vi.waitFor(() => expect(chosen()).toEqual(['0', '2']))
    await vi.waitFor(() => expect(one('.compare').getAttribute('aria-label')).toBe('Comparison of item 0 and item 2'))
    expect(one('.compared').textContent).toMatch(/price13/)
    press('[data-item="0"]')
    press('[data-item="2"]', { shiftKey: true })
    await vi.waitFor(() => expect(chosen()).toEqual(['0', '1', '2']))
    await vi.waitFor(() => expect(one('aside h2').textContent).toBe('3 items chosen'))
    // Where only one of them is there yet, nothing stands beside the list.
    store.travelTo(facts.findIndex(({ kind }) => kind === 'call') + 1)
    await vi.waitFor(() => expect(rows()).toHaveLength(1))
    expect(all('.details-pane')).toEqual([])
    store.goLive()
    await vi.waitFor(() => expect(one('aside h2').textContent).toBe('3 items chosen'))
    const grid = one('[role=grid]')
    key(grid, 'Escape')
    await vi.waitFor(() => expect(chosen()).toEqual([]))
    key(grid, 'Home')
    await vi.waitFor(() => expect(grid.getAttribute('aria-activedescendant')).toBe('item-0'))
    key(grid, 'r')
    await vi.waitFor(() => expect(store.reference.value).toBe(0))
    key(grid, 'End')
    await vi.waitFor(() => expect(grid.getAttribute('aria-activedescendant')).toBe('item-2'))
    key(grid, 'Enter')
    await vi.waitFor(() => expect(one('.compare').getAttribute('aria-label')).toBe('Comparison of item 0 and item 2'))
    key(grid, 'ArrowUp')
    await vi.waitFor(() => expect(one('.compare').getAttribute('aria-label')).toBe('Comparison of item 0 and item 1'))
  })

  it('a row has a menu, by the right button and by its key, that says the keys too', async () => {
    await fill()
    one('[data-item="1"] [data-column=type]').dispatchEvent(
      new MouseEvent('contextmenu', { bubbles: true, cancelable: true, clientX: 5, clientY: 5 }),
    )
    await vi.waitFor(() => expect(one('[role=menu]').getAttribute('aria-label')).toBe('Item 1'))
    const entries = all('[role=menuitem]').map((entry) => entry.textContent)
    expect(entries).toContain('Show only type:eventF')
    expect(entries).toContain('Pin as reference to compare withR')
    all('[role=menuitem]')
      .find((entry) => entry.textContent?.startsWith('Leave out'))
      ?.click()
    await vi.waitFor(() => expect(store.filterText.value).toBe('-type:event'))
    expect(root.querySelector('[role=menu]')).toBeNull()
  })

  it('its letters are heard where capitals are locked too', async () => {
    await fill()
    const grid = one('[role=grid]')
    key(grid, 'Home')
    await vi.waitFor(() => one('.row.current'))
    key(grid, 'R')
    expect(store.reference.value).toBe(0)
    grid.dispatchEvent(new KeyboardEvent('keydown', { key: 'A', ctrlKey: true, bubbles: true, cancelable: true }))
    expect(store.chosen.value.size).toBe(3)
    store.travelTo(2)
    key(document.body, 'L')
    expect(store.mode.value).toBe('live')
  })

  it('Escape is taken only where it closes something', async () => {
    await fill()
    const grid = one('[role=grid]')
    const heard: string[] = []
    const listen = (event: KeyboardEvent) => heard.push(event.key)
    document.addEventListener('keydown', listen)
    one('[data-item="0"]').click()
    await vi.waitFor(() => one('.details'))
    expect(key(one('.details'), 'Escape')).toBe(false)
    await vi.waitFor(() => expect(root.querySelector('.details')).toBeNull())
    expect(document.activeElement).toBe(grid)
    expect(heard).toEqual([])
    expect(key(grid, 'Escape')).toBe(true)
    expect(heard).toEqual(['Escape'])
    document.removeEventListener('keydown', listen)
  })

  it('pages are groups with a label, folded away and out again', async () => {
    const told = story()
    told.tell('d', document_, sdk, call(1, 'First'))
    told.tell('e', { ...document_, url: 'https://shop.test/next' }, sdk, call(4, 'Fourth'), call(5, 'Fifth'))
    store.incoming.add(told.facts)
    await vi.waitFor(() => expect(rows()).toEqual(['First', 'Fourth', 'Fifth']))
    const groups = all('[role=grid] [role=rowgroup]')
    expect(groups.map((group) => group.getAttribute('aria-label'))).toEqual([
      expect.stringMatching(/^Page https:\/\/shop\.test\/, .*1 item$/),
      expect.stringMatching(/^Page https:\/\/shop\.test\/next, .*2 items$/),
    ])
    const grid = one('[role=grid]')
    expect(grid.getAttribute('aria-rowcount')).toBe('4')
    key(grid, 'End')
    await vi.waitFor(() => expect(grid.getAttribute('aria-activedescendant')).toBe('item-2'))
    key(grid, 'ArrowLeft')
    await vi.waitFor(() => expect(rows()).toEqual(['First']))
    expect(grid.getAttribute('aria-rowcount')).toBe('2')
    key(grid, 'ArrowRight')
    await vi.waitFor(() => expect(rows()).toEqual(['First', 'Fourth', 'Fifth']))
    one('[role=columnheader][data-column=name] button').click()
    await vi.waitFor(() => expect(rows()).toEqual(['Fifth', 'First', 'Fourth']))
    expect(all('.page-line')).toEqual([])
    expect(one('[role=columnheader][data-column=name]').getAttribute('aria-sort')).toBe('ascending')
  })

  it('scrolled, the same elements become other rows, each whole and in order', async () => {
    const names = Array.from({ length: 500 }, (_, n) => `name ${n}`)
    const told = story().tell('d', document_, sdk, ...names.map((name, n) => call(n, name)))
    store.incoming.add(told.facts)
    await vi.waitFor(() => expect(one('[role=grid]').getAttribute('aria-rowcount')).toBe('501'))
    const scroller = one('.rows')
    vi.spyOn(scroller, 'scrollHeight', 'get').mockReturnValue(500 * 22)
    const elements = new Set<HTMLElement>()
    for (const [top, seen] of [
      [0, 'name 0'],
      [22 * 100, 'name 100'],
      [22 * 103, 'name 103'],
      [22 * 480, 'name 499'],
      [22 * 60, 'name 60'],
    ] as const) {
      scroller.scrollTop = top
      scroller.dispatchEvent(new Event('scroll'))
      await vi.waitFor(() => expect(rows()).toContain(seen))
      const shown = all('[data-item]')
      const first = Number(shown[0]?.dataset.item)
      for (const [place, row] of shown.entries()) {
        elements.add(row)
        const n = first + place
        expect(row.id).toBe(`item-${n}`)
        expect(row.getAttribute('aria-rowindex')).toBe(String(n + 2))
        expect(row.style.transform).toBe(`translateY(${n * 22}px)`)
        expect(row.dataset.id).toBe(`m${n}`)
        expect(row.querySelector('[data-column=name]')?.textContent).toBe(`name ${n}`)
      }
      expect(shown.length).toBeLessThan(60)
    }
    expect(elements.size).toBeLessThan(60)
    // The way back to the newest stands beside the filter: over the list it would cover a row.
    const newest = [...all('button')].find((button) => button.textContent?.trim() === 'Newest')
    expect(newest?.closest('[role=grid]')).toBeNull()
    newest?.click()
    expect(scroller.scrollTop).toBe(500 * 22)
    scroller.dispatchEvent(new Event('scroll'))
    await vi.waitFor(() => expect(root.textContent).not.toContain('Newest'))
    scroller.scrollTop = 22 * 60
    scroller.dispatchEvent(new Event('scroll'))
    await vi.waitFor(() => expect(rows()).toContain('name 60'))
    const row = one('[data-item="60"] [data-column=name]')
    row.click()
    await vi.waitFor(() => expect(selected()).toBe('60'))
  })

  it('a file is read from its start, says that it is being read, and is followed by who goes to its end', async () => {
    const names = (from: number, to: number) =>
      Array.from({ length: to - from }, (_, n) => call(from + n, `name ${from + n}`))
    const told = story().tell('d', document_, sdk, ...names(0, 500))
    store.incoming.add(told.facts)
    await vi.waitFor(() => expect(rows().at(-1)).toBe('name 499'))
    const scroller = one('.rows')
    vi.spyOn(scroller, 'scrollHeight', 'get').mockImplementation(
      () => 22 * (Number(one('[role=grid]').getAttribute('aria-rowcount')) - 1),
    )
    const busy = () => [one('[role=grid]'), one('.filter-count')].map((each) => each.getAttribute('aria-busy'))
    const log = store.openRecording('walk', null)
    log.fill(true)
    await vi.waitFor(() => expect(rows()).toEqual([]))
    expect(busy()).toEqual(['true', 'true'])
    expect(root.textContent).not.toContain('No items in this recording')
    log.add(told.facts.slice(0, 12))
    await vi.waitFor(() => expect(rows()).toHaveLength(10))
    scroller.dispatchEvent(new Event('scroll'))
    log.add(told.facts)
    log.fill(false)
    await vi.waitFor(() => expect(busy()).toEqual(['false', 'false']))
    expect(one('[role=grid]').getAttribute('aria-rowcount')).toBe('501')
    expect([scroller.scrollTop, rows()[0]]).toEqual([0, 'name 0'])
    scroller.scrollTop = 22 * 500
    scroller.dispatchEvent(new Event('scroll'))
    log.add(story().tell('later', ...names(500, 520)).facts)
    await vi.waitFor(() => expect(rows().at(-1)).toBe('name 519'))
    store.closeRecording()
    await vi.waitFor(() => expect(rows().at(-1)).toBe('name 499'))
    expect(scroller.scrollTop).toBe(22 * 500)
  })

  it('the way to the newest stands beside a file that is higher than the list, and goes with it', async () => {
    class Observer {
      readonly observe: () => void
      constructor(told: () => void) {
        this.observe = told
      }
      disconnect(): void {}
    }
    vi.stubGlobal('ResizeObserver', Observer)
    render(null, root)
    render(<Frame store={store} views={[events]} />, root)
    const calls = Array.from({ length: 500 }, (_, n) => call(n, `name ${n}`))
    const told = story().tell('d', document_, sdk, ...calls)
    store.openRecording('long', null).add(told.facts)
    await vi.waitFor(() => expect(root.textContent).toContain('Newest'))
    expect(rows()[0]).toBe('name 0')
    store.openRecording('short', null).add(told.facts.slice(0, 12))
    await vi.waitFor(() => expect(rows()).toHaveLength(10))
    await vi.waitFor(() => expect(root.textContent).not.toContain('Newest'))
    vi.unstubAllGlobals()
  })

  it('slash leads to the filter, which filters and explains', async () => {
    await fill()
    key(one('[role=grid]'), '/')
    const field = one('input[type=search]') as HTMLInputElement
    expect(document.activeElement).toBe(field)
    field.value = 'is:rejected'
    field.dispatchEvent(new Event('input', { bubbles: true }))
    await vi.waitFor(() => expect(rows()).toEqual([EVIL]))
    expect(one('.filter-count').textContent).toBe('1 of 3')
    field.value = 'is:nothing'
    field.dispatchEvent(new Event('input', { bubbles: true }))
    await vi.waitFor(() => expect(one('#filter-problems').textContent).toMatch(/knows buffered/))
    expect(rows()).toHaveLength(3)
    field.value = 'absent'
    field.dispatchEvent(new Event('input', { bubbles: true }))
    await vi.waitFor(() => expect(one('.empty h2').textContent).toBe('Nothing matches'))
  })

  it('completes what is typed, by keys', async () => {
    await fill()
    const field = one('input[type=search]') as HTMLInputElement
    field.focus()
    field.value = 'nested.'
    field.dispatchEvent(new Event('input', { bubbles: true }))
    await vi.waitFor(() =>
      expect(all('[role=option]').map((each) => each.textContent)).toContain('nested.deep=a property'),
    )
    key(field, 'ArrowDown')
    await vi.waitFor(() => expect(field.getAttribute('aria-activedescendant')).toBe('filter-option-0'))
    key(field, 'Enter')
    await vi.waitFor(() => expect(store.filterText.value).toBe('nested.deep='))
    expect(all('[role=option]').map((each) => each.textContent)).toContain('nested.deep=1')
    key(field, 'Escape')
    await vi.waitFor(() => expect(all('[role=option]')).toEqual([]))
    key(field, 'Escape')
    await vi.waitFor(() => expect(store.filterText.value).toBe(''))
  })

  it('a value that is pressed filters by it, with Alt against it; a filter can be saved and used again', async () => {
    await fill()
    one('[data-item="1"]').click()
    await vi.waitFor(() => one('.tree-value.pressable'))
    one('.tree-value.pressable').click()
    await vi.waitFor(() => expect(store.filterText.value).toBe('price=2'))
    await vi.waitFor(() => expect(rows()).toEqual([EVIL]))
    one('.filter-field.in-force')
    one('[aria-label=Filters]').click()
    const name = await vi.waitFor(() => one('[aria-label="Name of the filter"]') as HTMLInputElement)
    name.value = 'two'
    name.dispatchEvent(new Event('input', { bubbles: true }))
    one('.facets form').dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }))
    await vi.waitFor(() => expect(store.preferences.value.value.saved).toEqual([{ name: 'two', text: 'price=2' }]))
    one('[aria-label="Remove the filter"]').click()
    await vi.waitFor(() => expect(rows()).toHaveLength(3))
    all('.facets .kept .chip-switch')[0]?.click()
    await vi.waitFor(() => expect(store.filterText.value).toBe('price=2'))
    const chip = all('.chip-switch').find((each) => each.textContent === 'rejected 1')
    chip?.dispatchEvent(new MouseEvent('click', { bubbles: true, altKey: true }))
    await vi.waitFor(() => expect(store.filterText.value).toBe('price=2 -is:rejected'))
    await vi.waitFor(() => expect(one('.empty h2').textContent).toBe('Nothing matches'))
  })

  it('a value filters by the keyboard too; the buttons beside it keep their own keys', async () => {
    await fill()
    one('[data-item="1"]').click()
    const line = await vi.waitFor(() => one('[aria-label=Properties] [role=treeitem]:not([aria-expanded])'))
    const press = (target: HTMLElement, init: KeyboardEventInit) =>
      target.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init }))
    line.focus()
    press(line, { key: 'Enter' })
    await vi.waitFor(() => expect(store.filterText.value).toBe('price=2'))
    press(line, { key: 'Enter', altKey: true })
    await vi.waitFor(() => expect(store.filterText.value).toBe('-price=2'))
    // Not prevented: the browser makes a click of it.
    expect(press(one('[aria-label=Properties] [aria-label="Copy price"]'), { key: 'Enter' })).toBe(true)
    expect(store.filterText.value).toBe('-price=2')
  })

  it('says of a property, a key or a value that nothing has it, and which there are', async () => {
    await fill()
    store.filterText.value = 'prise=2'
    await vi.waitFor(() =>
      expect(one('.empty').textContent).toMatch(/No item has a property prise\. There are: nested\.deep, price/),
    )
    for (const [text, said] of [
      ['foo:bar', /no key foo:, so foo:bar was looked for as text\. A property is asked for as foo=…/],
      ['vendor:nonsense', /No item has vendor:nonsense\. There are: customerio/],
    ] as const) {
      store.filterText.value = text
      await vi.waitFor(() => expect(one('.empty').textContent).toMatch(said))
    }
  })

  it('details tell properties, both identities, the server’s answer and the call site', async () => {
    await fill()
    one('[data-item="1"]').click()
    await vi.waitFor(() => one('.details'))
    expect(one('[role=tree][aria-label=Properties]').textContent).toMatch(/price2/)
    expect(one('.details .callout.warn').textContent).toMatch(/called as one customer and sent as another/)
    expect(one('td.differs').textContent).toMatch(/Alice/)
    expect(one('.attempt').textContent).toMatch(/rejected.*HTTP 400/)
    expect(all('.code').map((code) => code.textContent)).toContainEqual(expect.stringContaining('no such thing'))
    expect(one('.stack').textContent).toBe('at buy (app.js:1:2)')
    expect(one('.attempt').getAttribute('aria-expanded')).toBe('true')
    one('.attempt').click()
    await vi.waitFor(() => expect(root.querySelector('.exchange')).toBeNull())
    expect(one('.attempt').getAttribute('aria-expanded')).toBe('false')
    expect(one('.attempts .words').textContent).toMatch(/no such thing/)
  })

  it('the tree opens and closes by keys and explains what JSON cannot carry', async () => {
    await fill()
    one('[data-item="0"]').click()
    await vi.waitFor(() => one('[role=tree]'))
    const names = (): string[] => all('[role=treeitem] .tree-name').map((name) => name.textContent ?? '')
    expect(names()).toEqual(['price', 'nested', 'deep', '0', '1'])
    expect(one('.json-mark').textContent).toMatch(/JSON leaves it out/)
    const tree = one('[role=tree]')
    key(tree, 'ArrowDown')
    await vi.waitFor(() => expect(one('[role=treeitem][tabindex="0"]').textContent).toMatch(/^nested/))
    key(tree, 'ArrowLeft')
    await vi.waitFor(() => expect(names()).toEqual(['price', 'nested']))
    key(tree, 'ArrowRight')
    await vi.waitFor(() => expect(names()).toContain('deep'))
  })
})

describe('the frame', () => {
  it('a button that goes away with what it did leaves the focus beside it', async () => {
    await fill()
    store.notice.value = { kind: 'info', text: 'Copied.' }
    store.filterText.value = 'nothing has this name'
    const press = async (name: RegExp) => {
      const button = await vi.waitFor(() => {
        const found = all('button').find((each) => name.test(each.textContent ?? ''))
        expect(found).toBeDefined()
        return found as HTMLElement
      })
      button.focus()
      button.click()
      await vi.waitFor(() =>
        expect([button.isConnected, document.activeElement === document.body]).toEqual([false, false]),
      )
    }
    await press(/^Remove the filter$/)
    expect(document.activeElement).toBe(one('[role=grid]'))
    await press(/^Dismiss$/)
    expect(document.activeElement).toBe(one('[role=tab][aria-selected=true]'))
  })

  it('says what to do while there is nothing', async () => {
    expect(one('.empty h2').textContent).toBe('No tracking seen yet')
    store.sources.value = { ...store.sources.value, hook: 'silent', link: 'up' }
    await vi.waitFor(() => expect(one('.empty h2').textContent).toMatch(/Reload the page/))
    expect(one('.coverage-line').textContent).toMatch(/reload the page/)
    store.sources.value = { ...store.sources.value, hook: 'waiting', link: 'none' }
    await vi.waitFor(() => expect(one('.empty').textContent).toMatch(/^No page is watchedA recording can be dropped/))
    expect(one('.coverage-line').textContent).toBe('No page is watched')
  })

  it('tells tracker, customer and counts, and opens what could not be seen', async () => {
    await fill()
    const status = one('[aria-label=Status]')
    expect(status.textContent).toMatch(/Customer.io running/)
    expect(status.textContent).toMatch(/1 pending/)
    expect(status.textContent).toMatch(/1 failed/)
    one('button.coverage-line').click()
    await vi.waitFor(() => expect(one('#limits').textContent).toMatch(/shared workers/))
    // A narrow line leaves out the counters for which it has no room.
    expect(one('#limits').textContent).toMatch(/Delivery1 pending, 1 failed, 0 unknown, 0 blocked/)
  })

  it('goes to a moment, says so, and comes back by one key', async () => {
    await fill()
    one('[data-item="0"]').click()
    await vi.waitFor(() => one('.details'))
    one('[aria-label="Show state at this moment"]').click()
    await vi.waitFor(() => expect(rows()).toEqual(['First']))
    expect(one('.time-bar').textContent).toMatch(/As it was at/)
    expect(one('[data-trigger=anonymize]').getAttribute('aria-disabled')).toBe('true')
    expect(one('[data-trigger=anonymize]').title).toMatch(/acts on the page as it is now.*go back to live/)
    store.travelTo(2)
    await vi.waitFor(() => expect(one('.empty').textContent).toMatch(/has tracked nothing\. Go back to live \(L\)/))
    key(document.body, 'l')
    await vi.waitFor(() => expect(rows()).toHaveLength(3))
    expect(root.querySelector('.time-bar')).toBeNull()
  })

  it('a dropped recording is shown, a file that is none is explained', async () => {
    await fill()
    const wish = { scope: 'everything', cleared: false, form: 'recording', personal: false, chosen: [] } as const
    const recording = makeExport(store, wish).text
    expect(recording).not.toContain('Alice')
    const drop = (text: string) => {
      const event = new Event('drop', { bubbles: true, cancelable: true })
      Object.assign(event, { dataTransfer: { files: [new File([text], 'mine.json')], types: ['Files'] } })
      one('.frame').dispatchEvent(event)
    }
    vi.stubGlobal('Worker', ReaderHere)
    drop('nonsense')
    await vi.waitFor(() => expect(one('.notice.error').textContent).toMatch(/not JSON/))
    drop(recording)
    await vi.waitFor(() => expect(one('.time-bar').textContent).toMatch(/mine\.json/))
    await vi.waitFor(() => expect(rows()).toHaveLength(3))
    one('.coverage-line').click()
    await vi.waitFor(() =>
      expect(one('#limits').textContent).toMatch(/Delivery1 pending.*Nothing is counted as missing/),
    )
    one('.coverage-line').click()
    drop(JSON.stringify(har([entry('Fourth', 0), 1])))
    await vi.waitFor(() => expect(rows()).toEqual(['Fourth']))
    expect(one('.coverage-head').textContent).toBe('HAR, 1 gap')
    one('.coverage-line').click()
    await vi.waitFor(() => expect(one('#limits').textContent).toMatch(/calls are not in a HAR.*1 entry was not as HAR/))
  })
})
