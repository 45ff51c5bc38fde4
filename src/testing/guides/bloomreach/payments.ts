/** The Bloomreach iOS guide's sections Payments and Default properties, statement by statement. */
import { BY_ITSELF, FOLLOWS, lab, offer, page, section, wire } from '../statement'

const called = (...calls: readonly string[]) => ['configure()', ...calls].join('\n')
const sent = (...calls: readonly string[]) => called(...calls, 'flushData()')
const PAYMENT = 'trackPayment({"productId": "123", "price": 123.45})'
const TIMED = 'trackPayment({"price": 1}, 1699999000)'
const GUIDES =
  'trackPayment({"properties": {"productId": "123", "currency": "USD", "price": 123.45, "quantity": 2}, ' +
  '"timestamp": null})'
const PAID = '{"productId":"123","currency":"USD","price":123.45,"quantity":2}'
const DEFAULTS = 'configure({"defaultProperties": {"a": 1, "b": 1}})'
const paying = (properties: string, timestamp: string) =>
  ({ command: 'payment', payload: { texts: { properties, timestamp } } }) as const

/** The statements. */
export const PAYMENTS = [
  ...section(
    'Payments',
    {
      place: 1,
      says: 'in-app purchases are tracked by themselves',
      modelled: lab(called('purchase({"price": 1})'), 'tracked payment {"price":1}', 'silent on their properties'),
      observed: BY_ITSELF,
      decoded: wire(sent('purchase({"price": 1})'), 'item payment (payment) delivered {"price":1}'),
      triggered: FOLLOWS,
    },
    {
      place: 2,
      says: 'trackPayment tracks a payment by hand',
      modelled: lab(called(PAYMENT), 'tracked payment {"productId":"123","price":123.45}'),
      observed: page(called(PAYMENT), 'item payment (payment) queued {"productId":"123","price":123.45}'),
      decoded: wire(sent(PAYMENT), 'item payment (payment) delivered'),
      triggered: offer(
        { command: 'payment', payload: { texts: { properties: '{"price": 1}', timestamp: '1699999000' } } },
        'calls trackPaymentEvent({"price":1}, 1699999000)',
        'tracked payment {"price":1} @-1000',
      ),
    },
    {
      place: 3,
      says: 'properties are the payment’s, by name',
      modelled: lab(called(PAYMENT), 'tracked payment {"productId":"123","price":123.45}'),
      observed: page(called(PAYMENT), '{"productId":"123","price":123.45}'),
      decoded: wire(sent(PAYMENT), 'delivered {"productId":"123","price":123.45}'),
      triggered: offer(paying('{"price": 1}', ''), 'tracked payment {"price":1}'),
    },
    {
      place: 4,
      says: 'timestamp is Unix time in seconds; left out it is now',
      modelled: lab(
        called('wait 5 s', TIMED, 'trackPayment({"price": 2})'),
        'tracked payment {"price":1} @-1000',
        'tracked payment {"price":2} @5',
      ),
      observed: page(called(TIMED), 'claimed 1699999000'),
      decoded: wire(sent(TIMED), 'claimed 1699999000'),
      triggered: offer(paying('{"price": 1}', '1699999000'), 'tracked payment {"price":1} @-1000'),
    },
    {
      place: 5,
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
      modelled: lab(`${DEFAULTS}\ntrackEvent("x", {})`, 'tracked x {"a":1,"b":1}'),
      observed: page(`${DEFAULTS}\ntrackEvent("x", {})`, 'item x (event) queued {"a":1,"b":1}'),
      decoded: wire(`${DEFAULTS}\ntrackEvent("x", {})\nflushData()`, 'item x (event) delivered {"a":1,"b":1}'),
      triggered: FOLLOWS,
    },
    {
      place: 2,
      says: 'the event’s own property of the same name wins',
      modelled: lab(`${DEFAULTS}\ntrackEvent("x", {"b": 2})`, 'tracked x {"a":1,"b":2}'),
      observed: page(`${DEFAULTS}\ntrackEvent("x", {"b": 2})`, 'item x (event) queued {"a":1,"b":2}'),
      decoded: wire(`${DEFAULTS}\ntrackEvent("x", {"b": 2})\nflushData()`, 'item x (event) delivered {"a":1,"b":2}'),
      triggered: FOLLOWS,
    },
    {
      place: 3,
      says: 'the configuration has them as defaultProperties',
      modelled: lab('configure({"defaultProperties": {"c": 3}})\ntrackEvent("x", {})', 'tracked x {"c":3}'),
      observed: page(
        'configure({"defaultProperties": {"c": 3}})\ntrackEvent("x", {})',
        'item x (event) queued {"c":3}',
      ),
      decoded: wire(
        'configure({"defaultProperties": {"c": 3}})\ntrackEvent("x", {})\nflushData()',
        'delivered {"c":3}',
      ),
      triggered: FOLLOWS,
    },
    {
      place: 4,
      says: 'defaultProperties changes them after the start',
      modelled: lab(called('defaultProperties({"a": 1})', 'trackEvent("x", {"b": 2})'), 'tracked x {"a":1,"b":2}'),
      observed: page(
        called('defaultProperties({"a": 1})', 'trackEvent("x", {"b": 2})'),
        'item x (event) queued {"a":1,"b":2}',
      ),
      decoded: wire(sent('defaultProperties({"a": 1})', 'trackEvent("x", {"b": 2})'), 'delivered {"a":1,"b":2}'),
      triggered: offer(
        { command: 'defaultProperties', payload: { texts: { properties: '{"a": 1}' } } },
        'calls setDefaultProperties({"a":1})',
      ),
    },
  ),
]
