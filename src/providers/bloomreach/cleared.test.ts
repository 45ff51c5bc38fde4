/** Clear takes everything with the SDK's own app group, and with another one nothing at all. */
import { expect, it } from 'vitest'
import type { Json } from '../../core/json'
import type { Tracker } from '../../core/state'
import { calling, left, opened, type PageStory, pageStory, running } from '../../testing/page-story'
import { vendor } from './index'

const app = { vendor: 'bloomreach', surface: 'bridge', tracker: 'Exponea' }
const config = (projectToken: string, appGroup: string | null): Json => ({
  ...{ projectToken, flushMode: 'MANUAL' },
  ...(appGroup === null ? {} : { ios: { appGroup } }),
})
/** An app that was configured so, each time on a page of its own, and is there once more with something that waits. */
function relaunched(...configs: readonly Json[]): PageStory {
  const story = pageStory()
  configs.forEach((each, n) => {
    const page = `${n}`
    story.in(page, opened(page), running(app, null), calling(app, 'configure', each))
    story.in(
      page,
      calling(app, 'trackEvent', page, {}),
      calling(app, 'identifyCustomer', { registered: 'j' }, {}),
      left,
    )
  })
  return story.in('now', opened('now'), running(app, null), calling(app, 'trackEvent', 'early', {}))
}
const cleared = (story: PageStory, ...args: Json[]) =>
  story
    .in('now', calling(app, 'clearLocalCustomerData', ...args))
    .rows()
    .map(([name, delivery]) => `${name} ${delivery}`)
const KEPT = ['0 queued', 'customer update queued', 'early queued']
const GONE = ['0 lost', 'customer update lost', 'early lost']

it('the right app group clears what an earlier page left, another one nothing, and says so', () => {
  expect(cleared(relaunched(config('P', 'group.a')), 'group.a')).toEqual(GONE)
  const story = relaunched(config('P', 'group.a'))
  expect(cleared(story, 'group.b')).toEqual(KEPT)
  expect(story.state().moments.last()).toMatchObject({
    kind: 'status',
    text: expect.stringMatching(/^Nothing is cleared: .* app group group\.a, and not with group\.b\..* Android has no/),
  })
  const tracker = story.state().trackers.get('bloomreach:P')
  expect(tracker?.customer.hard).toEqual({ registered: 'j' })
  // Pushes go on waiting for the SDK to be configured.
  story.in('now', calling(app, 'trackDeliveredPush', { a: 1 }))
  expect(story.rows().at(-1)).toEqual(['campaign', 'queued'])
})

it('any app group clears where the SDK is known to have none, and a call without one clears where it may', () => {
  expect(cleared(relaunched(config('P', null)), 'group.b')).toEqual(GONE)
  expect(cleared(relaunched(config('P', 'group.a')))).toEqual(GONE)
  expect(cleared(relaunched(config('P', 'group.a')), '')).toEqual(GONE)
})

it('a clear without an app group says that iOS refuses it', () => {
  const story = relaunched(config('P', 'group.a'))
  cleared(story)
  expect(story.state().items.get(0)?.why).toMatch(/It has no app group: on iOS the bridge refuses that/)
})

it('one of several app groups, where the app changed its own, may be the right one', () => {
  expect(cleared(relaunched(config('P', 'group.a'), config('Q', 'group.b')), 'group.a')[0]).toBe('0 lost')
  expect(cleared(relaunched(config('P', 'group.a'), config('Q', 'group.b')), 'group.c')[0]).toBe('0 queued')
})

it('what is said of pushes after a clear, before and after it, names the relaunch on which the guide is silent', () => {
  const story = relaunched(config('P', 'group.a'))
  const offered = vendor.offers(story.state().trackers.last() as Tracker).clear
  expect('command' in offered && offered.command.warning).toContain('until the SDK is configured or launched anew')
  cleared(story, 'group.a')
  const push = calling(app, 'trackDeliveredPush', { a: 1 })
  story.in('now', push)
  expect(story.state().items.last()).toMatchObject({
    delivery: 'lost',
    why: expect.stringContaining('or, on which the guide is silent, launched anew'),
  })
  story.in('now', left).in('then', opened('then'), running(app, null), push)
  expect(story.rows().at(-1)).toEqual(['campaign', 'queued'])
})
