// @vitest-environment happy-dom
/** The toolbar button's page: what it shows before and after it has folded the tab, and what can be pressed in it. */
import { render } from 'preact'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Happening } from '../core/fact'
import { summary } from '../core/query/summary'
import { emptyState } from '../core/state'
import type { Order } from '../link/messages'
import { reduceAll } from '../providers/fold'
import { faultsOf, partsOf } from '../testing/accessible-parts'
import { usePopovers } from '../testing/popovers'
import { story } from '../testing/story'
import { Store } from '../ui/store/store'
// Fetched when it is first shown: it is here already.
import '../ui/triggers/question-dialog'
import { Popup } from './popup'

usePopovers()

const page: Happening = {
  ...{ kind: 'document', url: 'https://shop.test/cart', title: '', top: true, late: false, startedAt: 900 },
}
const sdk: Happening = {
  ...{ kind: 'sdk', vendor: 'customerio', surface: 'inspector', tracker: 'cio', state: 'running', key: 'wk' },
}
const sent = (n: number, status: number): Happening[] => {
  const message = {
    type: 'track',
    event: `e${n}`,
    messageId: `m${n}`,
    anonymousId: 'a',
    userId: 'anna',
    properties: {},
  }
  const body = { text: JSON.stringify({ ...message, writeKey: 'wk' }), size: 1 }
  const url = 'https://c.example/v1/t'
  return [
    { kind: 'request', request: n, vendor: 'customerio', via: 'fetch', method: 'POST', url, body },
    { kind: 'response', request: n, status, body: { text: status < 400 ? '{}' : '{"error":"no"}', size: 1 } },
  ]
}
const visit = story().tell(
  'd',
  page,
  sdk,
  ...Array.from({ length: 12 }, (_, n) => sent(n + 1, n ? 200 : 400)).flat(),
).facts

let root: HTMLElement
let store: Store
let orders: Order[]
const open = vi.fn()
const all = (selector: string) => [...root.querySelectorAll<HTMLElement>(selector)]
const text = (selector: string) => root.querySelector(selector)?.textContent ?? ''
const button = (name: string) => all('button').find((each) => each.textContent?.trim() === name)
const drawn = () => new Promise<void>((done) => setTimeout(done, 0))

beforeEach(() => {
  root = document.body.appendChild(document.createElement('div'))
  orders = []
  open.mockClear()
  const order = (given: Order) => void orders.push(given)
  let time = 0
  const now = () => (time += 20)
  store = new Store(
    { empty: emptyState, reduceAll, now, later: (run) => queueMicrotask(run) },
    { order, clear: () => {}, save: () => {}, askForOutcomes: null, say: () => {} },
  )
})
afterEach(() => {
  render(null, root)
  root.remove()
})

const hear = async (facts: typeof visit) => {
  store.sources.value = { ...store.sources.value, hook: 'answered', link: 'up' }
  store.incoming.add(facts)
  await vi.waitFor(() => expect(store.state.value.facts).toBe(facts.length))
  await drawn()
}

it('shows what the background knows until it has folded as much itself', async () => {
  const known = summary(reduceAll(emptyState, visit), 5000)
  render(<Popup store={store} known={known} open={open} />, root)
  expect(text('[data-fact=delivered]')).toBe('11 delivered')
  expect(text('.card')).toContain('anna')
  expect(all('[data-item]')).toEqual([])
  // Nothing can be pressed yet: the SDK of what it was told so far may be an earlier page's.
  expect(all('[role=toolbar]')).toEqual([])
  await hear(visit)
  expect(all('[role=toolbar]')).toHaveLength(1)
  expect(text('[data-fact=delivered]')).toBe('11 delivered')
  expect(text('[data-fact=failed]')).toBe('1 failed')
  expect(text('header')).toContain('shop.test/cart')
  const names = all('[data-item] b').map((each) => each.textContent)
  expect(names).toEqual(Array.from({ length: 10 }, (_, n) => `e${12 - n}`))
  // Where an ID has no room for all of it, its title has.
  expect(all('[data-item] .who-kind')).toEqual([])
  expect(all('[data-item]')[0]?.querySelector('[title*="anna"]')?.textContent).toBe('anna')
})

