/** A stop is kept on the device: the next page's SDK is stopped until it is configured, and drops every call. */
import { expect, it } from 'vitest'
import type { Happening } from '../../core/fact'
import { answers, calling, left, opened, type PageStory, pageStory, running, sends } from '../../testing/page-story'
import { vendor } from '.'

const app = { vendor: 'bloomreach', surface: 'bridge', tracker: 'Exponea' }
const web = { vendor: 'bloomreach', surface: 'web', tracker: 'exponea' }
const SHOP = { projectToken: 'shop', flushMode: 'MANUAL' }
const late = (name: string) => ({ ...opened(name), late: true }) as Happening
const stopped = () =>
  pageStory()
    .in('one', opened(), running(app, null), calling(app, 'configure', SHOP), calling(app, 'stopIntegration'))
    .in('one', left)
const present = (story: PageStory) => story.state().trackers.find(({ instance }) => instance !== null)
const EVENTS = { url: 'https://s.test/track/v2/projects/shop/customers/events' }
const event = { customer_ids: { cookie: 'c' }, event_type: 'x', timestamp: 1_700_000_000, properties: {} }

it('what is called on the page after a stop is dropped, and no trigger but stop’s own opposite is offered', () => {
  const story = stopped().in('two', opened('two'), running(app, null), calling(app, 'trackEvent', 'x', {}))
  expect(story.rows()).toEqual([['x', 'lost']])
  expect(story.state().items.first()?.why).toMatch(/stopped: it drops every call until it is configured again/)
  const tracker = present(story)
  expect(tracker?.status).toBe('stopped')
  expect(tracker && vendor.offers(tracker).track).toMatchObject({ refusal: expect.stringMatching(/is stopped/) })
  story.in('two', calling(app, 'configure', SHOP), calling(app, 'trackEvent', 'y', {}))
  expect(story.rows()).toEqual([
    ['x', 'lost'],
    ['y', 'queued'],
  ])
  expect(present(story)?.status).toBe('running')
  story.in('two', left).in('three', opened('three'), running(app, null), calling(app, 'trackEvent', 'z', {}))
  expect(story.rows()[2]).toEqual(['z', 'queued'])
})

it('what goes from the device after a relaunch is told once, of the tracker that had it', () => {
  const begun = () =>
    pageStory()
      .in('one', opened(), running(app, null), calling(app, 'configure', { ...SHOP, automaticSessionTracking: false }))
      .in('one', calling(app, 'identifyCustomer', { registered: 'j' }, {}), calling(app, 'trackSessionStart'), left)
      .in('two', opened('two'), running(app, null))
  const told = (story: PageStory) =>
    story
      .state()
      .moments.toArray()
      .flatMap((moment) => (/ removed$/.test(moment.text) ? [`${moment.kind} of ${moment.tracker}`] : []))
  for (const call of [calling(app, 'stopIntegration'), calling(app, 'clearLocalCustomerData', 'group.a')])
    expect(told(begun().in('two', call)), JSON.stringify(call)).toEqual([
      'session of bloomreach:shop',
      'identity of bloomreach:shop',
    ])
  // Where nobody had anything, the one that was called tells.
  const nobody = pageStory().in('one', opened(), running(app, null), calling(app, 'stopIntegration'))
  expect(told(nobody)).toEqual(['session of bloomreach:?bridge', 'identity of bloomreach:?bridge'])
})

it('a call that comes before anything tells of the SDK is dropped as well', () => {
  const story = stopped().in('two', opened('two'), calling(app, 'trackEvent', 'x', {}))
  expect(story.rows()).toEqual([['x', 'lost']])
})

it('a page that was reached late may have configured the SDK before: nothing of it is called dropped', () => {
  const story = stopped().in('two', late('two'), running(app, null), calling(app, 'trackEvent', 'x', {}))
  expect(story.rows()).toEqual([['x', 'queued']])
  const early = pageStory().in('one', opened(), running(app, null), calling(app, 'stopIntegration'), left)
  early.in('two', late('two'), running(app, null), calling(app, 'trackEvent', 'x', {}))
  expect(early.rows()).toEqual([['x', 'queued']])
})

it('a call that a stopped SDK sends nevertheless is found, as iOS SDK 4.0.1 does while it waits for its flush', () => {
  const story = pageStory().in('two', opened('two'), running(app, null), calling(app, 'configure', SHOP))
  story.in('two', calling(app, 'stopIntegration'), calling(app, 'trackEvent', 'x', {}))
  expect(story.rows()).toEqual([['x', 'lost']])
  story.in('two', sends('bloomreach', 1, EVENTS, event), answers(1, 200, '{"success":true}'))
  expect(story.rows()).toEqual([['x', 'delivered', 'delivered']])
})

