/**
 * The Bloomreach iOS guide's section Stop SDK integration, statement by statement: what goes, and what is handled
 * no more.
 */
import { lab, NOT_SENT, none, offer, page, section, wire } from '../statement'

const GROUP = 'set appGroup "group.shop"\n'
const PUSH = '{"source": "xnpe_platform", "attributes": {"campaign_name": "Sale"}}'
const OTHERS = `notificationService(${PUSH}, "group.other")`
const OWN = `notificationService(${PUSH}, "group.shop")`
const OTHER_CONFIGURED = 'configure({"appGroup": "group.other"})'
/** Calls of an app that has configured the SDK. */
export const called = (...calls: readonly string[]) => ['configure()', ...calls].join('\n')
/** Who is known when the SDK is stopped. */
export const JANE = 'identifyCustomer({"registered": "jane.doe@example.com"}, {})'
/** Jane is known, has a push token, and something of hers waits. */
const before = called(JANE, 'trackPushToken("T")', 'trackEvent("before", {})')
/** The same, stopped then, and what is called after it. */
export const stopped = (...calls: readonly string[]) => [before, 'stopIntegration()', ...calls].join('\n')
const LINK = 'trackCampaignClick("https://a.test/?xnpe_cmp=1")'
/** A session by hand, so that a page's calls tell of it. */
export const SESSION = 'configure({"automaticSessionTracking": false})\ntrackSessionStart()'
/** What the Lab says of a call that a stopped SDK drops, behind its name. */
export const DROPPED = 'has not been invoked, SDK is stopping'
/** What a trigger says where the SDK is stopped. */
export const AFTER = 'refused The SDK is stopped'
const KEEPS_NOTHING = 'end stored stopped.'
/** Stop is pressed while Jane is known; what the page calls then. */
export const stop = (next: string, ...lines: readonly string[]) =>
  offer({ command: 'stop', after: before, next }, 'calls stopIntegration()', ...lines)

