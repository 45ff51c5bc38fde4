/** What is sent again is one item with attempts, and every call meets the request that carries it. */
import { describe, expect, it } from 'vitest'
import type { Happening } from '../../core/fact'
import type { Json, JsonObject } from '../../core/json'
import { app, BULK, bulk, KEY, OK, page, web } from '../../testing/bloomreach-page'
import { answers, calling, fails, holdsBack, left, opened, pageStory, running, sends } from '../../testing/page-story'

const tracking = (to: 'customers' | 'customers/events') => ({
  url: `http://collector.test/track/v2/projects/${KEY}/${to}`,
})

describe('a send repeated by the SDK is one item with attempts', () => {
  /** A flush of a mobile SDK's, customer updates first; only the last of its messages names the SDK. */
  const flush = (first: number, more: JsonObject = { sdk: 'Exponea iOS SDK' }) => [
    sends('bloomreach', first, tracking('customers'), {
      ...{ customer_ids: { cookie: 'c', registered: 'jane' }, update_timestamp: 1699999999.125, properties: { a: 1 } },
    }),
    sends('bloomreach', first + 1, tracking('customers/events'), {
      ...{ customer_ids: { cookie: 'c' }, event_type: 'purchase', timestamp: 1699999999.25, properties: { n: 1 } },
    }),
    sends('bloomreach', first + 2, tracking('customers/events'), {
      ...{ customer_ids: { cookie: 'c' }, event_type: 'session_start', timestamp: 1699999999.5, properties: more },
    }),
  ]

  it.each([[500], [503], [429], [null]])('mobile flushes that fail with %s, no call seen', (status) => {
    const story = pageStory().in('one', opened())
    const ended = (n: number) => (status === null ? fails(n) : answers(n, status, { success: false }))
    story.in('one', ...flush(1), ...[1, 2, 3].map(ended))
    expect(story.rows().map(([, delivery]) => delivery)).toEqual(['retrying', 'retrying', 'retrying'])
    story.wait(5000).in('one', ...flush(4), ...[4, 5, 6].map(ended))
    story.wait(5000).in('one', ...flush(7), ...[7, 8, 9].map((n) => answers(n, 200, { success: true })))
    const failed = status === 429 ? 'rejected' : status === null ? 'failed' : 'rejected'
    expect(story.rows()).toEqual([
      ['customer update', 'delivered', failed, failed, 'delivered'],
      ['purchase', 'delivered', failed, failed, 'delivered'],
      ['session_start', 'delivered', failed, failed, 'delivered'],
    ])
    expect(story.state().trackers.first()?.surface).toBe('ios')
  })

  const OWN_ERROR = { errors: [{ code: 1, description: 'down', message: 'down' }], success: false }

  it.each([
    ['Exponea iOS SDK', 'rejected', /^The SDK dropped it after 5 refused tries, the last one with 500\.$/],
    ['Exponea Android SDK', 'retrying', /^The server answered 500; it is kept and sent with the next flush\.$/],
  ])('%s: five answers of 500 in the vendor’s own form', (sdk, delivery, why) => {
    const story = pageStory().in('one', opened())
    for (const first of [1, 4, 7, 10, 13]) {
      const ends = [0, 1, 2].map((n) => answers(first + n, 500, OWN_ERROR))
      story.wait(5000).in('one', ...flush(first, { sdk }), ...ends)
    }
    for (const item of story.state().items)
      expect([item.delivery, item.why]).toEqual([delivery, expect.stringMatching(why)])
  })

  it('five of them on a bridge, whose platform nobody knows: both are said, and what is sent again is found', () => {
    const config = { projectToken: KEY, flushMode: 'MANUAL' }
    const story = pageStory().in('one', opened(), running(app, null), calling(app, 'configure', config))
    story.in('one', calling(app, 'trackEvent', 'purchase', { n: 1 }))
    const timestamp = story.now() / 1000
    const body = { customer_ids: { cookie: 'c' }, event_type: 'purchase', timestamp, properties: { n: 1 } }
    const flushed = (n: number, status: number, answer: Json) =>
      story.wait(5000).in('one', sends('bloomreach', n, tracking('customers/events'), body), answers(n, status, answer))
    flushed(1, 500, OWN_ERROR)
    expect(story.state().items.first()?.why).toMatch(/\(try 1 of 5 on iOS; Android’s does not count a 5xx\)\.$/)
    for (const n of [2, 3, 4, 5]) flushed(n, 500, OWN_ERROR)
    expect(story.state().items.first()).toMatchObject({
      delivery: 'rejected',
      why: expect.stringMatching(
        /dropped it after 5 .* if it is iOS’s; Android’s does not count a 5xx, and sends it again/,
      ),
    })
    flushed(6, 200, { success: true })
    expect(story.rows().map(([name, delivery]) => [name, delivery])).toEqual([['purchase', 'delivered']])
  })

  it('mobile flushes one message at a time: what failed before the SDK was named is judged again', () => {
    const story = pageStory().in('one', opened())
    const [update, , start] = flush(1, { sdk: 'Exponea Android SDK' })
    if (!update || !start) throw new Error('nothing to send')
    story.in('one', update, answers(1, 500))
    expect(story.rows()).toEqual([['customer update', 'lost', 'rejected']])
    story.in('one', start, answers(3, 500))
    expect(story.rows().map(([, delivery]) => delivery)).toEqual(['retrying', 'retrying'])
  })

  it('where no SDK is ever named, it is still the same thing', () => {
    const story = pageStory().in('one', opened())
    story.in('one', ...flush(1, {}), ...[1, 2, 3].map((n) => answers(n, 502)))
    story.wait(9000).in('one', ...flush(4, {}), ...[4, 5, 6].map((n) => answers(n, 200, { success: true })))
    expect(story.rows().map(([, delivery, ...tries]) => [delivery, tries.length])).toEqual([
      ['delivered', 2],
      ['delivered', 2],
      ['delivered', 2],
    ])
  })

  it.each<[string, JsonObject, JsonObject, boolean]>([
    ['another visitor’s event is its', { cookie: 'a' }, { cookie: 'b' }, false],
    ['another person’s event, where no visitor is named, is its', { registered: 'a' }, { registered: 'b' }, false],
    [
      'an event of the visitor who was identified meanwhile is not its',
      { cookie: 'a' },
      { cookie: 'a', registered: 'b' },
      true,
    ],
    [
      'an event of the visitor who became another person is not its',
      { cookie: 'a', registered: 'a' },
      { cookie: 'a', registered: 'b' },
      true,
    ],
  ])('%s own item, at one and the same time', (_, before, after, isSame) => {
    const url = 'http://collector.test/track/v2/projects/P/customers/events'
    const event = (ids: JsonObject) => ({
      ...{ customer_ids: ids, event_type: 'x', timestamp: 1_700_000_000.5 },
      properties: { sdk: 'Exponea iOS SDK' },
    })
    const story = pageStory().in('one', opened(), sends('bloomreach', 1, { url }, event(before)), answers(1, 503))
    story.in('one', sends('bloomreach', 2, { url }, event(after)), answers(2, 200, { success: true }))
    const tries = story.rows().map(([, ...told]) => told)
    expect(tries).toEqual(
      isSame
        ? [['delivered', 'rejected', 'delivered']]
        : [
            ['retrying', 'rejected'],
            ['delivered', 'delivered'],
          ],
    )
  })

  it('while Tracklens’ stop is in force: held back, and delivered after Resume', () => {
    const story = page()
    const at = story.now()
    const visit = (now: number) => bulk(now, ['page_visit', { path: '/' }, (now - at) / 1000])
    for (const ms of [5, 5000, 15_000]) story.in('one', holdsBack('bloomreach', BULK, visit(story.wait(ms).now())))
    expect(story.rows()).toEqual([['page_visit', 'blocked', 'blocked', 'blocked', 'blocked']])
    story.wait(20_000)
    story.in('one', sends('bloomreach', 1, { url: BULK }, visit(story.now())), answers(1, 200, OK))
    expect(story.rows()).toEqual([['page_visit', 'delivered', 'blocked', 'blocked', 'blocked', 'delivered']])
  })

  it('while the stop is in force, the start command’s customer update too, which claims no time', () => {
    const start = {
      ...{ sdk: 'js-client', sdk_version: 'v3.15.0' },
      commands: [{ name: 'crm/customers', data: { ids: { cookie: 'c' }, company_id: KEY, properties: {} } }],
    }
    const story = page(holdsBack('bloomreach', BULK, start), holdsBack('bloomreach', BULK, start))
    expect(story.rows()).toEqual([['customer update', 'blocked', 'blocked', 'blocked']])
    story.in('one', sends('bloomreach', 1, { url: BULK }, start), answers(1, 200, OK))
    expect(story.rows()).toEqual([['customer update', 'delivered', 'blocked', 'blocked', 'delivered']])
  })

  it.each<[string, number, unknown]>([
    ['a refusal of the whole message', 200, { success: false, errors: ['no'] }],
    ['a 404', 404, { success: false }],
  ])('after %s, which this SDK may send again', (_, status, answer) => {
    const story = page(calling(web, 'track', 'view', { n: 1 }))
    const at = story.now()
    story.wait(100)
    story.in('one', sends('bloomreach', 1, { url: BULK }, bulk(story.now(), ['view', { n: 1, path: '/' }, 0.1])))
    story.in('one', answers(1, status, answer)).wait(5000)
    const age = (story.now() - at) / 1000
    const again = (n: number, later: number) =>
      sends('bloomreach', n, { url: BULK }, bulk(story.now(), ['view', { n: 1, path: '/' }, age + later]))
    story.in('one', again(2, 0)).in('one', answers(2, status, answer))
    expect(story.state().items.first()?.why).toBe(
      `The server refused it 2 times, with ${status} the last time: it was sent again.`,
    )
    story
      .wait(998)
      .in('one', again(3, 1))
      .in('one', answers(3, 200, OK))
    expect(story.rows()).toEqual([['view', 'delivered', 'rejected', 'rejected', 'delivered']])
  })

  it('is not called lost where an earlier try may have arrived', () => {
    const OWN = 'http://shop.test/bulk'
    const story = page(calling(web, 'track', 'view', { n: 1 }))
    const send = (n: number, age: number) =>
      sends('bloomreach', n, { url: OWN }, bulk(story.now(), ['view', { n: 1, path: '/' }, age]))
    story
      .wait(99)
      .in('one', send(1, 0.099))
      .in('one', answers(1, 200, '<html>'))
    story.wait(4900).in('one', send(2, 5)).in('one', fails(2))
    expect(story.rows()).toEqual([['view', 'retrying', 'unknown', 'failed']])
    story.wait(1000).in('one', left)
    expect(story.rows()).toEqual([['view', 'unknown', 'unknown', 'failed']])
    expect(story.state().items.first()?.why).toMatch(/an HTML page\. Sending failed, and the page was left/)
  })

  it('another event of the same name and properties is another item', () => {
    const story = page()
    const send = (request: number) =>
      sends('bloomreach', request, { url: BULK }, bulk(story.now(), ['view', { n: 1 }, 0]))
    story.in('one', send(1), answers(1, 404)).wait(1000)
    story.in('one', send(2), answers(2, 200, OK))
    expect(story.rows()).toEqual([
      ['view', 'rejected', 'rejected'],
      ['view', 'delivered', 'delivered'],
    ])
  })
})

