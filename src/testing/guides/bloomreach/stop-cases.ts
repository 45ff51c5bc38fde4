/** The four use cases of the Bloomreach iOS guide's section Stop SDK integration, statement by statement. */
import { WITH_APP } from '../../../core/fold/unsent'
import { FOLLOWS, lab, NOT_CALLED, NOT_SENT, none, offer, page, section, wire } from '../statement'

const PUSH = '{"source": "xnpe_platform", "attributes": {"campaign_name": "Sale"}}'
const called = (...calls: readonly string[]) => ['configure()', ...calls].join('\n')
const JANE = 'identifyCustomer({"registered": "jane.doe@example.com"}, {})'
const JANES = 'registered=jane.doe@example.com'
const KEPT = ['trackEvent("x", {})', 'app killed', 'app launched']
const FLUSHED = called('trackEvent("x", {})', 'flushData()', 'stopIntegration()')
/** The app is launched again and initializes the SDK, which sends by itself what it has kept. */
const AGAIN = ['set flushMode "immediate"', called(JANE, ...KEPT, 'configure()', 'wait 3 s')].join('\n')
/** The guide's second case: the app starts, and stops the SDK at once without initializing it. */
const FRESH = called(JANE, ...KEPT, 'stopIntegration()')
const RUNNING = called('trackEvent("x", {})', 'stopIntegration()', 'trackEvent("y", {})', 'flushData()')
const TRACKED = called('trackEvent("x", {})')
const stopOffer = (...lines: readonly string[]) =>
  offer({ command: 'stop', after: TRACKED }, 'calls stopIntegration()', ...lines)
const FLUSH_BEFORE = [
  offer({ command: 'flush', after: TRACKED }, 'calls flushData()', 'end item x delivered'),
  offer({ command: 'stop', after: `${TRACKED}\nflushData()` }, 'calls stopIntegration()', 'end item x delivered'),
]
const OFFLINE = called('network off', JANE, 'trackEvent("x", {})', 'flushData()')
/** A session by hand, so that a page's calls tell of it. */
const SESSION = 'configure({"automaticSessionTracking": false})\ntrackSessionStart()'
const DROPPED = 'has not been invoked, SDK is stopping'
const KEEPS_NOTHING = 'end stored stopped.'
const CALLBACK = ['getAppInboxButton()', 'onIntegrationStoppedCallbacks("the button goes")']
/** A push comes in at the app, not from a page. */
const FROM_OUTSIDE = none('A push comes from outside: no call of a page’s brings one.')

