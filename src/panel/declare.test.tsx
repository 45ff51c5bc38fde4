// @vitest-environment happy-dom
/** Declaring from an item's details that such answers of its host count, and taking that back from anywhere. */
import { render } from 'preact'
import { act } from 'preact/test-utils'
import { describe, expect, it, vi } from 'vitest'
import type { Happening } from '../core/fact'
import { opened } from '../testing/page-story'
import { usePopovers } from '../testing/popovers'
import { story } from '../testing/story'
import { button, remembering, root, section, useStage } from '../testing/view-stage'
import { Frame } from './frame/frame'
// Fetched when it is first shown: it is here already.
import './views/events/details'
import { view } from './views/events/view'

useStage()
usePopovers()

const sent = (n: number): Happening => ({
  ...{ kind: 'request', request: n, vendor: 'customerio', via: 'fetch', method: 'POST', url: 'https://mock.test/v1/t' },
  body: { text: JSON.stringify({ type: 'track', event: `e${n}`, messageId: `m${n}`, anonymousId: 'a' }), size: 1 },
})
const answered = (request: number, text: string): Happening => ({
  ...{ kind: 'response', request, status: 200, body: { text, size: text.length } },
})

/** The panel on a page whose mock answers so; what the panel says comes back by the log, as by the background. */
async function panelOn(answer: string) {
  const { store, kept } = remembering(story().tell('d', opened(), sent(1), answered(1, answer)))
  act(() => render(<Frame store={store} views={[view]} />, root))
  act(() => {
    store.selected.value = 0
  })
  await vi.waitFor(() => section('Details of e1'))
  return { store, kept, delivery: () => store.state.value.items.first()?.delivery }
}
const press = (name: RegExp) => act(() => button(name).click())

describe('the item offers to declare such answers of its host', () => {
  it('counts it as accepted at once, says so, keeps it, and takes it back there', async () => {
    const { store, kept, delivery } = await panelOn('<title>Mock</title>')
    expect(section('Details of e1').textContent).toMatch(/unknown.*not the vendor’s kind of answer/)
    const pressed = button(/^Count such answers of mock\.test as accepted$/)
    press(/^Count such answers of mock\.test/)
    expect(delivery()).toBe('delivered')
    expect(section('Details of e1').textContent).toMatch(/because you declared so for mock\.test/)
    expect(store.notice.value?.text).toMatch(/such answers of mock\.test count as accepted/)
    await vi.waitFor(() => expect(kept.declared).toEqual([{ host: 'mock.test', answers: 'other' }]))
    // The same element: the focus stays where it was.
    expect(button(/^No longer count such answers/)).toBe(pressed)
    press(/^No longer count such answers/)
    expect(delivery()).toBe('unknown')
    await vi.waitFor(() => expect(kept.declared).toEqual([]))
  })

  it('the message has an undo', async () => {
    const { store, delivery } = await panelOn('<title>Mock</title>')
    press(/^Count such answers/)
    act(() => store.notice.value?.action?.run())
    expect(delivery()).toBe('unknown')
  })

  it('all that is declared is listed where the coverage line opens, each with the way back', async () => {
    const { delivery } = await panelOn('{"success":false}')
    press(/^Count answers of mock\.test that deny success as accepted$/)
    act(() => root.querySelector<HTMLElement>('button.coverage-line')?.click())
    // What the line opens to is fetched when it is first opened.
    await vi.waitFor(() => section('What you declared'))
    expect(section('What you declared').textContent).toMatch(/mock\.test.*though they deny success/)
    press(/^Take back: mock\.test$/)
    expect(delivery()).toBe('unknown')
    expect(root.querySelector('[aria-label="What you declared"]')).toBeNull()
  })

  it('not for what the server itself took or refused', async () => {
    for (const answer of ['{}', '']) {
      await panelOn(answer)
      expect(root.textContent).not.toMatch(/as accepted/)
      act(() => render(null, root))
    }
  })

  it('not at another moment, and not in a recording', async () => {
    const { store, delivery } = await panelOn('<title>Mock</title>')
    act(() => store.pause())
    press(/^Count such answers/)
    expect(delivery()).toBe('unknown')
    act(() => store.goLive())
    const { facts } = store.log.value
    act(() => {
      store.openRecording('mine.json', null).add(facts.slice())
      store.selected.value = 0
    })
    expect(root.textContent).toMatch(/not the vendor’s kind of answer/)
    expect(root.textContent).not.toMatch(/Count such answers/)
  })
})
