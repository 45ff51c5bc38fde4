/**
 * What the public has reported of tools, SDKs and integrations, one by one, as a page does it: what became of it, and
 * what is found. Each report's repository and number, or what it was about where that is all that is known.
 */
import { expect, it } from 'vitest'
import type { Happening } from '../core/fact'
import type { Json } from '../core/json'
import { answers, calling, fails, left, opened, pageStory, running, sends } from '../testing/page-story'
import { findingsOf } from '.'

const web = { vendor: 'bloomreach', surface: 'web', tracker: 'exponea' } as const
const bundle = { vendor: 'customerio', surface: 'inspector', tracker: 'inspector-1' } as const
const second = { ...bundle, tracker: 'inspector-2' } as const
const BULK = { url: 'https://collect.test/bulk' }
const PIPELINES = 'https://cdp.customer.io/v1'

const shown = (id: string, met: typeof bundle | typeof second = bundle, name = id): Happening => {
  const event = { type: 'track', event: name, messageId: id, anonymousId: 'a1', properties: {} }
  return { ...calling(met, 'dispatch_start', event, ''), id } as Happening
}
const event = (id: string, name = id) => ({
  ...{ type: 'track', event: name, messageId: id, anonymousId: 'a1', userId: null, properties: {}, writeKey: 'wk' },
  context: { library: { name: 'analytics.js', version: 'npm:next-0.5.11' } },
})
const bulk = (...types: readonly string[]) => ({
  ...{ sdk: 'js-client', sdk_version: 'v3.15.0' },
  commands: types.map((type) => ({
    ...{ name: 'crm/events', data: { company_id: 'k1', customer_ids: { cookie: 'c1' }, type, properties: {} } },
  })),
})
const seen = (url: string, sent: unknown, status: number, answer: string): Happening => {
  const text = JSON.stringify(sent)
  return {
    ...{ kind: 'exchange', vendor: 'bloomreach', via: 'devtools', method: 'POST', url, status },
    ...{ body: { text, size: text.length }, answer: { text: answer, size: answer.length } },
    ...{ startedAt: 1_700_000_000_003, endedAt: 1_700_000_000_009 },
  }
}
const byHand = (to: string, sent: Json, status: number): readonly Happening[] => [
  sends('customerio', 1, { url: `${PIPELINES}/${to}` }, sent),
  answers(1, status, {}),
]
const restEvent = (timestamp: Json): readonly Happening[] => {
  const sent = { customer_ids: { registered: 'r' }, event_type: 'e', timestamp, properties: {} }
  return [
    sends('bloomreach', 1, { url: 'https://api.exponea.com/track/v2/projects/k1/customers/events' }, sent),
    answers(1, 200, { success: true }),
  ]
}
const webPage = (...happenings: readonly Happening[]) =>
  pageStory().in('one', opened(), running(web, 'k1'), ...happenings)
const page = (...happenings: readonly Happening[]) =>
  pageStory().in('one', opened(), running(bundle, 'wk', '0.5.11'), ...happenings)

interface Reported {
  readonly of: string
  readonly told: ReturnType<typeof pageStory>
  /** Name and state of each thing. */
  readonly things: readonly (readonly [string, string])[]
  /** What is found, by rule. */
  readonly found: readonly string[]
}