describe('an event of a name that the SDK uses itself', () => {
  const names = ['page_visit', 'banner', 'session_start'] as const
  /** The browser's record of the request with all of them. */
  const seen = (at: number): Happening => {
    const text = JSON.stringify(bulk(at, ...names.map((name) => [name, {}, 0] as const)))
    const answer = { text: JSON.stringify(OK), size: 1 }
    return {
      ...{ kind: 'exchange', vendor: 'bloomreach', via: 'devtools', method: 'POST', url: BULK, status: 200, answer },
      ...{ body: { text, size: text.length }, startedAt: at, endedAt: at + 5 },
    }
  }
  const told = (...parts: readonly ('call' | 'request')[]) => {
    const story = page()
    for (const part of parts)
      if (part === 'request') story.in('devtools:1', seen(story.now()))
      else story.in('one', ...names.map((name) => calling(web, 'track', name, {})))
    return story.state().items.map(({ name, automatic, delivery }) => [name, automatic, delivery])
  }

  it('is the page’s where the page called it, whoever tells first, and the SDK’s where no call was seen', () => {
    expect(told('call', 'request').toArray()).toEqual(names.map((name) => [name, false, 'delivered']))
    expect(told('request', 'call').toArray()).toEqual(names.map((name) => [name, false, 'delivered']))
    expect(told('request').toArray()).toEqual(names.map((name) => [name, true, 'delivered']))
  })
})

