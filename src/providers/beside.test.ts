/** Pages and frames that are open beside each other with one project: each has its SDK, and one ledger. */
import { describe, expect, it } from 'vitest'
import { findingsOf } from '../checks'
import type { Happening } from '../core/fact'
import type { Json } from '../core/json'
import { presentTrackers } from '../core/query/present'
import { summary } from '../core/query/summary'
import { trafficOf } from '../core/query/traffic'
import { bindingOf } from '../core/query/whose'
import { checkpointOf } from '../core/take-checkpoint'
import { withSoundTotals } from '../link/totals'
import { answers, calling, left, opened, pageStory, running, sends } from '../testing/page-story'

const web = { vendor: 'bloomreach', surface: 'web', tracker: 'exponea' } as const
const app = { vendor: 'bloomreach', surface: 'bridge', tracker: 'Exponea' } as const
const cio = { vendor: 'customerio', surface: 'inspector', tracker: 'inspector-1' } as const
const frame = (url = 'http://shop.test/frame'): Happening => ({ ...opened('frame', false), url }) as Happening
const cookie = (value: string): Happening => ({
  ...{ kind: 'storage', vendor: 'bloomreach', area: 'cookie', key: '__exponea_etc__', value },
})
const cached: Happening = { kind: 'page', change: 'pagehide', persisted: true }
const back: Happening = { kind: 'page', change: 'pageshow', persisted: true }

/** A command of the Web SDK's leaves a page, and is taken. */
const bulk = (request: number, type: string, ids: Readonly<Record<string, string>>): readonly Happening[] => {
  const commands = [{ name: 'crm/events', data: { project_id: 'k1', customer_ids: ids, type, properties: {} } }]
  const result = { success: true, results: [{ status: 'ok' }] }
  return [
    sends('bloomreach', request, { url: 'https://api.exponea.com/bulk' }, { commands }),
    answers(request, 200, result),
  ]
}
const start = (value = 'c1') => [
  running(web, null),
  cookie(value),
  calling(web, 'initialize', { token: 'k1' }),
  cookie(value),
]
type Told = ReturnType<typeof pageStory>
const tracker = (told: Told, id = 'bloomreach:k1') => told.state().trackers.get(id)
const calledAs = (told: Told) =>
  told
    .state()
    .items.map(({ name, calledAs: as }) => [name, as?.hard.registered])
    .toArray()
/** The items of which it would be said that they were sent as somebody else, or as nobody. */
const found = (told: Told) =>
  told
    .state()
    .items.filter((item) => bindingOf(item) === 'other' || bindingOf(item) === 'nobody')
    .toArray()

/** A page with a frame of its own host; in the frame somebody logs in. */
const withFrame = () =>
  pageStory()
    .in('page', opened(), ...start())
    .in('frame', frame(), ...start(), calling(web, 'identify', { registered: 'bob' }))

