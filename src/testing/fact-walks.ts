/** Walks of facts in an order that no page would keep to, for the property tests of several rooms. */
import fc from 'fast-check'
import type { Fact, Happening } from '../core/fact'
import type { JsonObject } from '../core/json'

/** When a walk begins; milliseconds since 1970. */
export const START = 1_763_788_400_000

const web = { vendor: 'bloomreach', surface: 'web', tracker: 'exponea' } as const
const app = { vendor: 'bloomreach', surface: 'bridge', tracker: 'app' } as const
const cio = { vendor: 'customerio', surface: 'snippet', tracker: 'cio' } as const

const seg = { vendor: 'segment', surface: 'inspector', tracker: 'seg' } as const

/** The libraries of three makers whose SDKs send the same format to the same addresses. */
const libraries = fc.constantFrom<JsonObject>(
  { name: 'analytics.js', version: 'npm:next-0.5.11' },
  { name: 'analytics.js', version: 'npm:next-1.84.3' },
  { name: 'RudderLabs JavaScript SDK', version: '3.34.1' },
)

/** A request of a maker's SDK, to the address that they all may send to. */
function sent(request: number, event: string, more: object, library: JsonObject): Happening {
  const id = `m-${event}-${request % 3}`
  const message = { type: 'track', event, messageId: id, anonymousId: 'a1', context: { library }, ...more }
  const text = JSON.stringify({ ...message, writeKey: 'wk', properties: {} })
  const body = { text, size: text.length }
  return {
    kind: 'request',
    request,
    vendor: 'customerio',
    via: 'fetch',
    method: 'POST',
    url: 'https://collect.shop.test/v1/t',
    body,
  }
}

/** The browser's record of such a request: an answer, a redirect, or none. */
function recorded(asked: Happening, status: number, started: number): Happening {
  if (asked.kind !== 'request') throw new Error('no request')
  const { vendor, method, url, body } = asked
  const answer = { text: status === 307 ? null : '{}', size: 2 }
  const ends = { startedAt: START + started, endedAt: START + started + 9 }
  const more = status === 307 ? { redirect: 'https://eu.shop.test/v1/t' } : status === 0 ? { error: 'reset' } : {}
  return { kind: 'exchange', vendor, via: 'devtools', method, url, body, status, answer, ...ends, ...more }
}

/** A request of a mobile SDK's, or of one who writes by hand. */
function mobile(request: number, event: string, ids: object, sdk: string | null): Happening {
  const properties = sdk === null ? {} : { sdk, sdk_version: '4.0.1' }
  const text = JSON.stringify({ event_type: event, customer_ids: ids, timestamp: START / 1000, properties })
  return {
    kind: 'request',
    request,
    vendor: 'bloomreach',
    via: 'fetch',
    method: 'POST',
    url: 'https://api.exponea.com/track/v2/projects/k1/customers/events',
    body: { text, size: text.length },
  }
}

const names = fc.constantFrom('buy', 'Buy', 'view ', 'session_start', 'consent')
const ids = fc.constantFrom<JsonObject>(
  { cookie: 'c1' },
  { cookie: 'c2' },
  { registered: 'jane' },
  { registered: 'JANE ' },
)
const users = fc.constantFrom({}, { userId: 'jane' }, { userId: 'x@y.z' })
const number = fc.integer({ min: 1, max: 9 })
const answerText = fc.constantFrom('{"success":true}', '{"success":false,"errors":["no"]}', '{}', 'no')