describe('call and request join', () => {
  /** A page that calls, and the SDK that sends all of it a little later. */
  const played = (
    called: readonly (readonly [string, JsonObject])[],
    sent: readonly (readonly [string, JsonObject])[],
  ) => {
    const story = page(...called.map(([name, properties]) => calling(web, 'track', name, properties)))
    const body = bulk(story.now() + 101, ...sent.map(([name, properties]) => [name, properties, 0.1] as const))
    story.wait(100).in('one', sends('bloomreach', 1, { url: BULK }, body), answers(1, 200, OK))
    return story
  }

  it('although the SDK reads the properties later than the page gave them: both values are shown', () => {
    const story = played([['view', { step: 'before' }]], [['view', { step: 'after', path: '/' }]])
    expect(story.rows()).toEqual([['view', 'delivered', 'delivered']])
    const [item] = story.state().items
    expect([item?.properties, item?.wireProperties]).toEqual([{ step: 'before' }, { step: 'after', path: '/' }])
    expect(story.state().mismatches).toEqual({ callsWithoutRequest: 0, requestsWithoutCall: 0 })
  })

  it.each<[string, Json, Json]>([
    ['a member added', { a: 1 }, { a: 1, b: 2 }],
    ['a member removed', { a: 1, b: 2 }, { a: 1 }],
    ['a list that grew', { list: [1] }, { list: [1, 2] }],
    ['a nested value', { a: { b: 1 } }, { a: { b: 2 } }],
  ])('changed after the call: %s', (_, before, after) => {
    const story = played([['view', before as JsonObject]], [['view', after as JsonObject]])
    expect(story.rows()).toEqual([['view', 'delivered', 'delivered']])
  })

  it('one object used for three calls, with its last value in all of them on the wire', () => {
    const story = played(
      [1, 2, 3].map((n) => ['view', { n }] as const),
      [1, 2, 3].map(() => ['view', { n: 3 }] as const),
    )
    expect(story.rows()).toEqual(Array(3).fill(['view', 'delivered', 'delivered']))
  })

  it('a changed one beside one that fits: each finds its own, in whichever order', () => {
    const calls = [['view', { n: 1 }] as const, ['view', { n: 2 }] as const]
    const first = played(calls, [
      ['view', { n: 9 }],
      ['view', { n: 2 }],
    ])
    expect(
      first
        .state()
        .items.toArray()
        .map(({ wireProperties }) => wireProperties),
    ).toEqual([{ n: 9 }, { n: 2 }])
    const last = played(calls, [
      ['view', { n: 1 }],
      ['view', { n: 9 }],
    ])
    expect(
      last
        .state()
        .items.toArray()
        .map(({ wireProperties }) => wireProperties),
    ).toEqual([{ n: 1 }, { n: 9 }])
  })

  it('a thing of the same name at another time is another one', () => {
    const story = page(calling(web, 'track', 'view', { n: 1 })).wait(60_000)
    story.in('one', sends('bloomreach', 1, { url: BULK }, bulk(story.now(), ['view', { n: 2 }, 0])))
    expect(story.rows()).toEqual([
      ['view', 'queued'],
      ['view', 'in flight', 'in flight'],
    ])
  })

  it('although the call’s copy was cut: long lists, long objects, what lay beyond the bounds', () => {
    const cut = (text: string): JsonObject => ({ $tl: 'cut', text })
    const ids = Array.from({ length: 1200 }, (_, i) => `p${i}`)
    const members = Object.fromEntries(ids.map((id, i) => [id, i]))
    const kept = Object.fromEntries(Object.entries(members).slice(0, 1000))
    const pairs: readonly (readonly [JsonObject, JsonObject])[] = [
      [{ ids: [...ids.slice(0, 1000), cut('200 more')] }, { ids, path: '/' }],
      [{ inner: { ...kept, '…': cut('200 more') } }, { inner: members }],
      [{ ...kept, '…': cut('200 more') }, members],
      [{ products: [{ id: 'a' }, cut('list'), cut('object')] }, { products: [{ id: 'a' }, ['b'], { id: 'c' }] }],
    ]
    for (const [called, sent] of pairs)
      expect(played([['purchase', called]], [['purchase', sent]]).rows()).toEqual([
        ['purchase', 'delivered', 'delivered'],
      ])
  })

  it('a cut copy is not another one’s: the beginning and the number of entries agree', () => {
    const ids = Array.from({ length: 1200 }, (_, i) => `p${i}`)
    const called = { ids: [...ids.slice(0, 1000), { $tl: 'cut', text: '200 more' }] }
    const story = played(
      [
        ['view', called],
        ['view', { ids: ['x'] }],
      ],
      [
        ['view', { ids: ['x'] }],
        ['view', { ids }],
      ],
    )
    expect(
      story
        .state()
        .items.toArray()
        .map(({ wireProperties }) => wireProperties),
    ).toEqual([{ ids }, { ids: ['x'] }])
  })

  it('equal events keep their own states', () => {
    const story = played(
      [
        ['view', {}],
        ['view', {}],
      ],
      [
        ['view', {}],
        ['view', {}],
      ],
    )
    expect(story.rows()).toEqual(Array(2).fill(['view', 'delivered', 'delivered']))
    const refused = page(calling(web, 'track', 'view', {}), calling(web, 'track', 'view', {}))
    const body = bulk(refused.now() + 101, ['view', {}, 0.1], ['view', {}, 0.1])
    refused.wait(100).in('one', sends('bloomreach', 1, { url: BULK }, body))
    refused.in('one', answers(1, 200, { results: [{ status: 'ok' }, { status: 'error', errors: ['no'] }] }))
    expect(refused.rows()).toEqual([
      ['view', 'delivered', 'delivered'],
      ['view', 'rejected', 'rejected'],
    ])
  })
})

