/** What becomes of "queued" where the SDK is an app's: its requests need not be the page's, so none may be seen. */
import { describe, expect, it } from 'vitest'
import type { Happening } from '../core/fact'
import type { Json } from '../core/json'
import { MEANINGS } from '../core/query/queue'
import { summary } from '../core/query/summary'
import type { State } from '../core/state'
import { answers, calling, left, opened, pageStory, running, sends } from '../testing/page-story'
import { asOf } from './fold'

const app = { vendor: 'bloomreach', surface: 'bridge', tracker: 'Exponea' } as const
const native = { vendor: 'customerio', surface: 'bridge', tracker: 'CustomerIO' } as const
const EVENTS = { url: 'http://shop.test/track/v2/projects/shop/customers/events' }
const body = (type: string): Json => ({ customer_ids: { cookie: 'c' }, event_type: type, properties: {} })
const taken = (request: number, type: string) =>
  [sends('bloomreach', request, EVENTS, body(type)), answers(request, 200, { success: true })] as const
const configured = (settings: { readonly [name: string]: Json } = {}) =>
  pageStory().in('one', opened(), running(app, null), calling(app, 'configure', { projectToken: 'shop', ...settings }))
const offline: Happening = { kind: 'page', change: 'offline' }

describe('"queued" has an end', () => {
  it('where the SDK sends by itself, and its page was left without any of its requests having been seen', () => {
    const story = configured()
      .in('one', calling(app, 'trackEvent', 'x', {}))
      .wait(3000)
    story.in('one', calling(app, 'trackEvent', 'y', {}))
    expect(story.state().items.first()?.why).toBe(
      'The app’s SDK has it; no request seen yet. Where its requests are not the page’s, nobody sees what it has sent.',
    )
    story.in('one', left)
    expect(story.rows()).toEqual([
      ['x', 'unknown'],
      ['y', 'queued'],
    ])
    expect(story.state().items.first()?.why).toMatch(/^The page was left\. The SDK sends by itself .* what it sent\.$/)
  })

  it('and where it was flushed; what is sent after all, by the next page, is the item that it was', () => {
    const story = configured({ flushMode: 'MANUAL' })
      .in('one', calling(app, 'trackEvent', 'x', {}))
      .wait(60_000)
    story.in('one', calling(app, 'flushData'), calling(app, 'trackEvent', 'y', {}), left)
    expect(story.rows()).toEqual([
      ['x', 'unknown'],
      ['y', 'queued'],
    ])
    story.in('two', opened('two'), running(app, 'shop'), ...taken(1, 'x'))
    expect(story.rows()).toEqual([
      ['x', 'delivered', 'delivered'],
      ['y', 'queued'],
    ])
  })

  it('of Customer.io’s after its interval of 30 s', () => {
    const story = pageStory()
      .in('one', opened(), running(native), calling(native, 'track', 'x', {}))
      .wait(30_000)
    story.in('one', calling(native, 'track', 'y', {}), left)
    expect(story.rows()).toEqual([
      ['x', 'unknown'],
      ['y', 'queued'],
    ])
  })

  const live = (story: ReturnType<typeof configured>, after: number) => asOf(story.state(), story.now() + after)
  const states = ({ items }: State) => items.toArray().map(({ name, delivery }) => `${name} ${delivery}`)

  it('while its page is open, though nothing more happens: nobody knows what the SDK has sent by then', () => {
    const story = configured().in('one', calling(app, 'trackEvent', 'x', {}))
    expect(states(live(story, 12_000))).toEqual(['x queued'])
    const later = live(story, 13_000)
    expect(states(later)).toEqual(['x unknown'])
    expect(later.items.first()?.why).toBe(
      'The SDK sends by itself by now, and no request of this SDK’s was seen: nobody knows what it sent.',
    )
    expect(summary(later, story.now())).toMatchObject({ pending: 0, unknown: 1, failed: 0 })
    expect(MEANINGS.unknown).toMatch(/an app’s SDK, whose requests are not the page’s/)
    // A state is the same one while time makes nothing of it.
    expect(asOf(later, story.now() + 99_000)).toBe(later)
    expect(live(story, 12_000)).toBe(story.state())
  })

  it('and as it calls on, and flushes; what is sent and seen after all is the item that it was', () => {
    const story = configured({ flushMode: 'MANUAL' }).in('one', calling(app, 'trackEvent', 'x', {}))
    expect(states(live(story, 600_000))).toEqual(['x queued'])
    story.wait(60_000).in('one', calling(app, 'flushData')).wait(10_000)
    expect(states(story.in('one', calling(app, 'trackEvent', 'y', {})).state())).toEqual(['x unknown', 'y queued'])
    story.in('one', ...taken(1, 'x'))
    expect(story.rows()[0]).toEqual(['x', 'delivered', 'delivered'])
    expect(states(live(story, 600_000))).toEqual(['x delivered', 'y queued'])
  })

  it('also of what was called on the page before; offline, or stopped, it waits', () => {
    const story = configured().in('one', calling(app, 'trackEvent', 'x', {}), left)
    story.in('two', opened('two'), running(app, 'shop'), calling(app, 'trackEvent', 'y', {}))
    expect(states(live(story, 20_000))).toEqual(['x unknown', 'y unknown'])
    expect(states(live(story.in('two', offline), 20_000))).toEqual(['x queued', 'y queued'])
    const web = { vendor: 'bloomreach', surface: 'web', tracker: 'exponea' } as const
    const page = pageStory().in('one', opened(), running(web, 'shop'), calling(web, 'track', 'x', {}))
    expect(live(page, 600_000)).toBe(page.state())
  })

  it('however many calls there are: each is looked at once, and all are what they are one by one', () => {
    const story = configured()
    for (let n = 0; n < 300; n++) story.wait(100).in('one', calling(app, 'trackEvent', `x${n}`, {}))
    const queued = story.state().items.count(({ delivery }) => delivery === 'queued')
    expect(queued).toBe(story.state().trackers.first()?.counts.queued)
    expect(queued).toBe(129)
    expect(live(story, 20_000).trackers.first()?.counts).toMatchObject({ queued: 0, unknown: 300 })
  })

  it('but waits on where its requests are seen, and where there was no network to send it', () => {
    const seen = configured()
      .in('one', ...taken(1, 'first'), calling(app, 'trackEvent', 'x', {}))
      .wait(9000)
    expect(seen.in('one', left).rows()[1]).toEqual(['x', 'queued'])
    const unsent = configured()
      .in('one', offline, calling(app, 'trackEvent', 'x', {}))
      .wait(9000)
    expect(unsent.in('one', left).rows()).toEqual([['x', 'queued']])
    const byHand = configured({ flushMode: 'MANUAL' })
      .in('one', calling(app, 'trackEvent', 'x', {}))
      .wait(9000)
    expect(byHand.in('one', left).rows()).toEqual([['x', 'queued']])
  })
})