const REPORTED: readonly Reported[] = [
  {
    of: 'PostHog/posthog-js#1096: a collector of another origin without its CORS header, with the Web SDK',
    told: webPage(calling(web, 'track', 'a', {}), sends('bloomreach', 1, BULK, bulk('a')), fails(1)).in(
      'devtools:1',
      seen(BULK.url, bulk('a'), 200, '{"success":true,"results":[{"status":"ok"}]}'),
    ),
    things: [['a', 'delivered']],
    found: ['any-cors'],
  },
  {
    of: 'snowplow-javascript-tracker#704, vince#3: a content blocker before the Web SDK, which goes on trying',
    told: webPage(calling(web, 'track', 'a', {}), sends('bloomreach', 1, BULK, bulk('a')), fails(1)),
    things: [['a', 'retrying']],
    found: [],
  },
  {
    of: 'snowplow-javascript-tracker#704: the same before Customer.io’s SDK, which gives up after five tries',
    told: page(
      shown('a'),
      ...[1, 2, 3, 4, 5].flatMap((n) => [sends('customerio', n, { url: `${PIPELINES}/t` }, event('a')), fails(n)]),
    ),
    things: [['a', 'unknown']],
    found: [],
  },
  {
    of: 'the Track API’s field names on the Pipelines API: an event without a name',
    told: page(...byHand('track', { userId: 'u', name: 'e', data: {} }, 200)),
    things: [['', 'delivered']],
    found: ['any-empty-name'],
  },
  {
    of: 'a REST timestamp as a text of seconds: accepted, and what the server makes of it nobody knows',
    told: pageStory().in('one', opened(), ...restEvent('1700000000')),
    things: [['e', 'delivered']],
    found: [],
  },
  {
    of: 'a REST timestamp in milliseconds',
    told: pageStory().in('one', opened(), ...restEvent(1_700_000_000_000)),
    things: [['e', 'delivered']],
    found: ['bloomreach-milliseconds'],
  },
  {
    of: 'wellcomecollection#8476, Oak#1485: an effect that React runs twice loads the SDK twice',
    told: page(
      running(second, 'wk', '0.5.11'),
      ...[shown('m1', bundle, 'a'), shown('m2', second, 'a')],
      ...[sends('customerio', 1, { url: `${PIPELINES}/t` }, event('m1', 'a')), answers(1, 200, {})],
      ...[sends('customerio', 2, { url: `${PIPELINES}/t` }, event('m2', 'a')), answers(2, 200, {})],
    ),
    things: [
      ['a', 'delivered'],
      ['a', 'delivered'],
    ],
    found: ['any-duplicate'],
  },
  {
    of: 'analytics-next#648, #361: a link is followed before the answer, and the next page sends what was stored',
    told: page(
      shown('a'),
      sends('customerio', 1, { url: `${PIPELINES}/t` }, event('a')),
      {
        ...{ kind: 'storage', vendor: 'customerio', area: 'local', key: 'persisted-queue:v1:wk:items' },
        value: JSON.stringify([{ event: { messageId: 'a' } }]),
      },
      left,
    )
      .in('two', opened('two'), running(bundle, 'wk', '0.5.11'))
      .in('two', sends('customerio', 1, { url: `${PIPELINES}/t` }, event('a')), answers(1, 200, {})),
    things: [['a', 'delivered']],
    found: [],
  },
  {
    of: 'identify() without arguments: refused, and nobody was identified without a hard ID',
    told: webPage(calling(web, 'identify')),
    things: [['customer update', 'lost']],
    found: ['any-never-sent'],
  },
  {
    of: 'identify() with an ID that is undefined: it is left out',
    told: webPage(calling(web, 'identify', { registered: { $tl: 'undefined', text: 'undefined' } })),
    things: [['customer update', 'queued']],
    found: ['any-arguments', 'bloomreach-soft-id-only'],
  },
  {
    of: 'a consent without valid_until',
    told: webPage(calling(web, 'track', 'consent', { action: 'accept', category: 'mail' })),
    things: [['consent', 'queued']],
    found: ['bloomreach-consent-event'],
  },
  {
    of: 'a page that tracks for several customers by hand: the same event of others is tracked twice by nobody',
    told: pageStory().in(
      'one',
      opened(),
      ...['ann', 'bob'].flatMap((registered, n) => [
        sends(
          'bloomreach',
          n,
          { url: 'https://api.exponea.com/track/v2/projects/k1/customers/events' },
          { customer_ids: { registered }, event_type: 'e', properties: {} },
        ),
        answers(n, 200, { success: true }),
      ]),
    ),
    things: [
      ['e', 'delivered'],
      ['e', 'delivered'],
    ],
    found: [],
  },
  {
    of: 'identify() into an object of the page’s own, a mock or an opt-out: nobody was told whom it names',
    told: pageStory().in('one', opened(), { kind: 'sdk', ...web, state: 'foreign' }, {
      ...calling(web, 'identify', { registered: 'jane' }),
      foreign: true,
    } as Happening),
    things: [['customer update', 'unknown']],
    found: ['any-stand-in'],
  },
]

it.each(REPORTED.map((each) => [each.of, each] as const))('%s', (_, { told, things, found }) => {
  expect(told.rows().map(([name, delivery]) => [name, delivery])).toEqual(things)
  const findings = findingsOf(null, told.state(), told.now())
  expect([...findings.byCheck].flatMap(([id, all]) => (all.size > 0 ? [id] : [])).sort()).toEqual(found)
})
