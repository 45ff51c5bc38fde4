/** An SDK whose key was told on an earlier page only: its requests on a later one tell that it is the same. */
import { expect, it } from 'vitest'
import type { Json } from '../../core/json'
import {
  answers,
  calling,
  left,
  type Met,
  opened,
  type PageStory,
  pageStory,
  running,
  sends,
} from '../../testing/page-story'

const app = { vendor: 'bloomreach', surface: 'bridge', tracker: 'Exponea' }
const web = { vendor: 'bloomreach', surface: 'web', tracker: 'exponea' }
const OK = '{"success":true}'

/** An event as a request to a project. */
type Sent = (project: string, name: string) => readonly [{ readonly url: string }, Json]

const eventTo: Sent = (project, name) => [
  { url: `https://s.test/track/v2/projects/${project}/customers/events` },
  { customer_ids: { cookie: 'c' }, event_type: name, timestamp: 1_700_000_000, properties: {} },
]
const bulkTo: Sent = (project, name) => {
  const data: Json = { customer_ids: { cookie: 'c' }, type: name, properties: {}, company_id: project }
  return [{ url: 'https://s.test/bulk' }, { commands: [{ name: 'crm/events', data }] }]
}
const owners = (story: PageStory) =>
  story
    .state()
    .items.toArray()
    .map(({ name, tracker, seenBy }) => [name, tracker, seenBy.call && seenBy.page])
const trackers = (story: PageStory) =>
  [...story.state().trackers.values()].map(({ id, instance }) => [id, instance?.doc])

/** The SDK was there with its key on one page, and is there without it on the next. */
const metAgain = (met: Met) =>
  pageStory().in('one', opened(), running(met, 'shop'), left).in('two', opened('two'), running(met, null))

it.each<readonly [string, Met, string, Sent]>([
  ['an app’s', app, 'trackEvent', eventTo],
  ['the Web SDK', web, 'track', bulkTo],
])('%s: its call and its request are one item of the tracker that is known', (_, met, method, sent) => {
  const story = metAgain(met).in('two', calling(met, method, 'x', {}))
  story.in('two', sends('bloomreach', 1, ...sent('shop', 'x')), answers(1, 200, OK))
  expect(owners(story)).toEqual([['x', 'bloomreach:shop', true]])
  expect(trackers(story)).toEqual([['bloomreach:shop', 'two']])
})

it('of a tracker that was only known by its requests it is the SDK too', () => {
  const story = pageStory().in('one', opened(), sends('bloomreach', 1, ...bulkTo('shop', 'before')), left)
  story.in('two', opened('two'), running(web, null), calling(web, 'track', 'x', {}))
  story.in('two', sends('bloomreach', 2, ...bulkTo('shop', 'x')))
  expect(trackers(story)).toEqual([['bloomreach:shop', 'two']])
  expect(owners(story)[1]).toEqual(['x', 'bloomreach:shop', true])
})

it('where the SDK with the key is still there, or another page sends, it stays another one', () => {
  const beside = { ...web, tracker: 'second' }
  const story = pageStory().in('one', opened(), running(web, 'shop'), running(beside, null))
  story.in('one', calling(beside, 'track', 'x', {}), sends('bloomreach', 1, ...bulkTo('shop', 'x')))
  expect(trackers(story)).toEqual([
    ['bloomreach:shop', 'one'],
    ['bloomreach:?web', 'one'],
  ])
  const frame = metAgain(web).in('three', opened('three', false), sends('bloomreach', 1, ...bulkTo('shop', 'x')))
  expect(trackers(frame)).toEqual([
    ['bloomreach:shop', undefined],
    ['bloomreach:?web', 'two'],
  ])
})
