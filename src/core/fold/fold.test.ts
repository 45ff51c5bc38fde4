/** What the fold makes of calls, requests, answers and the end of pages, told with a vendor as small as can be. */
import { describe, expect, it } from 'vitest'
import { type Story, story } from '../../testing/story'
import type { Vendor } from '../contract/vendor'
import type { Body, Happening } from '../fact'
import type { WireItem } from '../item'
import { isObject, objectOr, parseJson, stringOr } from '../json'
import type { State } from '../state'
import { emptyState } from '../state'
import { createReduce } from './fold'

/**
 * A made-up vendor: `{key, user, events: [{name, id, …}]}`; two tries, nothing kept over a navigation but names that
 * begin with `kept`.
 */
const acme: Vendor = {
  id: 'acme',
  name: 'Acme',
  surfaces: ['web'],
  softIds: ['device'],
  paths: [],
  claims: () => true,
  decode: ({ body }) => {
    const json = objectOr(parseJson(body.text ?? ''))
    if (!Array.isArray(json.events)) return null
    const user = stringOr(json.user)
    const items = json.events.filter(isObject).map((event, index): WireItem => {
      const { name, id, ...properties } = event
      const hard: Record<string, string> = user === null ? {} : { user }
      const as = { soft: {}, hard }
      const claimedAt = typeof event.at === 'number' ? event.at : null
      return { type: 'event', name: String(name), id: stringOr(id), properties, as, claimedAt, index }
    })
    return { key: stringOr(json.key), version: null, surface: 'wire', items, aside: null, unreadable: null }
  },
  verdict: (item, status, answer) => {
    if (answer.note === 'broken') return { outcome: 'unknown', words: 'broke off' }
    const refused = (answer.text ?? '').includes(item.name)
    return refused || status >= 400
      ? { outcome: 'rejected', words: answer.text }
      : { outcome: 'delivered', words: null }
  },
  afterTry: (_tracker, { tries, status }) =>
    status !== null
      ? { delivery: 'rejected', why: 'refused' }
      : tries.length < 2
        ? { delivery: 'retrying', why: 'again' }
        : { delivery: 'lost', why: 'gave up' },
  sentBy: () => true,
  readSdk: () => [],
  readCall: (fact) => {
    if (fact.method === 'login')
      return {
        items: [],
        effects: [{ kind: 'identity', change: 'identify', hard: { user: String(fact.args[0]) }, text: 'login' }],
      }
    if (fact.method === 'logout')
      return { items: [], effects: [{ kind: 'identity', change: 'reset', replace: true, text: 'logout' }] }
    if (fact.method === 'wipe') return { items: [], effects: [{ kind: 'wiped', text: 'wiped' }] }
    const id = fact.id === undefined ? {} : { id: fact.id }
    return {
      items: [{ type: 'event', name: String(fact.args[0]), properties: objectOr(fact.args[1]), ...id }],
      effects: [],
    }
  },
  readSignal: (fact) => ({
    items: [],
    effects: fact.name === 'persisted' && fact.id ? [{ kind: 'persisted', ids: [fact.id] }] : [],
  }),
  readStorage: () => [],
  joins: (called, wire) => Object.entries(called.properties).every(([key, value]) => wire.properties[key] === value),
  keepsCustomer: () => 'page',
  survives: (item) => item.name.startsWith('kept'),
  offers: () => {
    throw new Error('no panel here')
  },
}

const { reduce, reduceAll } = createReduce([acme])
/** Folds a story both ways, one by one and all at once: they must agree in every story told here. */
const fold = (told: Story): State => {
  const state = told.facts.reduce(reduce, emptyState)
  expect(JSON.stringify(reduceAll(emptyState, told.facts))).toBe(JSON.stringify(state))
  return state
}
const json = (value: unknown): Body => ({ text: JSON.stringify(value), size: 1 })

