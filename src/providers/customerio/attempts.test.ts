/** What becomes of calls whose page goes away, and of requests that the page makes by itself. */
import { describe, expect, it } from 'vitest'
import type { Happening } from '../../core/fact'
import { answers, calling, fails, holdsBack, left, opened, pageStory, running, sends } from '../../testing/page-story'

const js = { vendor: 'customerio', surface: 'inspector', tracker: 'a1' } as const
const native = { vendor: 'customerio', surface: 'bridge', tracker: 'CustomerIO' } as const
const API = 'https://cdp.customer.io/v1'

const tracked = (id: string, event = 'view'): Happening =>
  ({
    ...calling(js, 'dispatch_start', {
      ...{
        type: 'track',
        event,
        messageId: id,
        anonymousId: 'anon',
        properties: {},
        timestamp: '2023-11-14T22:13:20Z',
      },
    }),
    id,
  }) as Happening
const message = (id: string, event = 'view') => ({
  ...{ type: 'track', event, messageId: id, anonymousId: 'anon', properties: {}, writeKey: 'k1' },
  ...{ timestamp: '2023-11-14T22:13:20Z', _metadata: { bundled: ['Customer.io Data Pipelines'] } },
})
const stored = (...ids: string[]): Happening => ({
  ...{ kind: 'storage', vendor: 'customerio', area: 'local' },
  key: 'persisted-queue:v1:dest-Customer.io-Data-Pipelines:items',
  value: JSON.stringify(ids.map((id) => ({ event: { messageId: id } }))),
})
const page = (...more: Happening[]) => pageStory().in('one', opened(), running(js), ...more)

describe('“queued” has an end', () => {
  it('with its page, unless it was seen in the SDK’s storage', () => {
    const story = page(tracked('m1'), tracked('m2'), left, stored('m2'))
    expect(story.rows()).toEqual([
      ['view', 'lost'],
      ['view', 'queued'],
    ])
    expect(
      story
        .state()
        .items.map(({ why }) => why)
        .toArray(),
    ).toEqual([expect.stringMatching(/page was left/), expect.stringMatching(/written it to storage/)])
    expect(story.state().mismatches.callsWithoutRequest).toBe(1)
  })

  it('in a removed frame, after the page is gone, and after a failed try', () => {
    const frame = pageStory().in('frame', opened('frame', false), running(js), tracked('m1'), left)
    expect(frame.rows()).toEqual([['view', 'lost']])
    expect(page(left, tracked('m1')).rows()).toEqual([['view', 'lost']])
    const tried = page(tracked('m1'), sends('customerio', 1, { url: `${API}/t` }, message('m1')), fails(1))
    tried.wait(1000).in('one', left)
    // To another origin: whether that try arrived, nobody saw.
    expect(tried.rows()).toEqual([['view', 'unknown', 'failed']])
  })

  it('not by coming back and leaving again what was stored before', () => {
    const kept: Happening = { kind: 'page', change: 'pagehide', persisted: true }
    const story = page(tracked('m1'), kept, stored('m1'), { kind: 'page', change: 'pageshow', persisted: true }, left)
    expect(story.rows()).toEqual([['view', 'queued']])
    story.in('two', opened('two'), running(js), sends('customerio', 1, { url: `${API}/t` }, message('m1')))
    expect(story.rows()).toEqual([['view', 'in flight', 'in flight']])
  })

  it('what was handed to the browser stays unknown although it is stored as well', () => {
    const story = page(tracked('m1'), sends('customerio', 1, { url: `${API}/t` }, message('m1')), left, stored('m1'))
    expect(story.rows()).toEqual([['view', 'unknown', 'unknown']])
    expect(story.state().items.first()?.why).toMatch(/nobody saw it.*written it to storage/)
  })

  it('of a stored queue that was too long to be told whole the beginning counts', () => {
    const { value, ...rest } = stored('m1', 'm2') as Extract<Happening, { kind: 'storage' }>
    const story = page(tracked('m1'), tracked('m2'), left, { ...rest, value: (value ?? '').slice(0, -12) })
    expect(story.rows()).toEqual([
      ['view', 'queued'],
      ['view', 'lost'],
    ])
  })

  it('native SDKs keep what they have in files', () => {
    const story = pageStory().in('one', opened(), running(native), calling(native, 'track', 'view', {}), left)
    expect(story.in('one', calling(native, 'track', 'bye', {})).rows()).toEqual([
      ['view', 'queued'],
      ['bye', 'queued'],
    ])
  })
})

describe('a send repeated by the SDK is one item with attempts', () => {
  it('while Tracklens’ stop is in force, and after it', () => {
    const held = holdsBack('customerio', `${API}/t`, message('m1'))
    const story = page(tracked('m1'), held, held)
    expect(story.rows()).toEqual([['view', 'blocked', 'blocked', 'blocked']])
    story.in('one', sends('customerio', 1, { url: `${API}/t` }, message('m1')), answers(1, 200, '{}'))
    expect(story.rows()).toEqual([['view', 'delivered', 'blocked', 'blocked', 'delivered']])
  })

  it('once more though it had arrived: how that try ended is not known after the page is left, unless told', () => {
    const to = { url: `${API}/t` }
    const again = page(tracked('m1'), sends('customerio', 1, to, message('m1')), answers(1, 200, '{}'))
    again.in('one', sends('customerio', 2, { ...to, via: 'beacon' }, message('m1')), left)
    expect(again.rows()).toEqual([['view', 'delivered', 'delivered', 'unknown']])
    const text = JSON.stringify(message('m1'))
    const told = (startedAt: number): Happening => ({
      ...{ kind: 'exchange', vendor: 'customerio', via: 'webRequest', method: 'POST', ...to, status: 200 },
      ...{ body: { text, size: text.length }, answer: { text: null, size: 0 }, startedAt, endedAt: startedAt + 5 },
    })
    again.in('browser:1', told(again.now() - 4), told(again.now()))
    expect(again.rows()).toEqual([['view', 'delivered', 'delivered', 'delivered']])
  })
})

