/** The Bloomreach iOS guide, its beginning and its section Events, statement by statement. */
import { BY_ITSELF, FOLLOWS, lab, NOT_CALLED, NOT_SENT, none, offer, page, section, wire } from '../statement'

const BANNER = '{"id": "b1", "name": "Sale", "message_type": "modal", "has_tracking_consent": true}'
const BLOCK = '{"placeholderId": "top", "contentBlock": {"id": "c1", "name": "Hello"}}'
const MESSAGE_SHOWN = `configure()\ntrackBanner(${BANNER}, "show", {"interaction": false})\nflushData()`
const BLOCK_SHOWN = `configure()\ntrackInAppContentBlockShown(${BLOCK})\nflushData()`
const SCREEN = 'trackEvent("screen_view", {"screen_name": "dashboard", "other_property": 123.45})'
const SCREEN_GUIDE = 'trackEvent({"screen_name": "dashboard", "other_property": 123.45}, null, "screen_view")'
const PURCHASE =
  'trackEvent({"purchase_status": "success", "product_list": [{"product_id": "abc123", "quantity": 2}, ' +
  '{"product_id": "abc456", "quantity": 1}], "total_price": 7.99}, null, "purchase")'
const sent = (...calls: readonly string[]) => ['configure()', ...calls, 'flushData()'].join('\n')
const called = (...calls: readonly string[]) => ['configure()', ...calls].join('\n')
const SCREEN_JSON = '{"screen_name":"dashboard","other_property":123.45}'
const PRODUCTS = '"product_list":[{"product_id":"abc123","quantity":2},{"product_id":"abc456","quantity":1}]'