const page = (startedAt = 900): Happening => ({
  kind: 'document',
  url: 'http://shop/',
  title: 'Shop',
  top: true,
  late: false,
  startedAt,
})
const sdk = (key?: string): Happening => ({
  kind: 'sdk',
  vendor: 'acme',
  surface: 'web',
  tracker: 't',
  state: 'running',
  ...(key ? { key } : {}),
})
const call = (number: number, name: string, properties = {}, more = {}): Happening => ({
  kind: 'call',
  vendor: 'acme',
  surface: 'web',
  tracker: 't',
  call: number,
  method: 'track',
  args: [name, properties],
  ...more,
})
const login = (number: number, user: string): Happening => ({
  kind: 'call',
  vendor: 'acme',
  surface: 'web',
  tracker: 't',
  call: number,
  method: 'login',
  args: [user],
})
const send = (request: number, body: unknown, more = {}): Happening => ({
  kind: 'request',
  vendor: 'acme',
  request,
  via: 'fetch',
  method: 'POST',
  url: 'http://c/x',
  body: json(body),
  ...more,
})
const answer = (request: number, status = 200, text = ''): Happening => ({
  kind: 'response',
  request,
  status,
  body: { text, size: text.length },
})
const fail = (request: number): Happening => ({ kind: 'failure', request, reason: 'network', error: 'Failed to fetch' })
const seen = (body: unknown, startedAt: number, status = 200, error?: string): Happening => ({
  kind: 'exchange',
  vendor: 'acme',
  via: 'devtools',
  method: 'POST',
  url: 'http://c/x',
  body: json(body),
  status,
  answer: { text: '', size: 0 },
  startedAt,
  endedAt: startedAt + 5,
  ...(error ? { error } : {}),
})
const leave: Happening = { kind: 'page', change: 'pagehide', persisted: false }
const deliveries = (state: State) => state.items.map((item) => `${item.name} ${item.delivery}`).toArray()