describe('equal events of two frames keep their own states', () => {
  const kept = (met: typeof web | typeof app) =>
    pageStory().in('one', opened(), running(met, KEY)).in('frame', opened('frame', false), running(met, KEY))

  it('whichever frame sends first, and when it sends again', () => {
    const story = kept(web)
      .in('one', calling(web, 'track', 'view', {}))
      .in('frame', calling(web, 'track', 'view', {}))
    const at = story.wait(98).now()
    const send = (n: number) => {
      const now = story.now() + 1
      return sends('bloomreach', n, { url: BULK }, bulk(now, ['view', {}, 0.1 + (now - at) / 1000]))
    }
    story
      .in('frame', send(1))
      .in('one', send(1))
      .in('frame', answers(1, 503))
      .in('one', answers(1, 200, OK))
    const of = () => story.state().items.map(({ doc, delivery, attempts }) => [doc, delivery, attempts.length])
    expect(of().toArray()).toEqual([
      ['one', 'delivered', 1],
      ['frame', 'retrying', 1],
    ])
    story
      .wait(5000)
      .in('frame', send(2))
      .in('frame', answers(2, 200, OK))
    expect(of().toArray()).toEqual([
      ['one', 'delivered', 1],
      ['frame', 'delivered', 2],
    ])
  })

  it('but an app’s SDK sends those of all frames, in the order of the calls', () => {
    const story = kept(app)
    story.in('frame', calling(app, 'trackEvent', 'view', {})).in('one', calling(app, 'trackEvent', 'view', {}))
    const event = { customer_ids: { cookie: 'c' }, event_type: 'view', properties: {} }
    const send = (n: number) => sends('bloomreach', n, tracking('customers/events'), { ...event, timestamp: 1.5 + n })
    story.in('one', send(1), answers(1, 503), send(2), answers(2, 200, { success: true }))
    expect(story.rows().map(([, delivery]) => delivery)).toEqual(['retrying', 'delivered'])
  })
})

