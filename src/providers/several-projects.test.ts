/** One request with things of several projects: each belongs to its own, whoever tells of it. */
import { describe, expect, it } from 'vitest'
import type { Happening } from '../core/fact'
import type { Json } from '../core/json'
import { whoseIs } from '../core/query/whose'
import { emptyState, type State } from '../core/state'
import { answers, calling, opened, pageStory, running, sends } from '../testing/page-story'
import { reduceAll } from './fold'

const web = { vendor: 'bloomreach', surface: 'web', tracker: 'exponea' } as const
const other = { ...web, tracker: 'exponea2' } as const
const url = 'https://api.exponea.com/bulk'
const event = (company_id: string, type: string, customer_ids: Json = {}) => ({
  name: 'crm/events',
  data: { company_id, customer_ids, type, properties: {} },
})
const ids = (project_id: string) => ({ name: 'system/ids', data: { project_id, customer: {} } })
const body = (...commands: readonly object[]) => ({ sdk: 'js-client', sdk_version: 'v3.15.0', commands })
const given = (cookie: string) => ({ status: 'ok', data: { cookie } })
const fine = { status: 'ok' }
const refused = { status: 'error', errors: ['no such project'] }

const rows = (state: State) =>
  state.items.toArray().map(({ name, tracker, delivery, seenBy }) => [name, tracker, delivery, seenBy.call])
const customers = (state: State) => [...state.trackers.values()].map(({ id, customer }) => [id, customer])

describe('a bulk of the Web SDK whose commands name two projects', () => {
  it('puts each on its own tracker, with what the server said of it and who its customer is', () => {
    const told = pageStory().in('page', opened())
    told.in(
      'page',
      sends('bloomreach', 1, { url }, body(ids('k1'), ids('k2'), event('k1', 'a'), event('k2', 'b'))),
      answers(1, 200, { success: true, results: [given('c1'), given('c2'), fine, refused] }),
    )
    expect(rows(told.state())).toEqual([
      ['a', 'bloomreach:k1', 'delivered', false],
      ['b', 'bloomreach:k2', 'rejected', false],
    ])
    expect(customers(told.state())).toEqual([
      ['bloomreach:k1', { soft: { cookie: 'c1' }, hard: {} }],
      ['bloomreach:k2', { soft: { cookie: 'c2' }, hard: {} }],
    ])
    const whose = told.state().items.map((item) => whoseIs(told.state(), item).customer?.soft)
    expect(whose.toArray()).toEqual([{ cookie: 'c1' }, { cookie: 'c2' }])
  })

  it('of which the server names one customer alone, says nothing of the other', () => {
    const told = pageStory().in('page', opened())
    told.in(
      'page',
      sends('bloomreach', 1, { url }, body(ids('k1'), event('k1', 'a'), event('k2', 'b'))),
      answers(1, 200, { success: true, results: [given('c1'), fine, fine] }),
    )
    const whose = told.state().items.map((item) => whoseIs(told.state(), item).customer?.soft)
    expect(whose.toArray()).toEqual([{ cookie: 'c1' }, undefined])
  })

  it('knows the customers that its commands name, each of its own project', () => {
    const told = pageStory().in('page', opened())
    const [jane, bob] = [
      { cookie: 'c1', registered: 'jane' },
      { cookie: 'c2', registered: 'bob' },
    ]
    told.in('page', sends('bloomreach', 1, { url }, body(event('k1', 'a', jane), event('k2', 'b', bob))))
    expect(customers(told.state())).toEqual([
      ['bloomreach:k1', { soft: { cookie: 'c1' }, hard: { registered: 'jane' } }],
      ['bloomreach:k2', { soft: { cookie: 'c2' }, hard: { registered: 'bob' } }],
    ])
    expect(
      told
        .state()
        .moments.filter(({ kind }) => kind === 'identity')
        .map(({ text }) => text)
        .toArray(),
    ).toEqual(['Seen in a request', 'Seen in a request'])
  })

  it('joins what each SDK was called with, and is sent again as the same things', () => {
    const told = pageStory().in('page', opened(), running(web, 'k1'), running(other, 'k2'))
    told.in('page', calling(web, 'track', 'a', {}), calling(other, 'track', 'a', {}))
    const twice = body(event('k1', 'a'), event('k2', 'a'))
    told.in('page', sends('bloomreach', 1, { url }, twice), answers(1, 500), sends('bloomreach', 2, { url }, twice))
    told.in('page', answers(2, 200, { success: true, results: [fine, fine] }))
    expect(rows(told.state())).toEqual([
      ['a', 'bloomreach:k1', 'delivered', true],
      ['a', 'bloomreach:k2', 'delivered', true],
    ])
  })

  it('takes along what its own SDK was called with and sends to the other project alone', () => {
    const told = pageStory().in('page', opened(), running(web, 'k1'))
    told.in('page', calling(web, 'track', 'a', {}), calling(web, 'track', 'b', {}))
    told.in('page', sends('bloomreach', 1, { url }, body(event('k1', 'a'), event('k2', 'a'), event('k2', 'b'))))
    expect(rows(told.state())).toEqual([
      ['a', 'bloomreach:k1', 'in flight', true],
      ['b', 'bloomreach:k2', 'in flight', true],
      ['a', 'bloomreach:k2', 'in flight', false],
    ])
    const { counts } = told.state().trackers.get('bloomreach:k1') ?? {}
    expect(counts?.queued).toBe(0)
  })

  it('is read so from a file and from the browser’s record', () => {
    const text = JSON.stringify(body(event('k1', 'a'), event('k2', 'b')))
    const answer = JSON.stringify({ success: true, results: [fine, refused] })
    for (const via of ['file', 'devtools'] as const) {
      const told: Happening = {
        ...{ kind: 'exchange', vendor: 'bloomreach', via, method: 'POST', url, status: 200, startedAt: 1, endedAt: 2 },
        ...{ body: { text, size: text.length }, answer: { text: answer, size: answer.length } },
      }
      const state = reduceAll(emptyState, [{ doc: `${via}:1`, seq: 1, at: 3, frame: 0, ...told }])
      expect(rows(state)).toEqual([
        ['a', 'bloomreach:k1', 'delivered', false],
        ['b', 'bloomreach:k2', 'rejected', false],
      ])
    }
  })
})

