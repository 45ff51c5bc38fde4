/** Who the customer is, learnt from the wire in the order of the wire: by mobile traffic of which no call was seen. */
import { expect, it } from 'vitest'
import type { Happening } from '../../core/fact'
import { createReduce } from '../../core/fold/fold'
import type { Json } from '../../core/json'
import { presentTrackers } from '../../core/query/present'
import { bindingOf } from '../../core/query/whose'
import { emptyState, type State } from '../../core/state'
import { story } from '../../testing/story'
import { vendor } from '.'

const { reduceAll } = createReduce([vendor])
const PAGE: Happening = { kind: 'document', url: 'https://s.test/', title: '', top: true, late: false, startedAt: 0 }
const bridge = { vendor: 'bloomreach', surface: 'bridge', tracker: 'Exponea' } as const
const web = { vendor: 'bloomreach', surface: 'web', tracker: 'exponea' } as const
let calls = 0
let requests = 0
const call = (about: typeof bridge | typeof web, method: string, ...args: Json[]): Happening => ({
  ...{ kind: 'call', ...about, call: ++calls, method, args },
})

/** A message of the tracking API, at `at` milliseconds since 1970. */
function sent(at: number, type: string | null, ids: Json, rest: { readonly [name: string]: Json } = {}): Happening {
  const { key = 'k', ...properties } = rest
  const text = JSON.stringify({
    ...{ customer_ids: ids, timestamp: at / 1000, properties: { sdk: 'Exponea iOS SDK', ...properties } },
    ...(type === null ? {} : { event_type: type }),
  })
  return {
    ...{ kind: 'request', request: ++requests, vendor: 'bloomreach', via: 'fetch', method: 'POST' },
    url: `https://s.test/track/v2/projects/${String(key)}/customers${type === null ? '' : '/events'}`,
    body: { text, size: text.length },
  }
}
const fold = (...happenings: readonly Happening[]): State =>
  reduceAll(emptyState, story().tell('d', PAGE, ...happenings).facts)
const tracker = (state: State, key = 'k') => state.trackers.get(`bloomreach:${key}`)
const changes = (state: State) =>
  state.moments
    .toArray()
    .flatMap((moment) =>
      moment.kind === 'identity' ? [`${moment.from.soft.cookie ?? '-'} → ${moment.to.soft.cookie ?? '-'}`] : [],
    )
const jane = { cookie: 'c1', registered: 'jane' }

it('knows the new customer of an anonymize at once, though no call was seen, and the push token with it', () => {
  const state = fold(
    sent(500, 'installation', { cookie: 'c1' }),
    sent(510, null, jane),
    sent(900, 'session_end', jane),
    sent(900, null, { cookie: 'c1' }, { apple_push_notification_id: '' }),
    sent(900, 'installation', { cookie: 'c2' }),
    sent(900, 'session_start', { cookie: 'c2' }),
    sent(901, null, { cookie: 'c2' }, { apple_push_notification_id: 'token' }),
    // The last of the old customer come late, as the events of a flush do.
    sent(700, 'viewed', jane),
    sent(900, 'session_end', jane),
  )
  expect(tracker(state)).toMatchObject({ customer: { soft: { cookie: 'c2' }, hard: {} }, pushToken: 'token' })
  expect(changes(state)).toEqual(['- → c1', 'c1 → c1', 'c1 → c2'])
})

it.each(['installation', 'session_start'])('knows the new customer of a called anonymize by %s', (first) => {
  const told = story().tell(
    'd',
    ...[PAGE, call(bridge, 'configure', { projectToken: 'k' }), sent(1010, 'viewed', { cookie: 'c1' })],
    call(bridge, 'anonymize'),
  )
  const at = told.facts.at(-1)?.at ?? 0
  const { facts } = told.tell('d', sent(at, 'session_end', { cookie: 'c1' }), sent(at, first, { cookie: 'c2' }))
  const state = reduceAll(emptyState, facts)
  expect(tracker(state)?.customer).toEqual({ soft: { cookie: 'c2' }, hard: {} })
  expect(changes(state).at(-1)).toBe('c1 → c2')
})

