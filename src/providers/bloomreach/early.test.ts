/** Calls that the SDK has not made yet, as far as is known: what they change is believed once they are made. */

import { expect, it } from 'vitest'
import type { Happening } from '../../core/fact'
import { WITH_APP } from '../../core/fold/unsent'
import type { Json } from '../../core/json'
import { answers, calling, left, opened, type PageStory, pageStory, running, sends } from '../../testing/page-story'

const app = { vendor: 'bloomreach', surface: 'bridge', tracker: 'Exponea' }
const web = { vendor: 'bloomreach', surface: 'web', tracker: 'exponea' }
const shop: Json = { projectToken: 'shop', flushMode: 'MANUAL' }
const jane: Json = { registered: 'jane' }
const events = { url: 'https://s.test/track/v2/projects/shop/customers/events' }
const event = (ids: object) => ({
  ...{ customer_ids: ids, event_type: 'x', timestamp: 1_700_000_000, properties: { sdk: 'Exponea iOS SDK' } },
})
const page = (late = false) => pageStory().in('one', { ...opened(), late } as Happening, running(app, null))
const who = (story: PageStory) => story.state().trackers.last()?.customer.hard
const items = (story: PageStory) =>
  story
    .state()
    .items.toArray()
    .map(({ name, delivery, why, calledAs }) => ({ name, delivery, why, as: calledAs?.hard }))

it('an identify before configure() is not believed, and says that no configure() was seen', () => {
  const story = page().in('one', calling(app, 'identifyCustomer', jane, {}), calling(app, 'trackPushToken', 't1'))
  expect(who(story)).toEqual({})
  expect(story.state().trackers.last()?.pushToken).toBeNull()
  expect(items(story)[0]).toEqual({
    ...{ name: 'customer update', delivery: 'queued', as: { registered: 'jane' } },
    why: 'No configure() was seen: the SDK keeps the call until it is configured.',
  })
  expect(story.state().moments.filter(({ kind }) => kind === 'identity').size).toBe(0)
})

it('what was called before configure() is made by it, in its order, and tracked as whoever it is then', () => {
  const story = page().in(
    'one',
    ...[calling(app, 'trackEvent', 'before', {}), calling(app, 'identifyCustomer', jane, { plan: 'gold' })],
    ...[calling(app, 'trackEvent', 'consent', { category: 'mail', action: 'accept', valid_until: 'unlimited' })],
    ...[calling(app, 'setDefaultProperties', { a: 1 }), calling(app, 'trackEvent', 'after', {})],
    calling(app, 'configure', shop),
  )
  const tracker = story.state().trackers.last()
  expect(tracker).toMatchObject({ key: 'shop', customer: { hard: { registered: 'jane' } }, traits: { plan: 'gold' } })
  expect(tracker?.consent).toMatchObject({ mail: { granted: true, item: 2 } })
  // A setting that came too early is none of the configured SDK's.
  expect(tracker?.config).toEqual(shop)
  const why = WITH_APP
  expect(items(story)).toEqual([
    { name: 'before', delivery: 'queued', why, as: {} },
    { name: 'customer update', delivery: 'queued', why, as: { registered: 'jane' } },
    { name: 'consent', delivery: 'queued', why, as: { registered: 'jane' } },
    { name: 'after', delivery: 'queued', why, as: { registered: 'jane' } },
  ])
})

it('a request of the SDK’s proves that it was configured where nobody saw: what was called is true', () => {
  const story = page(true).in('one', calling(app, 'identifyCustomer', jane, {}), calling(app, 'setFlushMode', 'MANUAL'))
  expect(who(story)).toEqual({})
  story.in('one', sends('bloomreach', 1, events, event({ cookie: 'c1', registered: 'jane' })), answers(1, 200, '{}'))
  expect([...story.state().trackers.values()]).toMatchObject([
    { key: 'shop', flushMode: 'MANUAL', customer: { soft: { cookie: 'c1' }, hard: { registered: 'jane' } } },
  ])
})

