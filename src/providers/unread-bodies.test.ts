/** What an SDK has when a request goes out that nobody could read, or is not on record: it may have been in it. */
import { describe, expect, it } from 'vitest'
import { findingsOf } from '../checks'
import type { Body, Happening } from '../core/fact'
import { answers, calling, left, opened, pageStory, running, sends } from '../testing/page-story'

const web = { vendor: 'bloomreach', surface: 'web', tracker: 'exponea' } as const
const app = { vendor: 'bloomreach', surface: 'bridge', tracker: 'Exponea' } as const
const bundle = { vendor: 'customerio', surface: 'inspector', tracker: 'inspector-1' } as const
const bulk = 'https://api.exponea.com/bulk'
const unread = (vendor: string, url: string, body: Body): Happening => ({
  ...{ kind: 'request', request: 1, vendor, via: 'beacon', method: 'POST', url, body },
})
const called = (name: string): Happening =>
  ({
    ...calling(bundle, 'dispatch_start', { type: 'track', event: name, messageId: name, properties: {} }, ''),
    id: name,
  }) as Happening

describe('a request whose body could not be read', () => {
  it('leaves nothing lost or kept too long that may have been in it', () => {
    const blob = unread('bloomreach', bulk, { text: null, size: 99, note: 'stream' })
    const told = pageStory().in('one', opened(), running(web, 'k1'), calling(web, 'track', 'a', {}), blob)
    expect(told.rows()).toEqual([['a', 'unknown']])
    told.in('one', calling(web, 'track', 'b', {}), left)
    expect(told.rows()).toEqual([
      ['a', 'unknown'],
      ['b', 'lost'],
    ])
    const found = findingsOf(null, told.state(), told.now() + 60_000)
    expect([...(found.byItem.get(0) ?? [])]).toEqual([])
  })

  it.each<[string, Body]>([
    ['packed', { text: 'H4sIAAAA', size: 6, binary: true }],
    ['cut', { text: '{"batch":[', size: 600_000, cut: true }],
  ])('is no other way where it is %s', (_, body) => {
    const url = 'https://cdp.customer.io/v1/b'
    const told = pageStory().in('one', opened(), running(bundle, 'wk'), called('a'), unread('customerio', url, body))
    expect(told.rows()).toEqual([['a', 'unknown']])
    const event = { type: 'track', event: 'a', messageId: 'a', properties: {}, writeKey: 'wk' }
    told.in('one', sends('customerio', 2, { url: 'https://cdp.customer.io/v1/t' }, event), answers(2, 200, {}))
    expect(told.rows()).toEqual([['a', 'delivered', 'delivered']])
  })

  it('is said to be missing where the page was left before it could be read', () => {
    const blob = unread('bloomreach', bulk, { text: null, size: 0, note: 'left' })
    const told = pageStory().in('one', opened(), running(web, 'k1'), calling(web, 'track', 'a', {}), blob, left)
    expect(told.rows()).toEqual([['a', 'unknown']])
    expect([...told.state().blind]).toMatchObject([
      { reason: 'cut', detail: expect.stringMatching(/^A request to \S+ was sent as its page was left, .* “unknown”/) },
    ])
  })

  it('is told by the browser after all, and then everything in it is known', () => {
    const blob = unread('bloomreach', bulk, { text: null, size: 99, note: 'stream' })
    const told = pageStory().in('one', opened(), running(web, 'k1'), calling(web, 'track', 'a', {}), blob)
    const data = { company_id: 'k1', customer_ids: {}, type: 'a', properties: {} }
    const text = JSON.stringify({ sdk: 'js-client', commands: [{ name: 'crm/events', data }] })
    const answer = JSON.stringify({ success: true, results: [{ status: 'ok' }] })
    told.in('devtools:1', {
      ...{ kind: 'exchange', vendor: 'bloomreach', via: 'devtools', method: 'POST', url: bulk, status: 200 },
      ...{ body: { text, size: text.length }, answer: { text: answer, size: answer.length } },
      ...{ startedAt: told.now(), endedAt: told.now() + 5 },
    })
    expect(told.rows()).toEqual([['a', 'delivered', 'delivered']])
  })
})

describe('records that are missing', () => {
  const gap = (missing: number): Happening => ({ kind: 'gap', missing, reason: 'lost', detail: 'Not kept.' })
  const rows = (...between: readonly Happening[]) =>
    pageStory()
      .in('one', opened(), running(web, 'k1'), calling(web, 'track', 'a', {}), ...between, left)
      .rows()

  it('may have its request among them: nothing is said to have been lost with its page', () => {
    expect(rows(gap(2))).toEqual([['a', 'unknown']])
    expect(rows(gap(0))).toEqual([['a', 'lost']])
    expect(rows()).toEqual([['a', 'lost']])
    const before = pageStory().in('one', opened(), running(web, 'k1'), gap(2), calling(web, 'track', 'a', {}), left)
    expect(before.rows()).toEqual([['a', 'lost']])
  })

  it('are those of its own page, or of nobody knows which', () => {
    const told = (doc: string) =>
      pageStory()
        .in('one', opened(), running(web, 'k1'), calling(web, 'track', 'a', {}))
        .in(doc, gap(2))
        .in('one', left)
        .rows()
    expect(told('browser:1')).toEqual([['a', 'unknown']])
    expect(told('another page')).toEqual([['a', 'lost']])
  })
})

it('what is called once more is another thing, though nobody knows what became of the first', () => {
  const blob = unread('bloomreach', bulk, { text: null, size: 99, note: 'stream' })
  const told = pageStory().in('one', opened(), running(web, 'k1'), calling(web, 'track', 'a', {}), blob)
  expect(told.in('one', calling(web, 'track', 'a', {})).rows()).toEqual([
    ['a', 'unknown'],
    ['a', 'queued'],
  ])
  const ofApp = pageStory().in('one', opened(), running(app, 'k1'), calling(app, 'trackEvent', 'a', {}))
  ofApp.in('one', calling(app, 'flushData')).wait(60_000)
  expect(ofApp.in('one', calling(app, 'trackEvent', 'a', {})).rows()).toEqual([
    ['a', 'unknown'],
    ['a', 'queued'],
  ])
})
