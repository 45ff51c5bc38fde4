/** The Bloomreach iOS guide's section Clear local customer data, statement by statement. */
import { FOLLOWS, lab, NOT_CALLED, NOT_SENT, none, offer, page, section, wire } from '../statement'

const GROUP = 'set appGroup "group.shop"\n'
const PUSH = '{"source": "xnpe_platform", "attributes": {"campaign_name": "Sale"}}'
const OWN = `notificationService(${PUSH}, "group.shop")`
const JANE = 'identifyCustomer({"registered": "jane.doe@example.com"}, {})'
const CLEAR = 'clearLocalCustomerData("group.shop")'
const called = (...calls: readonly string[]) => ['configure()', ...calls].join('\n')
const restarted = (...calls: readonly string[]) =>
  `${GROUP}${called(JANE, 'trackPushToken("T")', 'app killed', 'app launched', CLEAR, ...calls)}`
const cleared = (...calls: readonly string[]) => `${GROUP}${called('app killed', 'app launched', CLEAR, ...calls)}`
/** What a page can tell of it: what it knew from its own calls before is gone. */
const SEEN = called(JANE, 'trackPushToken("T")', 'stopIntegration()', CLEAR)

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
        'item x (event) delivered',
        'sent as c2',
      ),
      triggered: offer({ command: 'anonymize' }, 'calls anonymize()'),
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
      modelled: lab(restarted(), 'end stored nothing', 'end status not configured'),
      observed: page(`trackEvent("early", {})\n${CLEAR}`, 'item early (event) lost'),
      decoded: NOT_SENT,
      triggered: offer(
        { command: 'clear', payload: { texts: { appGroup: 'group.shop' } }, after: '' },
        `calls ${CLEAR}`,
      ),
    },
    {
      place: 4,
      says: 'consent withdrawn once the SDK runs: stopIntegration',
      modelled: lab(called(CLEAR, 'stopIntegration()'), 'end status stopped', 'end stored stopped'),
      observed: page(called('stopIntegration()'), 'bridge stopped'),
      decoded: NOT_SENT,
      triggered: offer({ command: 'stop' }, 'calls stopIntegration()', 'end status stopped'),
    },
    {
      place: 5,
      says: 'the push token is removed from the device',
      modelled: lab(restarted(), 'end token null', 'end stored nothing'),
      observed: page(SEEN, 'token null'),
      decoded: NOT_SENT,
      triggered: FOLLOWS,
    },
    {
      place: 6,
      says: 'unflushed events are removed',
      modelled: lab(cleared(), 'wiped installation', 'end stored nothing'),
      observed: page('trackEvent("early", {})\nclearLocalCustomerData("g")', 'item early (event) lost'),
      decoded: NOT_SENT,
      triggered: FOLLOWS,
    },
    {
      place: 7,
      says: 'session information is cleared',
      modelled: lab(restarted(), 'end session none', 'end stored nothing'),
      observed: page(SEEN, 'session none'),
      decoded: NOT_SENT,
      triggered: FOLLOWS,
    },
    {
      place: 8,
      says: 'the customer’s record is removed',
      modelled: lab(restarted(), 'removed ', 'end customer nobody'),
      observed: page(SEEN, 'customer nobody'),
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
      observed: page(SEEN, 'config null'),
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
        'item campaign (campaign) lost',
        'pushes and links are not handled',
      ),
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
      observed: page(
        `${CLEAR}\ntrackCampaignClick("https://a.test/?xnpe_cmp=1")\nconfigure()`,
        'item campaign_click (campaign) lost',
        'pushes and links are not handled',
      ),
      decoded: NOT_SENT,
      triggered: FOLLOWS,
    },
  ),
]