describe('the Web SDK of Bloomreach, which keeps who it is in its page', () => {
  it('what is called on the page is not tracked as who was identified in its frame, and is not said to be', () => {
    const told = withFrame().in('page', calling(web, 'track', 'buy', {}), ...bulk(1, 'buy', { cookie: 'c1' }))
    told.in('frame', calling(web, 'track', 'watch', {}), ...bulk(1, 'watch', { cookie: 'c1', registered: 'bob' }))
    expect(calledAs(told).slice(1)).toEqual([
      ['buy', undefined],
      ['watch', 'bob'],
    ])
    expect(found(told)).toEqual([])
    expect(told.state().trackers.size).toBe(1)
    expect(tracker(told)).toMatchObject({ instance: { doc: 'page' }, customer: { soft: { cookie: 'c1' }, hard: {} } })
    expect(tracker(told)?.counts.delivered).toBe(2)
  })

  it('a true change of customer on one page is still found', () => {
    const told = withFrame().in('frame', calling(web, 'track', 'watch', {}), ...bulk(1, 'watch', { cookie: 'c1' }))
    expect(found(told)).toHaveLength(1)
  })

  it('two pages that are open at once, of two tabs or windows, have each their own', () => {
    const told = pageStory()
      .in('a', opened(), ...start())
      .in('b', opened('two'), ...start())
    told
      .in('b', calling(web, 'identify', { registered: 'bob' }))
      .in('a', calling(web, 'identify', { registered: 'ann' }))
    told.in('b', calling(web, 'track', 'b', {})).in('a', calling(web, 'track', 'a', {}))
    expect(calledAs(told).slice(2)).toEqual([
      ['b', 'bob'],
      ['a', 'ann'],
    ])
    told.in('a', left)
    expect(tracker(told)).toMatchObject({
      status: 'running',
      instance: { doc: 'b' },
      customer: { hard: { registered: 'bob' } },
    })
  })

  it('a page that comes back from the back-forward cache is who it was', () => {
    const told = pageStory().in('a', opened(), ...start(), cached)
    told.in('b', { ...opened('two'), startedAt: 9 } as Happening, ...start())
    told.in('b', calling(web, 'identify', { registered: 'bob' }), left).in('a', back, calling(web, 'track', 'buy', {}))
    told.in('a', ...bulk(1, 'buy', { cookie: 'c1' }))
    expect(calledAs(told).at(-1)).toEqual(['buy', undefined])
    expect(found(told)).toEqual([])
  })

  it('a frame of another host knows neither the cookie nor the customer of the page', () => {
    const told = pageStory().in('page', opened(), ...start(), calling(web, 'identify', { registered: 'ann' }))
    told.in('frame', frame('https://ads.test/'), running(web), calling(web, 'track', 'seen', {}))
    expect(told.state().items.last()?.calledAs).toEqual({ soft: {}, hard: {} })
    told.in('frame', cookie('c9'), calling(web, 'anonymize'))
    expect(tracker(told)?.customer).toEqual({ soft: { cookie: 'c1' }, hard: { registered: 'ann' } })
  })

  it('whose the page is after another one has changed the cookie, nobody knows until it sends', () => {
    const told = withFrame().in('frame', calling(web, 'anonymize'), cookie('c2')).in('page', cookie('c2'))
    expect(tracker(told)?.customer).toEqual({ soft: {}, hard: {} })
    told.in('page', calling(web, 'track', 'buy', {}), ...bulk(1, 'buy', { cookie: 'c1' }))
    expect(tracker(told)?.customer).toEqual({ soft: { cookie: 'c1' }, hard: {} })
    expect(found(told)).toEqual([])
  })

  it('the page is what is spoken of, although its frame was met first; without the frame it goes on', () => {
    const told = pageStory()
      .in('page', opened())
      .in('frame', frame(), ...start(), calling(web, 'identify', { registered: 'bob' }))
    expect(tracker(told)).toMatchObject({ instance: { doc: 'frame' }, customer: { hard: { registered: 'bob' } } })
    told.in('page', ...start())
    expect(tracker(told)).toMatchObject({ instance: { doc: 'page' }, customer: { hard: {} } })
    expect(trafficOf(told.state())).toMatchObject({ uncalled: 0 })
    told.in('frame', left)
    expect(tracker(told)).toMatchObject({ instance: { doc: 'page' }, status: 'running' })
    expect(tracker(told)?.elsewhere).toBeUndefined()
  })

  it('frames go with their page: none takes its place', () => {
    const told = withFrame().in('page', left).in('frame', left)
    expect(tracker(told)).toMatchObject({ instance: null, status: 'left', doc: 'page', customer: { hard: {} } })
  })

  it('what the browser tells of an answer to a frame is the frame’s', () => {
    const told = pageStory()
      .in('page', opened(), ...start())
      .in('frame', frame(), ...start())
    const commands = [{ name: 'system/ids', data: { project_id: 'k1', cookie: 'c1' } }]
    const to = { url: 'https://api.exponea.com/bulk' }
    told.in('frame', sends('bloomreach', 1, to, { commands }))
    const text = JSON.stringify({
      success: true,
      results: [{ status: 'ok', data: { cookie: 'c1', registered: 'bob' } }],
    })
    const body = JSON.stringify({ commands })
    const answer: Happening = {
      ...{ kind: 'exchange', vendor: 'bloomreach', via: 'devtools', method: 'POST', ...to, status: 200 },
      ...{ body: { text: body, size: body.length }, answer: { text, size: text.length } },
      ...{ startedAt: told.now(), endedAt: told.now() + 1 },
    }
    told.in('devtools:1', answer)
    expect(tracker(told)?.customer.hard).toEqual({})
    expect(tracker(told.in('frame', calling(web, 'track', 'x', {})))?.customer.hard).toEqual({})
    expect(told.state().items.last()?.calledAs?.hard).toEqual({ registered: 'bob' })
  })

  it('a checkpoint keeps what each has', () => {
    const fact = { kind: 'gap', missing: 0, reason: 'overflow', detail: '', totals: checkpointOf(withFrame().state()) }
    const plain = JSON.parse(JSON.stringify(fact)) as Happening
    expect(withSoundTotals({ doc: 'journal:1', seq: 1, at: 1, frame: 0, ...plain })).toMatchObject({ kind: 'gap' })
    const told = pageStory().in('journal:1', plain)
    told.in('page', calling(web, 'track', 'buy', {})).in('frame', calling(web, 'track', 'watch', {}))
    expect(calledAs(told).slice(-2)).toEqual([
      ['buy', undefined],
      ['watch', 'bob'],
    ])
  })
})

