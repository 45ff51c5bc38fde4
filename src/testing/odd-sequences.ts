/** Sequences of odd calls, as the Lab's text has them: what is observed of them and what the models do is compared. */
const bloomreach = (...lines: readonly string[]) =>
  [
    ...['lab bloomreach documented', 'set projectToken "P"', 'set authorization "Token x"', 'set flushMode "manual"'],
    ...lines,
  ].join('\n')
const MANUAL = 'set automaticSessionTracking false'
const customerio = (...lines: readonly string[]) => ['lab customerio ios', 'set key "K"', ...lines].join('\n')

/** The sequences by what is odd about them. */
export const ODD: Readonly<Record<string, string>> = {
  'a call after stop': bloomreach('configure()', 'stopIntegration()', 'trackEvent("x", {})'),
  'a call after stop and clear': bloomreach(
    ...['configure()', 'stopIntegration()', 'clearLocalCustomerData("g")', 'trackEvent("x", {})'],
  ),
  'calls that wait when clear comes': bloomreach(
    ...['trackEvent("early", {})', 'identifyCustomer({"registered": "j"}, {})', 'clearLocalCustomerData("g")'],
    ...['configure()', 'flushData()'],
  ),
  'an identify that waits for configure': bloomreach(
    'identifyCustomer({"registered": "j"}, {})',
    'trackEvent("x", {})',
  ),
  'an identify that waited for configure': bloomreach(
    ...['identifyCustomer({"registered": "j"}, {})', 'trackEvent("x", {})', 'configure()', 'flushData()'],
  ),
  'two users and an anonymize that wait': bloomreach(
    ...['identifyCustomer({"registered": "a"}, {})', 'anonymize()', 'identifyCustomer({"registered": "b"}, {})'],
    ...['trackEvent("x", {})', 'configure()', 'trackEvent("y", {})', 'flushData()'],
  ),
  'calls that wait when the app is killed': bloomreach(
    ...['identifyCustomer({"registered": "j"}, {})', 'trackEvent("x", {})', 'app killed', 'app launched'],
    ...['configure()', 'trackEvent("y", {})', 'flushData()'],
  ),
  'calls that wait when stop comes': bloomreach(
    ...['identifyCustomer({"registered": "j"}, {})', 'trackEvent("x", {})', 'stopIntegration()'],
    ...['configure()', 'trackEvent("y", {})', 'flushData()'],
  ),
  'refusals until the SDK gives up': bloomreach(
    ...['set flushMaxRetries 2', 'configure()', 'trackEvent("x", {})', 'server 500', 'flushData()'],
    ...['server 400 {"errors": [], "success": false}', 'flushData()', 'trackEvent("y", {})', 'flushData()'],
  ),
  'server errors in the vendor’s own form, until the SDK gives up': bloomreach(
    ...['configure()', 'trackEvent("x", {})', 'server 500 {"errors": [], "success": false}'],
    ...['flushData()', 'flushData()', 'flushData()', 'flushData()', 'trackEvent("y", {})', 'flushData()'],
  ),
  'an answer of nobody’s kind as the last that the SDK waits for': bloomreach(
    ...['set flushMaxRetries 1', 'configure()', 'trackEvent("x", {})', 'server 404 "no such page"', 'flushData()'],
  ),
  'a stop over a relaunch': bloomreach(
    ...['configure()', 'trackEvent("x", {})', 'stopIntegration()', 'app killed', 'app launched'],
    ...['trackEvent("y", {})', 'identifyCustomer({"registered": "j"}, {})', 'flushData()'],
  ),
  'a stop over two relaunches, cleared in the one and configured in the other': bloomreach(
    ...['configure()', 'identifyCustomer({"registered": "j"}, {})', 'stopIntegration()', 'app killed', 'app launched'],
    ...['clearLocalCustomerData("g")', 'trackEvent("x", {})', 'app killed', 'app launched', 'trackEvent("y", {})'],
    ...['configure()', 'trackEvent("z", {})', 'flushData()'],
  ),
  'a stop before configure, over a relaunch': bloomreach(
    ...['stopIntegration()', 'app killed', 'app launched', 'trackEvent("x", {})', 'configure()', 'trackEvent("y", {})'],
    ...['app killed', 'app launched', 'trackEvent("z", {})', 'configure()', 'flushData()'],
  ),
  'a stop in a second project, over a relaunch': bloomreach(
    ...['configure()', 'anonymize({"projectToken": "Q", "authorizationToken": "t"})', 'stopIntegration()'],
    ...['app killed', 'app launched', 'trackEvent("x", {})', 'configure()', 'trackEvent("y", {})', 'app killed'],
    ...['app launched', 'trackEvent("z", {})', 'configure()', 'flushData()'],
  ),
  'a switch, a relaunch, and the first project again': bloomreach(
    ...['set tokenTrackFrequency "onTokenChange"', 'configure()', 'trackPushToken("T")', 'flushData()'],
    ...['anonymize({"projectToken": "Q", "authorizationToken": "t"})', 'flushData()', 'wait 2 s'],
    ...['app killed', 'app launched', 'configure()', 'trackEvent("x", {})', 'flushData()'],
  ),
  'two projects in turns, each with a token of its own': bloomreach(
    ...['set tokenTrackFrequency "onTokenChange"', 'configure()', 'trackPushToken("T")', 'flushData()', 'wait 2 s'],
    ...['app killed', 'app launched', 'configure({"projectToken": "Q"})', 'wait 2 s', 'trackPushToken("U")'],
    ...[
      'flushData()',
      'app killed',
      'wait 2 s',
      'app launched',
      'configure()',
      'flushData()',
      'app killed',
      'wait 2 s',
    ],
    ...['app launched', 'configure({"projectToken": "Q"})', 'trackEvent("x", {})', 'flushData()'],
  ),
  'another project at the next launch: the customer stays': bloomreach(
    ...['configure()', 'identifyCustomer({"registered": "j"}, {})', 'app killed', 'wait 2 s', 'app launched'],
    ...['trackEvent("early", {})', 'configure({"projectToken": "Q"})', 'trackEvent("x", {})'],
  ),
  'another project at the next launch, after an anonymize: nobody stays': bloomreach(
    ...['configure()', 'identifyCustomer({"registered": "j"}, {})', 'app killed', 'wait 2 s', 'app launched'],
    ...['configure({"projectToken": "Q"})', 'wait 2 s', 'anonymize()', 'app killed', 'wait 2 s', 'app launched'],
    ...['configure()', 'trackEvent("x", {})'],
  ),
  'settings before the configuration': bloomreach(
    ...['setFlushMode("IMMEDIATE")', 'setDefaultProperties({"a": 1})', 'configure()', 'trackEvent("x", {})'],
  ),
  'a second configure, of another project': bloomreach(
    ...['configure()', 'configure({"projectToken": "Q"})', 'trackEvent("x", {})', 'flushData()'],
  ),
  'a project that is none': bloomreach(
    ...['configure()', 'identifyCustomer({"registered": "j"}, {})', 'anonymize({"projectToken": ""})'],
    ...['trackEvent("x", {})', 'flushData()', 'anonymize({"projectToken": "Q", "baseUrl": "ftp://x"})'],
  ),
  'a session timeout that is set': bloomreach(
    ...[MANUAL, 'configure()', 'setSessionTimeout(5)', 'trackSessionStart()', 'setSessionTimeout("x")', 'flushData()'],
  ),
  'two customers in one moment, and a server that fails': bloomreach(
    ...['configure()', 'server 500', 'anonymize()', 'flushData()', 'server 200 {"success": true}', 'flushData()'],
  ),
  'requests that nobody answers': bloomreach(
    ...['configure()', 'server none', 'trackEvent("x", {})', 'flushData()', 'trackEvent("x", {})'],
  ),
  'a stop while requests are under way': bloomreach(
    ...['configure()', 'server hold', 'trackEvent("x", {})', 'flushData()', 'stopIntegration()', 'answer 1 500'],
    ...['answer 2 404', 'answer 3 200 {"success": true}'],
  ),
  'answers that deny success': bloomreach(
    ...['configure()', 'trackEvent("x", {})', 'server 200 {"success": false}', 'flushData()', 'trackEvent("x", {})'],
    ...['server 200 "a sign-in page"', 'flushData()', 'trackEvent("y", {})', 'server 204', 'flushData()'],
  ),
  'equal payments of which one gives its time': bloomreach(
    ...['configure()', 'trackPaymentEvent()', 'wait 2 s', 'trackPayment({"properties": {"price": 1}, "timestamp": 5})'],
    ...['trackPayment({"properties": {}, "timestamp": 1700000000000})', 'flushData()'],
  ),
  'a call that was lost with its page, made again': bloomreach(
    ...['identifyCustomer({"registered": "j"}, {})', 'app killed', 'app launched', 'configure()'],
    ...['identifyCustomer({"registered": "k"}, {})', 'flushData()'],
  ),
  'a clear with another app group': bloomreach(
    ...['set appGroup "group.right"', 'configure()', 'identifyCustomer({"registered": "j"}, {})', 'app killed'],
    ...['app launched', 'trackEvent("x", {})', 'clearLocalCustomerData("group.wrong")', 'configure()', 'flushData()'],
  ),
  'a clear with the SDK’s app group': bloomreach(
    ...['set appGroup "group.right"', 'configure()', 'identifyCustomer({"registered": "j"}, {})', 'app killed'],
    ...['app launched', 'trackEvent("x", {})', 'clearLocalCustomerData("group.right")', 'configure()', 'flushData()'],
  ),
  'a clear with an app group, where the SDK was configured without one': bloomreach(
    ...['configure()', 'trackEvent("a", {})', 'app killed', 'app launched', 'trackEvent("x", {})'],
    ...['clearLocalCustomerData("group.any")', 'configure()', 'trackEvent("y", {})', 'flushData()'],
  ),
  'a clear without an app group': bloomreach(
    ...['set appGroup "group.right"', 'configure()', 'identifyCustomer({"registered": "j"}, {})', 'app killed'],
    ...['app launched', 'trackEvent("x", {})', 'clearLocalCustomerData()', 'configure()', 'flushData()'],
  ),
  'a token, an anonymize and a stop': bloomreach(
    ...[
      'configure()',
      'trackPushToken("t1")',
      'anonymize()',
      'flushData()',
      'trackPushToken("t2")',
      'stopIntegration()',
    ],
  ),
  'a token and a clear': bloomreach(
    ...['configure()', 'trackPushToken("t1")', 'flushData()', 'app killed', 'app launched'],
    ...['clearLocalCustomerData("g")'],
  ),
  'a manual session that waits for configure': bloomreach(MANUAL, 'trackSessionStart()', 'configure()', 'flushData()'),
  'a session by hand that waits, while they are automatic': bloomreach(
    'trackSessionStart()',
    'configure()',
    'flushData()',
  ),
  'pushes and links after clear': bloomreach(
    ...[
      'clearLocalCustomerData("g")',
      'trackDeliveredPush({"a": 1})',
      'trackCampaignClick("http://s.test/?xnpe_cmp=1")',
    ],
    ...['trackEvent("x", {})', 'configure()', 'flushData()'],
  ),
  'a project switch that waits for configure': bloomreach(
    ...[
      'anonymize({"projectToken": "Q", "authorizationToken": "t"})',
      'trackEvent("x", {})',
      'configure()',
      'flushData()',
    ],
  ),
  'a project switch by the labels of iOS SDK 4.0, in one object': bloomreach(
    ...['set projectMapping {"PAYMENT": [{"projectToken": "M", "authorization": "m"}]}', 'configure()'],
    'anonymize({"exponeaIntegrationType": {"projectToken": "Q", "authorizationToken": "t"}, ' +
      '"exponeaProjectMapping": {"PAYMENT": [{"projectToken": "N", "authorization": "n"}]}})',
    ...['trackPaymentEvent({"price": 1})', 'flushData()'],
  ),
  'a configuration that is none': bloomreach(
    'identifyCustomer({"registered": "j"}, {})',
    'configure({"projectToken": ""})',
  ),
  'a push call as content, without consent': bloomreach(
    ...['configure()', 'trackDeliveredPush({"userInfo": {"has_tracking_consent": false}})', 'flushData()'],
  ),
  'content blocks by places, by labels, and such that cannot be read': bloomreach(
    ...['configure()', 'trackInAppContentBlockShown("p", {"id": "b"})', 'trackInAppContentBlockShown("p")'],
    ...['trackInAppContentBlockClick("p", {"id": "b"})', 'trackInAppContentBlockClose({"contentBlock": {"id": "b"}})'],
    ...['trackInAppContentBlockError({"placeholderId": "p", "message": {}, "errorMessage": "no"})'],
    ...['trackInAppMessageClick("m")', 'trackAppInboxOpened(7)', 'trackAppInboxClick({"url": "u"})', 'flushData()'],
  ),
  'push calls with odd consent': bloomreach(
    'configure()',
    ...['null', '"no"', '0', '1', 'true'].map((given) => `trackDeliveredPush({"has_tracking_consent": ${given}})`),
  ),
  'a manual session over an anonymize': bloomreach(
    ...[MANUAL, 'configure()', 'trackSessionStart()', 'anonymize()', 'trackSessionEnd()', 'flushData()'],
  ),
  'a session ended twice': bloomreach(
    ...[MANUAL, 'configure()', 'trackSessionStart()', 'trackSessionEnd()', 'trackSessionEnd()'],
  ),
  'sessions by hand while they are automatic': bloomreach('configure()', 'trackSessionStart()', 'trackSessionEnd()'),
  'identify without ids, or with a number': bloomreach(
    ...['configure()', 'identifyCustomer()', 'identifyCustomer({"registered": 7}, {})', 'identifyCustomer("j")'],
  ),
  'properties that are none': bloomreach(
    ...['configure()', 'trackEvent("x", [1])', 'trackEvent("y", "text")', 'trackEvent("z")'],
    ...['trackPaymentEvent("text")', 'identifyCustomer({"registered": "j"}, 7)'],
  ),
  'a name that is empty': bloomreach('configure()', 'trackEvent("", {})'),
  'an anonymize between two users, flushed': bloomreach(
    ...['configure()', 'identifyCustomer({"registered": "a"}, {})', 'trackEvent("x", {})', 'anonymize()'],
    ...['identifyCustomer({"registered": "b"}, {})', 'trackEvent("y", {})', 'flushData()'],
  ),
  'Customer.io without names': customerio('track("")', 'screen("")', 'identify("")', 'alias("")', 'flush()'),
  'Customer.io’s answers that deny success': customerio(
    ...['track("a")', 'server 200 {"success": false}', 'flush()', 'track("b")', 'server 200 "page"', 'flush()'],
  ),
  'Customer.io’s device, over two people and its own deletion': customerio(
    ...['registerDeviceToken("T")', 'identify("u1", {})', 'setDeviceAttributes({"a": 1})', 'identify("u2", {})'],
    ...['deleteDeviceToken()', 'track("a")', 'clearIdentify()', 'track("b")', 'flush()'],
  ),
  'Customer.io’s reset and alias': customerio(
    ...['identify("u1", {})', 'track("a")', 'reset()', 'track("b")', 'alias("u2")', 'track("c")', 'flush()'],
  ),
}
