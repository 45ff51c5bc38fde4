// @vitest-environment node
/** What is in view: list, counters, Findings and export go by one rule, however one looks. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Fact, Happening } from '../../core/fact'
import { DELIVERIES } from '../../core/item'
import { parseFilter } from '../../core/query/filter'
import { addedUp } from '../../core/query/queue'
import { summary } from '../../core/query/summary'
import { emptyState } from '../../core/state'
import { reduceAll } from '../../providers/fold'
import { story } from '../../testing/story'
import { findingGroupsOf } from './findings'
import { Store } from './store'

const page = (n: number): Happening & { kind: 'document' } => {
  return { kind: 'document', url: `https://shop.test/${n}`, title: '', top: true, late: false, startedAt: n }
}
const sdk: Happening = {
  kind: 'sdk',
  vendor: 'customerio',
  surface: 'inspector',
  tracker: 'c',
  state: 'running',
  key: 'wk',
}
/** A call of a name with a space behind it, which a rule finds. */
const track = (call: number): Happening => ({
  kind: 'call',
  vendor: 'customerio',
  surface: 'inspector',
  tracker: 'c',
  call,
  method: 'dispatch_start',
  id: `m${call}`,
  args: [{ type: 'track', event: `event ${call} `, messageId: `m${call}`, anonymousId: 'a', properties: {} }],
})
/** The same, sent and refused. */
const refused = (n: number): Happening[] => {
  const message = { type: 'track', event: `event ${n} `, messageId: `m${n}`, anonymousId: 'a', properties: {} }
  const text = JSON.stringify({ ...message, writeKey: 'wk' })
  return [
    track(n),
    {
      kind: 'request',
      request: n,
      vendor: 'customerio',
      via: 'fetch',
      method: 'POST',
      url: 'https://cdp.customer.io/v1/t',
      body: { text, size: text.length },
    },
    { kind: 'response', request: n, status: 400, body: { text: '{}', size: 2 } },
  ]
}

/** A store with two pages: two refused items on the first, one refused and one waiting on the second. */
function begin(): {
  readonly store: Store
  readonly tell: (...happenings: Happening[]) => void
  readonly next: () => void
} {
  let clock = 0
  const store = new Store(
    { empty: emptyState, reduceAll, now: () => (clock += 20), later: (run) => run() },
    { order: () => {}, clear: () => {}, save: () => {}, askForOutcomes: null },
  )
  const told = story()
  const say = (doc: string, ...happenings: Happening[]) => {
    const before = told.facts.length
    told.tell(doc, ...happenings)
    store.incoming.add(told.facts.slice(before))
  }
  say('a', page(1), sdk, ...refused(1), ...refused(2))
  say('b', page(2), sdk, ...refused(3), track(4))
  let pages = 2
  return {
    store,
    tell: (...happenings) => say(pages === 2 ? 'b' : `page ${pages}`, ...happenings),
    next: () => say(`page ${++pages}`, page(pages), sdk),
  }
}

/** What a person or the page may do. */
const DONE = [
  ...(['waits', 'refused', 'next page', 'clear', 'undo', 'preserve', 'pause', 'live'] as const),
  ...(['travel', 'recording', 'back'] as const),
]

/** What each place says is in view. */
function seen(store: Store) {
  const items = store.state.value.items.toArray().slice(store.hiddenBelow.value)
  const listed = Object.fromEntries(
    DELIVERIES.map((each) => [each, items.filter((item) => item.delivery === each).length]),
  )
  expect(addedUp(store.inView.counts.value.values())).toEqual(listed)
  const found = findingGroupsOf(store).value.find(({ check }) => check.id === 'any-name-spaces')
  expect((found?.findings ?? []).map(({ items: [n] }) => n)).toEqual(items.map(({ n }) => n))
  return items.map(({ name }) => name.trim())
}

/** The names of the items in facts, opened as a recording. */
const opened = (facts: readonly Fact[]): string[] =>
  reduceAll(emptyState, facts)
    .items.toArray()
    .map(({ name }) => name.trim())

