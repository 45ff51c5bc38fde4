/** Two pages that are open at once, each with an SDK whose key is not known yet, are two trackers until it is. */
import { describe, expect, it } from 'vitest'
import type { Happening } from '../core/fact'
import type { Json } from '../core/json'
import { presentTrackers } from '../core/query/present'
import { answers, calling, left, opened, pageStory, running, sends } from '../testing/page-story'

const web = { vendor: 'bloomreach', surface: 'web', tracker: 'exponea' } as const
const bundle = { vendor: 'customerio', surface: 'inspector', tracker: 'inspector-1' } as const
const stub: Happening = { kind: 'sdk', ...web, state: 'stub' }
const waits = (method: string, ...args: readonly Json[]): Happening =>
  ({ ...calling(web, method, ...args), buffered: true }) as Happening
const ahead = { ...opened('next'), prerendering: true, startedAt: 5 } as Happening

/** A page with a stub, and another document with one. */
const two = (other: Happening) =>
  pageStory()
    .in('page', opened(), stub, waits('track', 'of the page', {}))
    .in('other', other, stub, waits('track', 'of the other', {}))
type Told = ReturnType<typeof two>
const trackers = (told: Told) =>
  [...told.state().trackers.values()].map(({ id, status, instance }) => [id, status, instance?.doc])
const whose = (told: Told) => Object.fromEntries(told.state().items.map(({ name, tracker }) => [name, tracker]))

describe('two pages, or a page and its frame, whose SDKs have no key yet', () => {
  it('go to the project that each of them turns out to have, and none has left another', () => {
    for (const other of [opened('frame', false), ahead]) {
      const told = two(other).in('other', running(web, 'k2')).in('page', running(web, 'k1'))
      expect(trackers(told)).toEqual([
        ['bloomreach:k2', 'running', 'other'],
        ['bloomreach:k1', 'running', 'page'],
      ])
      expect(whose(told)).toEqual({ 'of the page': 'bloomreach:k1', 'of the other': 'bloomreach:k2' })
      expect(told.state().moments.filter(({ text }) => text.includes('switched')).size).toBe(0)
    }
  })

  it('become one tracker where they turn out to have one project', () => {
    const told = two(opened('frame', false)).in('other', running(web, 'k1')).in('page', running(web, 'k1'))
    expect(trackers(told)).toEqual([['bloomreach:k1', 'running', 'page']])
    expect(whose(told)).toEqual({ 'of the page': 'bloomreach:k1', 'of the other': 'bloomreach:k1' })
  })

  it('a page that follows one that was left without a key goes on with its tracker', () => {
    const told = pageStory().in('page', opened(), stub, waits('track', 'a', {}), left)
    told.in('other', { ...opened('two'), startedAt: 9 } as Happening, stub, waits('track', 'b', {}))
    expect(trackers(told)).toEqual([['bloomreach:?web', 'stub', 'other']])
  })

  it('a request tells the key of the SDK of its own page, before the other’s and after it', () => {
    const sdk: Happening = { kind: 'sdk', ...bundle, state: 'running' }
    const track = (id: string): Happening =>
      ({ ...calling(bundle, 'dispatch_start', { type: 'track', event: id, messageId: id }, ''), id }) as Happening
    const sent = (id: string) =>
      sends(
        'customerio',
        1,
        { url: 'https://cdp.customer.io/v1/t' },
        { type: 'track', event: id, messageId: id, writeKey: 'k' },
      )
    const told = pageStory().in('page', opened(), sdk, track('a')).in('other', opened('frame', false), sdk, track('b'))
    told.in('other', sent('b'), answers(1, 200, {})).in('page', sent('a'), answers(1, 200, {}))
    expect(told.rows()).toEqual([
      ['a', 'delivered', 'delivered'],
      ['b', 'delivered', 'delivered'],
    ])
    expect([...told.state().trackers.keys()]).toEqual(['customerio:k'])
  })
})

describe('a page loaded ahead that has its key before the shown page', () => {
  const begun = () => two(ahead).in('other', waits('identify', { registered: 'bob' }), running(web, 'k1'))

  it('is the only one who is identified there, until it is shown', () => {
    const told = begun().in('page', running(web, 'k1'), calling(web, 'track', 'nobody’s', {}))
    expect(told.state().trackers.get('bloomreach:k1')).toMatchObject({
      instance: { doc: 'page' },
      customer: { hard: {} },
    })
    expect(told.state().items.last()?.calledAs?.hard).toEqual({})
    told.in('page', left).in('other', { kind: 'page', change: 'activated' })
    expect(presentTrackers(told.state())).toMatchObject([
      { instance: { doc: 'other' }, status: 'running', customer: { hard: { registered: 'bob' } } },
    ])
  })

  it('changes nothing of a shown page of which only requests tell', () => {
    const told = pageStory().in('page', opened())
    told.in('other', ahead, running(web, 'k1'), calling(web, 'identify', { registered: 'bob' }))
    const body = {
      commands: [{ name: 'crm/events', data: { project_id: 'k1', customer_ids: { cookie: 'c1' }, type: 'buy' } }],
    }
    told.in('page', sends('bloomreach', 1, { url: 'https://api.exponea.com/bulk' }, body))
    expect(presentTrackers(told.state())).toMatchObject([{ customer: { soft: { cookie: 'c1' }, hard: {} } }])
  })
})