/** The statements. */
export const STOP_CASES = [
  ...section(
    'Stop the SDK but upload tracked data',
    {
      place: 1,
      says: 'data is kept on the device and sent now and then; without a network it stays',
      modelled: [
        lab(OFFLINE, 'end item x queued', 'end queue installation, session_start, customer update, x'),
        lab(`${OFFLINE}\nnetwork on\nflushData()`, 'end item x delivered', 'end queue empty'),
        lab(
          called('setFlushMode("PERIOD")', 'trackEvent("x", {})', 'wait 60 s'),
          'end item x delivered',
          'end queue empty',
        ),
      ],
      observed: page(
        called('trackEvent("x", {})', 'wait 1 h', 'trackEvent("y", {})'),
        `item x (event) queued {} called as nobody: ${WITH_APP}; seen at 0`,
        `item y (event) queued {} called as nobody: ${WITH_APP}; seen at 3600`,
      ),
      decoded: [
        wire(
          `${OFFLINE}\nwait 1 h\nnetwork on\nflushData()`,
          'item x (event) delivered {} claimed 1700000000',
          'seen at 3600',
        ),
        wire(called('setFlushMode("PERIOD")', 'trackEvent("x", {})', 'wait 60 s'), 'item x (event) delivered'),
      ],
      triggered: FOLLOWS,
    },
    {
      place: 2,
      says: 'stop would remove it: flush before',
      modelled: [lab(RUNNING, 'wiped x', 'end item x lost'), lab(FLUSHED, 'end item x delivered', KEEPS_NOTHING)],
      observed: page(
        called('trackEvent("x", {})', 'flushData()', 'trackEvent("y", {})', 'stopIntegration()'),
        'item x (event) unknown … flushData() came before that',
        'moment flush: Flush by flushData()',
        'item y (event) lost … what was not flushed is removed from the device',
      ),
      decoded: wire(FLUSHED, 'item x (event) delivered'),
      triggered: FLUSH_BEFORE,
    },
    {
      place: 3,
      says: 'example: configure, flushData, stopIntegration',
      modelled: lab(
        called('flushData()', 'stopIntegration()'),
        'end item installation delivered',
        'end status stopped',
      ),
      observed: page(
        called('flushData()', 'stopIntegration()'),
        'moment flush: Flush by flushData()',
        'bridge stopped',
      ),
      decoded: wire(called('flushData()', 'stopIntegration()'), 'item installation (installation) delivered'),
      triggered: [
        offer({ command: 'flush' }, 'calls flushData()', 'end item installation delivered'),
        offer(
          { command: 'stop', after: called('flushData()') },
          'calls stopIntegration()',
          'end item installation delivered',
          'end status stopped',
        ),
      ],
    },
  ),
  ...section(
    'Stop the SDK and wipe all tracked data',
    {
      place: 1,
      says: 'data is kept on the device and sent now and then, across launches too',
      modelled: [lab(called(...KEPT), 'end item x queued'), lab(AGAIN, 'end item x delivered', 'end queue empty')],
      observed: page(called(...KEPT), 'item x (event) queued'),
      decoded: wire(AGAIN, 'item x (event) delivered'),
      triggered: FOLLOWS,
    },
    {
      place: 2,
      says: 'initializing would send it, and so make the customer anew',
      modelled: lab(AGAIN, 'end item x delivered', `end customer c1 ${JANES}`),
      observed: none('The SDK sends by itself what it kept: only its requests show it.'),
      decoded: wire(
        AGAIN,
        `item customer update (identify) delivered {} claimed 1700000000 sent as c1 ${JANES}`,
        `item x (event) delivered {} claimed 1700000000 sent as c1 ${JANES}`,
      ),
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
      modelled: [
        lab(FRESH, 'end item x lost', KEEPS_NOTHING),
        lab(
          `${FRESH}\nconfigure()\nflushData()`,
          'end item x lost',
          '"app_version":"1.0"} @0 as c2 for P',
          'end customer c2',
        ),
      ],
      observed: page(
        `${FRESH}\nconfigure()\ntrackEvent("y", {})`,
        'item x (event) lost',
        'item y (event) queued {} called as nobody',
      ),
      decoded: wire(
        `${FRESH}\nconfigure()\nflushData()`,
        'item installation (installation) delivered',
        'not: item x',
        'not: registered',
      ),
      triggered: offer(
        { command: 'stop', after: called(JANE, ...KEPT), next: 'configure()' },
        'end item x lost',
        'end customer c2',
      ),
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
      modelled: lab(RUNNING, 'wiped x', `trackEvent ${DROPPED}`, 'not: tracked y'),
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
      triggered: offer({ command: 'stop', after: called('wait 1 h') }, 'calls stopIntegration()', KEEPS_NOTHING),
    },
    {
      place: 4,
      says: 'sessions, pushes and all else inside it end, what is kept is removed',
      modelled: lab(
        called(JANE, 'stopIntegration()', 'app background', 'wait 61 s', 'app active', `trackPushReceived(${PUSH})`),
        'end session none',
        `trackPushReceived ${DROPPED}`,
        'not: tracked campaign',
        'not: tracked session_end',
        KEEPS_NOTHING,
      ),
      observed: page(
        `${SESSION}\n${JANE}\nstopIntegration()\ntrackPushReceived(${PUSH})`,
        'moment session end: Session information removed',
        'session none',
        'item campaign (campaign) lost',
        'customer nobody',
      ),
      decoded: NOT_SENT,
      triggered: offer(
        { command: 'stop', after: called(JANE), next: `trackPushReceived(${PUSH})` },
        'end session none',
        `${DROPPED}`,
        'not: tracked campaign',
        KEEPS_NOTHING,
      ),
    },
    {
      place: 5,
      says: 'it ends tracking and flushing: what is to be uploaded is flushed before',
      modelled: [
        lab(RUNNING, `trackEvent ${DROPPED}`, `flushData ${DROPPED}`, 'end requests 0', 'end item x lost'),
        lab(FLUSHED, 'end item x delivered'),
      ],
      observed: [
        page(RUNNING, 'item x (event) lost', 'item y (event) lost', 'flushData(): The SDK is stopped'),
        page(FLUSHED, 'item x (event) unknown … flushData() came before that', 'bridge stopped'),
      ],
      decoded: wire(FLUSHED, 'item x (event) delivered'),
      triggered: FLUSH_BEFORE,
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
      modelled: [
        lab(
          called(...CALLBACK, 'stopIntegration()'),
          'log onIntegrationStoppedCallbacks: the button goes',
          'not: stays in the app’s view',
        ),
        lab(called('getAppInboxButton()', 'stopIntegration()'), 'The app inbox button stays in the app’s view'),
      ],
      observed: none('The callback is native: no page sees it.'),
      decoded: NOT_SENT,
      triggered: offer(
        { command: 'stop', after: called(...CALLBACK) },
        'log onIntegrationStoppedCallbacks: the button goes',
      ),
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
      triggered: FROM_OUTSIDE,
    },
    {
      place: 6,
      says: 'isStopped and isExponeaNotification guard the app’s own delegate',
      modelled: [
        lab(
          called(
            ...['isStopped()', 'stopIntegration()', 'isStopped()'],
            ...[`isExponeaNotification(${PUSH})`, 'isExponeaNotification({"source": "another"})'],
            `willPresentNotification(${PUSH}, "guard")`,
          ),
          'log isStopped: false',
          'log isStopped: true',
          'log isExponeaNotification: true',
          'log isExponeaNotification: false',
          'log Will present wont finish, SDK is stopping',
          'not: is shown',
        ),
        lab(
          called('stopIntegration()', `willPresentNotification(${PUSH}, "neither")`),
          'The notification is shown although the SDK is stopped',
        ),
      ],
      observed: none('Both only ask, and natively: no page sees them.'),
      decoded: NOT_SENT,
      triggered: FROM_OUTSIDE,
    },
  ),
]