describe('list, counters, Findings and export obey one rule', () => {
  it('live, and where nothing was cleared', () => {
    const { store } = begin()
    expect(seen(store)).toEqual(['event 1', 'event 2', 'event 3', 'event 4'])
    expect(opened(store.inView.facts(false))).toEqual(seen(store))
  })

  it('after Clear, and when more comes, and what was cleared still changes', () => {
    const { store, tell } = begin()
    store.clear()
    expect(seen(store)).toEqual([])
    tell(...refused(5), ...refused(4).slice(1))
    expect(seen(store)).toEqual(['event 5'])
    store.clear()
    tell(track(6))
    expect(seen(store)).toEqual(['event 6'])
    expect(opened(store.inView.facts(false))).toEqual(['event 6'])
    expect(opened(store.inView.facts(true))).toHaveLength(6)
  })

  it('of a page that was loaded ahead, as soon as it is shown, with what it has tracked before', () => {
    for (const preserve of [false, true]) {
      const { store } = begin()
      store.preserve.value = preserve
      const ahead = { ...page(9), prerendering: true, startedAt: 9 }
      let at = 5000
      const told = (doc: string, seq: number, frame: number, happening: Happening) =>
        store.incoming.add([{ doc, seq, at: ++at, frame, ...happening }])
      const here = preserve ? ['event 1', 'event 2', 'event 3', 'event 4'] : ['event 3', 'event 4']
      told('ahead', 1, 7, ahead)
      told('b', 90, 0, track(5))
      told('ahead', 2, 7, { ...sdk, tracker: 'd' } as Happening)
      expect(seen(store)).toEqual([...here, 'event 5'])
      told('ahead', 3, 7, track(6))
      told('b', 91, 0, { kind: 'page', change: 'pagehide', persisted: false })
      told('ahead', 4, 0, { kind: 'page', change: 'activated' })
      told('ahead', 5, 0, track(7))
      expect(seen(store)).toEqual(preserve ? [...here, 'event 5', 'event 6', 'event 7'] : ['event 6', 'event 7'])
      expect(opened(store.inView.facts(false))).toEqual(seen(store))
      expect(store.log.value.pages.value.map(({ doc }) => doc)).toEqual(['a', 'b', 'ahead'])
      store.clear()
      expect(seen(store)).toEqual([])
    }
  })

  it('of a page loaded ahead not what was cleared before it is shown', () => {
    const { store } = begin()
    store.preserve.value = false
    const told = (seq: number, frame: number, happening: Happening) =>
      store.incoming.add([{ doc: 'ahead', seq, at: 5000 + seq, frame, ...happening }])
    told(1, 7, { ...page(9), prerendering: true })
    told(2, 7, track(6))
    store.clear()
    told(3, 7, track(7))
    told(4, 0, { kind: 'page', change: 'activated' })
    expect(seen(store)).toEqual(['event 7'])
    expect(opened(store.inView.facts(false))).toEqual(['event 7'])
  })

  it('after Undo', () => {
    const { store } = begin()
    store.clear()
    store.notice.value?.action?.run()
    expect(seen(store)).toHaveLength(4)
  })

  it('while the log is not preserved', () => {
    const { store } = begin()
    store.setPreserve(false)
    expect(seen(store)).toEqual(['event 3', 'event 4'])
    expect(opened(store.inView.facts(false))).toEqual(['event 3', 'event 4'])
    store.clear()
    expect(seen(store)).toEqual([])
    store.setPreserve(true)
    expect(seen(store)).toEqual([])
  })

  it('while paused', () => {
    const { store, tell } = begin()
    store.clear()
    tell(track(5))
    store.pause()
    tell(track(6))
    expect(seen(store)).toEqual(['event 5'])
    store.goLive()
    expect(seen(store)).toEqual(['event 5', 'event 6'])
  })

  it('at an earlier moment: as it was then, before the list was cleared', () => {
    const { store, tell } = begin()
    store.travelToItem(1)
    const before = store.position.value
    store.clear()
    tell(track(5))
    store.travelTo(before)
    expect(seen(store)).toEqual(['event 1', 'event 2'])
    store.travelToItem(4)
    expect(seen(store)).toEqual(['event 5'])
    store.goLive()
    expect(seen(store)).toEqual(['event 5'])
  })

  it('in a recording, whatever was cleared of the page', () => {
    const { store } = begin()
    const facts = store.incoming.facts.slice()
    store.clear()
    store.openRecording('mine', null).add(facts)
    expect(seen(store)).toHaveLength(4)
    store.closeRecording()
    expect(seen(store)).toEqual([])
  })
})

it('Clear says how many items it takes away, wherever one looks as it is pressed, and Undo brings back as many', () => {
  const { store, tell } = begin()
  const early = store.position.value
  store.clear()
  tell(track(5))
  const away = [() => store.travelTo(early - 1), () => store.pause()]
  for (const look of away) {
    look()
    tell(track(6 + away.indexOf(look)))
    store.clear()
    const { text, action } = store.notice.value ?? {}
    action?.run()
    expect(text).toBe(`${seen(store).length} items cleared.`)
  }
})

it('an export has what is shown: while paused, and at an earlier moment, nothing that came later', () => {
  const { store, tell } = begin()
  store.pause()
  tell(...refused(4).slice(1), track(5))
  for (const everything of [true, false])
    expect(opened(store.inView.facts(everything))).toEqual(['event 1', 'event 2', 'event 3', 'event 4'])
  store.goLive()
  store.travelToItem(1)
  expect(opened(store.inView.facts(true))).toEqual(seen(store))
})

