/** The store: pause, time travel, clear with undo, pages with and without a preserved log, recordings. */
import { describe, expect, it } from 'vitest'
import type { Fact, Happening } from '../../core/fact'
import { emptyState, type State } from '../../core/state'
import type { Settings } from '../../link/messages'
import { reduceAll } from '../../providers/fold'
import { story } from '../../testing/story'
import { Store } from './store'

const document = (url: string): Happening => ({
  kind: 'document',
  url,
  title: '',
  top: true,
  late: false,
  startedAt: 0,
})
const sdk: Happening = {
  kind: 'sdk',
  vendor: 'customerio',
  surface: 'inspector',
  tracker: 'cio',
  state: 'running',
  key: 'wk',
}
const track = (call: number, event: string): Happening => ({
  kind: 'call',
  vendor: 'customerio',
  surface: 'inspector',
  tracker: 'cio',
  call,
  method: 'dispatch_start',
  id: `m${call}`,
  args: [{ type: 'track', event, messageId: `m${call}`, anonymousId: 'anon', properties: {} }],
})
const facts = (): readonly Fact[] =>
  story()
    .tell('a', document('https://shop.test/1'), sdk, track(1, 'First'), track(2, 'Second'))
    .tell('b', document('https://shop.test/2'), sdk, track(3, 'Third')).facts

function begin() {
  const saved: Settings[] = []
  const done: string[] = []
  let grant = true
  let time = 0
  const store = new Store(
    { empty: emptyState, reduceAll, now: () => (time += 20), later: (run) => run() },
    {
      order: (order) => done.push(order.order),
      clear: () => done.push('clear'),
      restore: () => done.push('restore'),
      save: (settings) => saved.push(settings),
      askForOutcomes: async () => grant,
    },
  )
  store.incoming.add(facts())
  return { store, saved, done, refuse: () => (grant = false) }
}

const listed = (store: Store): string[] =>
  store.state.value.items
    .toArray()
    .slice(store.hiddenBelow.value)
    .map((item) => item.name)

describe('Store', () => {
  it('shows what came in', () => {
    const { store } = begin()
    expect(listed(store)).toEqual(['First', 'Second', 'Third'])
    expect(store.mode.value).toBe('live')
  })

  it('a pause freezes what is shown and loses nothing', () => {
    const { store } = begin()
    store.pause()
    store.incoming.add(story().tell('c', document('https://shop.test/3'), sdk, track(9, 'Fourth')).facts)
    expect(listed(store)).toEqual(['First', 'Second', 'Third'])
    expect(store.live.value.items.size).toBe(4)
    store.goLive()
    expect(listed(store)).toContain('Fourth')
  })

  it('shows everything as it was when an item came into being', () => {
    const { store } = begin()
    store.travelToItem(1)
    expect(store.mode.value).toBe('travel')
    expect(listed(store)).toEqual(['First', 'Second'])
    store.goLive()
    expect(listed(store)).toHaveLength(3)
  })

  it('clear empties the list, keeps who is known, and can be undone', () => {
    const { store, done } = begin()
    store.selected.value = 1
    store.clear()
    expect(listed(store)).toEqual([])
    expect(store.selected.value).toBeNull()
    expect(store.state.value.trackers.size).toBe(1)
    expect(done).toEqual(['clear'])
    expect(store.notice.value?.text).toBe('3 items cleared.')
    store.notice.value?.action?.run()
    expect(listed(store)).toHaveLength(3)
    expect(done).toEqual(['clear', 'restore'])
  })

  it('without a preserved log only the present page is listed; preserving brings the others back', () => {
    const { store, saved } = begin()
    store.setPreserve(false)
    expect(listed(store)).toEqual(['Third'])
    store.travelToItem(1)
    expect(listed(store)).toEqual(['First', 'Second'])
    store.goLive()
    store.setPreserve(true)
    expect(listed(store)).toHaveLength(3)
    expect(saved).toEqual([{ preserve: false }, { preserve: true }])
  })

  it('what time alone makes of the page is shown while nothing happens, once, and not of an earlier moment', () => {
    const asOf = (state: State, now: number): State =>
      now < 5000 || state.mismatches.requestsWithoutCall ? state : { ...state, mismatches: LATE }
    const LATE = { callsWithoutRequest: 0, requestsWithoutCall: 1 }
    const host = { order: () => {}, clear: () => {}, save: () => {}, askForOutcomes: null }
    const store = new Store({ empty: emptyState, reduceAll, asOf, later: (run) => run() }, host)
    store.incoming.add(facts())
    store.clock.value = 4000
    const before = store.state.value
    expect(before).toBe(store.live.value)
    store.clock.value = 5000
    const after = store.state.value
    expect(after.mismatches).toBe(LATE)
    expect(store.present.value.mismatches).toBe(LATE)
    store.clock.value = 6000
    expect(store.state.value).toBe(after)
    store.travelTo(before.facts)
    expect(store.state.value.mismatches).not.toBe(LATE)
    store.goLive()
    expect(store.state.value.mismatches).toBe(LATE)
  })

  it('a recording is looked at while the page goes on being recorded', () => {
    const { store } = begin()
    store.openRecording('mine.json', null).add(facts().slice(0, 3))
    expect(listed(store)).toEqual(['First'])
    expect(store.recording.value).toBe('mine.json')
    store.incoming.add(story().tell('c', document('https://shop.test/3'), sdk, track(9, 'Fourth')).facts)
    expect(listed(store)).toEqual(['First'])
    store.closeRecording()
    expect(listed(store)).toEqual(['First', 'Second', 'Third', 'Fourth'])
  })

  it('judges what is shown, an earlier moment too, and comes back to the same findings', () => {
    const { store } = begin()
    store.incoming.add(story().tell('c', document('https://shop.test/3'), sdk, track(7, '')).facts)
    const newest = store.findings.value
    expect(newest.byItem.get(3)?.map((finding) => finding.check)).toContain('any-empty-name')
    store.travelToItem(1)
    expect(store.findings.value.byItem.has(3)).toBe(false)
    expect(store.findings.value.byCheck.has('any-empty-name')).toBe(false)
    store.goLive()
    expect(store.findings.value).toBe(newest)
  })

  it('a refused permission is told, a granted one noted', async () => {
    const { store, refuse } = begin()
    await store.askForOutcomes()
    expect(store.sources.value.outcomes).toBe(true)
    refuse()
    await store.askForOutcomes()
    expect(store.sources.value.outcomes).toBe(false)
    expect(store.notice.value?.text).toMatch(/Not granted/)
  })

  it('leads to Events with a filter, keeps what is chosen unless another item is named, and lists all for one', () => {
    const { store } = begin()
    const place = () => [store.view.value, store.filterText.value, store.selected.value]
    store.view.value = 'queue'
    store.selected.value = 1
    store.show({ filter: 'is:failed' })
    expect(place()).toEqual(['events', 'is:failed', 1])
    store.showItem(2)
    expect(place()).toEqual(['events', '', 2])
    store.show({ view: 'queue', item: null })
    expect(place()).toEqual(['queue', '', null])
  })
})
