/** The Bloomreach iOS guide's section Stop SDK integration, statement by statement, without its use cases. */
import { FOLLOWS, lab, NOT_SENT, none, offer, page, section, wire } from '../statement'

const GROUP = 'set appGroup "group.shop"\n'
const PUSH = '{"source": "xnpe_platform", "attributes": {"campaign_name": "Sale"}}'
const OTHERS = `notificationService(${PUSH}, "group.other")`
const OWN = `notificationService(${PUSH}, "group.shop")`
const called = (...calls: readonly string[]) => ['configure()', ...calls].join('\n')
const MESSAGE = '{"id": "b1", "name": "Sale", "has_tracking_consent": true}'
const SHOWN = `trackBanner(${MESSAGE}, "show", {"interaction": false})`
const JANE = 'identifyCustomer({"registered": "jane.doe@example.com"}, {})'
/** Jane is known, has a push token, and something of hers waits when the SDK is stopped. */
const stopped = (...calls: readonly string[]) =>
  called(JANE, 'trackPushToken("T")', 'trackEvent("before", {})', 'stopIntegration()', ...calls)
const LINK = 'trackCampaignClick("https://a.test/?xnpe_cmp=1")'
const MANUAL = 'set automaticSessionTracking false\n'
const DROPPED = 'has not been invoked, SDK is stopping'
const AFTER = 'refused The SDK is stopped'
const refused = (command: 'track' | 'flush' | 'sessionStart') =>
  offer({ command, after: called('stopIntegration()') }, AFTER)