describe('“queued” has an end', () => {
  it('after the page is gone: what is called then is lost, and what the page still sends is found', () => {
    const story = page(left, calling(web, 'track', 'bye', {}), calling(web, 'identify', 'jane', {}))
    expect(story.rows()).toEqual([
      ['bye', 'lost'],
      ['customer update', 'lost'],
    ])
    expect(story.state().items.first()?.why).toMatch(/page was left/)
    const beacon = bulk(story.now() + 1, ['bye', {}, 0.002])
    story.in('one', sends('bloomreach', 1, { url: BULK, via: 'beacon' }, beacon))
    expect(story.rows()[0]).toEqual(['bye', 'unknown', 'unknown'])
  })

  it('in a removed frame, or on a stub there', () => {
    const story = pageStory().in('frame', opened('frame', false), { kind: 'sdk', ...web, state: 'stub' })
    story.in('frame', left, { ...calling(web, 'track', 'late', {}), buffered: true } as never)
    expect(story.rows()).toEqual([['late', 'lost']])
    expect(story.state().items.first()?.why).toMatch(/never left the stub/)
  })

  it('what a mobile SDK is told then is kept on the device', () => {
    const story = pageStory().in('one', opened(), running(app, KEY), left, calling(app, 'trackEvent', 'bye', {}))
    expect(story.rows()).toEqual([['bye', 'queued']])
  })
})

