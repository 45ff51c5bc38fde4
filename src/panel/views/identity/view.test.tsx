// @vitest-environment happy-dom
/** The Identity tab as a person uses it: who it is and was, and whose the items are. */
import { act } from 'preact/test-utils'
import { expect, it, vi } from 'vitest'
import { as } from '../../../testing/scene'
import { story } from '../../../testing/story'
import { button, EVIL, listed, root, section, show, tell, useStage } from '../../../testing/view-stage'
import { Identity } from './identity'

useStage()

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

it('names another customer of the tracker, and the frame in which it is', () => {
  const frame = { ...document_, url: 'https://pay.test/', top: false }
  const bob = call(1, 'identify', 'Bob', { traits: {}, anonymousId: 'anon-2' })
  tell(Identity, [...facts.slice(0, 5), ...story().tell('frame', frame, sdk, bob).facts])
  const card = section('Current customer')
  expect(card.querySelector('.customer-name h2')?.textContent).toBe('Alice')
  expect(card.textContent).toContain('Another customerBob in the frame https://pay.test/')
})

it('shows the current customer, where each id came from, and every change', () => {
  tell(Identity, facts.slice(0, 5))
  const card = section('Current customer')
  expect(card.querySelector('.customer-name h2')?.textContent).toBe('Alice')
  expect(card.textContent).toMatch(/userId hardAlicefrom a call at/)
  expect(card.textContent).toContain(EVIL)
  expect(root.querySelector('img')).toBeNull()
  const words = () => [...section('Timeline').querySelectorAll('.change-word')].map((word) => word.textContent)
  expect(words()).toEqual(['Identified'])
  act(() => button(/^Also when an ID was only seen \(1\)$/).click())
  expect(words()).toEqual(['Identified', 'Seen'])
  act(() => button(/^Only what changed who it is$/).click())
  expect(words()).toEqual(['Identified'])
})

it('copies the customer, and parts of its properties, masked', async () => {
  const known = story().tell(
    'd',
    document_,
    sdk,
    call(1, 'identify', 'Alice', { traits: { home: { city: 'Brno', floors: ['Attic'] } } }),
  ).facts
  tell(Identity, known)
  const writeText = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue()
  act(() => section('Current customer').querySelector<HTMLElement>('.tree-line')?.click())
  for (const name of [/^Copy customer$/, /^Copy home$/, /^Copy floors$/]) act(() => button(name).click())
  await vi.waitFor(() => expect(writeText).toHaveBeenCalledTimes(3))
  const [customer, home, floors] = writeText.mock.calls.map(([text]) => JSON.parse(text))
  expect(customer).toHaveProperty('traits.home.city')
  expect(Object.keys(home)).toHaveLength(2)
  expect(floors).toHaveLength(1)
  expect(JSON.stringify([customer, home, floors])).not.toMatch(/Alice|Brno|Attic/)
})

it('does not call an id hard for sure that no document calls so: email_id alone', () => {
  const bridge = { vendor: 'bloomreach', surface: 'bridge', tracker: 'Exponea' } as const
  const identified = (ids: Record<string, string>) =>
    story().tell(
      'd',
      document_,
      { kind: 'sdk', ...bridge, state: 'running', key: 'k' },
      { kind: 'call', ...bridge, call: 1, method: 'identifyCustomer', args: [ids, {}] },
    ).facts
  const said = (ids: Record<string, string>) => {
    tell(Identity, identified(ids))
    const card = section('Current customer')
    return [card.querySelector('p')?.textContent, [...card.querySelectorAll('th')].map((cell) => cell.textContent)]
  }
  expect(said({ email_id: 'x@y.z' })).toEqual([
    'Identified only if your project defines email_id as a hard ID: soft ones name this device alone.',
    ['email_id hard?'],
  ])
  // Nor in how it came to be, nor where items are counted by customer.
  expect([...document.querySelectorAll('.id-changes .id-kind')].map((kind) => kind.textContent)).toEqual(['hard?'])
  expect([...document.querySelectorAll('.people .who')].map((who) => who.getAttribute('title'))).toEqual([
    'email_id, hard? ID',
  ])
  expect(said({ registered: 'x@y.z', email_id: 'x@y.z' })).toEqual([
    'Identified: hard IDs name a person on every device.',
    ['registered hard', 'email_id hard?'],
  ])
})

