/** What Customer.io's README says of devices, batches, the queue, and of what it has not, and what shows it. */
import { lab, offer, on, page, request, wire } from '../guides/statement'
import type { OperationRow } from './claim'
import { ANYBODY, api, classic, js, snippet, told } from './customerio-evidence'

const refused = (command: Parameters<typeof offer>[0]['command'], because: string) =>
  offer({ command, after: '' }, `refused ${because}`)
const BUY = { ...ANYBODY, type: 'track', event: 'buy', properties: {} }
const REPORT = { ...ANYBODY, type: 'track', properties: { metric: 'opened', deliveryId: 'd' } }
const sent = (...calls: readonly string[]) => [...calls, 'flush()'].join('\n')
const NONE = 'Customer.io has no sessions'

/** The rows, in the table's order. */
export const TRAFFIC: readonly OperationRow[] = [
  {
    row: 'device token: `registerDeviceToken`, `deleteDeviceToken`, `setDeviceAttributes`',
    operations: ['registerDeviceToken', 'deleteDeviceToken', 'setDeviceAttributes'],
    commands: ['pushToken'],
    modelled: [
      lab('registerDeviceToken("t")', 'tracked Device Created or Updated', 'end token t'),
      lab('registerDeviceToken("t")\ndeleteDeviceToken()', 'tracked Device Deleted', 'end token t'),
      lab(
        'setDeviceAttributes({"a": 1})\nregisterDeviceToken("t")\nsetDeviceAttributes({"a": 2})',
        'log The device’s attributes are ignored',
        'tracked Device Created or Updated {"a":2}',
        'not: tracked Device Created or Updated {"a":1}',
      ),
    ],
    observed: [
      page('registerDeviceToken("t")', 'item Device Created or Updated (device)', 'token t'),
      page('registerDeviceToken("t")\ndeleteDeviceToken()', 'item Device Deleted (device)', 'token t'),
      page('setDeviceAttributes({"a": 1})', 'without a device token iOS SDK 4.7.5 sends nothing'),
    ],
    decoded: [
      wire(sent('registerDeviceToken("t")'), 'item Device Created or Updated (device)', 'token t'),
      api('t', { ...BUY, context: { device: { type: 'ios', token: 't' } } }, 'item buy'),
    ],
    triggered: [offer({ command: 'pushToken', payload: { texts: { token: 't' } }, after: '' }, 'end token t')],
  },
  {
    row: 'late binding of the user',
    operations: [],
    commands: [],
    modelled: [js('network off\ntrack("a")\nidentify("u1")\nnetwork on\nwait 1 min', '"event":"a"', '"userId":"u1"')],
    observed: [page('track("a")\nidentify("u1")', 'item a (event) queued {} called as nobody')],
    decoded: [api('t', { ...BUY, userId: 'u1' }, 'sent as c1 userId=u1')],
    triggered: [],
  },
  {
    row: 'batches',
    operations: [],
    commands: [],
    modelled: [
      lab(sent('track("a")', 'track("b")'), 'end requests 1', 'end item a delivered', 'end item b delivered'),
      js('set batching true\ntrack("a")\ntrack("b")\nwait 6 s', 'end requests 1', 'end item b delivered'),
    ],
    observed: [],
    decoded: [
      wire(sent('track("a")', 'track("b")'), 'item a (event) delivered', 'item b (event) delivered'),
      api('b', { batch: [BUY], writeKey: 'K', sentAt: '2023-11-14T22:13:20.000Z' }, 'item buy (event) delivered'),
    ],
    triggered: [],
  },
  {
    row: 'queue, retries, persistence',
    operations: ['flush'],
    commands: ['flush'],
    modelled: [
      lab('server 500\ntrack("a")\nflush()\nserver 200\napp killed\napp launched\nflush()', 'end item a delivered'),
      js('network off\ntrack("a")\nwait 1 s\nnetwork on\nwait 1 min', 'end item a delivered'),
    ],
    observed: [page('track("a")', 'item a (event) queued')],
    decoded: [wire('server 500\ntrack("a")\nflush()\nserver 200\nflush()', 'item a (event) delivered')],
    triggered: [
      refused('flush', 'React Native’s CustomerIO has no flush'),
      on('inspector', refused('flush', 'The SDK has no public flush')),
      on('classic', refused('flush', 'The classic snippet documents no flush')),
    ],
  },
  {
    row: 'stop, consent',
    operations: [],
    commands: ['stop'],
    modelled: [],
    observed: [],
    decoded: [],
    triggered: [
      refused('stop', 'The mobile SDKs have no opt-out'),
      on('inspector', refused('stop', 'The SDK has no opt-out')),
      on('classic', refused('stop', 'The classic snippet documents no opt-out')),
    ],
  },
  {
    row: 'sessions',
    operations: [],
    commands: ['sessionStart', 'sessionEnd'],
    modelled: [lab('track("a")\napp background\nwait 1 d\napp active', 'end session none')],
    observed: [page('track("a")', 'item a (event)', 'not: moment session')],
    decoded: [wire(sent('track("a")'), 'item a (event)', 'not: moment session')],
    triggered: [refused('sessionStart', NONE), refused('sessionEnd', NONE)],
  },
  {
    row: 'message metrics',
    operations: [],
    commands: ['pushReceived', 'pushReceivedAnyway', 'pushOpened', 'pushOpenedAnyway'],
    modelled: [],
    observed: [
      told({ ...REPORT, event: 'Report Delivery Event' }, 'item Report Delivery Event (report)'),
      page('trackMetric({"metric": "opened"})', 'item Report Delivery Event (report)'),
    ],
    decoded: [
      api('t', { ...REPORT, event: 'Report Delivery Event' }, 'item Report Delivery Event (report)'),
      api('t', { ...REPORT, event: 'Report Content Event' }, 'item Report Content Event (report)'),
    ],
    triggered: (['pushReceived', 'pushReceivedAnyway', 'pushOpened', 'pushOpenedAnyway'] as const).map((command) =>
      refused(command, 'Metrics of pushes are reported by the SDK itself'),
    ),
  },
  {
    row: 'payments, default properties, flush modes, another workspace',
    operations: [],
    commands: ['payment', 'defaultProperties', 'flushMode', 'switchProject'],
    modelled: [],
    observed: [],
    decoded: [],
    triggered: [
      refused('payment', 'Customer.io has no call for payments'),
      refused('defaultProperties', 'Customer.io’s SDKs have no default properties'),
      refused('flushMode', 'Customer.io’s SDKs have no flush modes'),
      refused('switchProject', 'Customer.io’s SDKs stay with the workspace'),
    ],
  },
  {
    row: 'in-app messages',
    operations: [],
    commands: [],
    modelled: [],
    observed: [],
    decoded: [request(['https://consumer.inapp.customer.io/api/v4/users?sessionId=1', '{}'], 'aside in-app')],
    triggered: [],
  },
  {
    row: 'settings, SDK self-metrics, scripts, geofences, web-push metrics',
    operations: [],
    commands: [],
    modelled: [],
    observed: [],
    decoded: [
      request(['https://cdp.customer.io/v1/projects/K/settings', null], 'aside settings'),
      api('m', { series: [] }, 'aside metrics'),
    ],
    triggered: [],
  },
  {
    row: 'classic snippet',
    operations: [],
    commands: [],
    modelled: [],
    observed: [classic('_cio.track("buy")', 'item buy (event)'), snippet('track("buy")', 'item buy (event)')],
    decoded: [request(['https://track.customer.io/events/page.gif?name=x&s=K', null], 'page')],
    triggered: [
      on('classic', offer({ command: 'track', payload: { name: 'buy' }, after: '' }, 'button _cio.track')),
      on('classic', offer({ command: 'identify', payload: { ids: { id: 'u1' } }, after: '' }, 'button _cio.identify')),
      on('classic', offer({ command: 'anonymize', after: '' }, 'button _cio.reset()')),
    ],
  },
]