describe('an event on its way', () => {
  it('is queued when called, in flight when sent, delivered when answered', () => {
    const told = story().tell('d', page(), sdk('k'), call(1, 'buy', { price: 3 }))
    expect(deliveries(fold(told))).toEqual(['buy queued'])
    told.tell('d', send(1, { key: 'k', events: [{ name: 'buy', price: 3 }] }))
    expect(deliveries(fold(told))).toEqual(['buy in flight'])
    const state = fold(told.tell('d', answer(1)))
    expect(deliveries(state)).toEqual(['buy delivered'])
    expect(state.items.first()).toMatchObject({
      seenBy: { call: true, page: true, browser: false },
      attempts: [{ outcome: 'delivered', status: 200 }],
    })
    expect(state.trackers.get('acme:k')?.counts).toMatchObject({ delivered: 1, queued: 0, 'in flight': 0 })
  })

  it('is unknown once its page was left, also where the beginning of the page was dropped', () => {
    const sent = send(1, { key: 'k', events: [{ name: 'buy' }] })
    expect(deliveries(fold(story().tell('d', sent, leave)))).toEqual(['buy unknown'])
  })

  it('is unknown once another page begins where all else of its own was dropped, and is known to be missing', () => {
    const sent = send(1, { key: 'k', events: [{ name: 'buy' }] })
    const gap: Happening = { kind: 'gap', missing: 2, reason: 'lost', detail: 'No room.' }
    const next = page(1_015)
    expect(deliveries(fold(story().tell('journal', gap).tell('d', sent).tell('e', next)))).toEqual(['buy unknown'])
    // Nothing is missing: it is of the page that begins, in another frame whose own beginning comes next.
    expect(deliveries(fold(story().tell('d', sent).tell('e', next)))).toEqual(['buy in flight'])
    // What is younger than the page that begins is one of its frames'.
    const frames = story().tell('journal', gap).tell('d', sent).tell('e', page(1_005))
    expect(deliveries(fold(frames))).toEqual(['buy in flight'])
  })

  it('takes a body broken off mid-200 for no answer, unless it broke off because the page was left', () => {
    const broken: Happening = { ...answer(1), body: { text: '', size: 0, cut: true, note: 'broken' } } as Happening
    const sent = [page(), sdk('k'), call(1, 'buy'), send(1, { key: 'k', events: [{ name: 'buy' }] })]
    const states = [
      fold(story().tell('d', ...sent, broken)),
      fold(
        story()
          .tell('d', ...sent, broken)
          .wait(9000)
          .tell('d', leave),
      ),
      fold(story().tell('d', ...sent, broken, leave)),
      fold(story().tell('d', ...sent, leave, broken)),
      fold(
        story()
          .tell('d', ...sent, broken)
          .tell('browser:1', seen({ key: 'k', events: [{ name: 'buy' }] }, 1030)),
      ),
    ]
    expect(states.map((state) => state.items.first()?.delivery)).toEqual([
      ...['unknown', 'unknown', 'delivered', 'delivered', 'delivered'],
    ])
  })

  it('is rejected with the server’s own words, even inside a 200', () => {
    const batch = { key: 'k', events: [{ name: 'good' }, { name: 'bad' }] }
    const state = fold(
      story().tell(
        'd',
        page(),
        sdk('k'),
        call(1, 'good'),
        call(2, 'bad'),
        send(1, batch),
        answer(1, 200, 'bad is not allowed'),
      ),
    )
    expect(deliveries(state)).toEqual(['good delivered', 'bad rejected'])
    expect(state.items.get(1)?.attempts[0]?.words).toBe('bad is not allowed')
  })

  it('is unknown where the browser ends its request with the page, also if told so before the page’s own word', () => {
    const body = { events: [{ name: 'last', id: 'm1' }] }
    const ended = seen(body, 1000, 0, 'net::ERR_ABORTED')
    const early = fold(story().tell('d', page(), sdk('k'), leave).tell('browser:1', ended).tell('d', send(1, body)))
    const late = fold(story().tell('d', page(), sdk('k'), leave, send(1, body)).tell('browser:1', ended))
    for (const state of [early, late]) {
      expect(deliveries(state)).toEqual(['last unknown'])
      expect(state.items.first()?.attempts).toMatchObject([{ outcome: 'unknown', status: null }])
    }
  })

  it('is one item with several attempts when it is retried, and lost when the SDK gives up', () => {
    const body = { key: 'k', events: [{ name: 'buy', id: 'm1' }] }
    const told = story().tell(
      'd',
      { ...page(), url: 'http://c/shop' } as Happening,
      sdk('k'),
      call(1, 'buy', {}, { id: 'm1' }),
      send(1, body),
      fail(1),
    )
    expect(deliveries(fold(told))).toEqual(['buy retrying'])
    const state = fold(told.tell('d', send(2, body), fail(2)))
    expect(deliveries(state)).toEqual(['buy lost'])
    expect(state.items.first()?.attempts).toHaveLength(2)
  })

  it('without an id is still found when it is sent again', () => {
    const body = { key: 'k', events: [{ name: 'buy', price: 1 }] }
    const state = fold(
      story().tell(
        'd',
        page(),
        sdk('k'),
        call(1, 'buy', { price: 1 }),
        send(1, body),
        fail(1),
        send(2, body),
        answer(2),
      ),
    )
    expect(deliveries(state)).toEqual(['buy delivered'])
    expect(state.items.first()?.why).toBe('The server accepted it after 2 tries.')
  })

  it('stays delivered when a further copy of it fails', () => {
    const body = { key: 'k', events: [{ name: 'buy', id: 'm1' }] }
    const state = fold(
      story().tell(
        'd',
        page(),
        sdk('k'),
        call(1, 'buy', {}, { id: 'm1' }),
        send(1, body),
        answer(1),
        send(2, body),
        fail(2),
      ),
    )
    expect(deliveries(state)).toEqual(['buy delivered'])
  })

  it('that the SDK refuses is lost with the SDK’s words', () => {
    const state = fold(
      story().tell('d', page(), sdk('k'), call(1, ''), {
        kind: 'outcome',
        call: 1,
        result: 'rejected',
        error: 'Event missing',
      }),
    )
    expect(state.items.first()).toMatchObject({ delivery: 'lost', error: 'Event missing' })
  })
})

describe('a failure of which the browser tells the page nothing', () => {
  const silent = (reason: 'network' | 'refused' | 'aborted'): Happening => ({
    ...{ kind: 'failure', request: 1, reason, error: '' },
  })
  const body = { key: 'k', events: [{ name: 'buy' }] }
  const errorOf = (via: string, end: Happening) =>
    fold(story().tell('d', page(), sdk('k'), send(1, body, { via }), end)).exchanges.get(0)?.error

  it('is said to be one', () => {
    expect(errorOf('xhr', silent('network'))).toMatch(/tells a page no more/)
    expect(errorOf('beacon', silent('refused'))).toMatch(/did not take the beacon: it is too large, or too much/)
    expect(errorOf('beacon', silent('aborted'))).toMatch(/called it off/)
    expect(errorOf('xhr', silent('aborted'))).toBe('')
    expect(errorOf('xhr', fail(1))).toBe('Failed to fetch')
  })
})

