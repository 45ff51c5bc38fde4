/** Calls that the SDKs drop, documented or measured, are lost from the start, until the wire tells otherwise. */
import { describe, expect, it } from 'vitest'
import type { Json, JsonObject } from '../../core/json'
import { app, BULK, bulk, KEY, OK, page, web } from '../../testing/bloomreach-page'
import { answers, calling, opened, pageStory, running, sends } from '../../testing/page-story'

describe('calls that the Web SDK drops are not queued', () => {
  it('over the SDK’s queue limit of 1,000 commands; what it sends nevertheless is found', () => {
    const story = page(...Array.from({ length: 1003 }, (_, n) => calling(web, 'track', 'view', { n })))
    const lost = story.state().items.filter(({ delivery }) => delivery === 'lost')
    expect(lost.map(({ n }) => n).toArray()).toEqual([1000, 1001, 1002])
    expect(lost.first()?.why).toMatch(/queue is full/)
    const body = bulk(story.now() + 1, ['view', { n: 1000 }, 0.003])
    story.in('one', sends('bloomreach', 1, { url: BULK }, body), answers(1, 200, OK))
    expect(story.rows()[1000]).toEqual(['view', 'delivered', 'delivered'])
  })

  const config = { token: KEY, target: 'http://collector.test', compliance: { opt_in: true } }
  const snippet = (given: JsonObject = config) =>
    pageStory().in('one', opened(), { kind: 'sdk', ...web, state: 'stub' }, calling(web, '_initializeConfig', given))
  const loads = (met = web) => ({ ...running(met, null), config }) as ReturnType<typeof running>
  const buffered = (name: string, properties: JsonObject = {}) =>
    ({ ...calling(web, 'track', name, properties), buffered: true }) as ReturnType<typeof calling>

  it('over the same limit, of what waited in the stub as the SDK loaded', () => {
    const story = snippet({ token: KEY })
    story.in('one', ...Array.from({ length: 1002 }, (_, n) => buffered(`view ${n}`)), running(web, KEY))
    const lost = story.state().items.filter(({ delivery }) => delivery === 'lost')
    expect(lost.map(({ name }) => name).toArray()).toEqual(['view 1000', 'view 1001'])
    expect(lost.first()?.why).toMatch(/queue is full/)
    const body = bulk(story.now() + 1, ['view 1000', {}, 0.003])
    story.in('one', sends('bloomreach', 1, { url: BULK }, body), answers(1, 200, OK))
    expect(story.rows()[1000]).toEqual(['view 1000', 'delivered', 'delivered'])
  })

  it('dropped by opt-in before initialize: also where the SDK has loaded, or loads after the start', () => {
    const late = snippet().in('one', loads(), calling(web, 'track', 'early', {}))
    expect(late.rows()).toEqual([['early', 'queued']])
    late.in('one', calling(web, 'initialize', config), calling(web, 'track', 'after', {}))
    expect(late.rows()).toEqual([
      ['early', 'lost'],
      ['after', 'queued'],
    ])
    // A second start is ignored by the SDK.
    expect(late.in('one', calling(web, 'initialize', config)).rows()[1]).toEqual(['after', 'queued'])
    const started = snippet().in('one', buffered('a'), calling(web, 'initialize', config), buffered('b'), loads())
    expect(started.rows()).toEqual([
      ['a', 'lost'],
      ['b', 'lost'],
    ])
    for (const { why } of started.state().items) expect(why).toMatch(/opt_in/)
  })

  it('on a stale stub, whose page’s SDK has loaded', () => {
    const story = page(buffered('stale'), calling(web, 'track', 'fresh', {}))
    expect(story.rows()).toEqual([
      ['stale', 'lost'],
      ['fresh', 'queued'],
    ])
    expect(story.state().items.first()?.why).toMatch(/stub/)
    expect(
      story
        .state()
        .items.first()
        ?.notes.map(({ about }) => about),
    ).toContain('stub')
    // Another frame's SDK says nothing of this one's stub.
    const frames = pageStory().in('one', opened(), { kind: 'sdk', ...web, state: 'stub', key: KEY })
    frames.in('two', opened('two', false), running(web, KEY)).in('one', buffered('waits'))
    expect(frames.rows()).toEqual([['waits', 'buffered']])
  })

  it.each<[string, Json]>([
    ['a BigInt', { total: { $tl: 'bigint', text: '7' } }],
    ['a circle', { cart: { lines: [{ $tl: 'cycle', text: '' }] } }],
  ])('killed with its bulk by %s: what was gathered with it, before and after', (_, properties) => {
    const story = page(calling(web, 'track', 'long ago', {})).wait(500)
    story.in('one', calling(web, 'track', 'before', {}), calling(web, 'track', 'odd', properties))
    story
      .wait(50)
      .in('one', calling(web, 'identify', 'jane', {}))
      .wait(500)
    story.in('one', calling(web, 'track', 'later', {}))
    expect(story.rows()).toEqual([
      ['long ago', 'queued'],
      ['before', 'lost'],
      ['odd', 'lost'],
      ['customer update', 'lost'],
      ['later', 'queued'],
    ])
    expect(story.state().items.get(1)?.why).toMatch(/JSON.stringify refuses/)
  })

  it('killed in the stub’s own bulk by a BigInt, with what is called just as the SDK has loaded', () => {
    const big = { total: { $tl: 'bigint', text: '7' } }
    const many = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => buffered(`call ${from + i}`))
    const story = snippet({ token: KEY })
    story.in('one', ...many(0, 60), buffered('odd', big), buffered('after')).wait(3000)
    story.in('one', running(web, KEY), calling(web, 'track', 'at once', {})).wait(500)
    story.in('one', calling(web, 'track', 'later', {}))
    const lost = story.rows().filter(([, delivery]) => delivery === 'lost')
    // No more than fifty commands are sent together: which of the first are, nobody knows yet.
    expect(lost.map(([name]) => name).slice(-4)).toEqual(['call 59', 'odd', 'after', 'at once'])
    expect(lost).toHaveLength(49 + 3)
    expect(story.rows().at(-1)).toEqual(['later', 'queued'])
    for (const { why, delivery } of story.state().items)
      if (delivery === 'lost') expect(why).toMatch(/JSON.stringify refuses/)
  })
})