it('replaces known ids when the wire says so: another user or device, the users of a batch one by one', () => {
  expect(
    tracker(fold(sent(500, null, jane), sent(600, null, { cookie: 'c1', registered: 'bob' })))?.customer.hard,
  ).toEqual({
    registered: 'bob',
  })
  expect(tracker(fold(sent(500, 'a', jane), sent(600, 'b', { cookie: 'c9' })))?.customer).toEqual({
    soft: { cookie: 'c9' },
    hard: {},
  })
  const one = (registered: string): Json => ({
    name: 'customers/events',
    data: { customer_ids: { registered }, event_type: 'bought', properties: {} },
  })
  const text = JSON.stringify({ commands: [one('ann'), one('bob'), one('cid')] })
  const batch: Happening = {
    ...{ kind: 'request', request: ++requests, vendor: 'bloomreach', via: 'fetch', method: 'POST' },
    ...{ url: 'https://s.test/track/v2/projects/k/batch', body: { text, size: text.length } },
  }
  const state = fold(batch)
  expect(state.items.toArray().map((item) => item.sentAs?.hard.registered)).toEqual(['ann', 'bob', 'cid'])
  expect(tracker(state)?.customer.hard).toEqual({ registered: 'cid' })
})

it('does not say of an event that it moved where nobody was known when it was called', () => {
  const state = fold(
    call(bridge, 'configure', { projectToken: 'k' }),
    call(bridge, 'trackEvent', 'a', {}),
    sent(1020, 'a', { ...jane }),
  )
  expect(state.items.toArray().map(bindingOf)).toEqual(['same'])
})

const next: Happening = { ...PAGE, startedAt: 2000 }
const left: Happening = { kind: 'page', change: 'pagehide', persisted: false }
const config = { token: 'k', target: 'https://s.test' }
const cookie = (value: string): Happening => ({
  ...{ kind: 'storage', vendor: 'bloomreach', area: 'cookie', key: '__exponea_etc__', value },
})
const stub: Happening = { kind: 'sdk', ...web, state: 'stub' }

it.each(['_initializeConfig', 'initialize'])(
  'calls the early events of a next page by the known cookie, after %s',
  (begin) => {
    const first = [PAGE, stub, cookie('c1'), call(web, begin, config), call(web, 'identify', { registered: 'jane' })]
    const { facts } = story()
      .tell('one', ...first, left)
      .tell('two', next, cookie('c1'), stub, call(web, begin, config), call(web, 'track', 'early', {}))
    const state = reduceAll(emptyState, facts)
    expect(state.items.last()?.calledAs).toEqual({ soft: { cookie: 'c1' }, hard: {} })
    expect(
      state.moments.filter((moment) => moment.kind === 'identity' && moment.to.soft.cookie === undefined).size,
    ).toBe(0)
  },
)

it('keeps who was identified on a page before its SDK was started, where a snippet has no _initializeConfig', () => {
  const state = fold(stub, call(web, 'identify', { registered: 'jane' }), call(web, 'initialize', config))
  expect(tracker(state)?.customer.hard).toEqual({ registered: 'jane' })
})

const instance: Happening = { kind: 'sdk', ...bridge, state: 'running' }
const switched = [instance, call(bridge, 'configure', { projectToken: 'k' }), call(bridge, 'trackPushToken', 'token')]

it.each([
  ['as it is', { projectToken: 'p2' }],
  ['by the name of the native parameter', { exponeaProject: { projectToken: 'p2' }, projectMapping: null }],
])('a switch of project takes the push token along and leaves the old one, given %s', (_, project) => {
  const state = fold(...switched, call(bridge, 'anonymize', project))
  expect([tracker(state)?.status, tracker(state)?.pushToken]).toEqual(['left', null])
  expect(tracker(state, 'p2')).toMatchObject({
    status: 'running',
    pushToken: 'token',
    customer: { soft: {}, hard: {} },
  })
  expect(presentTrackers(state).map(({ key }) => key)).toEqual(['p2'])
  const after = fold(...switched, call(bridge, 'anonymize', project), sent(1060, 'session_end', { cookie: 'c1' }))
  expect(tracker(after)?.status).toBe('left')
})

