/** The Bloomreach iOS guide's sections Payments, Track payment and Default properties, statement by statement. */
import { WITH_APP } from '../../../core/fold/unsent'
import { BY_ITSELF, lab, none, offer, page, section, wire } from '../statement'

const called = (...calls: readonly string[]) => ['configure()', ...calls].join('\n')
const sent = (...calls: readonly string[]) => called(...calls, 'flushData()')
const PAYMENT = 'trackPayment({"productId": "123", "price": 123.45})'
/** One with a time of its own, and later one without. */
const TIMED = ['wait 5 s', 'trackPayment({"price": 1}, 1699999000)', 'trackPayment({"price": 2})']
const GUIDES =
  'trackPayment({"properties": {"productId": "123", "currency": "USD", "price": 123.45, "quantity": 2}, ' +
  '"timestamp": null})'
const PAID = '{"productId":"123","currency":"USD","price":123.45,"quantity":2}'
const DEFAULTS = 'configure({"defaultProperties": {"a": 1, "b": 1}})'
const paying = (properties: string, timestamp: string, after = 'configure()') =>
  ({ command: 'payment', payload: { texts: { properties, timestamp } }, after }) as const
const tracking = (properties = {}) => ({ command: 'track', payload: { name: 'x', properties } }) as const
/** Events of each kind that an app can track: with default properties alone, or with one of their own. */
const PUSH = 'trackPushReceived({"attributes": {"campaign_name": "Sale"}})'
const EVENTS = ['trackEvent("x", {})', 'trackPayment({"price": 1})', PUSH].join('\n')
const OWN = 'trackEvent("x", {"b": 2})'
const CONFIGURED = 'configure({"defaultProperties": {"c": 3}})\ntrackEvent("x", {})'
/** The configuration has some, which the app changes once the SDK runs. */
const CHANGED = [DEFAULTS, 'trackEvent("x", {})', 'defaultProperties({"a": 5})', 'trackEvent("y", {})'].join('\n')

