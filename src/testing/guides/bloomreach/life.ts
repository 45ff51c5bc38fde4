/** The Bloomreach iOS guide from Sessions to Default properties, statement by statement. */
import { BY_ITSELF, FOLLOWS, lab, NOT_SENT, none, offer, page, section, wire } from '../statement'

const GROUP = 'set appGroup "group.shop"\n'
const PUSH = '{"source": "xnpe_platform", "attributes": {"campaign_name": "Sale"}}'
const OTHERS = `notificationService(${PUSH}, "group.other")`
const OWN = `notificationService(${PUSH}, "group.shop")`
const called = (...calls: readonly string[]) => ['configure()', ...calls].join('\n')
const sent = (...calls: readonly string[]) => called(...calls, 'flushData()')
const cleared = (...calls: readonly string[]) =>
  `${GROUP}${called('app killed', 'app launched', 'clearLocalCustomerData("group.shop")', ...calls)}`
const MESSAGE = '{"id": "b1", "name": "Sale", "has_tracking_consent": true}'
const SHOWN = `trackBanner(${MESSAGE}, "show", {"interaction": false})`
const PAYMENT = 'trackPayment({"productId": "123", "price": 123.45})'

/** The statements. */
export const LIFE = [
  ...section('Sessions', {
    place: 3,
    says: 'a session begins with the launch, ends in the background, and goes on if one is back in time',
    modelled: lab(called('wait 30 s', 'app background', 'wait 59 s', 'app active'), 'Continuing current session'),
    observed: BY_ITSELF,
    decoded: wire(
      'configure()\nwait 30 s\napp background\nwait 60 s\napp active\nflushData()',
      'item session_end (session) delivered',
      '"duration":30',
    ),
    triggered: FOLLOWS,
  }),
  ...section('Track session manually', {
    place: 2,
    says: 'trackSessionStart and trackSessionEnd track sessions by hand',
    modelled: lab(
      `set automaticSessionTracking false\n${called('trackSessionStart()', 'wait 9 s', 'trackSessionEnd()')}`,
      'tracked session_start',
      '"duration":9',
    ),
    observed: page(
      'configure({"automaticSessionTracking": false})\ntrackSessionStart()\ntrackSessionEnd()',
      'item session_start (session) queued',
      'item session_end (session) queued',
    ),
    decoded: wire(
      `set automaticSessionTracking false\n${sent('trackSessionStart()', 'wait 9 s', 'trackSessionEnd()')}`,
      'item session_end (session) delivered',
    ),
    triggered: offer(
      { command: 'sessionStart', after: 'configure({"automaticSessionTracking": false})' },
      'calls trackSessionStart()',
    ),
  }),
  ...section(
    'Clear local customer data',
    {
      place: 6,
      says: 'unflushed events are removed',
      modelled: lab(cleared(), 'wiped installation', 'end stored nothing'),
      observed: page('trackEvent("early", {})\nclearLocalCustomerData("g")', 'item early (event) lost'),
      decoded: NOT_SENT,
      triggered: FOLLOWS,
    },
    {
      place: 9,
      says: 'in-app messages, content blocks and app inbox are cleared',
      modelled: lab(cleared(), 'app inbox messages that were loaded are cleared', 'removed contentFor'),
      observed: NOT_SENT,
      decoded: NOT_SENT,
      triggered: FOLLOWS,
    },
    {
      place: 11,
      says: 'pushes are handled no more',
      modelled: lab(
        cleared(`trackPushReceived(${PUSH})`, OWN, 'configure()'),
        'trackPushReceived is not handled: the local data was cleared',
        'it tracks nothing',
        'not: tracked campaign',
      ),
      observed: NOT_SENT,
      decoded: NOT_SENT,
      triggered: FOLLOWS,
    },
    {
      place: 12,
      says: 'links are tracked no more',
      modelled: lab(
        cleared('trackCampaignClick("https://a.test/?xnpe_cmp=1")', 'configure()'),
        'trackCampaignClick is not handled',
        'not: tracked campaign_click',
      ),
      observed: NOT_SENT,
      decoded: NOT_SENT,
      triggered: FOLLOWS,
    },
  ),
  ...section(
    'Stop SDK integration',
    {
      place: 1,
      says: 'with another app group the notification service knows of no stop, and pushes can be tracked',
      modelled: lab(
        `${GROUP}${called('stopIntegration()', OWN, OTHERS)}`,
        'it tracks nothing',
        'it knows of no stop and no clear',
        'stored kept',
      ),
      observed: none('A notification service is a process of its own, which no page sees.'),
      decoded: wire(
        `${GROUP}${called('stopIntegration()', OTHERS, 'configure({"appGroup": "group.other"})', 'flushData()')}`,
        'item campaign (campaign) delivered',
      ),
      triggered: FOLLOWS,
    },
    {
      place: 14,
      says: 'calls about events are dropped',
      modelled: lab(called('stopIntegration()', 'trackEvent("x", {})'), 'SDK is stopping', 'not: tracked x'),
      observed: page(called('stopIntegration()', 'trackEvent("x", {})'), 'item x (event) lost'),
      decoded: NOT_SENT,
      triggered: offer({ command: 'track', after: called('stopIntegration()') }, 'refused The SDK is stopped'),
    },
    {
      place: 17,
      says: 'what is on the screen is dismissed',
      modelled: lab(called(SHOWN, 'stopIntegration()'), 'log The in-app message “Sale” is dismissed'),
      observed: none('What an app shows natively is not in a page.'),
      decoded: NOT_SENT,
      triggered: FOLLOWS,
    },
  ),
  ...section(
    'Customer denies tracking consent',
    {
      place: 3,
      says: 'the app removes its app inbox button in a callback',
      modelled: lab(
        called('getAppInboxButton()', 'onIntegrationStoppedCallbacks("the button goes")', 'stopIntegration()'),
        'log onIntegrationStoppedCallbacks: the button goes',
        'not: stays in the app’s view',
      ),
      observed: none('The callback is native: no page sees it.'),
      decoded: NOT_SENT,
      triggered: FOLLOWS,
    },
    {
      place: 6,
      says: 'isStopped and isExponeaNotification guard the app’s own delegate',
      modelled: lab(
        called(
          'stopIntegration()',
          'isStopped()',
          `isExponeaNotification(${PUSH})`,
          `willPresentNotification(${PUSH})`,
        ),
        'log isStopped: true',
        'log isExponeaNotification: true',
        'log Will present wont finish, SDK is stopping',
      ),
      observed: none('Both only ask, and natively: no page sees them.'),
      decoded: NOT_SENT,
      triggered: FOLLOWS,
    },
  ),
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
  ),
  ...section('Default properties', {
    place: 4,
    says: 'defaultProperties changes them after the start',
    modelled: lab(called('defaultProperties({"a": 1})', 'trackEvent("x", {"b": 2})'), 'tracked x {"a":1,"b":2}'),
    observed: page(called('defaultProperties({"a": 1})'), '"defaultProperties":{"a":1}'),
    decoded: wire(sent('defaultProperties({"a": 1})', 'trackEvent("x", {"b": 2})'), 'delivered {"a":1,"b":2}'),
    triggered: offer(
      { command: 'defaultProperties', payload: { texts: { properties: '{"a": 1}' } } },
      'calls setDefaultProperties({"a":1})',
    ),
  }),
]