it('a switch of project is known by its requests alone, whatever of the old project comes late', () => {
  const old: readonly Happening[] = [
    sent(500, 'installation', { cookie: 'c1' }),
    sent(510, null, { cookie: 'c1' }, { apple_push_notification_id: 'token' }),
    sent(900, 'session_end', { cookie: 'c1' }),
  ]
  const p2 = { key: 'p2' }
  const state = fold(...old, sent(901, 'installation', { cookie: 'c2' }, p2), sent(890, 'viewed', { cookie: 'c1' }))
  expect(tracker(state)).toMatchObject({ status: 'left', pushToken: null })
  expect(tracker(state, 'p2')).toMatchObject({
    ...{ status: 'running', pushToken: 'token', customer: { soft: { cookie: 'c2' }, hard: {} } },
  })
  expect(presentTrackers(state).map(({ key }) => key)).toEqual(['p2'])
  // The same customer in two projects is a mapping, and what is sent by hand is no app's.
  const statuses = (...told: readonly Happening[]) =>
    fold(...old, ...told)
      .trackers.toArray()
      .map(([, t]) => t.status)
  expect(statuses(sent(901, 'installation', { cookie: 'c1' }, p2))).toEqual(['running', 'running'])
  expect(statuses(sent(901, 'bought', { cookie: 'c2' }, { ...p2, sdk: 'curl' }))).toEqual(['running', 'running'])
})

it('neither project runs after a stop, and only the one that is configured then', () => {
  const stop = [...switched, call(bridge, 'anonymize', { projectToken: 'p2' }), call(bridge, 'stopIntegration')]
  const statuses = (state: State) => [tracker(state)?.status, tracker(state, 'p2')?.status]
  expect(statuses(fold(...stop))).toEqual(['left', 'stopped'])
  expect(statuses(fold(...stop, call(bridge, 'configure', { projectToken: 'k' })))).toEqual(['running', 'stopped'])
  expect(statuses(fold(...stop, call(bridge, 'configure', { projectToken: 'p2' })))).toEqual(['left', 'running'])
})

it('a tracker whose page is gone has left, and comes back with its page from the back-forward cache', () => {
  const cached: Happening = { kind: 'page', change: 'pagehide', persisted: true }
  const back: Happening = { kind: 'page', change: 'pageshow', persisted: true }
  const gone = story()
    .tell('one', PAGE, stub, call(web, 'initialize', config), left)
    .tell('two', next)
  expect(reduceAll(emptyState, gone.facts).trackers.first()?.status).toBe('left')
  expect(presentTrackers(reduceAll(emptyState, gone.facts))).toEqual([])
  const hidden = story()
    .tell('one', PAGE, stub, call(web, 'initialize', config), cached)
    .tell('two', next)
  expect(presentTrackers(reduceAll(emptyState, hidden.facts))).toEqual([])
  const again = hidden.tell('two', stub, call(web, 'initialize', config), left).tell('one', back)
  const state = reduceAll(emptyState, again.facts)
  expect(state.trackers.first()).toMatchObject({ instance: { doc: 'one' }, status: 'stub' })
  expect(state.moments.last()).toMatchObject({ kind: 'status', status: 'stub', doc: 'one' })
})

it('another SDK of the project on the next page has no session of the one before, nor its flush mode', () => {
  const app = [instance, call(bridge, 'configure', { projectToken: 'k', flushMode: 'manual' })]
  const started = [...app, call(bridge, 'trackSessionStart'), sent(1050, 'session_start', { cookie: 'c1' })]
  const before = story().tell('one', PAGE, ...started)
  expect(reduceAll(emptyState, before.facts).trackers.first()).toMatchObject({ session: { state: 'active' } })
  const { facts } = before.tell('one', left).tell('two', next, stub, call(web, '_initializeConfig', config))
  expect(presentTrackers(reduceAll(emptyState, facts))).toMatchObject([
    { surface: 'web', key: 'k', session: { state: 'unknown' }, flushMode: null },
  ])
})