describe('calls that a mobile SDK drops are not queued', () => {
  const mobile = (...more: Parameters<ReturnType<typeof pageStory>['in']>[1][]) =>
    pageStory().in('one', opened(), running(app, null), calling(app, 'configure', { projectToken: KEY }), ...more)

  it('stopped, and cleared after that, until it is configured again', () => {
    const story = mobile(calling(app, 'stopIntegration'), calling(app, 'clearLocalCustomerData', 'g'))
    story.in('one', calling(app, 'trackEvent', 'x', {}))
    expect(story.rows()).toEqual([['x', 'lost']])
    expect(story.state().trackers.first()).toMatchObject({ status: 'stopped', config: null })
    story.in('one', calling(app, 'configure', { projectToken: KEY }), calling(app, 'trackEvent', 'y', {}))
    expect(story.rows()[1]).toEqual(['y', 'queued'])
  })

  it('the timestamps of calls are kept as the time that they claim', () => {
    const story = mobile(
      calling(app, 'trackEvent', 'a', {}, 1_700_000_000.25),
      calling(app, 'identifyCustomer', { registered: 'j' }, {}, 1_700_000_001),
      calling(app, 'trackPaymentEvent', { price: 1 }, 1_700_000_002_000),
    )
    const items = story.state().items.toArray()
    expect(items.map(({ claimedAt }) => claimedAt)).toEqual([
      1_700_000_000_250, 1_700_000_001_000, 1_700_000_002_000_000,
    ])
    expect(items[2]?.notes.map(({ text }) => text).join()).toMatch(/milliseconds/)
  })

  it('a push message’s consent: absent and undefined mean yes, null and what cannot be read mean no', () => {
    const given = (consent: Json) => ({ userInfo: { has_tracking_consent: consent, attributes: { a: 1 } } })
    const story = mobile(
      ...[{ $tl: 'undefined', text: '' }, true, null, false, 'maybe'].map((consent) =>
        calling(app, 'trackDeliveredPush', given(consent)),
      ),
    )
    const items = story.state().items.toArray()
    expect(items.map(({ delivery }) => delivery)).toEqual(['queued', 'queued', 'lost', 'lost', 'lost'])
    expect(items.map(({ why }) => why).slice(2)).toEqual([
      expect.stringMatching(/is null, which is read as no/),
      expect.stringMatching(/is false:/),
      expect.stringMatching(/is "maybe", which is read as no/),
    ])
    expect(items[0]?.properties).toMatchObject({ a: 1 })
  })

  it('what is refused by the bridge identifies nobody', () => {
    const story = mobile(calling(app, 'identifyCustomer'), calling(app, 'identifyCustomer', { registered: 7 }, {}))
    expect(story.rows().map(([, delivery]) => delivery)).toEqual(['lost', 'lost'])
    expect(story.state().trackers.first()?.customer.hard).toEqual({})
  })
})