it('a request that the page may have made by itself proves nothing of the SDK, unless it carries its call', () => {
  const byHand = { customer_ids: { registered: 'bob' }, event_type: 'y', timestamp: 1_700_000_000, properties: {} }
  const story = page().in('one', calling(app, 'identifyCustomer', jane, {}), calling(app, 'trackEvent', 'x', {}))
  story.in('one', sends('bloomreach', 1, events, byHand))
  expect(story.state().trackers.some(({ customer }) => customer.hard.registered === 'jane')).toBe(false)
  story.in('one', calling(app, 'identifyCustomer', { registered: 'eve' }, {}))
  expect(story.state().trackers.some(({ customer }) => customer.hard.registered === 'eve')).toBe(false)
  story.in('one', sends('bloomreach', 2, events, { ...byHand, event_type: 'x' }))
  expect(story.state().trackers.some(({ customer }) => customer.hard.registered === 'eve')).toBe(true)
})

it('what waits for configure() is dropped by clear, by stop and by the end of the page', () => {
  const early = () => page().in('one', calling(app, 'identifyCustomer', jane, {}), calling(app, 'trackEvent', 'x', {}))
  const ends: readonly Happening[] = [calling(app, 'clearLocalCustomerData', 'g'), calling(app, 'stopIntegration')]
  for (const end of ends) {
    const story = early().in('one', end)
    expect(items(story).map(({ delivery }) => delivery)).toEqual(['lost', 'lost'])
    expect(who(story.in('one', calling(app, 'configure', shop)))).toEqual({})
  }
  const story = early().in('one', left)
  expect(items(story).map(({ delivery }) => delivery)).toEqual(['lost', 'lost'])
  story.in('two', opened('two'), running(app, null), calling(app, 'configure', shop))
  expect(who(story)).toEqual({})
})

it('of a page that Tracklens reached late nobody knows that the SDK was not configured: nothing is called lost', () => {
  const story = page(true).in('one', calling(app, 'trackEvent', 'x', {}), left)
  expect(items(story)).toMatchObject([{ name: 'x', delivery: 'queued', why: /^No configure\(\) was seen/ }])
})

it('what waits for configure() waits on where the SDK refuses to clear, and is gone where it refuses the call', () => {
  const identify = calling(app, 'identifyCustomer', jane, {})
  const clear = calling(app, 'clearLocalCustomerData')
  const refuses = ({ call }: { readonly call?: number }): Happening => ({
    ...{ kind: 'outcome', call: call ?? 0, result: 'rejected', error: 'no' },
  })
  const kept = page().in('one', identify, clear, refuses(clear as never), calling(app, 'configure', shop))
  expect(who(kept)).toEqual({ registered: 'jane' })
  const gone = page().in('one', identify, refuses(identify as never), calling(app, 'configure', shop))
  expect([who(gone), items(gone)[0]?.delivery]).toEqual([{}, 'lost'])
})

it('an identify in the stub of the Web SDK is believed once the SDK has loaded', () => {
  const stubbed = (method: string, ...args: readonly Json[]) =>
    ({ ...calling(web, method, ...args), buffered: true }) as Happening
  const stub: Happening = { kind: 'sdk', ...web, state: 'stub' }
  const early = (compliance: Json) =>
    pageStory().in(
      'one',
      ...[opened(), stub, stubbed('identify', jane, { plan: 'gold' }), stubbed('track', 'x', {})],
      stubbed('start', { token: 'shop', compliance }),
    )
  const story = early({})
  expect([who(story), items(story)[0]?.as, items(story)[1]?.as]).toEqual([{}, { registered: 'jane' }, {}])
  story.in('one', running(web, 'shop'))
  expect([who(story), items(story)[1]?.as]).toEqual([{ registered: 'jane' }, { registered: 'jane' }])
  // With opt_in the SDK drops what was called before its start, and nobody was identified.
  expect(who(early({ opt_in: true }).in('one', running(web, 'shop')))).toEqual({})
  // The stub is read by nobody once the SDK runs.
  expect(who(story.in('one', stubbed('identify', { registered: 'bob' })))).toEqual({ registered: 'jane' })
})

it('an identify before the start of a Web SDK that drops what was called before is never believed', () => {
  const story = pageStory().in(
    'one',
    opened(),
    calling(web, '_initializeConfig', { token: 'shop', compliance: { opt_in: true } }),
  )
  story.in('one', running(web, 'shop'), calling(web, 'identify', jane))
  expect(who(story)).toEqual({})
  story.in('one', calling(web, 'start', {}), calling(web, 'identify', { registered: 'bob' }))
  expect([who(story), items(story)[0]?.delivery]).toEqual([{ registered: 'bob' }, 'lost'])
})
