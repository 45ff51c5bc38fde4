// @vitest-environment happy-dom
/** The Findings tab as a person uses it: grouped, filtered, opened, and the way to the item. */
import { signal } from '@preact/signals'
import { act } from 'preact/test-utils'
import { expect, it } from 'vitest'
import type { Scene } from '../../../testing/scene'
import { story } from '../../../testing/story'
import { button, HOST, root, show, tell, useStage } from '../../../testing/view-stage'
import { type Fetched, rulebook } from '../../../ui/store/rules'
import { Findings } from './findings'
import { view } from './view'

useStage()

const SCENE: Scene = {
  items: [
    { name: 'Delete Person' },
    { name: 'view_item ' },
    { name: 'buy', tries: [{ at: 11_000, status: 500, words: '<b>no</b>' }] },
  ],
}

it('lists rules worst first with counts, errors open with advice and source', () => {
  const store = show(Findings, SCENE)
  const titles = [...root.querySelectorAll('.finding-head')].map((head) => head.textContent)
  expect(titles[0]).toContain('error: ')
  expect(titles.at(-1)).toMatch(/warning|note/)
  expect(root.textContent).toContain('Use the name on the wire')
  expect(root.textContent).toContain('Track-events guide')
  expect(view.badge?.(store)).toBe(3)
  // A record may be of several days: the clock alone does not tell which.
  const clock = root.querySelector<HTMLElement>('li > .nums')
  expect(clock?.title).toMatch(new RegExp(`^\\d{4}-\\d\\d-\\d\\d ${clock?.textContent}\\.\\d{3}$`))
})

it('filters by severity', () => {
  show(Findings, SCENE)
  act(() => button(/warning/).click())
  expect(button(/warning$/).getAttribute('aria-pressed')).toBe('true')
  expect(root.textContent).toContain('Spaces around the name')
  expect(root.textContent).not.toContain('Nearly a semantic event')
})

it('cuts long names, and shows them whole when asked', () => {
  const name = ` ${'very-long-'.repeat(40)}the-last`
  show(Findings, { items: [{ name }] })
  act(() => button(/Spaces around the name/).click())
  expect(root.textContent).not.toContain('the-last')
  expect(button(/^Item 0$/).title.length).toBeLessThan(150)
  act(() => button(/^Show all$/).click())
  expect(root.textContent).toContain(name.trim())
})

it('a name that turns the direction of text turns nothing beside it', () => {
  show(Findings, { items: [{ name: ' \u202egpj.exe' }] })
  act(() => button(/Spaces around the name/).click())
  expect(root.textContent).toContain('" \\u202egpj.exe"')
  expect(root.textContent).not.toContain('\u202e')
})

it('goes to the item in Events', () => {
  const store = show(Findings, SCENE)
  act(() => button(/^Item 0$/).click())
  expect(store.selected.value).toBe(0)
  expect(store.view.value).toBe('events')
})

it('shows what a page sends as text only', () => {
  show(Findings, SCENE)
  expect(root.textContent).toContain('<b>no</b>')
  expect(root.querySelector('b')).toBeNull()
})

it('opens and closes a rule, and goes through them with the arrow keys', () => {
  show(Findings, SCENE)
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
  const store = show(Findings, SCENE)
  act(() => store.clear())
  expect(view.badge?.(store)).toBeNull()
  expect(root.textContent).toContain('No findings')
})

it('its badge counts what is listed, also after a clear before anything was tracked', () => {
  const sdk = { kind: 'sdk', vendor: 'customerio', surface: 'inspector', tracker: 'c', state: 'running' } as const
  const page = { kind: 'document', url: 'https://shop.test/', title: '', top: true, late: false, startedAt: 1 } as const
  const store = tell(Findings, story().tell('a', page, { ...sdk, key: 'ak_live_1' }).facts)
  expect([view.badge?.(store), root.querySelectorAll('.finding-head').length]).toEqual([1, 1])
  act(() => store.clear())
  expect([view.badge?.(store), root.querySelectorAll('.finding-head').length]).toEqual([null, 0])
})

it('a muted rule is counted no longer, is listed below, and comes back', () => {
  const store = show(Findings, SCENE)
  const titles = () => [...root.querySelectorAll('.finding-title')].map((title) => title.textContent)
  const before = titles()
  act(() => button(/^Mute everywhere$/).click())
  expect(titles()).toEqual(before.slice(1))
  expect(view.badge?.(store)).toBe(2)
  expect(store.preferences.value.value.muted).toEqual([{ rule: expect.stringMatching(/^\w+-/), site: null }])
  act(() => button(/^1 muted rule with 1 finding$/).click())
  act(() => button(/^Unmute$/).click())
  expect(titles()).toEqual(before)
})

it('does not say that all is as documented while a muted rule has found something', () => {
  show(Findings, { items: [{ name: 'Delete Person' }] })
  act(() => button(/^Mute everywhere$/).click())
  expect(root.querySelector('.empty')?.textContent).toMatch(
    /^No findings but muted ones1 item agrees with .*, as far as the other \d+ rules can tell\.$/,
  )
})

it('a page without a host has no site on which a rule could be muted', () => {
  const sdk = { kind: 'sdk', vendor: 'customerio', surface: 'inspector', tracker: 'c', state: 'running' } as const
  const page = { kind: 'document', url: 'file:///shop.html', title: '', top: true, late: false, startedAt: 1 } as const
  tell(Findings, story().tell('a', page, { ...sdk, key: 'ak_live_1' }).facts)
  const mutes = [...root.querySelectorAll('button')].map(({ textContent }) => textContent ?? '')
  expect(mutes.filter((text) => text.startsWith('Mute'))).toEqual(['Mute everywhere'])
})

it('says so when there is nothing', () => {
  show(Findings, { trackers: [] })
  expect(root.textContent).toContain('Nothing to check')
})

it('says that the rules are on their way, or could not be had, and finds once they are here', () => {
  const here = rulebook.value
  const rules = signal<Fetched>('fetching')
  const store = show(Findings, SCENE, { ...HOST, rules })
  expect(root.querySelector('[role=status]')?.textContent).toBe('The list of rules is loading …')
  expect(view.badge?.(store)).toBeNull()
  act(() => {
    rules.value = 'failed'
  })
  expect(root.querySelector('[role=alert]')?.textContent).toContain('Close the developer tools and open them again')
  act(() => {
    rules.value = here
  })
  expect(view.badge?.(store)).toBe(3)
  expect(root.querySelectorAll('.finding-head').length).toBeGreaterThan(0)
})
