/** What becomes of "queued" where the SDK is an app's: its requests need not be the page's, so none may be seen. */
import { describe, expect, it } from 'vitest'
import type { Happening } from '../core/fact'
import type { Json } from '../core/json'
import { answers, calling, left, opened, pageStory, running, sends } from '../testing/page-story'

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