/** The statements. */
export const STOP = [
  ...section(
    'Stop SDK integration',
    {
      place: 1,
      says: 'with another app group the notification service knows of no stop, and pushes can be tracked',
      modelled: [
        lab(
          `${GROUP}${called('stopIntegration()', OWN)}`,
          'it tracks nothing',
          'not: tracked campaign',
          'end stored stopped, stoppedIn.',
        ),
        lab(
          `${GROUP}${called('stopIntegration()', OTHERS, OTHER_CONFIGURED)}`,
          'it knows of no stop and no clear',
          'tracked campaign {"campaign_name":"Sale"',
        ),
      ],
      observed: none('A notification service is a process of its own, which no page sees.'),
      decoded: wire(
        `${GROUP}${called('stopIntegration()', OTHERS, OTHER_CONFIGURED, 'flushData()')}`,
        'item campaign (campaign) delivered {"campaign_name":"Sale"',
      ),
      triggered: none('A push comes in at the service from outside: no call of a page’s brings one.'),
    },
    {
      place: 2,
      says: 'as for clear: anonymize where only personal data is refused, no initialization where all is',
      modelled: [
        lab(called(JANE, 'anonymize()', 'trackEvent("x", {})'), 'tracked x {} @0 as c2 for P'),
        lab('trackEvent("x", {})\nwait 1 h', 'waits until the SDK is configured', 'not: tracked', 'end requests 0'),
      ],
      observed: [
        page(called(JANE, 'anonymize()', 'trackEvent("x", {})'), 'item x (event) queued {} called as nobody'),
        page('trackEvent("x", {})', 'No configure() was seen: the SDK keeps the call until it is configured'),
      ],
      decoded: wire(
        called(JANE, 'anonymize()', 'trackEvent("x", {})', 'flushData()'),
        'item x (event) delivered {} claimed 1700000000 sent as c2:',
      ),
      // Not to initialize is no call.
      triggered: offer(
        { command: 'anonymize', after: called(JANE), next: 'trackEvent("x", {})' },
        'calls anonymize()',
        'tracked x {} @0 as c2 for P',
      ),
    },
    {
      place: 4,
      says: 'stopIntegration deletes what is kept and stops the running SDK',
      modelled: lab(stopped(), 'end status stopped', KEEPS_NOTHING, 'end queue empty'),
      observed: page(stopped(), 'bridge stopped; customer nobody; token null', 'item before (event) lost'),
      decoded: NOT_SENT,
      triggered: stop('', 'end status stopped', KEEPS_NOTHING, 'end queue empty'),
    },
    {
      place: 6,
      says: 'the push token is removed from the device',
      modelled: lab(stopped(), 'end token null', KEEPS_NOTHING),
      observed: page(stopped(), 'token null'),
      decoded: NOT_SENT,
      triggered: stop('', 'end token null', KEEPS_NOTHING),
    },
    {
      place: 7,
      says: 'repositories and caches are cleared, unflushed events too',
      modelled: lab(stopped(), 'wiped before', 'end item before lost', KEEPS_NOTHING),
      observed: page(stopped(), 'item before (event) lost'),
      decoded: NOT_SENT,
      triggered: stop('', 'wiped before', 'end item before lost', KEEPS_NOTHING),
    },
    {
      place: 8,
      says: 'session information is cleared',
      modelled: lab(stopped(), 'removed session', 'end session none', KEEPS_NOTHING),
      observed: page(
        `${SESSION}\nstopIntegration()`,
        'moment session start: Session started by hand',
        'moment session end: Session information removed',
        'session none',
      ),
      decoded: NOT_SENT,
      triggered: stop('', 'removed session', 'end session none'),
    },
    {
      place: 9,
      says: 'the customer’s record is removed',
      modelled: lab(stopped(), 'removed customer', 'end customer nobody', KEEPS_NOTHING),
      observed: page(stopped(), 'The customer stored on the device is removed', 'customer nobody'),
      decoded: NOT_SENT,
      triggered: stop('', 'removed customer', 'end customer nobody'),
    },
    {
      place: 10,
      says: 'in-app messages, content blocks and app inbox are cleared',
      modelled: lab(
        stopped(),
        'In-app messages, in-app content blocks and app inbox messages that were loaded are cleared',
        'removed contentFor',
      ),
      observed: none('What is loaded is kept natively: no page sees it.'),
      decoded: NOT_SENT,
      triggered: stop('', 'app inbox messages that were loaded are cleared', 'removed contentFor'),
    },
    {
      place: 11,
      says: 'the configuration of the last initialization is cleared',
      modelled: lab(stopped(), 'removed configuration', KEEPS_NOTHING),
      observed: page(stopped(), 'config null'),
      decoded: NOT_SENT,
      triggered: stop('', 'removed configuration', KEEPS_NOTHING),
    },
    {
      place: 12,
      says: 'pushes are handled no more',
      modelled: [
        lab(
          stopped(`trackPushReceived(${PUSH})`, `trackPushOpened(${PUSH})`),
          `trackPushReceived ${DROPPED}`,
          `trackPushOpened ${DROPPED}`,
          'not: tracked campaign',
        ),
        lab(
          stopped(`notificationService(${PUSH})`),
          'The notification service finds that the SDK is stopped: it tracks nothing.',
          'not: tracked campaign',
        ),
      ],
      observed: page(
        stopped(`trackPushReceived(${PUSH})`, `trackPushOpened(${PUSH})`),
        'item campaign (campaign) lost {"campaign_name":"Sale","status":"delivered"',
        'item campaign (campaign) lost {"campaign_name":"Sale","status":"clicked"',
      ),
      decoded: NOT_SENT,
      triggered: offer(
        { command: 'pushReceived', payload: { texts: { userInfo: PUSH } }, after: called('stopIntegration()') },
        AFTER,
      ),
    },
    {
      place: 13,
      says: 'links are tracked no more; the app’s own handling of them is not affected',
      modelled: lab(
        stopped(LINK),
        `trackCampaignClick ${DROPPED} … The app’s own handling of the link is not affected`,
        'not: tracked campaign_click',
      ),
      observed: page(
        stopped(LINK),
        'item campaign_click (campaign) lost … The app’s own handling of the link is not affected',
      ),
      decoded: NOT_SENT,
      triggered: stop(LINK, `trackCampaignClick ${DROPPED} … is not affected`, 'not: tracked campaign_click'),
    },
  ),
]
