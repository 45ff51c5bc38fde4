// @vitest-environment happy-dom
/** An item's details: long values until one asks for all of them, and the way from a call to the code that made it. */
import { act } from 'preact/test-utils'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { type Item, note } from '../../../core/item'
import { story } from '../../../testing/story'
import { button, root, section, show, tell, useStage } from '../../../testing/view-stage'
import { Details } from './details'
import { Row } from './row'

useStage()
afterEach(() => {
  vi.unstubAllGlobals()
})

const details = (item: Partial<Item>) =>
  show(
    ({ store }) => (
      <Details store={store} item={store.state.value.items.get(0)!} state={store.state.value} onClose={() => {}} />
    ),
    { items: [item] },
  )

const plain = {
  whose: { customer: null, by: null, tie: null, open: null },
  ...{ row: 0, top: 0, time: '', current: false, selected: false, reference: false },
}

describe('long values', () => {
  it('are clipped, say how long they are, and come whole', () => {
    details({ properties: { note: `${'x'.repeat(5_000)}END` } })
    expect(root.textContent).not.toContain('END')
    act(() => button(/^Show all 5,003 characters/).click())
    expect(root.textContent).toContain(`${'x'.repeat(100)}END`)
  })

  it('are folded where they are big lists', () => {
    details({ properties: { list: Array.from({ length: 300 }, (_, n) => ({ id: `element-${n}` })) } })
    expect(root.textContent).not.toContain('element-250')
    expect(root.querySelectorAll('[role=treeitem]').length).toBeLessThan(60)
  })
})

describe('a name with spaces at its ends, or of nothing else', () => {
  const seen: readonly (readonly [string, string])[] = [
    ['   ', '"   "'],
    ['Buy ', '"Buy "'],
    ['\tBuy', String.raw`"\tBuy"`],
    ['Buy\u202e', String.raw`Buy\u202e`],
    ['Add to cart', 'Add to cart'],
    ['', '(no name)'],
  ]
  it.each(seen)('%j is shown as %s, in the list and above the details', (name, shown) => {
    details({ name })
    expect(root.querySelector('h2')?.textContent).toBe(shown)
    show(({ store }) => <Row {...plain} item={store.state.value.items.get(0)!} />, { items: [{ name }] })
    expect(root.querySelector('[data-column=name]')?.textContent).toBe(shown)
  })
})

it('what was never seen being sent is said to be so: “yet” only while it may be', () => {
  details({ delivery: 'queued', why: 'The SDK has it.', attempts: [] })
  expect(root.textContent).toContain('No request that carries it was seen yet. The SDK has it.')
  details({ delivery: 'lost', why: 'The page was left.', attempts: [] })
  expect(root.textContent).toContain('No request that carries it was seen. The page was left.')
})

it('what a file of another tool tells was not seen by the browser’s network log, nor left out by a page', () => {
  const text = JSON.stringify({ type: 'track', event: 'Read', messageId: 'm', anonymousId: 'a' })
  tell(
    ({ store }) => (
      <Details store={store} item={store.state.value.items.get(0)!} state={store.state.value} onClose={() => {}} />
    ),
    story().tell('file:a.har', {
      ...{ kind: 'exchange', vendor: 'customerio', via: 'file', method: 'POST', url: 'https://cdp.customer.io/v1/t' },
      ...{ body: { text, size: text.length }, status: 200, answer: { text: '{"success":true}', size: 16 } },
      ...{ startedAt: 1, endedAt: 2 },
    }).facts,
  )
  expect(section('Details of Read').textContent).toMatch(/Seen bya file of another tool(?!.{0,9}no script)/)
})

it('what keeps an item from being sent is said once, though a note says it too', () => {
  const why = 'A blank ID: the SDK logs an error and sends nothing.'
  details({ why, notes: [note('refusal', why), note('identity', 'No hard ID.')] })
  const texts = (selector: string) => Array.from(root.querySelectorAll(selector), (each) => each.textContent?.trim())
  expect(texts('header .callout')).toEqual(['No hard ID.'])
  expect(texts('header .why')).toEqual([expect.stringContaining(why)])
})

describe('the call site', () => {
  const stack = 'at buy (https://shop.test/js/cart.js:12:34)\nat https://shop.test/js/app.js:5:6'

  it('opens in Sources, whose lines and columns count from 0', async () => {
    const openResource = vi.fn((_url: string, _line: number, _column: number, done: (answer: object) => void) =>
      done({}),
    )
    vi.stubGlobal('chrome', { devtools: { panels: { openResource } } })
    const store = details({ stack })
    await act(async () => button(/^cart\.js:12:34$/).click())
    expect(openResource).toHaveBeenCalledWith('https://shop.test/js/cart.js', 11, 33, expect.any(Function))
    expect(store.notice.value).toBeNull()
  })

  it.each([
    ['has no way to open a file', 'This browser lets no panel open a file', undefined],
    [
      'does not know the file',
      'Sources has no such file',
      (_: string, __: number, ___: number, done: (answer: object) => void) => done({ isError: true }),
    ],
  ])('is copied where the browser %s, and says so', async (_, why, openResource) => {
    vi.stubGlobal('chrome', { devtools: { panels: { openResource } } })
    const writeText = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue()
    const store = details({ stack })
    await act(async () => button(/^cart\.js:12:34$/).click())
    const said = `${why}: copied https://shop.test/js/cart.js:12:34 instead.`
    await vi.waitFor(() => expect(store.notice.value?.text).toBe(said))
    expect(writeText).toHaveBeenCalledWith('https://shop.test/js/cart.js:12:34')
  })

  it('is told where it can be neither opened nor copied', async () => {
    vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new Error('denied'))
    document.execCommand = () => false
    const store = details({ stack })
    await act(async () => button(/^cart\.js:12:34$/).click())
    await vi.waitFor(() =>
      expect(store.notice.value).toMatchObject({ kind: 'error', text: expect.stringMatching(/The call is at https/) }),
    )
  })
})