/** The statements. */
export const STOP = [
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
      place: 2,
      says: 'as for clear: anonymize where only personal data is refused, no initialization where all is',
      modelled: lab(called(JANE, 'anonymize()', 'trackEvent("x", {})'), 'tracked x {} @0 as c2 for P'),
      observed: page(called(JANE, 'anonymize()', 'trackEvent("x", {})'), 'item x (event) queued {} called as nobody'),
      decoded: wire(
        called(JANE, 'anonymize()', 'trackEvent("x", {})', 'flushData()'),
        'item x (event) delivered',
        'sent as c2',
      ),
      triggered: offer({ command: 'anonymize' }, 'calls anonymize()'),
    },
    {
      place: 4,
      says: 'stopIntegration deletes what is kept and stops the running SDK',
      modelled: lab(stopped(), 'end status stopped', 'end stored stopped', 'end queue empty'),
      observed: page(stopped(), 'bridge stopped', 'item before (event) lost'),
      decoded: NOT_SENT,
      triggered: offer({ command: 'stop' }, 'calls stopIntegration()', 'end status stopped'),
    },
    {
      place: 6,
      says: 'the push token is removed from the device',
      modelled: lab(stopped(), 'end token null'),
      observed: page(stopped(), 'token null'),
      decoded: NOT_SENT,
      triggered: FOLLOWS,
    },
    {
      place: 7,
      says: 'unflushed events are removed',
      modelled: lab(stopped(), 'wiped before', 'end item before lost'),
      observed: page(stopped(), 'item before (event) lost'),
      decoded: NOT_SENT,
      triggered: offer({ command: 'stop', after: called('trackEvent("x", {})') }, 'wiped x'),
    },
    {
      place: 8,
      says: 'session information is cleared',
      modelled: lab(stopped(), 'end session none'),
      observed: page(stopped(), 'session none'),
      decoded: NOT_SENT,
      triggered: FOLLOWS,
    },
    {
      place: 9,
      says: 'the customer’s record is removed',
      modelled: lab(stopped(), 'end customer nobody'),
      observed: page(stopped(), 'customer nobody'),
      decoded: NOT_SENT,
      triggered: FOLLOWS,
    },
    {
      place: 10,
      says: 'in-app messages, content blocks and app inbox are cleared',
      modelled: lab(stopped(), 'app inbox messages that were loaded are cleared'),
      observed: none('What is loaded is kept natively: no page sees it.'),
      decoded: NOT_SENT,
      triggered: FOLLOWS,
    },
    {
      place: 11,
      says: 'the configuration of the last initialization is cleared',
      modelled: lab(stopped(), 'removed configuration', 'end stored stopped'),
      observed: page(stopped(), 'config null'),
      decoded: NOT_SENT,
      triggered: FOLLOWS,
    },
    {
      place: 12,
      says: 'pushes are handled no more',
      modelled: lab(stopped(`trackPushReceived(${PUSH})`), `trackPushReceived ${DROPPED}`, 'not: tracked campaign'),
      observed: page(stopped(`trackPushReceived(${PUSH})`), 'item campaign (campaign) lost'),
      decoded: NOT_SENT,
      triggered: offer(
        { command: 'pushReceived', payload: { texts: { userInfo: PUSH } }, after: called('stopIntegration()') },
        AFTER,
      ),
    },
    {
      place: 13,
      says: 'links are tracked no more',
      modelled: lab(stopped(LINK), `trackCampaignClick ${DROPPED}`, 'not: tracked campaign_click'),
      observed: page(stopped(LINK), 'item campaign_click (campaign) lost'),
      decoded: NOT_SENT,
      triggered: FOLLOWS,
    },
    {
      place: 14,
      says: 'running: sessions are tracked no more, not by hand either',
      modelled: lab(
        `${MANUAL}${stopped('trackSessionStart()')}`,
        `trackSessionStart ${DROPPED}`,
        'not: tracked session_start',
      ),
      observed: page(
        'configure({"automaticSessionTracking": false})\nstopIntegration()\ntrackSessionStart()',
        'item session_start (session) lost',
      ),
      decoded: NOT_SENT,
      triggered: refused('sessionStart'),
    },
    {
      place: 15,
      says: 'calls about events are dropped',
      modelled: lab(called('stopIntegration()', 'trackEvent("x", {})'), 'SDK is stopping', 'not: tracked x'),
      observed: page(called('stopIntegration()', 'trackEvent("x", {})'), 'item x (event) lost'),
      decoded: NOT_SENT,
      triggered: offer({ command: 'track', after: called('stopIntegration()') }, 'refused The SDK is stopped'),
    },
    {
      place: 16,
      says: 'nothing is flushed any more',
      modelled: lab(stopped('flushData()'), 'end requests 0'),
      observed: page(stopped('flushData()'), 'item before (event) lost'),
      decoded: NOT_SENT,
      triggered: refused('flush'),
    },
    {
      place: 17,
      says: 'messages, content blocks and app inbox are shown no more',
      modelled: lab(stopped(SHOWN), `trackBanner ${DROPPED}`, 'not: tracked banner'),
      observed: none('What an app shows natively is not in a page.'),
      decoded: NOT_SENT,
      triggered: FOLLOWS,
    },
    {
      place: 18,
      says: 'what is on the screen is dismissed',
      modelled: lab(called(SHOWN, 'stopIntegration()'), 'log The in-app message “Sale” is dismissed'),
      observed: none('What an app shows natively is not in a page.'),
      decoded: NOT_SENT,
      triggered: FOLLOWS,
    },
    {
      place: 19,
      says: 'check the dismissal where the app inbox has a layout of the app’s own',
      modelled: lab(
        called('getAppInboxButton()', 'stopIntegration()'),
        'Where the app inbox has a layout of the app’s own, check that it is dismissed too',
      ),
      observed: none('It is advice to test an app’s own layout, which is not in a page.'),
      decoded: NOT_SENT,
      triggered: FOLLOWS,
    },
    {
      place: 20,
      says: 'every call is dropped until the SDK is initialized again',
      modelled: lab(
        stopped('trackEvent("x", {})', 'configure()', 'trackEvent("y", {})'),
        'tracked y',
        'not: tracked x',
      ),
      observed: page(
        stopped('trackEvent("x", {})', 'configure()', 'trackEvent("y", {})'),
        'item x (event) lost',
        'item y (event) queued',
      ),
      decoded: wire(
        stopped('trackEvent("x", {})', 'configure()', 'trackEvent("y", {})', 'flushData()'),
        'item y (event) delivered',
        'not: item x',
      ),
      triggered: refused('track'),
    },
  ),
]