describe('a trigger', () => {
  const trigger: Extract<Happening, { kind: 'trigger' }> = {
    ...{ kind: 'trigger', trigger: 't1', phase: 'asked', vendor: 'acme', by: 'sdk', command: 'flush' },
    ...{ method: 'flush()', args: [] },
  }
  const momentOf = (doc: string, more: Partial<typeof trigger>) =>
    fold(
      story()
        .tell('d', page(), sdk('k'))
        .tell(doc, { ...trigger, ...more }),
    ).moments.last()

  it('is of the tracker that the panel names, or whose instance the page names', () => {
    expect(momentOf('devtools:1', { tracker: 'acme:k' })).toMatchObject({ tracker: 'acme:k', text: 'flush() asked' })
    expect(momentOf('d', { instance: 't' })).toMatchObject({ tracker: 'acme:k' })
    expect(momentOf('other', { instance: 't' })).toMatchObject({ tracker: null })
    expect(momentOf('d', { tracker: 't' })).toMatchObject({ tracker: null })
  })

  it('of Tracklens itself is of no tracker', () => {
    expect(momentOf('browser:1', { by: 'tracklens', method: '' })).toMatchObject({
      ...{ tracker: null, text: 'Tracklens asked' },
    })
  })
})

describe('equal events', () => {
  it('are matched to requests in the order of the calls', () => {
    const state = fold(
      story().tell(
        'd',
        page(),
        sdk('k'),
        call(1, 'click'),
        call(2, 'click'),
        send(1, { key: 'k', events: [{ name: 'click' }] }),
        answer(1),
        send(2, { key: 'k', events: [{ name: 'click' }] }),
        answer(2, 500),
      ),
    )
    expect(deliveries(state)).toEqual(['click delivered', 'click rejected'])
  })

  it('prefer the one with the same properties to one that merely fits', () => {
    const state = fold(
      story().tell(
        'd',
        page(),
        sdk('k'),
        call(1, 'click'),
        call(2, 'click', { n: 2 }),
        send(1, { key: 'k', events: [{ name: 'click', n: 2 }] }),
        answer(1),
      ),
    )
    expect(deliveries(state)).toEqual(['click queued', 'click delivered'])
  })
})

describe('a stub', () => {
  it('buffers a call that is the same item once the SDK tells it with an id', () => {
    const stub: Happening = { kind: 'sdk', vendor: 'acme', surface: 'snippet', tracker: 't', state: 'stub' }
    const told = story().tell('d', page(), stub, call(1, 'early', {}, { buffered: true }))
    expect(deliveries(fold(told))).toEqual(['early buffered'])
    const state = fold(told.tell('d', sdk('k'), call(2, 'early', { extra: 1 }, { id: 'm1' })))
    expect(deliveries(state)).toEqual(['early queued'])
    expect(state.items.first()).toMatchObject({ id: 'm1', call: 1, tracker: 'acme:k' })
    expect(state.trackers.keySeq().toArray()).toEqual(['acme:k'])
  })

  it('whose SDK never came loses its calls when the page is left', () => {
    const state = fold(story().tell('d', page(), call(1, 'early', {}, { buffered: true }), leave))
    expect(state.items.first()).toMatchObject({ delivery: 'lost' })
    expect(state.mismatches.callsWithoutRequest).toBe(1)
  })
})

