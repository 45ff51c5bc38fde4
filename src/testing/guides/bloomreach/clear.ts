/** The Bloomreach iOS guide's section Clear local customer data, statement by statement. */
import { FOLLOWS, lab, NOT_CALLED, NOT_SENT, none, offer, page, section, wire } from '../statement'

const GROUP = 'set appGroup "group.shop"\n'
const PUSH = '{"source": "xnpe_platform", "attributes": {"campaign_name": "Sale"}}'
const OWN = `notificationService(${PUSH}, "group.shop")`
const JANE = 'identifyCustomer({"registered": "jane.doe@example.com"}, {})'
const CLEAR = 'clearLocalCustomerData("group.shop")'
const called = (...calls: readonly string[]) => ['configure()', ...calls].join('\n')
/** What the device has as the app is launched anew. */
const LAUNCHED = [JANE, 'trackPushToken("T")', 'trackEvent("before", {})', 'app killed', 'app launched']
const restarted = (...calls: readonly string[]) => `${GROUP}${called(...LAUNCHED, CLEAR, ...calls)}`
const cleared = (...calls: readonly string[]) => `${GROUP}${called('app killed', 'app launched', CLEAR, ...calls)}`
/** What a page can tell of it: what an earlier page of the app's knew from its calls is gone. */
const SEEN = ['configure({"ios": {"appGroup": "group.shop"}})', ...LAUNCHED, CLEAR].join('\n')

/** The statements. */
export const CLEARED = [
  ...section(
    'Clear local customer data',
    {
      place: 1,
      says: 'consent to events alone, without personal data: anonymize is enough',
      modelled: lab(called(JANE, 'anonymize()', 'trackEvent("x", {})'), 'tracked x {} @0 as c2 for P'),
      observed: page(called(JANE, 'anonymize()', 'trackEvent("x", {})'), 'item x (event) queued {} called as nobody'),
      decoded: wire(
        called(JANE, 'anonymize()', 'trackEvent("x", {})', 'flushData()'),
        'item x (event) delivered {} claimed 1700000000 sent as c2:',
      ),
      triggered: offer(
        { command: 'anonymize', after: called(JANE) },
        'calls anonymize()',
        'end customer c2',
        'not: end customer c2 registered',
      ),
    },
    {
      place: 2,
      says: 'no consent at all: do not initialize the SDK',
      modelled: lab('trackEvent("x", {})', 'not: tracked x', 'end stored nothing', 'end requests 0'),
      observed: NOT_CALLED,
      decoded: NOT_CALLED,
      triggered: NOT_CALLED,
    },
    {
      place: 3,
      says: 'clearLocalCustomerData deletes all that is kept, before the SDK is initialized',
      modelled: lab(
        `${GROUP}${called(...LAUNCHED.slice(0, -2), CLEAR, 'app killed', 'app launched', CLEAR)}`,
        'log clearLocalCustomerData is ignored: it is for before the SDK is initialized',
        'removed customer',
        'end stored nothing',
        'end status not configured',
      ),
      observed: page(SEEN, 'item before (event) lost … clearLocalCustomerData(): what was not flushed is removed'),
      decoded: NOT_SENT,
      triggered: offer(
        { command: 'clear', payload: { texts: { appGroup: 'group.shop' } }, after: '' },
        `calls ${CLEAR}`,
      ),
    },
    {
      place: 4,
      says: 'consent withdrawn once the SDK runs: stopIntegration',
      modelled: lab(
        called(JANE, CLEAR, 'stopIntegration()'),
        'log clearLocalCustomerData is ignored: it is for before the SDK is initialized; use stopIntegration',
        'removed customer',
        'end status stopped',
        'end stored stopped',
      ),
      observed: page(
        called(JANE, CLEAR, 'stopIntegration()'),
        'clearLocalCustomerData is ignored: it is for before the SDK is initialized; use stopIntegration',
        'item customer update (identify) lost … stopIntegration(): what was not flushed is removed',
        'bridge stopped; customer nobody',
      ),
      decoded: NOT_SENT,
      triggered: offer({ command: 'stop' }, 'calls stopIntegration()', 'end status stopped'),
    },
    {
      place: 5,
      says: 'the push token is removed from the device',
      modelled: lab(restarted(), 'removed push', 'end token null', 'end stored nothing'),
      observed: page(SEEN, 'token null', 'not: token T'),
      decoded: NOT_SENT,
      triggered: FOLLOWS,
    },
    {
      place: 6,
      says: 'local repositories and caches are cleared, with the events that were not flushed',
      modelled: lab(
        restarted(),
        'wiped before: clearLocalCustomerData removed what was not yet flushed',
        'removed customer',
        'end queue empty',
        'end stored nothing',
      ),
      observed: page(SEEN, 'item before (event) lost', 'item customer update (identify) lost'),
      decoded: NOT_SENT,
      triggered: FOLLOWS,
    },
    {
      place: 7,
      says: 'session information is cleared',
      modelled: lab(restarted(), 'removed session', 'end session none', 'end stored nothing'),
      observed: page(
        [
          'configure({"automaticSessionTracking": false, "ios": {"appGroup": "group.shop"}})',
          ...['trackSessionStart()', 'app killed', 'app launched', CLEAR],
        ].join('\n'),
        'session none',
        'not: session active',
      ),
      decoded: NOT_SENT,
      triggered: FOLLOWS,
    },
    {
      place: 8,
      says: 'the customer’s record is removed',
      modelled: lab(restarted(), 'removed customer', 'end customer nobody', 'end stored nothing'),
      observed: page(SEEN, 'customer nobody', 'not: ; customer registered'),
      decoded: NOT_SENT,
      triggered: FOLLOWS,
    },
    {
      place: 9,
      says: 'in-app messages, content blocks and app inbox are cleared',
      modelled: lab(cleared(), 'app inbox messages that were loaded are cleared', 'removed contentFor'),
      observed: none('What is loaded is kept natively: no page sees it.'),
      decoded: NOT_SENT,
      triggered: FOLLOWS,
    },
    {
      place: 10,
      says: 'the configuration of the last initialization is cleared',
      modelled: lab(restarted(), 'removed configuration', 'end stored nothing'),
      observed: page(SEEN, 'config null', 'not: config {'),
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
      observed: page(
        `${CLEAR}\ntrackPushReceived(${PUSH})\nconfigure()`,
        'item campaign (campaign) lost … pushes are not handled',
      ),
      decoded: NOT_SENT,
      triggered: FOLLOWS,
    },
    {
      place: 12,
      says: 'links are tracked no more; the app’s own handling of them is not affected',
      modelled: lab(
        cleared('trackCampaignClick("https://a.test/?xnpe_cmp=1")', 'configure()'),
        'trackCampaignClick is not handled',
        'the app’s own handling of links is not affected',
        'not: tracked campaign_click',
      ),
      observed: page(
        `${CLEAR}\ntrackCampaignClick("https://a.test/?xnpe_cmp=1")\nconfigure()`,
        'item campaign_click (campaign) lost … links not tracked … The app’s own handling of links is not affected',
      ),
      decoded: NOT_SENT,
      triggered: FOLLOWS,
    },
  ),
]