const bulk = (ids: Json, name: string): Happening => {
  const event = { customer_ids: ids, type: name, properties: { browser: 'x' } }
  const text = JSON.stringify({ commands: [{ name: 'crm/events', data: { ...event, company_id: 'k' } }] })
  return {
    ...{ kind: 'request', request: ++requests, vendor: 'bloomreach', via: 'fetch', method: 'POST' },
    ...{ url: 'https://s.test/bulk', body: { text, size: text.length } },
  }
}
const onSurface = (state: State, surface: string) => state.trackers.find((each) => each.surface === surface)

it.each([
  ['on pages of their own', true],
  ['on one page', false],
])('two SDKs of one project have each its own customer, session and token: %s', (_, apart) => {
  const app = [
    ...[instance, call(bridge, 'configure', { projectToken: 'k' }), sent(1040, 'installation', { cookie: 'app1' })],
    ...[call(bridge, 'identifyCustomer', { registered: 'ada' }, {}), call(bridge, 'trackPushToken', 'token')],
  ]
  const page = [stub, call(web, '_initializeConfig', config), call(web, 'track', 'early', {})]
  const known = [cookie('web1'), bulk({ cookie: 'web1' }, 'early'), call(web, 'track', 'late', {})]
  const two = apart ? 'two' : 'one'
  const opened = story().tell('one', PAGE, ...app)
  const there = apart ? opened.tell('one', left).tell('two', next) : opened
  const back = apart ? there.tell(two, ...page, ...known, left).tell('three', next, ...app.slice(0, 2)) : there
  const again = apart ? 'three' : 'one'
  const told = (apart ? back : back.tell('one', ...page, ...known)).tell(again, call(bridge, 'trackEvent', 'again', {}))
  const state = reduceAll(emptyState, told.facts)
  expect(state.trackers.toArray().map(([, { surface, key }]) => [surface, key])).toEqual([
    ['bridge', 'k'],
    ['web', 'k'],
  ])
  expect(onSurface(state, 'bridge')).toMatchObject({
    ...{ customer: { soft: { cookie: 'app1' }, hard: { registered: 'ada' } }, pushToken: 'token' },
  })
  expect(onSurface(state, 'web')).toMatchObject({
    ...{ customer: { soft: { cookie: 'web1' }, hard: {} }, pushToken: null },
  })
  const as = (name: string) => state.items.find((item) => item.name === name)?.calledAs
  expect([as('early'), as('late'), as('again')]).toEqual([
    { soft: {}, hard: {} },
    { soft: { cookie: 'web1' }, hard: {} },
    { soft: { cookie: 'app1' }, hard: { registered: 'ada' } },
  ])
  expect(state.items.toArray().map(bindingOf)).not.toContain('device')
})

it('what a stop holds back is of the SDK whose method it is, where a page has two', () => {
  const both = [
    instance,
    call(bridge, 'configure', { projectToken: 'k' }),
    stub,
    call(web, '_initializeConfig', config),
  ]
  const held = (method: string): Happening => ({
    ...{ kind: 'blocked', vendor: 'bloomreach', what: 'call', method, args: ['x', {}] },
  })
  const state = fold(...both, held('track'), held('trackEvent'))
  const surfaces = state.items.map(({ tracker: id }) => state.trackers.get(id)?.surface)
  expect([surfaces.toArray(), state.items.map((item) => item.delivery).toArray()]).toEqual([
    ['web', 'bridge'],
    ['blocked', 'blocked'],
  ])
})

it('what a page sends by hand before its SDK is there leaves nothing of its customer to the SDK', () => {
  const state = fold(
    sent(500, 'by hand', { registered: 'bob' }, { sdk: 'curl' }),
    stub,
    call(web, '_initializeConfig', config),
    call(web, 'track', 'early', {}),
  )
  expect([state.items.size, state.items.last()?.calledAs]).toEqual([2, { soft: {}, hard: {} }])
})

it('what tracks without a call is on the page that sends it', () => {
  const told = story().tell('one', PAGE, sent(500, 'a', jane))
  expect(presentTrackers(reduceAll(emptyState, told.facts))).toHaveLength(1)
  const gone = told.tell('one', left).tell('two', next)
  expect(presentTrackers(reduceAll(emptyState, gone.facts))).toEqual([])
  expect(presentTrackers(reduceAll(emptyState, gone.tell('two', sent(2500, 'b', jane)).facts))).toHaveLength(1)
})