it('goes to the moment of a change, and every view shows it as it was', () => {
  const store = tell(Identity, facts)
  expect(section('Current customer').querySelector('.customer-name h2')?.textContent).toBe('Nobody known')
  const [, before] = [...root.querySelectorAll('.change')]
  if (!before) throw new Error('no second change')
  act(() => button(/Go to this moment/, before).click())
  expect(store.mode.value).toBe('travel')
  expect(section('Current customer').querySelector('.customer-name h2')?.textContent).toBe('Alice')
  act(() => store.goLive())
  expect(section('Current customer').querySelector('.customer-name h2')?.textContent).toBe('Nobody known')
})

it('says whose the anonymous items are now, and leads to them in Events', () => {
  const store = tell(Identity, facts)
  const tie = section('Anonymous activity')
  expect(tie.textContent).toMatch(/1 anonymous item.*anon-1.*Alice.*will belong to userId Alice once the identify/)
  act(() => button(/1 anonymous item/, tie).click())
  expect([store.view.value, store.filterText.value, store.selected.value]).toEqual([
    'events',
    'tracker:"=customerio:wk" anonymous:"=anonymousId=anon-1"',
    0,
  ])
})

it('makes items stand out that were sent as somebody else', () => {
  const store = show(Identity, {
    items: [
      { name: 'same', calledAs: as({ userId: 'a' }), sentAs: as({ userId: 'a' }), tries: [{ at: 1 }] },
      { name: 'swapped', calledAs: as({ userId: 'a' }), sentAs: as({ userId: 'b' }), tries: [{ at: 1 }] },
      { name: 'late', calledAs: as({}, { anonymousId: 'x' }), sentAs: as({ userId: 'b' }), tries: [{ at: 1 }] },
    ],
  })
  const part = section('Customer changed before sending')
  expect(listed()).toEqual(['swapped'])
  expect(part.textContent).toContain('Called as a, sent as b.')
  act(() => button(/1 sent as the user known by then/, part).click())
  expect(listed()).toEqual(['late'])
  act(() => root.querySelector<HTMLElement>('[data-item="2"]')?.click())
  expect(store.selected.value).toBe(2)
})

it('says what to do while there is nobody', () => {
  show(Identity, { trackers: [] })
  expect(root.textContent).toMatch(/Nobody to show.*Use the page/)
})

it('says after a clear that the items were cleared, not that there were none', () => {
  const store = show(Identity, { items: [{ calledAs: as({ userId: 'a' }), tries: [{ at: 1 }] }] })
  act(() => store.clear())
  expect(section('Tracked as').textContent).toMatch(/The items before were cleared/)
  expect(root.textContent).not.toMatch(/Nothing was tracked yet/)
})

it('opens on the tracker that the triggers act on, and follows the choice of it until one chooses here', () => {
  const page = { ...document_, url: 'https://shop.test/cart', startedAt: 1 }
  const here = (tracker: string, key: string) => ({ ...sdk, surface: 'snippet', tracker, key, instance: key })
  const later = story().tell('e', page, here('cioanalytics', 'wk_2'), here('other', 'wk_3')).facts
  const store = tell(Identity, [...facts, ...later])
  const pressed = () => section('Tracker').querySelector('[aria-pressed=true]')?.textContent
  expect(pressed()).toBe('Customer.io wk_2')
  const last = [...store.state.value.trackers.values()].find(({ key }) => key === 'wk_3')
  act(() => {
    store.target.value = last?.id ?? null
  })
  expect(pressed()).toBe('Customer.io wk_3')
  act(() => button(/wk$/).click())
  expect(pressed()).toBe('Customer.io wk')
})
