/** The Bloomreach iOS guide's section Events, statement by statement. */
import { lab, none, offer, page, section, wire } from '../statement'

const SCREEN = 'trackEvent("screen_view", {"screen_name": "dashboard", "other_property": 123.45})'
const SCREEN_GUIDE = 'trackEvent({"screen_name": "dashboard", "other_property": 123.45}, null, "screen_view")'
const PURCHASE =
  'trackEvent({"purchase_status": "success", "product_list": [{"product_id": "abc123", "quantity": 2}, ' +
  '{"product_id": "abc456", "quantity": 1}], "total_price": 7.99}, null, "purchase")'
const sent = (...calls: readonly string[]) => ['configure()', ...calls, 'flushData()'].join('\n')
const called = (...calls: readonly string[]) => ['configure()', ...calls].join('\n')
const SCREEN_JSON = '{"screen_name":"dashboard","other_property":123.45}'
const PURCHASE_JSON =
  '{"purchase_status":"success","product_list":[{"product_id":"abc123","quantity":2},' +
  '{"product_id":"abc456","quantity":1}],"total_price":7.99}'
/** A value of each kind that JSON has. */
const KINDS = '{"t":"a","n":1.5,"b":true,"l":[1],"o":{"k":"v"}}'

/** The statements. */
export const EVENTS = [
  ...section(
    'Track event',
    {
      place: 1,
      says: 'trackEvent tracks an event of any type',
      modelled: lab(called(SCREEN), `tracked screen_view ${SCREEN_JSON}`),
      observed: page(called(SCREEN), `item screen_view (event) queued ${SCREEN_JSON}`),
      decoded: wire(sent(SCREEN), `item screen_view (event) delivered ${SCREEN_JSON}`),
      triggered: offer(
        { command: 'track', payload: { name: 'screen_view', properties: { screen_name: 'dashboard' } } },
        'tracked screen_view {"screen_name":"dashboard"}',
      ),
    },
    {
      place: 2,
      says: 'the name can be any',
      modelled: lab(called('trackEvent("Ünï côde 1", {})'), 'tracked Ünï côde 1'),
      observed: page(called('trackEvent("Ünï côde 1", {})'), 'item Ünï côde 1 (event) queued'),
      decoded: wire(sent('trackEvent("Ünï côde 1", {})'), 'item Ünï côde 1 (event) delivered'),
      triggered: offer({ command: 'track', payload: { name: 'Ünï côde 1' } }, 'tracked Ünï côde 1'),
    },
    {
      place: 5,
      says: 'properties are text, numbers, booleans, lists and objects by name',
      modelled: lab(called(`trackEvent("x", ${KINDS.replace('}}', '},"nothing":null}')})`), `tracked x ${KINDS} @0`),
      observed: page(called(`trackEvent("x", ${KINDS})`), `item x (event) queued ${KINDS}`),
      decoded: wire(sent(`trackEvent("x", ${KINDS})`), `item x (event) delivered ${KINDS}`),
      triggered: offer(
        { command: 'track', payload: { name: 'x', properties: { t: 'a', n: 1.5, b: true, l: [1], o: { k: 'v' } } } },
        `tracked x ${KINDS} @0`,
      ),
    },
    {
      place: 6,
      says: 'timestamp is Unix time in seconds',
      modelled: lab(called('trackEvent("x", {}, 1700000000.25)'), 'tracked x {} @0.25'),
      observed: page(called('trackEvent("x", {}, 1700000000.25)'), 'claimed 1700000000.25'),
      decoded: wire(sent('trackEvent("x", {}, 1700000000.25)'), 'delivered {} claimed 1700000000.25'),
      triggered: offer(
        { command: 'track', payload: { name: 'x', texts: { timestamp: '1700000000.25' } } },
        'calls trackEvent("x", {}, 1700000000.25)',
        'tracked x {} @0.25',
      ),
    },
    {
      place: 6,
      says: '… and left out it is the present time',
      modelled: lab('configure()\nwait 5 s\ntrackEvent("x", {}, null)', 'tracked x {} @5'),
      observed: page(called('trackEvent("x", {}, null)'), 'item x (event) queued {} called'),
      decoded: wire(
        'configure()\nwait 5 s\ntrackEvent("x", {})\nflushData()',
        'item x (event) delivered {} claimed 1700000005',
      ),
      triggered: offer({ command: 'track', payload: { name: 'x' } }, 'calls trackEvent("x", {})', 'tracked x {} @0'),
    },
    {
      place: 7,
      says: 'eventType is required',
      modelled: lab(called('trackEvent("", {})'), 'eventType is required'),
      observed: page(called('trackEvent("", {})'), 'The event type is required'),
      decoded: wire(
        sent('trackEvent("", {})'),
        'item  (event) delivered … The event has no type (required: iOS guide, “Track event”).',
      ),
      triggered: none('The editor of Track… sends no event without a name (src/ui/triggers/payload-draft.test.ts).'),
    },
    {
      place: 8,
      says: 'example: a dictionary of properties',
      modelled: lab(called(SCREEN), `tracked screen_view ${SCREEN_JSON}`),
      observed: page(called(SCREEN), `item screen_view (event) queued ${SCREEN_JSON}`),
      decoded: wire(sent(SCREEN), `item screen_view (event) delivered ${SCREEN_JSON}`),
      triggered: offer(
        { command: 'track', payload: { name: 's', properties: { screen_name: 'dashboard', other_property: 123.45 } } },
        `tracked s ${SCREEN_JSON}`,
      ),
    },
    {
      place: 9,
      says: 'example: the call in the guide’s own order of arguments',
      modelled: lab(called(SCREEN_GUIDE), `tracked screen_view ${SCREEN_JSON} @0`),
      observed: page(called(SCREEN_GUIDE), `item screen_view (event) queued ${SCREEN_JSON}`),
      decoded: wire(sent(SCREEN_GUIDE), `item screen_view (event) delivered ${SCREEN_JSON}`),
      triggered: offer(
        {
          command: 'track',
          payload: { name: 'screen_view', properties: { screen_name: 'dashboard', other_property: 123.45 } },
        },
        `calls trackEvent("screen_view", ${SCREEN_JSON})`,
        `tracked screen_view ${SCREEN_JSON} @0`,
      ),
    },
    {
      place: 10,
      says: 'example: nested JSON',
      modelled: lab(called(PURCHASE), `tracked purchase ${PURCHASE_JSON} @0`),
      observed: page(called(PURCHASE), `item purchase (event) queued ${PURCHASE_JSON}`),
      decoded: wire(sent(PURCHASE), `item purchase (event) delivered ${PURCHASE_JSON}`),
      triggered: offer(
        { command: 'track', payload: { name: 'purchase', properties: JSON.parse(PURCHASE_JSON) } },
        `tracked purchase ${PURCHASE_JSON} @0`,
      ),
    },
    {
      place: 11,
      says: 'a timestamp of one’s own for what happened at another time',
      modelled: lab(called('trackEvent({}, 1699999000, "x")'), 'tracked x {} @-1000'),
      observed: page(called('trackEvent({}, 1699999000, "x")'), 'claimed 1699999000'),
      decoded: wire(sent('trackEvent({}, 1699999000, "x")'), 'claimed 1699999000'),
      triggered: offer(
        { command: 'track', payload: { name: 'x', texts: { timestamp: '1699999000' } } },
        'calls trackEvent("x", {}, 1699999000)',
        'tracked x {} @-1000',
      ),
    },
  ),
]