describe('a finding without items', () => {
  const open = (n: number, query = ''): Happening => ({ ...page(n), url: `https://shop.test/${n}${query}` })
  const secret: Happening = { ...sdk, key: 'ak_live_1' } as Happening
  const store = (...told: (readonly [string, ...Happening[]])[]) => {
    const tale = story()
    for (const [doc, ...happenings] of told) tale.tell(doc, ...happenings)
    const each = new Store(
      { empty: emptyState, reduceAll, now: () => 0, later: (run) => run() },
      { order: () => {}, clear: () => {}, save: () => {}, askForOutcomes: null },
    )
    each.incoming.add(tale.facts)
    return each
  }
  const found = (each: Store) =>
    findingGroupsOf(each).value.flatMap(({ check, findings }) => findings.map(({ doc }) => `${check.id} ${doc}`))

  it('is cleared with the rest, also where it is of the very last fact', () => {
    const last: Happening = { ...page(1), url: 'https://shop.test/?ajs_uid=1', startedAt: 1010 }
    const each = store(['a', secret, last])
    expect(found(each)).toEqual(['customerio-secret-key a', 'customerio-query-identity a'])
    expect(each.now.value).toBe(1010)
    each.clear()
    expect(found(each)).toEqual([])
  })

  it('of the present page is listed where the log is not preserved, and one of an earlier page is not', () => {
    const each = store(['a', open(1, '?ajs_uid=1'), secret], ['b', open(2, '?ajs_uid=2'), secret])
    each.setPreserve(false)
    expect(found(each).sort()).toEqual(['customerio-query-identity b', 'customerio-secret-key b'])
  })
})

it('a counter is the number of items that its click shows, whatever was done before', () => {
  const step = fc.constantFrom(...DONE)
  fc.assert(
    fc.property(fc.array(step, { maxLength: 14 }), (steps) => {
      const { store, tell, next } = begin()
      let undo = () => {}
      let number = 10
      const done: Record<(typeof DONE)[number], () => void> = {
        waits: () => tell(track(number++)),
        refused: () => tell(...refused(number++)),
        'next page': next,
        clear: () => {
          store.clear()
          undo = store.notice.value?.action?.run ?? undo
        },
        undo: () => undo(),
        preserve: () => store.setPreserve(!store.preserve.value),
        pause: () => store.pause(),
        live: () => store.goLive(),
        travel: () => store.travelToItem(number % store.state.value.items.size),
        recording: () => store.openRecording('mine', null).add(store.incoming.facts.slice()),
        back: () => store.closeRecording(),
      }
      for (const each of steps) {
        done[each]()
        seen(store)
        const inView = store.state.value.items.toArray().slice(store.hiddenBelow.value)
        const { pending, failed, unknown } = summary(store.state.value, store.now.value, {
          counts: store.inView.counts.value,
        })
        const shown = (filter: string) => inView.filter(parseFilter(filter).matches).length
        expect([pending, failed, unknown]).toEqual(['is:pending', 'is:failed', 'is:unknown'].map(shown))
      }
    }),
    { numRuns: 15 },
  )
})

describe('what depends on the time is told the time', () => {
  const stub: Happening = { ...sdk, kind: 'sdk', surface: 'snippet', state: 'stub', tracker: 's' } as Happening
  const waits: Happening = {
    ...track(1),
    surface: 'snippet',
    tracker: 's',
    method: 'track',
    args: ['x'],
    buffered: true,
  } as Happening
  const told = () => story().tell('a', page(1), stub, waits).facts
  const waiting = (store: Store) => store.findings.value.byCheck.has('any-stub-waiting')
  const fresh = () =>
    new Store(
      { empty: emptyState, reduceAll, now: () => 0, later: (run) => run() },
      { order: () => {}, clear: () => {}, save: () => {}, askForOutcomes: null },
    )

  it('a live view passes the present, and a paused one the moment of the pause', () => {
    const store = fresh()
    store.incoming.add(told())
    expect(waiting(store)).toBe(false)
    store.clock.value = 5000
    store.pause()
    store.clock.value = 60_000
    expect([store.now.value, waiting(store)]).toEqual([5000, false])
    store.goLive()
    expect([store.now.value, waiting(store)]).toEqual([60_000, true])
    store.travelTo(3)
    expect(waiting(store)).toBe(false)
    store.pause()
    expect([store.now.value, waiting(store)]).toEqual([60_000, true])
    store.travelTo(3)
    store.clock.value = 70_000
    store.pause()
    expect(store.now.value).toBe(70_000)
  })

  it('a recording passes the moment at which it was saved, whenever it is opened', () => {
    for (const [savedAt, found] of [
      [2000, false],
      [30_000, true],
      [null, false],
    ] as const) {
      const store = fresh()
      store.clock.value = 9_000_000
      store.openRecording('mine', savedAt).add(told())
      expect(store.now.value).toBe(savedAt ?? 1020)
      expect(waiting(store)).toBe(found)
    }
  })
})
