/** Where the documents and the shipped SDKs of Bloomreach differ, as its README says: the two profiles side by side. */
import { as, lab, offer, page, request, type Shown, wire } from '../guides/statement'
import type { DifferenceRow } from './claim'

/** One sequence in both profiles, and what each makes of it. */
const both = (script: string, guide: readonly string[], shipped: readonly string[]): readonly Shown[] => [
  lab(script, ...guide),
  as('ios-4', lab(script, ...shipped)),
]
const called = (...calls: readonly string[]) => ['configure()', ...calls].join('\n')
const MANUAL = 'set automaticSessionTracking false\nconfigure()'
const PUSH = '{"attributes": {"campaign_name": "Sale"}}'
const AGAIN = ['app killed', 'app launched']
const web = (data: Readonly<Record<string, string | number | object>>, status: string, ...lines: readonly string[]) =>
  request(
    [
      'https://api.exponea.com/bulk',
      JSON.stringify({
        commands: [
          { name: 'crm/events', data: { project_id: 'P', customer_ids: { cookie: 'c' }, type: 'x', ...data } },
        ],
      }),
      [200, { success: true, results: [{ status }] }],
    ],
    ...lines,
  )

/** The rows, in the table's order. */
export const BLOOMREACH_DIFFERENCES: readonly DifferenceRow[] = [
  {
    row: 'start of a second session by hand',
    differences: ['manualRestart'],
    shown: both(
      `${MANUAL}\ntrackSessionStart()\nwait 5 s\ntrackSessionStart()`,
      ['tracked session_end'],
      ['tracked session_start', 'not: tracked session_end'],
    ),
  },
  {
    row: 'order of anonymize',
    differences: ['anonymize'],
    shown: both(
      called('anonymize()'),
      ['end queue installation, session_start, session_start, installation'],
      ['end queue installation, session_start, session_end, installation, session_start'],
    ),
  },
  {
    row: 'push token',
    differences: ['pushToken'],
    shown: both(
      called('trackPushToken("t")'),
      ['tracked push token {"apple_push_notification_id":"t"'],
      ['tracked notification_state'],
    ),
  },
  {
    row: 'push token while notifications are not allowed',
    differences: [],
    shown: both(
      `set pushAuthorized false\n${called('handlePushNotificationToken("t")')}`,
      ['end status running', 'not: tracked push token'],
      ['"valid":false'],
    ),
  },
  {
    row: 'stop',
    differences: ['stop'],
    shown: both(
      called('stopIntegration()'),
      ['end item session_start lost', 'end requests 0'],
      ['tracked session_end', 'end item session_start delivered'],
    ),
  },
  {
    row: 'stop before configure',
    differences: ['bridgeStopsUnconfigured'],
    shown: both(called(...AGAIN, 'stopIntegration()'), ['end item installation lost'], ['end item installation lost']),
  },
  {
    row: 'clear on a device where the SDK never ran',
    differences: ['clearNeedsConfiguration'],
    shown: both('clearLocalCustomerData("g")', ['no longer tracked until'], ['unavailable without initialization']),
  },
  {
    row: 'nested properties',
    differences: ['bridgeTakesNested'],
    shown: both(
      called('trackEvent("x", {"o": {"k": 1}})'),
      ['tracked x {"o":{"k":1}}'],
      ['tracked x {', '"o":{"k":1}'],
    ),
  },
  {
    row: 'properties of every event',
    differences: ['identifiesDevice', 'sdkVersion'],
    shown: both(
      called('trackEvent("x", {})', 'flushData()'),
      ['"sdk_version":"3.7.0"', 'not: "application_id"', 'not: "device_id"'],
      ['"sdk_version":"4.0.1"', '"application_id":"default-application"', '"device_id":"'],
    ),
  },
  {
    row: 'properties of a customer update',
    differences: ['strippedFromCustomers'],
    shown: both(
      called('identifyCustomer({"registered": "j"}, {"platform": "p", "a": 1})', 'flushData()'),
      ['tracked customer update {"platform":"p","a":1}'],
      ['tracked customer update {"a":1}'],
    ),
  },
  {
    row: '`tokenTrackFrequency` `everyLaunch`',
    differences: ['everyLaunch'],
    shown: both(
      `set tokenTrackFrequency "everyLaunch"\n${called(
        ...['handlePushNotificationToken("t")', 'flushData()', 'app background', 'app active', 'flushData()'],
      )}`,
      ['end queue empty', 'end requests 3'],
      ['end queue empty', 'end requests 6'],
    ),
  },
  {
    row: 'flush in the background',
    differences: ['backgroundFlush'],
    shown: both(
      'set flushMode "automatic"\nconfigure()\napp background',
      ['end item installation delivered'],
      ['end item installation queued'],
    ),
  },
  {
    row: 'back within the timeout',
    differences: ['resumeForgetsBackground'],
    shown: both(
      called(
        'wait 10 s',
        'app background',
        'wait 20 s',
        'app active',
        'app killed',
        'wait 1 h',
        'app launched',
        'configure()',
      ),
      ['Continuing current session', '"duration":3630'],
      ['Continuing current session', '"duration":10}'],
    ),
  },
  {
    row: '`trackSessionEnd` without a session',
    differences: ['lostEndLeavesTime'],
    shown: both(
      `${MANUAL}\ntrackSessionEnd()\nwait 10 s\ntrackSessionStart()\nwait 300 s\ntrackSessionStart()`,
      ['"duration":300}'],
      ['"duration":-10}'],
    ),
  },
  {
    row: 'time of an event on the web',
    differences: [],
    shown: [
      web({ timestamp: 1_699_999_000, properties: {} }, 'ok', 'claimed 1699999000'),
      web({ age: 60, properties: {} }, 'ok', 'item x (event) delivered {} claimed 1699999940'),
    ],
  },
  {
    row: 'app group of clear',
    differences: [],
    shown: [
      ...both(
        'set appGroup "group.a"\nconfigure()\napp killed\napp launched\nclearLocalCustomerData("group.b")',
        ['Nothing is cleared', 'end stored configuration'],
        ['Nothing is cleared', 'end stored configuration'],
      ),
      lab('clearLocalCustomerData()', 'without it the bridge refuses'),
      offer({ command: 'clear', after: '' }, 'calls clearLocalCustomerData()'),
    ],
  },
  {
    row: 'callbacks of `onIntegrationStoppedCallbacks` at clear',
    differences: [],
    shown: both(
      called(
        ...[...AGAIN, 'onIntegrationStoppedCallbacks("the button goes")', 'clearLocalCustomerData("g")'],
        ...['configure()', 'stopIntegration()'],
      ),
      ['log onIntegrationStoppedCallbacks: the button goes', 'the guide is silent on them at clear'],
      ['log onIntegrationStoppedCallbacks: the button goes', 'the guide is silent on them at clear'],
    ),
  },
  {
    row: 'calls that wait for configure when clear comes',
    differences: ['clearTakesWaiting'],
    shown: both(
      'configure()\napp killed\napp launched\ntrackEvent("x", {})\nclearLocalCustomerData("g")\nconfigure()',
      ['end status running', 'not: tracked x'],
      ['tracked x'],
    ),
  },
  {
    row: 'push token at each activation',
    differences: ['activationTracksToken'],
    shown: both(
      called('handlePushNotificationToken("t")', 'app background', 'app active'),
      ['end queue installation, session_start, push token, push token'],
      ['end status running', 'not: end queue installation, session_start, notification_state, notification_state'],
    ),
  },
  {
    row: 'pushes and links after clear',
    differences: ['clearDropsPushesAndLinks'],
    shown: both(
      called(...AGAIN, 'clearLocalCustomerData("g")', `trackDeliveredPush(${PUSH})`, 'configure()'),
      ['trackDeliveredPush is not handled', 'not: tracked campaign'],
      ['tracked campaign'],
    ),
  },
  {
    row: 'content after anonymize',
    differences: ['anonymizePreloads'],
    shown: both(called('anonymize()'), ['loaded for the new customer'], ['cleared']),
  },
  {
    row: 'in-app purchases',
    differences: ['tracksPurchases'],
    shown: both(called('purchase({"price": 1})'), ['tracked payment'], ['No code that tracks in-app purchases']),
  },
  {
    row: 'an app that was killed in front',
    differences: ['sessionEndsInBackground'],
    shown: both(called('wait 30 s', 'app killed', 'wait 1 h', 'app launched', 'configure()'), ['silent'], ['3630']),
  },
  {
    row: 'an SDK that is configured in the background',
    differences: [],
    shown: both(
      'app background\nconfigure()',
      ['The guide is silent on an SDK that is configured in the background', 'end session none'],
      ['tracked session_start', 'end session since 0'],
    ),
  },
  {
    row: 'HTTP 200',
    differences: [],
    shown: [
      web({ properties: {} }, 'error', 'item x (event) rejected'),
      wire('server 200 {"success": false}\nconfigure()\ntrackEvent("x", {})\nflushData()', 'item x (event) rejected'),
      lab('server 200 {"success": false}\nconfigure()\ntrackEvent("x", {})\nflushData()', 'end queue empty'),
    ],
  },
  {
    row: 'IDs of an event',
    differences: [],
    shown: both(
      called('trackEvent("x", {})', 'identifyCustomer({"registered": "j"}, {})', 'flushData()'),
      ['tracked x {} @0 as c1 for P', '"registered":"j"'],
      ['as c1 for P', '"registered":"j"'],
    ),
  },
  {
    row: 'wrong arguments on the web',
    differences: [],
    shown: [{ ...page('track(7)', 'Invalid type of argument 0 - eventType'), surface: 'web' } as Shown],
  },
]
