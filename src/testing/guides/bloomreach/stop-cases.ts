/** The four use cases of the Bloomreach iOS guide's section Stop SDK integration, statement by statement. */
import { FOLLOWS, lab, NOT_CALLED, NOT_SENT, none, offer, page, section, wire } from '../statement'

const PUSH = '{"source": "xnpe_platform", "attributes": {"campaign_name": "Sale"}}'
const called = (...calls: readonly string[]) => ['configure()', ...calls].join('\n')
const JANE = 'identifyCustomer({"registered": "jane.doe@example.com"}, {})'
const KEPT = ['trackEvent("x", {})', 'app killed', 'app launched']
const FLUSHED = called('trackEvent("x", {})', 'flushData()', 'stopIntegration()')
const AGAIN = called(JANE, ...KEPT, 'configure()', 'flushData()')
/** The guide's second case: the app starts, and stops the SDK at once without initializing it. */
const FRESH = called(JANE, ...KEPT, 'stopIntegration()')
const RUNNING = called('trackEvent("x", {})', 'stopIntegration()', 'trackEvent("y", {})', 'flushData()')
const stopOffer = (...lines: readonly string[]) =>
  offer({ command: 'stop', after: called('trackEvent("x", {})') }, 'calls stopIntegration()', ...lines)
const OFFLINE = called('network off', 'trackEvent("x", {})', 'flushData()')

/** The statements. */
export const STOP_CASES = [
  ...section(
    'Stop the SDK but upload tracked data',
    {
      place: 1,
      says: 'data is kept on the device and sent now and then; without a network it stays',
      modelled: lab(OFFLINE, 'end item x queued'),
      observed: page(called('trackEvent("x", {})'), 'item x (event) queued'),
      decoded: wire(`${OFFLINE}\nnetwork on\nflushData()`, 'item x (event) delivered'),
      triggered: FOLLOWS,
    },
    {
      place: 2,
      says: 'stop would remove it: flush before',
      modelled: lab(FLUSHED, 'end item x delivered', 'end stored stopped'),
      observed: page(called('trackEvent("x", {})', 'stopIntegration()'), 'item x (event) lost'),
      decoded: wire(FLUSHED, 'item x (event) delivered'),
      triggered: offer(
        { command: 'flush', after: called('trackEvent("x", {})') },
        'calls flushData()',
        'end item x delivered',
      ),
    },
    {
      place: 3,
      says: 'example: configure, flushData, stopIntegration',
      modelled: lab(
        called('flushData()', 'stopIntegration()'),
        'end item installation delivered',
        'end status stopped',
      ),
      observed: page(called('flushData()', 'stopIntegration()'), 'bridge stopped'),
      decoded: wire(called('flushData()', 'stopIntegration()'), 'item installation (installation) delivered'),
      triggered: offer(
        { command: 'stop', after: called('flushData()') },
        'calls stopIntegration()',
        'end item installation delivered',
      ),
    },
  ),
  ...section(
    'Stop the SDK and wipe all tracked data',
    {
      place: 1,
      says: 'data is kept on the device and sent now and then, across launches too',
      modelled: lab(called(...KEPT), 'end item x queued'),
      observed: page(called(...KEPT), 'item x (event) queued'),
      decoded: wire(AGAIN, 'item x (event) delivered'),
      triggered: FOLLOWS,
    },
    {
      place: 2,
      says: 'initializing would send it, and so make the customer anew',
      modelled: lab(AGAIN, 'end item x delivered', 'end customer c1 registered=jane.doe@example.com'),
      observed: none('The SDK sends by itself what it kept: only its requests show it.'),
      decoded: wire(AGAIN, 'item x (event) delivered {}', 'sent as c1 registered=jane.doe@example.com'),
      triggered: none('It is advice not to initialize: without a call there is nothing to press.'),
    },
    {
      place: 3,
      says: 'example: stopIntegration without initializing',
      modelled: lab(FRESH, 'end status stopped', 'end requests 0'),
      observed: page('stopIntegration()', 'bridge stopped'),
      decoded: NOT_SENT,
      triggered: offer({ command: 'stop', after: '' }, 'calls stopIntegration()', 'end status stopped'),
    },
    {
      place: 4,
      says: 'all that was kept is removed, and the next start is a fresh one',
      modelled: lab(
        `${FRESH}\nconfigure()\nflushData()`,
        'end item x lost',
        'tracked installation {',
        'end customer c2',
      ),
      observed: page(FRESH, 'item x (event) lost'),
      decoded: wire(
        `${FRESH}\nconfigure()\nflushData()`,
        'item installation (installation) delivered',
        'not: item x',
        'not: registered',
      ),
      triggered: FOLLOWS,
    },
  ),
  ...section(
    'Stop the already running SDK',
    {
      place: 1,
      says: 'a running SDK can be stopped at any time',
      modelled: lab(RUNNING, 'end status stopped'),
      observed: page(RUNNING, 'bridge stopped'),
      decoded: NOT_SENT,
      triggered: stopOffer('end status stopped'),
    },
    {
      place: 2,
      says: '… with immediate effect',
      modelled: lab(RUNNING, 'wiped x', 'SDK is stopping', 'not: tracked y'),
      observed: page(RUNNING, 'item x (event) lost', 'item y (event) lost'),
      decoded: NOT_SENT,
      triggered: stopOffer('end item x lost'),
    },
    {
      place: 3,
      says: 'example: configure, later stopIntegration',
      modelled: lab(called('wait 1 h', 'stopIntegration()'), 'end status stopped'),
      observed: page(called('wait 1 h', 'stopIntegration()'), 'bridge stopped'),
      decoded: NOT_SENT,
      triggered: stopOffer('end stored stopped'),
    },
    {
      place: 4,
      says: 'sessions, pushes and all else inside it end, what is kept is removed',
      modelled: lab(
        called('stopIntegration()', 'app background', 'wait 61 s', 'app active', `trackPushReceived(${PUSH})`),
        'end session none',
        'not: tracked campaign',
        'not: tracked session_end',
      ),
      observed: page(
        called('stopIntegration()', `trackPushReceived(${PUSH})`),
        'session none',
        'item campaign (campaign) lost',
      ),
      decoded: NOT_SENT,
      triggered: FOLLOWS,
    },
    {
      place: 5,
      says: 'it ends flushing too: flush before',
      modelled: lab(RUNNING, 'end requests 0'),
      observed: page(RUNNING, 'item x (event) lost'),
      decoded: wire(FLUSHED, 'item x (event) delivered'),
      triggered: offer(
        { command: 'flush', after: called('trackEvent("x", {})') },
        'calls flushData()',
        'end item x delivered',
      ),
    },
  ),
  ...section(
    'Customer denies tracking consent',
    {
      place: 1,
      says: 'where consent is denied, do not initialize the SDK',
      modelled: lab('trackEvent("x", {})', 'not: tracked x', 'end requests 0'),
      observed: NOT_CALLED,
      decoded: NOT_CALLED,
      triggered: NOT_CALLED,
    },
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
      place: 4,
      says: 'the app’s delegate hands a push on to the SDK’s willPresent, so that none is received after stop',
      modelled: lab(
        called('stopIntegration()', `willPresentNotification(${PUSH})`),
        'the notification is removed, not shown',
        'not: tracked campaign',
      ),
      observed: none('The delegate is native: no page sees it.'),
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
]
