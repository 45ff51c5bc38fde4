// @vitest-environment happy-dom
/** Identity, Session & consent and Queue as a person uses them: what they say, where they lead, then and now. */
import { render } from 'preact'
import { act } from 'preact/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Fact } from '../../core/fact'
import type { Json } from '../../core/json'
import { emptyState } from '../../core/state'
import { reduceAll } from '../../providers/fold'
import { as, type Scene, stateOf } from '../../testing/scene'
import { type Story, story } from '../../testing/story'
import { type Host, Store } from '../../ui/store/store'
import type { View } from '../view'
import { view as identity } from './identity/view'
import { view as queue } from './queue/view'
import { view as session } from './session/view'

const EVIL = '<img src=x onerror=alert(1)>'
let root: HTMLElement

beforeEach(() => {
  // Without a layout every element has no size, and a virtual list no rows.
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(400)
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(800)
  vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(400)
  vi.spyOn(HTMLElement.prototype, 'offsetWidth', 'get').mockReturnValue(800)
  root = document.createElement('div')
  document.body.append(root)
})
afterEach(() => {
  act(() => render(null, root))
  root.remove()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

function draw(view: View, store: Store): Store {
  act(() => render(<view.Component store={store} />, root))
  return store
}

const HOST: Host = { order: () => {}, clear: () => {}, save: () => {}, askForOutcomes: null }

/** Draws a view on a state that stands still. */
function show(view: View, scene: Scene, host: Host = HOST, vendor = 'customerio'): Store {
  return draw(view, new Store({ empty: stateOf(scene, vendor), reduceAll: (state) => state }, host))
}

/** Draws a view on facts, all folded at once. */
function tell(view: View, facts: readonly Fact[]): Store {
  const store = new Store({ empty: emptyState, reduceAll, now: () => 0, later: (run) => run() }, HOST)
  store.incoming.add(facts)
  return draw(view, store)
}

function button(name: RegExp, within: Element = root): HTMLButtonElement {
  const found = [...within.querySelectorAll('button')].find((each) =>
    name.test(each.getAttribute('aria-label') ?? each.textContent ?? ''),
  )
  if (!found) throw new Error(`no button ${name} in: ${within.textContent}`)
  return found
}
const section = (name: string): Element => {
  const found = root.querySelector(`[aria-label="${name}"]`)
  if (!found) throw new Error(`no ${name} in: ${root.textContent}`)
  return found
}
const listed = (): string[] =>
  [...root.querySelectorAll('[role=option]')].map((row) => row.querySelector('b')?.textContent ?? '')

describe('Queue', () => {
  const SCENE: Scene = {
    items: [
      { name: 'arrived', tries: [{ at: 10 }] },
      { name: EVIL, delivery: 'queued', why: 'The SDK has it; not sent yet.' },
      { name: 'refused', tries: [{ at: 20, status: 401, words: 'no' }] },
      { name: 'gone', delivery: 'unknown' },
    ],
    trackers: [{ lastFlush: { at: 0, by: 'flush()' }, flushMode: 'MANUAL' }],
  }

  it('lists what is not delivered with why, newest first, and leads to the item', () => {
    const store = show(queue, SCENE)
    expect(listed()).toEqual(['gone', 'refused', EVIL])
    expect(root.querySelector('img')).toBeNull()
    expect(section('Items').textContent).toContain('The SDK has it; not sent yet.')
    act(() => root.querySelector<HTMLElement>('[data-item="2"]')?.click())
    expect([store.view.value, store.selected.value]).toEqual(['events', 2])
    expect(queue.badge?.(store)).toBe(1)
  })

  it('filters by a station and by a state, and back', () => {
    show(queue, SCENE)
    const flow = section('Where items are on their way')
    act(() => button(/Arrived/, flow).click())
    expect(listed()).toEqual(['arrived'])
    act(() => button(/^rejected/, flow).click())
    expect(listed()).toEqual(['refused'])
    act(() => button(/^rejected/, flow).click())
    expect(listed()).toHaveLength(3)
  })

  it('tells the oldest pending, the last flush and the flush mode', () => {
    show(queue, SCENE)
    const card = section('Queue of customerio:k1')
    expect(card.textContent).toContain('by flush()')
    expect(card.textContent).toContain('MANUAL')
    expect(button(/<img/, card).textContent).toBe(EVIL)
    expect(card.querySelector('[role=img]')?.getAttribute('aria-label')).toBe(
      '1 queued, 1 delivered, 1 rejected, 1 unknown',
    )
  })

  it('is worked by keys', () => {
    const store = show(queue, SCENE)
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
    const store = show(queue, SCENE, { ...HOST, askForOutcomes: asked })
    expect(section('Permission to watch requests').textContent).toMatch(/1 item is unknown.*webRequest.*0\.6 ms/)
    const remove = vi.fn(() => Promise.resolve(true))
    vi.stubGlobal('chrome', { permissions: { remove } })
    await act(async () => button(/Allow/).click())
    expect(asked).toHaveBeenCalledOnce()
    expect(store.sources.value.outcomes).toBe(true)
    await vi.waitFor(() => expect(button(/Stop watching/).disabled).toBe(false))
    await act(async () => button(/Stop watching/).click())
    expect(remove).toHaveBeenCalledWith({ permissions: ['webRequest'] })
    expect(store.sources.value.outcomes).toBe(false)
    remove.mockRejectedValueOnce(new Error('You cannot remove required permissions.'))
    await vi.waitFor(() => expect(button(/Allow/).disabled).toBe(false))
    await act(async () => button(/Allow/).click())
    await vi.waitFor(() => expect(button(/Stop watching/).disabled).toBe(false))
    await act(async () => button(/Stop watching/).click())
    await vi.waitFor(() => expect(store.notice.value?.text).toMatch(/did not take the permission back/))
    expect(button(/Stop watching/).disabled).toBe(false)
  })

  it('says that nothing was told yet, and shows the way to a tab where only that can ask', async () => {
    const store = show(queue, SCENE)
    store.sources.value = { ...store.sources.value, outcomes: true }
    await vi.waitFor(() =>
      expect(root.textContent).toMatch(/the browser has told of none yet.*restart the browser once/),
    )
    store.sources.value = { ...store.sources.value, outcomesHeard: true }
    await vi.waitFor(() => expect(root.textContent).toMatch(/is told how requests end after their page was left/))
    vi.stubGlobal('chrome', { devtools: { inspectedWindow: { tabId: 7 } } })
    store.sources.value = { ...store.sources.value, outcomes: false }
    await vi.waitFor(() => expect(root.querySelector('a')?.getAttribute('href')).toMatch(/\?tab=7$/))
  })

  it('says so where the permission cannot be asked for', () => {
    show(queue, SCENE)
    expect(section('Permission to watch requests').textContent).toMatch(/cannot be asked for here/)
  })

  it('says what to do while there is nothing, and that all is well', () => {
    show(queue, { trackers: [] })
    expect(root.textContent).toMatch(/No queue yet.*Use the page/)
    show(queue, { items: [{ tries: [{ at: 1 }] }] })
    expect(root.textContent).toMatch(/Nothing waits and nothing failed/)
    act(() => button(/List the 1 delivered/).click())
    expect(listed()).toEqual(['view_item'])
  })
})

describe('Identity', () => {
  const sdk = {
    kind: 'sdk',
    vendor: 'customerio',
    surface: 'inspector',
    tracker: 'cio',
    state: 'running',
    key: 'wk',
  } as const
  const document_ = {
    kind: 'document',
    url: 'https://shop.test/',
    title: '',
    top: true,
    late: false,
    startedAt: 0,
  } as const
  const about = { vendor: 'customerio', surface: 'inspector', tracker: 'cio' } as const
  const message = (n: number, type: string, userId: string | null, rest: object) => ({
    type,
    messageId: `m${n}`,
    anonymousId: 'anon-1',
    userId,
    ...rest,
  })
  const call = (n: number, type: string, userId: string | null, rest: object) =>
    ({
      kind: 'call',
      ...about,
      call: n,
      method: 'dispatch_start',
      id: `m${n}`,
      args: [message(n, type, userId, rest)],
    }) as const
  const facts = story().tell(
    'd',
    document_,
    sdk,
    call(1, 'track', null, { event: 'First', properties: {} }),
    call(2, 'identify', 'Alice', { traits: { plan: EVIL } }),
    call(3, 'track', 'Alice', { event: 'Third', properties: {} }),
    { kind: 'signal', ...about, name: 'reset' },
  ).facts

  it('shows the current customer, where each id came from, and every change', () => {
    tell(identity, facts.slice(0, 5))
    const card = section('Current customer')
    expect(card.querySelector('h2')?.textContent).toBe('Alice')
    expect(card.textContent).toMatch(/userId hardAlicefrom a call at/)
    expect(card.textContent).toContain(EVIL)
    expect(root.querySelector('img')).toBeNull()
    expect([...section('Timeline').querySelectorAll('.change-word')].map((word) => word.textContent)).toEqual([
      'Identified',
      'Seen',
    ])
  })

  it('goes to the moment of a change, and every view shows it as it was', () => {
    const store = tell(identity, facts)
    expect(section('Current customer').querySelector('h2')?.textContent).toBe('Nobody known yet')
    const [, before] = [...root.querySelectorAll('.change')]
    if (!before) throw new Error('no second change')
    act(() => button(/As it was then/, before).click())
    expect(store.mode.value).toBe('travel')
    expect(section('Current customer').querySelector('h2')?.textContent).toBe('Alice')
    act(() => store.goLive())
    expect(section('Current customer').querySelector('h2')?.textContent).toBe('Nobody known yet')
  })

  it('says whose the anonymous items are now, and leads to them in Events', () => {
    const store = tell(identity, facts)
    const tie = section('Anonymous activity')
    expect(tie.textContent).toMatch(/1 anonymous item.*anon-1.*Alice.*will belong to userId Alice once the identify/)
    act(() => button(/1 anonymous item/, tie).click())
    expect([store.view.value, store.filterText.value, store.selected.value]).toEqual([
      'events',
      'customer:"anon-1" tracker:"customerio:wk"',
      0,
    ])
  })

  it('makes items stand out that were sent as somebody else', () => {
    const store = show(identity, {
      items: [
        { name: 'same', calledAs: as({ userId: 'a' }), sentAs: as({ userId: 'a' }), tries: [{ at: 1 }] },
        { name: 'swapped', calledAs: as({ userId: 'a' }), sentAs: as({ userId: 'b' }), tries: [{ at: 1 }] },
        { name: 'late', calledAs: as({}), sentAs: as({ userId: 'b' }), tries: [{ at: 1 }] },
      ],
    })
    const part = section('Called as one, sent as another')
    expect(listed()).toEqual(['swapped'])
    expect(part.textContent).toContain('Called as a, sent as b.')
    act(() => button(/1 bound late/, part).click())
    expect(listed()).toEqual(['late'])
    act(() => root.querySelector<HTMLElement>('[data-item="2"]')?.click())
    expect(store.selected.value).toBe(2)
  })

  it('says what to do while there is nobody', () => {
    show(identity, { trackers: [] })
    expect(root.textContent).toMatch(/Nobody to show yet.*Use the page/)
  })
})

describe('Session & consent', () => {
  const about = { vendor: 'bloomreach', surface: 'bridge', tracker: 'exponea' } as const
  let calls = 0
  const call = (method: string, ...args: Json[]) => ({ kind: 'call', ...about, call: ++calls, method, args }) as const
  const consent = (command: string, analytics_storage: string) =>
    ({ kind: 'consent', platform: 'gcm', signal: [command, { analytics_storage }] }) as const
  const told = (): Story =>
    story()
      .tell('d', { kind: 'document', url: 'https://shop.test/a', title: '', top: true, late: false, startedAt: 900 })
      .tell('d', consent('default', 'denied'), consent('update', 'granted'), {
        kind: 'sdk',
        ...about,
        state: 'running',
      })
      .tell('d', call('configure', { projectToken: 'P', automaticSessionTracking: false, sessionTimeout: 20 }))
      .wait(5000)
      .tell('d', call('trackSessionStart'))
      .wait(3000)
      .tell('d', { kind: 'page', change: 'hidden' })
      .wait(30_000)
      .tell('d', { kind: 'page', change: 'visible' })
      .wait(1000)
      .tell('d', call('trackSessionEnd'))
  const request = { kind: 'request', request: 1, vendor: 'bloomreach', via: 'fetch', method: 'POST' } as const
  const url = 'https://api.exponea.com/track/v2/projects/P/customers/events'
  const text = JSON.stringify({ customer_ids: { cookie: 'c' }, event_type: 'late_event', properties: {} })
  const sendAll = (tale: Story): Story =>
    tale.wait(5000).tell('d', { ...request, url, body: { text, size: text.length } })
  const marks = (lane: string): string[] =>
    [...section(lane).querySelectorAll('[role=button]')].map((mark) => mark.getAttribute('aria-label') ?? '')

  it('draws sessions, background, timeout and consent on one axis, each told in words', () => {
    tell(session, told().facts)
    expect(marks('Page')).toEqual([
      expect.stringContaining('https://shop.test/a'),
      expect.stringMatching(/Hidden since .* for 30\.0 s/),
    ])
    expect(marks('Sessions · Bloomreach')).toEqual([
      expect.stringMatching(/Manual session\. Started .*, ended .*, 34\.0 s, resumed once/),
      expect.stringMatching(/In the background/),
      expect.stringMatching(/timeout of 20 s was over/),
    ])
    expect(marks('analytics_storage · Google')).toEqual([
      expect.stringContaining('denied'),
      expect.stringContaining('granted'),
    ])
    expect(section('Sessions').textContent).toMatch(/34\.0 s\s*manual\s*ended · resumed once\s*20 s/)
    expect(section('Consent').textContent).toMatch(/analytics_storage\s*granted\s*Google consent mode.*denied.*granted/)
  })

  it('tells the chosen mark, and goes to its moment', () => {
    const store = tell(session, told().facts)
    const axis = section('Time axis')
    const [mark] = section('Sessions · Bloomreach').querySelectorAll('[role=button]')
    act(() => void mark?.dispatchEvent(new MouseEvent('click', { bubbles: true })))
    expect(axis.querySelector('.axis-told')?.textContent).toMatch(/^Sessions · Bloomreach Manual session/)
    act(() => button(/As it was then/, axis).click())
    expect(store.mode.value).toBe('travel')
    expect(section('Sessions').textContent).toContain('open')
  })

  it('looks closer by keys and sees everything again', () => {
    tell(session, told().facts)
    const axis = section('Time axis')
    const press = (key: string): void => {
      void act(() => void axis.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true })))
    }
    expect(button(/Everything/, axis).disabled).toBe(true)
    press('+')
    press('PageUp')
    expect(button(/Everything/, axis).disabled).toBe(false)
    expect(marks('analytics_storage · Google').length).toBeGreaterThan(0)
    press('0')
    expect(button(/Everything/, axis).disabled).toBe(true)
  })

  it('says unmistakably that an SDK is stopped, and lists what was sent all the same', () => {
    const store = tell(session, sendAll(told().tell('d', call('stopIntegration'))).facts)
    expect(root.querySelector('.held-callout')?.textContent).toMatch(/Bloomreach Engagement P is stopped/)
    expect(section('What was sent all the same').textContent).toContain('1 after stop')
    expect(listed()).toEqual(['late_event'])
    act(() => root.querySelector<HTMLElement>('[role=option]')?.click())
    expect(store.view.value).toBe('events')
  })

  it('says what to do while there is nothing', () => {
    tell(session, [])
    expect(root.textContent).toMatch(/No session and no consent yet.*Use the page/)
  })
})