describe('a batch of Customer.io’s format whose events name two write keys', () => {
  const track = (writeKey: string, name: string, who: object, more: object = {}) => ({
    ...{ type: 'track', event: name, messageId: `m-${name}`, writeKey, properties: {} },
    ...who,
    ...more,
  })
  const to = { url: 'https://cdp.customer.io/v1/b' }

  it('puts each on its own tracker; that its batch names another one is said', () => {
    const events = [track('k1', 'a', { anonymousId: 'a1', userId: 'jane' }), track('k2', 'b', { anonymousId: 'a2' })]
    for (const named of [{}, { writeKey: 'k1' }]) {
      const told = pageStory().in('page', opened(), sends('customerio', 1, to, { batch: events, ...named }))
      expect(rows(told.state())).toEqual([
        ['a', 'customerio:k1', 'in flight', false],
        ['b', 'customerio:k2', 'in flight', false],
      ])
      expect(customers(told.state())).toEqual([
        ['customerio:k1', { soft: { anonymousId: 'a1' }, hard: { userId: 'jane' } }],
        ['customerio:k2', { soft: { anonymousId: 'a2' }, hard: {} }],
      ])
      const notes = told
        .state()
        .items.toArray()
        .map(({ notes }) => notes.length)
      expect(notes).toEqual('writeKey' in named ? [0, 1] : [0, 0])
    }
  })

  it('says of nobody that they were cleared because another write key’s visitor is anonymous', () => {
    const context = { userAgent: 'Customer.io iOS Client/4.7.5' }
    const [jane, nobody] = [{ anonymousId: 'a1', userId: 'jane' }, { anonymousId: 'a2' }]
    const batch = [
      track('k1', 'a', jane, { context }),
      track('k2', 'b', nobody, { context }),
      track('k1', 'c', jane, { context }),
    ]
    const told = pageStory().in('page', opened(), sends('customerio', 1, to, { batch }))
    expect(told.state().moments.filter((each) => each.kind === 'identity' && each.change === 'reset').size).toBe(0)
    expect(customers(told.state())).toEqual([
      ['customerio:k1', { soft: { anonymousId: 'a1' }, hard: { userId: 'jane' } }],
      ['customerio:k2', { soft: { anonymousId: 'a2' }, hard: {} }],
    ])
  })
})
