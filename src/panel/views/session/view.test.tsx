// @vitest-environment happy-dom
/** The Session & consent tab as a person uses it: the time axis, the tables, and what was sent anyway. */
import { act } from 'preact/test-utils'
import { expect, it } from 'vitest'
import type { Json, JsonObject } from '../../../core/json'
import { type Story, story } from '../../../testing/story'
import { button, listed, root, section, tell, useStage } from '../../../testing/view-stage'
import { Sessions } from './session'

useStage()

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
  tell(Sessions, told().facts)
  expect(marks('Page')).toEqual([
    expect.stringContaining('https://shop.test/a'),
    expect.stringMatching(/Hidden since .* for 30\.0 s/),
  ])
  expect(marks('Sessions · Bloomreach')).toEqual([
    expect.stringMatching(/Manual session\. Started .*, ended .*, 34\.0 s, continued once/),
    expect.stringMatching(/In the background/),
    expect.stringMatching(/timeout of 20 s was over/),
  ])
  expect(marks('analytics_storage · Google')).toEqual([
    expect.stringContaining('denied'),
    expect.stringContaining('granted'),
  ])
  expect(section('Sessions').querySelector<HTMLElement>('[data-head=Start][title]')?.title).toMatch(/^\d{4}-\d\d-\d\d /)
  expect(section('Sessions').textContent).toMatch(/34\.0 s\s*manual\s*ended · continued once\s*20 s/)
  expect(section('Consent').textContent).toMatch(/analytics_storage\s*granted\s*Google consent mode.*denied.*granted/)
})

it('draws what was tracked and who the customer became, and leads to the item', () => {
  const tale = told().tell(
    'd',
    call('identifyCustomer', { registered: 'jane' }, {}),
    call('trackEvent', 'purchase', { a: 1 }),
  )
  const store = tell(Sessions, tale.facts)
  expect(marks('Events')).toContainEqual(expect.stringMatching(/^purchase \(event\), queued, at /))
  expect(marks('Events')).toHaveLength(store.state.value.items.size)
  const [mark] = section('Events').querySelectorAll('[role=button]')
  act(() => void mark?.dispatchEvent(new MouseEvent('click', { bubbles: true })))
  act(() => button(/^Item 0$/, section('Time axis')).click())
  expect(store.selected.value).toBe(0)
  expect(marks('Customer · Bloomreach')).toHaveLength(1)
  expect(marks('Customer · Bloomreach')[0]).toMatch(/jane|identif/i)
})

it('counts what was sent anyway as far as it is in view, also where one finding is about more', () => {
  const of = (number: number, name: string) => {
    const text = JSON.stringify({ customer_ids: { cookie: 'c' }, event_type: name, properties: {} })
    return { ...request, request: number, url, body: { text, size: text.length } }
  }
  const page = {
    kind: 'document',
    url: 'https://shop.test/a',
    title: '',
    top: true,
    late: false,
    startedAt: 900,
  } as const
  const { facts } = story().tell('d', page, of(1, 'cleared'), of(2, 'kept'), consent('default', 'granted'))
  const store = tell(Sessions, facts)
  expect(listed()).toEqual(['kept', 'cleared'])
  act(() => void store.inView.clear(store.log.value.stateAt(2), 0))
  expect(listed()).toEqual(['kept'])
})

it('labels the axis with the day where the same time of the clock comes again, else with the clock alone', () => {
  const labels = () => [...root.querySelectorAll('.axis-tick')].map((tick) => tick.textContent)
  tell(Sessions, told().facts)
  expect(labels()).not.toEqual([])
  for (const label of labels()) expect(label).toMatch(/^\d\d:\d\d:\d\d$/)
  tell(
    Sessions,
    told()
      .wait(3 * 86_400_000)
      .tell('d', call('trackSessionStart')).facts,
  )
  for (const label of labels()) expect(label).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d$/)
  expect(new Set(labels()).size).toBe(labels().length)
})

it('tells the chosen mark, and goes to its moment', () => {
  const store = tell(Sessions, told().facts)
  const axis = section('Time axis')
  const [mark] = section('Sessions · Bloomreach').querySelectorAll('[role=button]')
  act(() => void mark?.dispatchEvent(new MouseEvent('click', { bubbles: true })))
  expect(axis.querySelector('.axis-told')?.textContent).toMatch(/^Sessions · Bloomreach Manual session/)
  act(() => button(/Go to this moment/, axis).click())
  expect(store.mode.value).toBe('travel')
  expect(section('Sessions').textContent).toContain('open')
})

it('looks closer by keys and sees everything again', () => {
  tell(Sessions, told().facts)
  const axis = section('Time axis')
  const press = (key: string) => {
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

it('shows everything again, and no mark of it, after a recording was left', () => {
  const store = tell(Sessions, told().facts)
  act(() => store.openRecording('mine', null).add(told().facts))
  const [mark] = section('Sessions · Bloomreach').querySelectorAll('[role=button]')
  act(() => void mark?.dispatchEvent(new MouseEvent('click', { bubbles: true })))
  act(() => button(/Zoom in/, section('Time axis')).click())
  expect(button(/Everything/, section('Time axis')).disabled).toBe(false)
  act(() => store.closeRecording())
  expect(button(/Everything/, section('Time axis')).disabled).toBe(true)
  expect(section('Time axis').querySelector('.axis-told')?.textContent ?? '').not.toMatch(/Manual session/)
})

it('gives no advice that does not fit the SDK: how a session begins is what its trigger says', () => {
  const page = { kind: 'document', url: 'https://s.test/', title: '', top: true, late: false, startedAt: 900 } as const
  const of = (surface: string, config: JsonObject) => {
    const sdk = {
      kind: 'sdk',
      vendor: 'bloomreach',
      surface,
      tracker: 'x',
      state: 'running',
      key: 'P',
      config,
    } as const
    tell(Sessions, story().tell('d', page, sdk).facts)
    return section('Sessions').textContent
  }
  expect(of('web', {})).toContain('The Web SDK starts no sessions')
  expect(of('web', {})).not.toContain('trigger')
  expect(of('bridge', { automaticSessionTracking: false })).toContain('with the trigger “Session start”')
  expect(of('bridge', { automaticSessionTracking: true })).toContain('tracked automatically')
})

it('says unmistakably that an SDK is stopped, and lists what was sent anyway', () => {
  const store = tell(Sessions, sendAll(told().tell('d', call('stopIntegration'))).facts)
  expect(root.querySelector('.held-callout')?.textContent).toMatch(/Bloomreach Engagement P is stopped/)
  expect(section('What was sent anyway').textContent).toContain('1 after stop')
  expect(listed()).toEqual(['late_event'])
  act(() => root.querySelector<HTMLElement>('[role=option]')?.click())
  expect(store.view.value).toBe('events')
})

it('says what to do while there is nothing', () => {
  tell(Sessions, [])
  expect(root.textContent).toMatch(/No session and no consent.*Use the page/)
})