/** The statements. */
export const EVENTS = [
  ...section(
    'Tracking',
    {
      place: 2,
      says: '`installation` is tracked by itself, after the installation and after an anonymize',
      modelled: lab('configure()\nanonymize()', 'tracked installation', 'end item installation queued'),
      observed: BY_ITSELF,
      decoded: wire(sent('anonymize()'), 'item installation (installation) delivered'),
      triggered: FOLLOWS,
    },
    {
      place: 3,
      says: 'the start and the end of a session are tracked by themselves',
      modelled: lab('configure()\nwait 5 s\napp background\nwait 70 s', 'tracked session_start', '"duration":5'),
      observed: BY_ITSELF,
      decoded: wire(
        'configure()\nwait 5 s\napp background\nwait 70 s\nflushData()',
        'item session_start (session) delivered',
        'item session_end (session) delivered',
        '"duration":5',
      ),
      triggered: FOLLOWS,
    },
    {
      place: 4,
      says: 'a `banner` event is tracked when an in-app message is shown',
      modelled: lab(MESSAGE_SHOWN, 'tracked banner', '"action":"show"', '"type":"in-app message"'),
      observed: BY_ITSELF,
      decoded: wire(MESSAGE_SHOWN, 'item banner (banner) delivered', '"banner_id":"b1"'),
      triggered: FOLLOWS,
    },
    {
      place: 4,
      says: 'a `banner` event is tracked when a content block is shown',
      modelled: lab(BLOCK_SHOWN, 'tracked banner', '"action":"show"', '"type":"in-app content block"'),
      observed: page(
        called(`trackInAppContentBlockShown(${BLOCK})`),
        'item banner (banner) queued',
        '"banner_id":"c1"',
      ),
      decoded: wire(BLOCK_SHOWN, 'item banner (banner) delivered', '"placeholder":"top"'),
      triggered: FOLLOWS,
    },
    {
      place: 5,
      says: 'any custom event can be tracked besides',
      modelled: lab(called('trackEvent("my own", {})'), 'tracked my own'),
      observed: page(called('trackEvent("my own", {})'), 'item my own (event) queued'),
      decoded: wire(sent('trackEvent("my own", {})'), 'item my own (event) delivered'),
      triggered: offer({ command: 'track', payload: { name: 'my own', properties: {} } }, 'tracked my own'),
    },
    {
      place: 7,
      says: 'have the customer’s consent before the SDK is initialized',
      modelled: lab('trackEvent("early", {})\nwait 1 d', 'end status not configured', 'end requests 0'),
      observed: page('trackEvent("early", {})', 'keeps the call until it is'),
      decoded: NOT_CALLED,
      triggered: NOT_CALLED,
    },
    {
      place: 8,
      says: 'where a customer opts out, clearLocalCustomerData with the app group can be used',
      modelled: lab(
        'set appGroup "group.shop"\nconfigure()\napp killed\napp launched\nclearLocalCustomerData("group.shop")',
        'end stored nothing',
        'end customer nobody',
      ),
      observed: page('clearLocalCustomerData("group.shop")', 'tracker null bridge wiped'),
      decoded: NOT_SENT,
      triggered: offer(
        { command: 'clear', payload: { texts: { appGroup: 'group.shop' } }, after: '' },
        'calls clearLocalCustomerData("group.shop")',
        'end stored nothing',
      ),
    },
    {
      place: 9,
      says: '… which leaves a state as if the SDK was never initialized',
      modelled: lab(
        'identifyCustomer({"registered": "j"}, {})\nclearLocalCustomerData("g")\nconfigure()',
        'not: tracked customer update',
        'end customer c1',
      ),
      observed: page('trackEvent("early", {})\nclearLocalCustomerData("g")\nconfigure()', 'item early (event) lost'),
      decoded: NOT_SENT,
      triggered: FOLLOWS,
    },
    {
      place: 10,
      says: '… and keeps existing cookies from being used again',
      modelled: lab(
        'configure()\napp killed\napp launched\nclearLocalCustomerData("g")\nconfigure()',
        'tracked installation',
        'end customer c2',
      ),
      observed: page('identifyCustomer({"registered": "j"}, {})\nclearLocalCustomerData("g")', 'customer nobody'),
      decoded: NOT_SENT,
      triggered: FOLLOWS,
    },
    {
      place: 12,
      says: 'where consent is withdrawn later, stopIntegration stops the SDK and removes what is local',
      modelled: lab(called('stopIntegration()'), 'end status stopped', 'end stored stopped', 'end customer nobody'),
      observed: page(called('stopIntegration()'), 'tracker P bridge stopped; customer nobody'),
      decoded: NOT_SENT,
      triggered: offer({ command: 'stop' }, 'calls stopIntegration()', 'end status stopped'),
    },
  ),
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
      modelled: lab(
        called('trackEvent("x", {"t": "a", "n": 1.5, "b": true, "l": [1], "o": {"k": "v"}, "nothing": null})'),
        'tracked x {"t":"a","n":1.5,"b":true,"l":[1],"o":{"k":"v"}}',
      ),
      observed: page(called('trackEvent("x", {"t": "a", "n": 1.5, "l": [1]})'), '{"t":"a","n":1.5,"l":[1]}'),
      decoded: wire(sent('trackEvent("x", {"t": "a", "o": {"k": "v"}})'), 'delivered {"t":"a","o":{"k":"v"}}'),
      triggered: offer({ command: 'track', payload: { name: 'x', properties: { o: { k: [1] } } } }, '{"o":{"k":[1]}}'),
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
      decoded: wire('configure()\nwait 5 s\ntrackEvent("x", {})\nflushData()', 'claimed 1700000005'),
      triggered: offer({ command: 'track', payload: { name: 'x' } }, 'calls trackEvent("x", {})', 'tracked x {} @0'),
    },
    {
      place: 7,
      says: 'eventType is required',
      modelled: lab(called('trackEvent("", {})'), 'eventType is required'),
      observed: page(called('trackEvent("", {})'), 'The event type is required'),
      decoded: wire(sent('trackEvent("", {})'), 'item  (event) delivered'),
      triggered: none(
        'The editor of Track… refuses to send an event without a name: src/ui/triggers/toolbar.test.tsx.',
      ),
    },
    {
      place: 8,
      says: 'example: a dictionary of properties',
      modelled: lab(called(SCREEN), SCREEN_JSON),
      observed: page(called(SCREEN), SCREEN_JSON),
      decoded: wire(sent(SCREEN), SCREEN_JSON),
      triggered: offer({ command: 'track', payload: { name: 's', properties: { a: 'b' } } }, 'tracked s {"a":"b"}'),
    },
    {
      place: 9,
      says: 'example: the call in the guide’s own order of arguments',
      modelled: lab(called(SCREEN_GUIDE), `tracked screen_view ${SCREEN_JSON} @0`),
      observed: page(called(SCREEN_GUIDE), `item screen_view (event) queued ${SCREEN_JSON}`),
      decoded: wire(sent(SCREEN_GUIDE), `item screen_view (event) delivered ${SCREEN_JSON}`),
      triggered: offer({ command: 'track', payload: { name: 'screen_view' } }, 'tracked screen_view'),
    },
    {
      place: 10,
      says: 'example: nested JSON',
      modelled: lab(called(PURCHASE), PRODUCTS),
      observed: page(called(PURCHASE), PRODUCTS),
      decoded: wire(sent(PURCHASE), PRODUCTS),
      triggered: offer(
        { command: 'track', payload: { name: 'purchase', properties: { product_list: [{ quantity: 2 }] } } },
        '"product_list":[{"quantity":2}]',
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
        'tracked x {} @-1000',
      ),
    },
  ),
]