describe('a hand-made request beside the SDK is its own sender', () => {
  const own = (n: number, more: object = {}) =>
    sends('customerio', n, { url: `${API}/identify` }, { userId: 'u1', traits: { plan: 'x' }, ...more })

  it('with Basic auth: a tracker of its own, and nothing is said of the SDK', () => {
    const story = page(own(1), answers(1, 401, '{"error":"no"}'), own(2), fails(2))
    expect(story.rows().map(([, delivery]) => delivery)).toEqual(['rejected', 'unknown'])
    for (const { why } of story.state().items) expect(why).not.toMatch(/the SDK/)
    const [sdk, made] = [...story.state().trackers.values()]
    expect([sdk?.surface, made?.surface, made?.key]).toEqual(['inspector', 'rest', null])
    expect(story.state().items.first()?.tracker).toBe(made?.id)
    expect(sdk?.customer.hard).toEqual({})
  })

  it('with the SDK’s own key: of that project, yet not the SDK’s', () => {
    const story = page(own(1, { writeKey: 'k1' }), answers(1, 500))
    expect(story.state().trackers.size).toBe(1)
    expect(story.rows().map(([, delivery]) => delivery)).toEqual(['rejected'])
    expect(story.state().items.first()?.why).not.toMatch(/the SDK/)
  })

  it('and before the SDK: its requests are not the page’s', () => {
    const story = pageStory().in('one', opened(), own(1), answers(1, 401))
    story.in('one', running(js, null), tracked('m1'), sends('customerio', 2, { url: `${API}/t` }, message('m1')))
    expect(
      story
        .state()
        .items.map(({ tracker }) => tracker)
        .toArray(),
    ).toEqual(['customerio:?rest', 'customerio:k1'])
  })
})

describe('what is accepted and documented as not processed is unknown, with the limit', () => {
  const sent = (url: string, body: unknown, status = 200) =>
    page(sends('customerio', 1, { url: `${API}/${url}` }, body), answers(1, status, '{}'))
  const large = (properties: object) => ({ ...message('m1'), properties })

  it.each<[string, object]>([
    ['one long text', { html: 'x'.repeat(33_000) }],
    ['a hundred texts', Object.fromEntries(Array.from({ length: 100 }, (_, n) => [`p${n}`, 'x'.repeat(400)]))],
    ['letters of two bytes', { html: 'ř'.repeat(17_000) }],
  ])('a call over 32 KB: %s', (_, properties) => {
    const story = sent('t', large(properties))
    expect(story.rows()).toEqual([['view', 'unknown', 'unknown']])
    expect(story.state().items.first()?.why).toMatch(/documented as not processed: it has [\d.]+ KB.*32 KB/)
  })

  it('one large event of a batch, or all of a batch over 500 KB', () => {
    const one = sent('b', { writeKey: 'k1', batch: [large({ html: 'x'.repeat(33_000) }), message('m2')] })
    expect(one.rows().map(([, delivery]) => delivery)).toEqual(['unknown', 'delivered'])
    const batch = Array.from({ length: 20 }, (_, n) => ({ ...message(`m${n}`), properties: { a: 'x'.repeat(30_000) } }))
    expect(
      new Set(
        sent('b', { writeKey: 'k1', batch })
          .rows()
          .map(([, delivery]) => delivery),
      ),
    ).toEqual(new Set(['unknown']))
  })

  it('a content metric with an id that is no integer', () => {
    const metric = { ...message('m1', 'Report Content Event'), properties: { contentId: 'x', templateId: 1 } }
    expect(sent('t', metric).rows()).toEqual([['Report Content Event', 'unknown', 'unknown']])
  })

  it('what is just within the limit is delivered, and what is refused stays refused', () => {
    expect(sent('t', large({ html: 'x'.repeat(31_000) })).rows()).toEqual([['view', 'delivered', 'delivered']])
    expect(sent('t', large({ html: 'x'.repeat(33_000) }), 413).rows()).toEqual([['view', 'rejected', 'rejected']])
  })
})

describe('names', () => {
  it('an event that a middleware renamed has the name that the server has, and what it was called with', () => {
    const story = page(tracked('m1', 'asked'), sends('customerio', 1, { url: `${API}/t` }, message('m1', 'sent')))
    expect(story.rows()).toEqual([['sent', 'in flight', 'in flight']])
    const [item] = story.state().items
    expect(item?.calledName).toBe('asked')
    expect(item?.notes.map(({ text }) => text).join()).toMatch(/called “asked”/)
    // Another try, under the same name.
    story.in('one', sends('customerio', 2, { url: `${API}/t` }, message('m1', 'sent')))
    expect([story.rows()[0]?.[0], story.state().items.first()?.calledName]).toEqual(['sent', 'asked'])
  })

  it.each<[string, object, string]>([
    ['category and name', { category: 'Home', name: 'Start' }, 'Start'],
    ['a category alone', { category: 'Home' }, 'Home'],
    ['neither', {}, 'page'],
  ])('a page is named as on the wire: %s', (_, given, name) => {
    const { event: _event, ...rest } = message('m1')
    const story = page(sends('customerio', 1, { url: `${API}/p` }, { ...rest, type: 'page', ...given }))
    expect(story.rows().map(([shown]) => shown)).toEqual([name])
  })
})
