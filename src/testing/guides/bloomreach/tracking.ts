/** The Bloomreach iOS guide's beginning, statement by statement. */
import { BY_ITSELF, FOLLOWS, lab, NOT_SENT, none, offer, page, section, wire } from '../statement'

const BANNER = '{"id": "b1", "name": "Sale", "message_type": "modal", "has_tracking_consent": true}'
const BLOCK = '{"placeholderId": "top", "contentBlock": {"id": "c1", "name": "Hello"}}'
const MESSAGE_SHOWN = `configure()\ntrackBanner(${BANNER}, "show", {"interaction": false})\nflushData()`
const BLOCK_SHOWN = `configure()\ntrackBanner(${BLOCK}, "show", {"interaction": false})\nflushData()`
const sent = (...calls: readonly string[]) => ['configure()', ...calls, 'flushData()'].join('\n')
const called = (...calls: readonly string[]) => ['configure()', ...calls].join('\n')
/** Sessions off, so that what describes the device is the installation alone. */
const INSTALLED = 'set automaticSessionTracking false\nconfigure()\nwait 9 s\nanonymize()'
const JANE = 'identifyCustomer({"registered": "jane.doe@example.com"}, {})'
const GROUP = 'set appGroup "group.shop"\n'
const CLEAR = 'clearLocalCustomerData("group.shop")'
const relaunched = (...calls: readonly string[]) =>
  ['configure()', JANE, 'trackPushToken("T")', 'flushData()', 'app killed', 'app launched', ...calls].join('\n')
/** What a page knew of the device before, and nothing of it any more. */
const FORGOTTEN = ['customer nobody; token null; session none; config null', 'not: token T', 'not: customer registered']

/** The statements. */
export const TRACKING = [
  ...section(
    'Tracking',
    {
      place: 2,
      says: '`installation` is tracked by itself, after the installation and after an anonymize',
      modelled: lab(
        INSTALLED,
        'tracked installation … @0 as c1 for P',
        'tracked installation … @9 as c2 for P',
        'end queue installation, installation',
      ),
      observed: BY_ITSELF,
      decoded: wire(
        `${INSTALLED}\nflushData()`,
        'item installation (installation) delivered … claimed 1700000000 sent as c1:',
        'item installation (installation) delivered … claimed 1700000009 sent as c2:',
      ),
      triggered: FOLLOWS,
    },
    {
      place: 3,
      says: 'the start and the end of a session are tracked by themselves',
      modelled: lab(
        'configure()\nwait 5 s\napp background\nwait 70 s',
        'tracked session_start … @0 as c1',
        'tracked session_end … "duration":5 … @5 as c1',
      ),
      observed: BY_ITSELF,
      decoded: wire(
        'configure()\nwait 5 s\napp background\nwait 70 s\nflushData()',
        'item session_start (session) delivered',
        'item session_end (session) delivered … "duration":5 … claimed 1700000005',
      ),
      triggered: FOLLOWS,
    },
    {
      place: 4,
      says: 'a `banner` event is tracked by itself when an in-app message is shown',
      modelled: lab(MESSAGE_SHOWN, 'tracked banner … "action":"show" … "type":"in-app message"'),
      observed: BY_ITSELF,
      decoded: wire(MESSAGE_SHOWN, 'item banner (banner) delivered … "action":"show","banner_id":"b1"'),
      triggered: FOLLOWS,
    },
    {
      place: 4,
      says: '… and when a content block is shown',
      modelled: lab(BLOCK_SHOWN, 'tracked banner … "action":"show" … "type":"in-app content block"'),
      // An app that shows its blocks itself tells the SDK of it.
      observed: page(
        called(`trackInAppContentBlockShown(${BLOCK})`),
        'item banner (banner) queued {"action":"show","banner_id":"c1"',
      ),
      decoded: wire(
        BLOCK_SHOWN,
        'item banner (banner) delivered … "action":"show","banner_id":"c1" … "placeholder":"top"',
      ),
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
      modelled: lab(
        'trackEvent("early", {})\nwait 1 d',
        'end status not configured',
        'end stored nothing',
        'end requests 0',
        'not: tracked early',
      ),
      observed: page('trackEvent("early", {})', 'item early (event) queued … keeps the call until it is'),
      decoded: none('Before the SDK is initialized it sends nothing that could be decoded.'),
      triggered: offer({ command: 'track', after: '' }, 'refused No configure() was seen'),
    },
    {
      place: 8,
      says: 'where a customer opts out, clearLocalCustomerData with the app group can be used',
      modelled: lab(
        `${GROUP}${relaunched('clearLocalCustomerData("group.other")', CLEAR)}`,
        'Nothing is cleared: the SDK was configured with the app group group.shop, and not with group.other',
        'removed customer',
        'end stored nothing',
        'end customer nobody',
      ),
      observed: page(relaunched(CLEAR), 'tracker null bridge wiped', ...FORGOTTEN),
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
        `${GROUP}${relaunched('identifyCustomer({"registered": "late"}, {})', CLEAR, 'wait 9 s', 'configure()')}`,
        'removed customer',
        'removed push',
        'tracked installation … @9 as c2 for P',
        'tracked session_start … @9 as c2 for P',
        'end customer c2',
        'end token null',
        'end queue installation, session_start',
        'not: registered=late',
        'not: end customer c2 registered',
      ),
      observed: page(relaunched('trackEvent("early", {})', CLEAR), 'item early (event) lost', ...FORGOTTEN),
      decoded: wire(
        `${GROUP}${relaunched(CLEAR, 'wait 9 s', 'configure()', 'flushData()')}`,
        'item installation (installation) delivered … claimed 1700000009 sent as c2:',
        'item session_start (session) delivered … claimed 1700000009 sent as c2:',
      ),
      triggered: FOLLOWS,
    },
    {
      place: 10,
      says: '… and keeps existing cookies from being used again',
      modelled: lab(
        `${GROUP}${relaunched(CLEAR, 'configure()', 'trackEvent("x", {})')}`,
        'tracked x {} @0 as c2 for P',
        'end customer c2',
        'not: end customer c2 registered',
      ),
      observed: none('The cookie is kept natively: no call of a page’s tells of it, only requests do.'),
      decoded: wire(
        `${GROUP}${relaunched(CLEAR, 'configure()', 'trackEvent("x", {})', 'flushData()')}`,
        'item customer update (identify) delivered {} claimed 1700000000 sent as c1 registered=jane.doe@example.com:',
        'item x (event) delivered {} claimed 1700000000 sent as c2:',
      ),
      triggered: FOLLOWS,
    },
    {
      place: 12,
      says: 'where consent is withdrawn later, stopIntegration stops the SDK and removes what is local',
      modelled: lab(
        called(JANE, 'trackPushToken("T")', 'stopIntegration()'),
        'removed customer',
        'removed push',
        'end status stopped',
        'end stored stopped',
        'end customer nobody',
      ),
      observed: page(
        called(JANE, 'trackPushToken("T")', 'stopIntegration()'),
        'item customer update (identify) lost',
        'tracker P bridge stopped; customer nobody; token null; session none; config null',
      ),
      decoded: NOT_SENT,
      triggered: offer({ command: 'stop' }, 'calls stopIntegration()', 'end status stopped'),
    },
  ),
]