/** The statements. */
export const PAYMENTS = [
  ...section('Payments', {
    place: 1,
    says: 'in-app purchases are tracked by themselves',
    modelled: lab(called('purchase({"price": 1})'), 'tracked payment {"price":1}', 'silent on their properties'),
    observed: BY_ITSELF,
    decoded: wire(sent('purchase({"price": 1})'), 'item payment (payment) delivered {"price":1}'),
    triggered: none('A purchase is made in the store: no call of a page’s makes one.'),
  }),
  ...section(
    'Track payment',
    {
      place: 1,
      says: 'trackPayment tracks a payment by hand',
      modelled: lab(called(PAYMENT), 'tracked payment {"productId":"123","price":123.45}'),
      observed: page(called(PAYMENT), 'item payment (payment) queued {"productId":"123","price":123.45}'),
      decoded: wire(sent(PAYMENT), 'item payment (payment) delivered {"productId":"123","price":123.45}'),
      triggered: offer(
        paying('{"price": 1}', '1699999000'),
        'calls trackPaymentEvent({"price":1}, 1699999000)',
        'tracked payment {"price":1} @-1000',
      ),
    },
    {
      place: 2,
      says: 'properties are the payment’s, by name',
      modelled: lab(called(PAYMENT), 'tracked payment {"productId":"123","price":123.45}'),
      observed: page(called(PAYMENT), 'item payment (payment) queued {"productId":"123","price":123.45}'),
      decoded: wire(sent(PAYMENT), 'item payment (payment) delivered {"productId":"123","price":123.45}'),
      triggered: offer(paying('{"price": 1}', ''), 'tracked payment {"price":1}'),
    },
    {
      place: 3,
      says: 'timestamp is Unix time in seconds; left out it is now',
      modelled: lab(called(...TIMED), 'tracked payment {"price":1} @-1000', 'tracked payment {"price":2} @5'),
      observed: page(
        called(...TIMED),
        'item payment (payment) queued {"price":1} claimed 1699999000',
        `item payment (payment) queued {"price":2} called as nobody: ${WITH_APP}; seen at 5`,
      ),
      decoded: wire(
        sent(...TIMED),
        'item payment (payment) delivered {"price":1} claimed 1699999000',
        'item payment (payment) delivered {"price":2} claimed 1700000005',
      ),
      triggered: [
        offer(paying('{"price": 1}', '1699999000'), 'tracked payment {"price":1} @-1000'),
        offer(paying('{"price": 2}', '', called('wait 5 s')), 'tracked payment {"price":2} @5'),
      ],
    },
    {
      place: 4,
      says: 'example: trackPayment(properties:, timestamp: nil)',
      modelled: lab(called(GUIDES), `tracked payment ${PAID}`),
      observed: page(called(GUIDES), `item payment (payment) queued ${PAID}`),
      decoded: wire(sent(GUIDES), `item payment (payment) delivered ${PAID}`),
      triggered: offer(paying(PAID, ''), `tracked payment ${PAID}`),
    },
  ),
  ...section(
    'Default properties',
    {
      place: 1,
      says: 'default properties go with every event',
      modelled: lab(
        `${DEFAULTS}\n${EVENTS}\nwait 1 s\napp background\nwait 60 s`,
        'tracked installation {"a":1,"b":1,',
        'tracked session_start {"a":1,"b":1,',
        'tracked session_end {"a":1,"b":1,',
        'tracked x {"a":1,"b":1}',
        'tracked payment {"a":1,"b":1,"price":1}',
        'tracked campaign {"a":1,"b":1,"campaign_name":"Sale"',
      ),
      observed: page(
        `${DEFAULTS}\n${EVENTS}`,
        'item x (event) queued {"a":1,"b":1}',
        'item payment (payment) queued {"a":1,"b":1,"price":1}',
        'item campaign (campaign) queued {"a":1,"b":1,"campaign_name":"Sale"',
      ),
      decoded: wire(
        `${DEFAULTS}\n${EVENTS}\nflushData()`,
        'item installation (installation) delivered {"a":1,"b":1,',
        'item session_start (session) delivered {"a":1,"b":1,',
        'item x (event) delivered {"a":1,"b":1}',
        'item payment (payment) delivered {"a":1,"b":1,"price":1}',
        'item campaign (campaign) delivered {"a":1,"b":1,"campaign_name":"Sale"',
      ),
      triggered: [
        offer({ ...tracking(), after: DEFAULTS }, 'tracked x {"a":1,"b":1}'),
        offer(paying('{"price": 1}', '', DEFAULTS), 'tracked payment {"a":1,"b":1,"price":1}'),
      ],
    },
    {
      place: 2,
      says: 'the event’s own property of the same name wins',
      modelled: lab(`${DEFAULTS}\n${OWN}`, 'tracked x {"a":1,"b":2}'),
      observed: page(`${DEFAULTS}\n${OWN}`, 'item x (event) queued {"a":1,"b":2}'),
      decoded: wire(`${DEFAULTS}\n${OWN}\nflushData()`, 'item x (event) delivered {"a":1,"b":2}'),
      triggered: offer({ ...tracking({ b: 2 }), after: DEFAULTS }, 'tracked x {"a":1,"b":2}'),
    },
    {
      place: 3,
      says: 'the configuration has them as defaultProperties',
      modelled: lab(CONFIGURED, 'tracked x {"c":3}'),
      observed: page(CONFIGURED, 'item x (event) queued {"c":3}', '"defaultProperties":{"c":3}'),
      decoded: wire(`${CONFIGURED}\nflushData()`, 'item x (event) delivered {"c":3}'),
      triggered: none('The configuration is the app’s own code; once the SDK runs, defaultProperties() changes them.'),
    },
    {
      place: 4,
      says: 'defaultProperties changes them after the start',
      modelled: lab(CHANGED, 'tracked x {"a":1,"b":1}', 'tracked y {"a":5}'),
      observed: page(CHANGED, 'item x (event) queued {"a":1,"b":1}', 'item y (event) queued {"a":5}'),
      decoded: wire(
        `${CHANGED}\nflushData()`,
        'item x (event) delivered {"a":1,"b":1}',
        'item y (event) delivered {"a":5}',
      ),
      triggered: offer(
        {
          command: 'defaultProperties',
          payload: { texts: { properties: '{"a": 5}' } },
          ...{ after: DEFAULTS, next: 'trackEvent("y", {})' },
        },
        'calls setDefaultProperties({"a":5})',
        'tracked y {"a":5}',
      ),
    },
  ),
]