/** Something that may happen, in an order that no page would keep to. */
const happening: fc.Arbitrary<Happening> = fc.oneof(
  fc.constantFrom<Happening>(
    { ...web, kind: 'sdk', state: 'running', key: 'k1' },
    { ...web, kind: 'sdk', state: 'stub' },
    { ...app, kind: 'sdk', state: 'running', key: 'k1' },
    { ...cio, kind: 'sdk', state: 'stub' },
    { ...cio, kind: 'sdk', state: 'running', key: 'wk' },
    { ...cio, kind: 'sdk', state: 'running', key: 'ak_secret' },
    { ...seg, kind: 'sdk', state: 'running', key: 'wk' },
    { kind: 'page', change: 'activated' },
    { kind: 'page', change: 'route', url: 'https://s.test/route' },
    { kind: 'page', change: 'pageshow', persisted: true },
    { kind: 'page', change: 'pagehide' },
    { kind: 'page', change: 'hidden' },
    { kind: 'enforce', vendor: 'bloomreach', on: true },
    { kind: 'enforce', vendor: 'bloomreach', on: false },
    { kind: 'consent', platform: 'gcm', signal: { analytics_storage: 'denied' } },
    { kind: 'consent', platform: 'gcm', signal: { analytics_storage: 'granted' } },
    { kind: 'document', url: 'https://s.test/?ajs_uid=x', title: '', top: true, late: false, startedAt: START + 50 },
    {
      ...{ kind: 'document', url: 'https://s.test/next', title: '', top: true, late: false, startedAt: START + 90 },
      prerendering: true,
    },
  ),
  fc
    .tuple(number, names, fc.boolean())
    .map(
      ([call, name, buffered]): Happening => ({ ...cio, kind: 'call', call, method: 'track', args: [name], buffered }),
    ),
  fc.tuple(number, names).map(([call, name]): Happening => {
    return { ...web, kind: 'call', call, method: 'track', args: [name, { price: call % 2 ? call : `${call}` }] }
  }),
  fc.tuple(number, names).map(([call, name]): Happening => {
    return { ...app, kind: 'call', call, method: 'trackEvent', args: [name, {}] }
  }),
  fc
    .tuple(number, ids)
    .map(([call, to]): Happening => ({ ...web, kind: 'call', call, method: 'identify', args: [to] })),
  fc.tuple(number, ids).map(([call, to]): Happening => {
    return { ...app, kind: 'call', call, method: 'identifyCustomer', args: [to, { description: 'x' }] }
  }),
  fc.constantFrom('anonymize', 'stopIntegration').map((method): Happening => {
    return { ...app, kind: 'call', call: 99, method, args: [] }
  }),
  fc
    .constantFrom('reset', 'group')
    .map((method): Happening => ({ ...cio, kind: 'call', call: 98, method, args: ['g'] })),
  fc.tuple(number, names, users, libraries).map((args) => sent(...args)),
  fc
    .tuple(fc.tuple(number, names, users, libraries), fc.constantFrom(200, 307, 400, 0), fc.nat(9000))
    .map(([asked, status, started]) => recorded(sent(...asked), status, started)),
  fc.tuple(number, names).map(([call, name]): Happening => {
    const event = { type: 'track', event: name, messageId: `m-${name}-${call % 3}`, properties: {} }
    return { ...seg, kind: 'call', call, method: 'dispatch_start', id: event.messageId, args: [event, ''] }
  }),
  fc.tuple(number, names, ids, fc.constantFrom('iOS', 'AndroidSDK', null)).map((args) => mobile(...args)),
  fc.tuple(number, fc.constantFrom(200, 400, 500), answerText).map(
    ([request, status, text]): Happening => ({
      kind: 'response',
      request,
      status,
      body: { text, size: text.length },
    }),
  ),
  number.map((request): Happening => ({ kind: 'failure', request, reason: 'network', error: 'TypeError' })),
)

/** Facts of two documents and of the panel; told late now and then, so that their times go back. */
export const walks: fc.Arbitrary<readonly Fact[]> = fc
  .array(fc.tuple(fc.constantFrom('d1', 'd1', 'd2'), fc.integer({ min: -900, max: 1500 }), happening), {
    maxLength: 70,
  })
  .map((told) => {
    const seqs = new Map<string, number>()
    let at = START
    return told.map(([doc, step, what]) => {
      const seq = (seqs.get(doc) ?? 0) + 1
      seqs.set(doc, seq)
      at += step
      return { doc, seq, at, frame: 0, ...what }
    })
  })