it('what was flushed before a stop is not called lost where no request of the SDK’s is ever seen', () => {
  const story = pageStory().in('one', opened(), running(app, null), calling(app, 'configure', SHOP))
  story.in('one', calling(app, 'trackEvent', 'x', {}), calling(app, 'flushData'), calling(app, 'trackEvent', 'y', {}))
  story.in('one', calling(app, 'stopIntegration'))
  expect(story.rows()).toEqual([
    ['x', 'unknown'],
    ['y', 'lost'],
  ])
  expect(story.state().items.first()?.why).toMatch(/flushData\(\) came before that, .* nobody knows what it sent\.$/)
  story.in('one', sends('bloomreach', 1, EVENTS, event), answers(1, 200, '{"success":true}'))
  expect(story.rows()[0]).toEqual(['x', 'delivered', 'delivered'])
  // From now on its requests are seen: what none carries was not sent.
  story.in('one', calling(app, 'configure', SHOP), calling(app, 'trackEvent', 'z', {}), calling(app, 'flushData'))
  story.in('one', calling(app, 'stopIntegration'))
  expect(story.rows()[2]).toEqual(['z', 'lost'])
})

it('what the SDK sends by itself before a stop is not called lost where no request of it is ever seen', () => {
  const story = pageStory().in('one', opened(), running(app, null), calling(app, 'configure', { projectToken: 'shop' }))
  story
    .in('one', calling(app, 'trackEvent', 'x', {}))
    .wait(2_998)
    .in('one', calling(app, 'trackEvent', 'y', {}))
  story.in('one', calling(app, 'stopIntegration'))
  expect(story.rows()).toEqual([
    ['x', 'unknown'],
    ['y', 'lost'],
  ])
  expect(story.state().items.first()?.why).toMatch(/sends by itself before that, .* nobody knows what it sent\.$/)
  const manual = pageStory().in('one', opened(), running(app, null), calling(app, 'configure', SHOP))
  manual
    .in('one', calling(app, 'trackEvent', 'x', {}))
    .wait(60_000)
    .in('one', calling(app, 'stopIntegration'))
  expect(manual.rows()).toEqual([['x', 'lost']])
})

it('what was flushed before a stop that the SDK refuses waits as before', () => {
  const story = pageStory().in('one', opened(), running(app, null), calling(app, 'configure', SHOP))
  const stop = calling(app, 'stopIntegration')
  story.in('one', calling(app, 'trackEvent', 'x', {}), calling(app, 'flushData'), stop)
  const { call = 0 } = stop as { call?: number }
  story.in('one', { kind: 'outcome', call, result: 'rejected', error: 'SDK is not configured' })
  expect(story.rows()).toEqual([['x', 'queued']])
})

it('it is the app’s SDK that is stopped, not the page’s own', () => {
  const story = stopped().in('two', opened('two'), running(web, 'shop'), calling(web, 'track', 'x', {}))
  expect(story.rows()).toEqual([['x', 'queued']])
})

it('Tracklens’ own stop in between changes nothing of it', () => {
  const story = stopped().in('one', { kind: 'enforce', vendor: 'bloomreach', on: true })
  story.in('two', opened('two'), running(app, null), calling(app, 'trackEvent', 'x', {}))
  expect(story.rows()).toEqual([['x', 'lost']])
})

it('what was under way as it was stopped is gone, also where it was configured again before the answer came', () => {
  const story = pageStory().in('one', opened(), running(app, null), calling(app, 'configure', SHOP))
  story.in('one', calling(app, 'trackEvent', 'x', {}), sends('bloomreach', 1, EVENTS, event))
  story.wait(1000).in('one', calling(app, 'stopIntegration'), calling(app, 'configure', SHOP), answers(1, 500, 'no'))
  expect(story.rows()).toEqual([['x', 'lost', 'rejected']])
  expect(story.state().items.first()?.why).toMatch(
    /^The server answered 500, and it was removed from the device meanwhile/,
  )
  const next = { ...event, event_type: 'y', timestamp: 1_700_000_009 }
  story.in('one', calling(app, 'trackEvent', 'y', {}), sends('bloomreach', 2, EVENTS, next), answers(2, 500, 'no'))
  expect(story.rows()[1]).toEqual(['y', 'retrying', 'rejected'])
})
