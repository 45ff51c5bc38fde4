/** Single calls, right and odd, as the Lab's text has them: what is said of each is compared. */

/** What was called before, by a name for it. */
export const BEFORE: Readonly<Record<'bloomreach' | 'customerio', Readonly<Record<string, readonly string[]>>>> = {
  bloomreach: {
    'a configured SDK': ['configure()', 'identifyCustomer({"registered": "first"}, {})', 'trackPushToken("T0")'],
    'one with sessions by hand': ['set automaticSessionTracking false', 'configure()', 'trackSessionStart()'],
    'one whose session has ended': [
      ...['set automaticSessionTracking false', 'configure()', 'trackSessionStart()', 'trackSessionEnd()'],
    ],
    'a stopped SDK': ['configure()', 'stopIntegration()'],
    'a cleared SDK': ['clearLocalCustomerData("g")'],
    'an SDK that nobody configured': [],
  },
  customerio: {
    'a visitor': [],
    'a person with a device': ['identify("u1", {})', 'registerDeviceToken("T0")'],
  },
}

const REFUSED = '{"has_tracking_consent": false}'
const FORCED = '{"has_tracking_consent": false, "url": "https://a.test/?xnpe_force_track=1"}'

/** The calls. */
export const CALLS: Readonly<Record<'bloomreach' | 'customerio', readonly string[]>> = {
  bloomreach: [
    ...['trackEvent("x", {})', 'trackEvent("x", {}, "2023-11-14T22:13:20Z")', 'trackEvent("x", {}, true)'],
    ...['trackEvent("x", {}, 1700000000000)', 'trackEvent("", {})', 'trackEvent(null, {})', 'trackEvent()'],
    ...['trackEvent("x", "p")', 'trackEvent("x", null)', 'identifyCustomer({"registered": "first"}, {})'],
    ...['identifyCustomer({"registered": "other"}, {})', 'identifyCustomer({"registered": ""}, {})'],
    ...['identifyCustomer({"cookie": "c", "registered": "first"}, {})', 'identifyCustomer({"crm": "1"}, {})'],
    ...['identifyCustomer({}, {})', 'identifyCustomer()', 'identifyCustomer("j", {})'],
    ...['identifyCustomer({"registered": 7}, {})', 'identifyCustomer({"registered": "first"}, [1])'],
    ...[
      'identifyCustomer({"registered": "first"}, {}, "2023-11-14")',
      'identifyCustomer({"google_analytics": "g"}, {})',
    ],
    ...['identifyCustomer({"registered": "first"}, {}, 1700000000000)', 'trackPaymentEvent({"price": 1})'],
    ...['trackPaymentEvent(7)', 'trackPayment({}, "x")', 'trackPayment({}, 1700000000000)'],
    ...['trackPushToken("T")', 'trackPushToken("")', 'trackPushToken(7)', 'trackPushToken()'],
    ...['trackDeliveredPush({})', 'trackDeliveredPush("x")', 'trackPushReceived()', 'trackClickedPush(7)'],
    ...[`trackClickedPush(${REFUSED})`, `trackClickedPush(${FORCED})`, `trackDeliveredPush(${FORCED})`],
    ...[
      `trackPushOpened({"with": ${REFUSED}})`,
      'trackPayment(7)',
      `trackDeliveredPushWithoutTrackingConsent(${REFUSED})`,
    ],
    ...['trackCampaignClick("https://a.test/?xnpe_cmp=1")', 'trackCampaignClick("https://a.test/")'],
    ...['trackCampaignClick("")', 'trackCampaignClick(7)', 'trackSessionStart()', 'trackSessionEnd()'],
    ...['trackSessionStart(7)', 'trackSessionEnd(7)', 'trackSessionEnd("x")', 'trackEvent("x", {}, 1e300)'],
    ...['setDefaultProperties({"a": 1})', 'setDefaultProperties("x")', 'setDefaultProperties()'],
    ...['defaultProperties({"a": 1})', 'defaultProperties(7)', 'setFlushMode("PERIOD")', 'setFlushMode("odd")'],
    ...['setFlushMode()', 'setFlushPeriod(5)', 'setFlushPeriod(0)', 'setFlushPeriod("x")'],
    ...['setAutomaticSessionTracking(false)', 'setAutomaticSessionTracking("x")', 'setSessionTimeout(5)'],
    ...['setSessionTimeout(-1)', 'setSessionTimeout("x")', 'flushData()', 'stopIntegration()'],
    ...['clearLocalCustomerData("g")', 'configure()', 'configure({"projectToken": ""})', 'anonymize()'],
    ...['configure({"projectToken": "a b"})', 'configure({"baseUrl": "ftp://x"})', 'anonymize(7)'],
    ...['anonymize({"projectToken": "Q", "authorizationToken": "t"})', 'anonymize({"projectToken": "a b"})'],
    ...['configure({"projectMapping": {"Purchase": []}})', 'configure({"projectMapping": {"PAYMENT": 7}})'],
    ...['anonymize({"projectToken": "Q"}, {"payment": []})', 'anonymize(null, {"PAYMENT": 7})'],
    ...['anonymize({"projectToken": "Q"}, {"PAYMENT": 7})', 'anonymize({"projectToken": "Q"}, {"PAYMENT": [{}]})'],
    ...['trackInAppMessageClick({"id": "m"})', 'trackInAppMessageClick("m")', `trackInAppMessageClick(${REFUSED})`],
    ...[`trackInAppMessageClose(${REFUSED})`, `trackInAppMessageCloseWithoutTrackingConsent(${REFUSED})`],
    ...['trackInAppContentBlockShown({"placeholderId": "p"})', 'trackInAppContentBlockShown("p", {"id": "b"})'],
    ...[`trackInAppContentBlockShown("p", ${REFUSED})`, 'trackAppInboxOpened({"id": "i"})', 'trackAppInboxOpened(7)'],
    ...[`trackAppInboxOpened({"id": "i", "content": ${REFUSED}})`, 'trackAppInboxClick({"url": "u"}, {"id": "i"})'],
    'trackAppInboxClick({"url": "u"})',
  ],
  customerio: [
    ...['track("x")', 'track("")', 'track()', 'track(7)', 'track("x", "p")', 'track("x", [1])', 'track("x", {"a": 1})'],
    ...['track(" x")', 'track("User Deleted ")'],
    ...['track("User Deleted")', 'track("Delete Person")', 'track("Object Deleted", {})', 'track("User Suppressed")'],
    ...['identify("u1")', 'identify("u2", {"a": 1})', 'identify("")', 'identify(" ")', 'identify()', 'identify(7)'],
    ...['identify(null, {"a": 1})', 'identify({"userId": "u2"})', 'identify({"traits": {"a": 1}})', 'identify({})'],
    ...['screen("s")', 'screen("")', 'screen()', 'alias("u2")', 'alias("")', 'alias()'],
    ...['registerDeviceToken("T")', 'registerDeviceToken("")', 'registerDeviceToken()', 'deleteDeviceToken()'],
    ...['setDeviceAttributes({"a": 1})', 'setDeviceAttributes("x")', 'identify("u1", {})'],
    ...['setProfileAttributes({"a": 1})', 'setProfileAttributes("x")', 'clearIdentify()', 'reset()', 'flush()'],
  ],
}