describe('leaving the page', () => {
  const body = { key: 'k', events: [{ name: 'bye' }] }

  it('makes what has no answer unknown, loses what was not sent, keeps what the SDK keeps', () => {
    const state = fold(
      story().tell('d', page(), sdk('k'), call(1, 'bye'), call(2, 'unsent'), call(3, 'kept'), send(1, body), leave),
    )
    expect(deliveries(state)).toEqual(['bye unknown', 'unsent lost', 'kept queued'])
  })

  it('does not take an abort at the end for a failure', () => {
    const state = fold(story().tell('d', page(), sdk('k'), call(1, 'bye'), send(1, body), leave, fail(1)))
    expect(deliveries(state)).toEqual(['bye unknown'])
    expect(state.items.first()?.why).toBe(
      'The browser ended the request as the page was left: whether it arrived, nobody saw.',
    )
  })

  it('believes the text of an answer, whoever read it and in whichever order the two sources tell', () => {
    const unread: Happening = {
      ...(seen(body, 1030) as Extract<Happening, { kind: 'exchange' }>),
      answer: { text: null, size: 0 },
    }
    const read: Happening = {
      ...(seen(body, 1030) as Extract<Happening, { kind: 'exchange' }>),
      answer: { text: 'no bye', size: 6 },
    }
    const notRead: Happening = { kind: 'response', request: 1, status: 200, body: { text: null, size: 0 } }
    const told = (...tellings: readonly (readonly [doc: string, happening: Happening])[]) => {
      const all = story().tell('d', page(), sdk('k'), call(1, 'bye'), send(1, body))
      for (const [doc, happening] of tellings) all.tell(doc, happening)
      return deliveries(fold(all))
    }
    expect(told(['devtools:1', unread], ['d', answer(1, 200, 'no bye')])).toEqual(['bye rejected'])
    expect(told(['devtools:1', seen(body, 1030)], ['d', answer(1, 200, 'no bye')])).toEqual(['bye rejected'])
    expect(told(['d', notRead], ['devtools:1', read])).toEqual(['bye rejected'])
    expect(told(['devtools:1', read], ['d', notRead])).toEqual(['bye rejected'])
    expect(told(['d', answer(1, 200, 'no bye')], ['devtools:1', unread])).toEqual(['bye rejected'])
  })

  it('lets the browser tell the end that the page did not see', () => {
    const state = fold(
      story()
        .tell('d', page(), sdk('k'), call(1, 'bye'), send(1, body), leave)
        .tell('devtools:1', seen(body, 1030, 503)),
    )
    expect(deliveries(state)).toEqual(['bye rejected'])
  })

  it('lets a later page deliver what was kept, as the same item', () => {
    const kept = { key: 'k', events: [{ name: 'kept', id: 'm1' }] }
    const state = fold(
      story()
        .tell('d', page(), sdk('k'), call(1, 'kept', {}, { id: 'm1' }), leave)
        .tell('e', page(1100), sdk('k'), send(1, kept), answer(1)),
    )
    expect(deliveries(state)).toEqual(['kept delivered'])
    expect(state.items.first()?.doc).toBe('e')
  })

  it('knows what a later page sends once more although it was answered', () => {
    const body = { key: 'k', events: [{ name: 'kept', at: 1234.5 }] }
    const told = story().tell('d', page(), sdk('k'), call(1, 'kept'), send(1, body), answer(1), leave)
    const state = fold(told.tell('e', page(1100), sdk('k'), send(1, body), answer(1)))
    expect(deliveries(state)).toEqual(['kept delivered'])
    expect(state.items.first()?.attempts).toHaveLength(2)
    const another = { key: 'k', events: [{ name: 'kept', at: 1300 }] }
    expect(deliveries(fold(told.tell('e', send(2, another), answer(2))))).toEqual(['kept delivered', 'kept delivered'])
  })

  it('takes back a loss when the SDK turns out to have written the item to storage', () => {
    const signal: Happening = {
      kind: 'signal',
      vendor: 'acme',
      surface: 'web',
      tracker: 't',
      name: 'persisted',
      id: 'm1',
    }
    const state = fold(story().tell('d', page(), sdk('k'), call(1, 'bye', {}, { id: 'm1' }), leave, signal))
    expect(deliveries(state)).toEqual(['bye queued'])
  })
})