describe('the SDK of Customer.io, which reads who it is from the storage with every call', () => {
  const event = (type: string, userId: string | null, anonymousId = 'a1'): Happening => {
    const payload: Json = {
      type,
      event: type,
      userId,
      anonymousId,
      messageId: `${type}-${userId}-${anonymousId}`,
      traits: {},
    }
    return { ...calling(cio, 'dispatch_start', payload, ''), id: `${type}-${userId}-${anonymousId}` } as Happening
  }
  const customers = (told: Told) => tracker(told, 'customerio:k1')?.customer.hard

  it('is the same customer on every page of the host as soon as one identifies', () => {
    const told = pageStory().in('page', opened(), running(cio), event('track', null))
    told.in('frame', frame(), running(cio), event('identify', 'bob'))
    expect(customers(told)).toEqual({ userId: 'bob' })
    told.in('page', event('identify', 'ann', 'a2'))
    expect(customers(told.in('frame', left))).toEqual({ userId: 'ann' })
  })

  it('has in memory what another page’s reset takes from the storage, and goes by it', () => {
    const told = pageStory().in('page', opened(), running(cio), event('track', 'ann'))
    told.in('frame', frame(), running(cio), event('page', 'ann'))
    told.in('page', calling(cio, 'reset'))
    expect(customers(told)).toEqual({})
    told.in('frame', event('screen', 'ann'))
    expect(told.state().items.last()?.calledAs?.hard).toEqual({ userId: 'ann' })
    expect(customers(told)).toEqual({})
    const all = findingsOf(null, told.state(), told.now())
    expect(all.byCheck.has('customerio-after-reset')).toBe(false)
    // The frame's SDK puts it back where the page's reads it.
    const stored: Happening = {
      kind: 'storage',
      vendor: 'customerio',
      area: 'local',
      key: 'ajs_user_id',
      value: '"ann"',
    }
    expect(customers(told.in('page', stored))).toEqual({ userId: 'ann' })
    expect(customers(told.in('frame', event('identify', 'bob', 'a3')))).toEqual({ userId: 'bob' })
  })

  it('is not the customer of a frame of another host', () => {
    const told = pageStory().in('page', opened(), running(cio), event('identify', 'ann'))
    told.in(
      'frame',
      frame('https://ads.test/'),
      running(cio),
      event('identify', 'bob', 'a9'),
      event('track', 'bob', 'a9'),
    )
    expect(customers(told)).toEqual({ userId: 'ann' })
    expect(
      told.state().moments.filter((moment) => moment.kind === 'identity' && moment.change === 'rotated').size,
    ).toBe(0)
  })
})

it('an app’s SDK goes on, on the page, as a frame that had it too is taken out', () => {
  const told = pageStory().in('page', opened(), running(app), calling(app, 'configure', { projectToken: 'k1' }))
  told.in('frame', frame(), running(app, 'k1')).in('frame', left)
  expect(tracker(told)).toMatchObject({ status: 'running', instance: { doc: 'page', name: 'Exponea' } })
  expect(tracker(told.in('page', left))).toMatchObject({ status: 'left', instance: null })
})

it('between two pages, and where a recording ends so, the last page’s frames are spoken of, too', () => {
  const told = pageStory()
    .in('page', opened())
    .in('frame', frame(), ...start())
    .in('frame', left)
    .in('page', left)
  expect(presentTrackers(told.state()).map(({ id }) => id)).toEqual(['bloomreach:k1'])
})

it('another customer beside is one who is known to be another, or a person beside a visitor', () => {
  const beside = (told: Told) => summary(told.state(), told.now()).trackers.flatMap((each) => each.beside)
  expect(beside(withFrame())).toMatchObject([{ top: false, whose: { customer: { hard: { registered: 'bob' } } } }])
  const page = pageStory().in('page', opened(), ...start(), calling(web, 'identify', { registered: 'ann' }))
  expect(beside(page.in('frame', frame(), ...start()))).toEqual([])
})

it('an app’s SDK is the device’s: every frame of its web view has the same customer', () => {
  const told = pageStory().in('page', opened(), running(app), calling(app, 'configure', { projectToken: 'k1' }))
  told.in('frame', frame(), running(app, 'k1'), calling(app, 'identifyCustomer', { registered: 'bob' }, {}))
  expect(tracker(told.in('page', calling(app, 'trackEvent', 'buy', {})))?.customer.hard).toEqual({ registered: 'bob' })
  expect(calledAs(told).at(-1)).toEqual(['buy', 'bob'])
})
