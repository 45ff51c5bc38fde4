/** What Bloomreach's README says of clear, stop, flush, further projects, links and consent, and what shows it. */
import { as, lab, offer, page, request, wire } from '../guides/statement'
import { called, REFUSED, refused, rest, sent, web } from './bloomreach-evidence'
import type { OperationRow } from './claim'

const LINK = '"https://shop.example/?xnpe_cmp=abc"'
const MAPPED = 'configure({"projectMapping": {"PAYMENT": [{"projectToken": "pay", "authorization": "Token p"}]}})'

/** The rows, in the table's order. */
export const DEVICE: readonly OperationRow[] = [
  {
    row: 'clear local data',
    operations: ['clearLocalCustomerData'],
    commands: ['clear'],
    modelled: [
      lab('configure()\napp killed\napp launched\nclearLocalCustomerData("g")', 'end stored nothing', 'end requests 0'),
      lab(
        'set appGroup "group.a"\nconfigure()\napp killed\napp launched\nclearLocalCustomerData("group.b")',
        'Nothing is cleared',
        'not: end stored nothing',
      ),
    ],
    observed: [page('clearLocalCustomerData("group.a")', 'tracker null bridge wiped')],
    decoded: [
      wire(
        'trackEvent("x", {})\nclearLocalCustomerData("g")\nconfigure()\nflushData()',
        'installation',
        'not: item x ',
      ),
    ],
    triggered: [
      refused('clear', 'The Web SDK has no method that clears its data'),
      offer(
        { command: 'clear', payload: { texts: { appGroup: 'group.a' } }, after: '' },
        'calls clearLocalCustomerData("group.a")',
      ),
      offer({ command: 'clear' }, 'refused clearLocalCustomerData() works only before'),
    ],
  },
  {
    row: 'stop',
    operations: ['stopIntegration', 'onIntegrationStoppedCallbacks', 'isStopped'],
    commands: ['stop'],
    modelled: [lab(called('stopIntegration()', 'trackEvent("x", {})'), 'end status stopped', 'not: tracked x')],
    observed: [
      page(called('stopIntegration()', 'trackEvent("x", {})'), 'tracker P bridge stopped', 'item x (event) lost'),
    ],
    decoded: [
      wire(
        called('flushData()', 'stopIntegration()', 'trackEvent("x", {})', 'flushData()'),
        'installation',
        'not: item x ',
      ),
      as('ios-4', wire(called('flushData()', 'stopIntegration()'), 'item session_end (session) delivered')),
    ],
    triggered: [
      refused('stop', 'The Web SDK has no stop method'),
      offer({ command: 'stop' }, 'calls stopIntegration()', 'end status stopped'),
    ],
  },
  {
    row: 'flush',
    operations: ['flushData', 'setFlushMode', 'setFlushPeriod'],
    commands: ['flush', 'flushMode'],
    modelled: [
      lab(sent('trackEvent("x", {})'), 'end item x delivered'),
      lab(called('setFlushMode("IMMEDIATE")', 'trackEvent("x", {})', 'wait 5 s'), 'end item x delivered'),
    ],
    observed: [page(called('flushData()'), 'moment flush'), page(called('setFlushMode("PERIOD")'), 'tracker P')],
    decoded: [wire(sent('trackEvent("x", {})'), 'item x (event) delivered')],
    triggered: [
      refused('flush', 'The Web SDK has no flush method'),
      refused('flushMode', 'The Web SDK has no flush modes'),
      offer({ command: 'flush', after: called('trackEvent("x", {})') }, 'calls flushData()', 'end item x delivered'),
      offer({ command: 'flushMode', payload: { texts: { flushMode: 'MANUAL' } } }, 'calls setFlushMode("MANUAL")'),
    ],
  },
  {
    row: 'project mapping',
    operations: [],
    commands: [],
    modelled: [lab(`${MAPPED}\ntrackPaymentEvent({})`, 'tracked payment {} @0 as c1 for pay', 'for P')],
    observed: [page(`${MAPPED}\ntrackPaymentEvent({})`, '"projectMapping":{"PAYMENT"')],
    decoded: [wire(`${MAPPED}\ntrackPaymentEvent({})\nflushData()`, 'tracker pay ', 'tracker P ')],
    triggered: [],
  },
  {
    row: 'campaign click',
    operations: ['trackCampaignClick'],
    commands: [],
    modelled: [lab(called(`trackCampaignClick(${LINK})`), 'tracked campaign_click')],
    observed: [page(called(`trackCampaignClick(${LINK})`), 'item campaign_click')],
    decoded: [
      wire(sent(`trackCampaignClick(${LINK})`), 'item campaign_click'),
      request(
        rest('campaigns/clicks', { url: 'https://shop.example/?xnpe_cmp=abc', platform: 'Android' }),
        'campaign_click',
      ),
    ],
    triggered: [],
  },
  {
    row: 'consent',
    operations: [],
    commands: [],
    modelled: [lab(called(`trackDeliveredPush(${REFUSED})`), 'log ', 'not: tracked campaign')],
    observed: [
      web('track("consent")', 'item consent (consent)'),
      page(called('trackEvent("consent")'), 'item consent (consent)'),
    ],
    decoded: [wire(sent('trackEvent("consent", {"action": "accept"})'), 'item consent (consent) delivered')],
    triggered: [offer({ command: 'track', payload: { name: 'consent' } }, 'tracked consent')],
  },
]