describe('a beacon is never retried', () => {
  it.each<[string, ReturnType<typeof fails>, RegExp]>([
    ['fails', fails(1), /^Sent by a beacon.*did not get through.*not sent again/],
    ['is answered 500', answers(1, 500), /^Sent by a beacon.*answered 500.*not sent again/],
    ['is not taken', { kind: 'failure', request: 1, reason: 'refused', error: '' }, /never sent.*not sent again/],
  ])('one that %s', (_, end, why) => {
    const story = page(calling(web, 'track', 'bye', {}))
    const body = bulk(story.now() + 11, ['bye', {}, 0.01])
    story.wait(10).in('one', sends('bloomreach', 1, { url: BULK, via: 'beacon' }, body), end)
    expect(story.rows()[0]?.[1]).toBe('lost')
    expect(story.state().items.first()?.why).toMatch(why)
  })
})

describe('a hand-made request beside the SDK is its own sender', () => {
  it('says nothing of the SDK: neither when it sends again nor that it keeps anything', () => {
    const story = page()
    const made = (n: number) =>
      sends('bloomreach', n, tracking('customers/events'), {
        ...{ customer_ids: { registered: 'jane' }, event_type: 'own', timestamp: 1.5 + n, properties: {} },
      })
    story.in('one', made(1), answers(1, 500), made(2), answers(2, 404), made(3), fails(3))
    expect(story.rows().map(([, delivery]) => delivery)).toEqual(['lost', 'rejected', 'unknown'])
    for (const { why } of story.state().items) expect(why).not.toMatch(/the SDK/)
    expect(story.state().trackers.first()?.surface).toBe('web')
  })
})