it('is read in order, and every control has a name and a key', async () => {
  render(<Popup store={store} known={null} open={open} />, root)
  expect(faultsOf(root)).toEqual([])
  await hear(visit)
  expect(partsOf(root)).toEqual([
    ...['heading1 Tracklens', 'region At a glance', 'list Items by delivery', 'heading2 Customer.io'],
    ...['region What was watched', 'toolbar Triggers', 'region Last items', 'heading2 The last 10 items'],
  ])
  expect(faultsOf(root)).toEqual([])
})

it('says of a page that does not track since when that is sure, and offers no trigger', async () => {
  render(<Popup store={store} known={null} open={open} />, root)
  expect(text('.watched h2')).toBe('No tracking seen on this page')
  await hear(story().tell('d', page).facts)
  expect(text('.watched h2')).toBe('Nothing tracked on this page')
  expect(text('.watched')).toMatch(/Complete since .* nothing tracked/)
  expect(root.querySelector('[role=toolbar]')).toBeNull()
})

it('does not claim it where calls may have been missed', async () => {
  render(<Popup store={store} known={null} open={open} />, root)
  await hear(story().tell('d', { ...page, late: true } as Happening).facts)
  expect(text('.watched h2')).toBe('No tracking seen on this page')
  expect(text('.watched')).toMatch(/except/)
})

it('stops with the panel’s own question, and leads to the panel and to a recording', async () => {
  render(<Popup store={store} known={null} open={open} />, root)
  await hear(visit)
  expect(all('[data-trigger]').map((each) => each.dataset.trigger)).toEqual(['anonymize', 'flush', 'stop'])
  root.querySelector<HTMLElement>('[data-trigger=stop]')?.click()
  await vi.waitFor(() => expect(text('dialog')).toContain('Customer.io'))
  const answers = all('dialog button.danger')
  expect(orders).toEqual([])
  answers[0]?.click()
  expect(orders).toMatchObject([{ order: 'hold', vendor: 'customerio', on: true }])
  button('Open in a tab')?.click()
  button('Open a recording…')?.click()
  expect(open.mock.calls).toEqual([['tab'], ['recording']])
})

it('flushes what waits, and says what came of it', async () => {
  const app: Happening = {
    ...{ kind: 'sdk', vendor: 'bloomreach', surface: 'bridge', tracker: 'Exponea', state: 'running', key: 'token' },
  }
  const tracked: Happening = {
    ...{ kind: 'call', vendor: 'bloomreach', surface: 'bridge', tracker: 'Exponea', call: 1 },
    ...{ method: 'trackEvent', args: ['waits', {}] },
  }
  const day = story().tell('d', page, app, tracked)
  render(<Popup store={store} known={null} open={open} />, root)
  await hear(day.facts)
  expect(text('[data-fact=pending]')).toBe('1 pending')
  root.querySelector<HTMLElement>('[data-trigger=flush]')?.click()
  await vi.waitFor(() => expect(orders).toMatchObject([{ order: 'call', command: 'flush', path: 'flushData' }]))
  await vi.waitFor(() => expect(text('[aria-label="Trigger outcome"]')).toContain('Exponea.flushData() …'))
  const [order] = orders
  const trigger = order?.order === 'call' ? order.trigger : ''
  await hear(
    day.tell('d', {
      ...{ kind: 'trigger', trigger, phase: 'done', vendor: 'bloomreach', by: 'sdk', tracker: 'bloomreach:token' },
      ...{ command: 'flush', method: 'Exponea.flushData()', args: [] },
    }).facts,
  )
  await vi.waitFor(() => expect(text('[aria-label="Trigger outcome"]')).toMatch(/flushData\(\) was called/))
})