describe('two sources', () => {
  const body = { key: 'k', events: [{ name: 'buy' }] }

  it('make one item of what the page and the browser saw', () => {
    const state = fold(
      story()
        .tell('d', page(), sdk('k'), call(1, 'buy'), send(1, body), answer(1))
        .tell('devtools:1', seen(body, 1030)),
    )
    expect(deliveries(state)).toEqual(['buy delivered'])
    expect(state.items.first()).toMatchObject({ seenBy: { call: true, page: true, browser: true } })
    expect(state.items.first()?.attempts).toHaveLength(1)
  })

  it('make one item when the browser is the first to tell', () => {
    const state = fold(
      story()
        .tell('d', page(), sdk('k'))
        .tell('devtools:1', seen(body, 1030))
        .tell('d', call(1, 'buy'), send(1, body), answer(1)),
    )
    expect(deliveries(state)).toEqual(['buy delivered'])
    expect(state.items.first()).toMatchObject({ method: 'track', seenBy: { call: true, page: true, browser: true } })
    expect(state.mismatches.requestsWithoutCall).toBe(0)
  })

  it('show a request that no page hook saw, as the browser’s alone', () => {
    const state = fold(story().tell('d', page(), sdk('k')).tell('devtools:1', seen(body, 1030)))
    expect(state.items.first()).toMatchObject({
      delivery: 'delivered',
      calledAt: null,
      seenBy: { call: false, page: false, browser: true },
    })
    expect(state.mismatches.requestsWithoutCall).toBe(1)
  })

  it('keep two equal requests apart', () => {
    const told = story().tell(
      'd',
      page(),
      sdk('k'),
      call(1, 'buy'),
      call(2, 'buy'),
      send(1, body),
      send(2, body),
      answer(1),
      answer(2),
    )
    const state = fold(told.tell('devtools:1', seen(body, 1030), seen(body, 1040)))
    expect(state.items.size).toBe(2)
    expect(state.exchanges.size).toBe(2)
  })
})

describe('identity', () => {
  it('is kept as it was when called beside what it was on the wire', () => {
    const state = fold(
      story().tell(
        'd',
        page(),
        sdk('k'),
        call(1, 'early'),
        login(2, 'jane'),
        send(1, { key: 'k', user: 'jane', events: [{ name: 'early' }] }),
        answer(1),
      ),
    )
    expect(state.items.first()).toMatchObject({ calledAs: { hard: {} }, sentAs: { hard: { user: 'jane' } } })
    expect(state.moments.filter((moment) => moment.kind === 'identity').toArray()).toMatchObject([
      { change: 'identify', to: { hard: { user: 'jane' } } },
    ])
  })
})

describe('a stop by Tracklens', () => {
  it('shows calls and requests that were held back as blocked', () => {
    const held: Happening = { kind: 'blocked', vendor: 'acme', what: 'call', method: 'track', args: ['b', {}] }
    const request: Happening = {
      kind: 'blocked',
      vendor: 'acme',
      what: 'request',
      method: 'POST',
      url: 'http://c/x',
      body: json({ key: 'k', events: [{ name: 'a' }] }),
    }
    const state = fold(
      story().tell('d', page(), sdk('k'), call(1, 'a'), { kind: 'enforce', vendor: 'acme', on: true }, request, held),
    )
    expect(deliveries(state)).toEqual(['a blocked', 'b blocked'])
    expect(state.documents.get('d')?.held).toEqual(['acme'])
  })
})

describe('the fold itself', () => {
  it('gives the same state for the same facts and leaves earlier states alone', () => {
    const told = story().tell('d', page(), sdk('k'), call(1, 'buy'))
    const before = fold(told)
    const kept = before.items
    const after = told
      .tell('d', send(1, { key: 'k', events: [{ name: 'buy' }] }), answer(1))
      .facts.slice(3)
      .reduce(reduce, before)
    expect(before.items).toBe(kept)
    expect(deliveries(before)).toEqual(['buy queued'])
    expect(deliveries(after)).toEqual(deliveries(fold(told)))
  })

  it('cannot be changed afterwards by folding on from it, many facts at once', () => {
    const told = story().tell('d', page(), sdk('k'), call(1, 'buy'))
    const before = reduceAll(emptyState, told.facts)
    const text = JSON.stringify(before)
    reduceAll(before, told.tell('d', send(1, { key: 'k', events: [{ name: 'buy' }] }), answer(1)).facts.slice(3))
    expect(JSON.stringify(before)).toBe(text)
    expect(JSON.stringify(emptyState.items)).toBe('[]')
  })

  it('counts facts of vendors it does not know and goes on', () => {
    const state = fold(
      story().tell('d', page(), {
        kind: 'call',
        vendor: 'other',
        surface: 'x',
        tracker: 't',
        call: 1,
        method: 'm',
        args: [],
      }),
    )
    expect(state.facts).toBe(2)
    expect(state.items.size).toBe(0)
  })
})
