/** The Bloomreach iOS guide's section Push notifications, statement by statement. */
import { WITH_APP } from '../../../core/fold/unsent'
import { BY_ITSELF, lab, NOT_SENT, none, offer, page, section, wire } from '../statement'

const REFUSED = '{"attributes": {"campaign_name": "Sale"}, "has_tracking_consent": false}'
const EXAMPLE = 'trackPushToken("value-of-push-token")'
const JANE = 'identifyCustomer({"registered": "j"}, {})'
const KATE = 'identifyCustomer({"registered": "k"}, {})'
const called = (...calls: readonly string[]) => ['configure()', ...calls].join('\n')
const sent = (...calls: readonly string[]) => called(...calls, 'flushData()')
const token = { command: 'pushToken', payload: { texts: { token: 'T' } } } as const
const pushed = (command: 'pushReceived' | 'pushOpened', userInfo: string) =>
  ({ command, payload: { texts: { userInfo } } }) as const
const NOT_AUTOMATIC = 'set pushNotificationTracking false\n'
/** The system hands over a token, and the app tracks one and a push by hand. */
const BY_HAND = ['trackPushToken("T")', 'trackPushReceived({"attributes": {"campaign_name": "Sale"}})']
/** The same token twice, where the tracking frequency is once a day. */
const TWICE = ['trackPushToken("T")', 'wait 1 s', 'trackPushToken("T")']
const DAILY = 'set tokenTrackFrequency "daily"\n'
const T = '{"apple_push_notification_id":"T"}'
const VALUE = '{"apple_push_notification_id":"value-of-push-token"}'
const GONE = '{"apple_push_notification_id":""}'
/** The app becomes active twice. */
const ACTIVE = ['wait 1 s', 'app background', 'wait 1 s', 'app active']
const ACTIVATIONS = ['trackPushToken("T")', ...ACTIVE, ...ACTIVE]

/** The statements. */
export const PUSH = [
  ...section(
    'Push notifications',
    {
      place: 1,
      says: 'the token is tracked by the SDK itself, by default',
      modelled: lab(called('handlePushNotificationToken("T")'), `tracked push token ${T}`, 'end token T'),
      observed: BY_ITSELF,
      decoded: wire(
        sent('handlePushNotificationToken("T")'),
        `item push token (push) delivered ${T}`,
        '; token T; session',
      ),
      triggered: none('The system hands the token to the app: no call of a page’s brings one.'),
    },
    {
      place: 2,
      says: 'pushNotificationTracking false ends that: tracking pushes by hand is left to the app',
      modelled: lab(
        `${NOT_AUTOMATIC}${called('handlePushNotificationToken("A")', ...BY_HAND)}`,
        'pushNotificationTracking is off',
        'not: "A"',
        `tracked push token ${T}`,
        'tracked campaign {"campaign_name":"Sale"',
      ),
      observed: page(
        ['configure({"pushNotificationTracking": false})', ...BY_HAND].join('\n'),
        '"pushNotificationTracking":false',
        'item push token (push) queued',
        'item campaign (campaign) queued {"campaign_name":"Sale"',
      ),
      decoded: wire(
        `${NOT_AUTOMATIC}${sent('handlePushNotificationToken("A")', ...BY_HAND)}`,
        `item push token (push) delivered ${T}`,
        'item campaign (campaign) delivered {"campaign_name":"Sale"',
        'not: "A"',
      ),
      // The switch itself is in the app's own code; what is left to the app can be pressed.
      triggered: offer(
        { ...token, after: 'configure({"pushNotificationTracking": false})' },
        `tracked push token ${T}`,
      ),
    },
    {
      place: 4,
      says: 'consent can forbid the tracking of pushes',
      modelled: [
        lab(called(`trackPushReceived(${REFUSED})`), 'consent is not given', 'not: tracked campaign'),
        lab(called(`trackPushOpened(${REFUSED})`), 'consent is not given', 'not: tracked campaign'),
      ],
      observed: [
        page(
          called(`trackPushReceived(${REFUSED})`),
          'item campaign (campaign) lost {"campaign_name":"Sale","status":"delivered"',
          'has_tracking_consent is false: the SDK does not track it',
        ),
        page(
          called(`trackPushOpened(${REFUSED})`),
          'item campaign (campaign) lost {"campaign_name":"Sale","status":"clicked"',
          'has_tracking_consent is false: the SDK does not track it',
        ),
      ],
      decoded: none('What consent forbids is not sent.'),
      triggered: [
        offer(pushed('pushReceived', REFUSED), 'consent is not given', 'not: tracked campaign'),
        offer(pushed('pushOpened', REFUSED), 'consent is not given', 'not: tracked campaign'),
      ],
    },
  ),
  ...section(
    'Track token manually',
    {
      place: 1,
      says: 'trackPushToken tracks a token, for the customer who is identified',
      modelled: lab(called(JANE, 'trackPushToken("T")'), `tracked push token ${T} @0 as c1 registered=j`),
      observed: page(
        called(JANE, 'trackPushToken("T")'),
        'item push token (push) queued {} called as registered=j',
        'customer registered=j; token T',
      ),
      decoded: wire(
        sent(JANE, 'trackPushToken("T")'),
        `item push token (push) delivered ${T} claimed 1700000000 sent as c1 registered=j`,
        'token T',
      ),
      triggered: offer(
        { ...token, after: called(JANE) },
        'calls trackPushToken("T")',
        `tracked push token ${T} @0 as c1 registered=j`,
        'end token T',
      ),
    },
    {
      place: 3,
      says: '… at once, whatever tokenTrackFrequency says',
      modelled: lab(`${DAILY}${called(...TWICE)}`, `tracked push token ${T} @0`, `tracked push token ${T} @1`),
      observed: page(
        ['configure({"tokenTrackFrequency": "daily"})', ...TWICE].join('\n'),
        `item push token (push) queued {} called as nobody: ${WITH_APP}; seen at 0`,
        `item push token (push) queued {} called as nobody: ${WITH_APP}; seen at 1`,
        '"tokenTrackFrequency":"daily"',
      ),
      decoded: wire(
        `${DAILY}${sent(...TWICE)}`,
        `item push token (push) delivered ${T} claimed 1700000000`,
        `item push token (push) delivered ${T} claimed 1700000001`,
      ),
      triggered: offer(
        { ...token, after: 'configure({"tokenTrackFrequency": "daily"})\ntrackPushToken("T")\nwait 1 s' },
        'calls trackPushToken("T")',
        `tracked push token ${T} @1`,
      ),
    },
    {
      place: 4,
      says: 'each time the app becomes active the token is verified and tracked',
      modelled: lab(
        called(...ACTIVATIONS),
        `tracked push token ${T} @0`,
        `tracked push token ${T} @2`,
        `tracked push token ${T} @4`,
      ),
      observed: BY_ITSELF,
      decoded: wire(
        sent(...ACTIVATIONS),
        `item push token (push) delivered ${T} claimed 1700000002`,
        `item push token (push) delivered ${T} claimed 1700000004`,
      ),
      triggered: none('An app becomes active in the hand of its user: no call of a page’s does that.'),
    },
    {
      place: 5,
      says: 'the token is required',
      modelled: lab(called('trackPushToken()'), 'pushToken is nil', 'not: tracked push token'),
      observed: page(called('trackPushToken()'), 'item push token (push) lost', 'There is no token'),
      decoded: NOT_SENT,
      triggered: offer(token, 'asks token, required'),
    },
    {
      place: 6,
      says: 'example: trackPushToken("value-of-push-token")',
      modelled: lab(called(EXAMPLE), `tracked push token ${VALUE}`, 'end token value-of-push-token'),
      observed: page(called(EXAMPLE), 'item push token (push) queued', 'token value-of-push-token'),
      decoded: wire(sent(EXAMPLE), `item push token (push) delivered ${VALUE}`, 'token value-of-push-token'),
      triggered: offer(
        { command: 'pushToken', payload: { texts: { token: 'value-of-push-token' } } },
        `calls ${EXAMPLE}`,
        `tracked push token ${VALUE}`,
      ),
    },
    {
      place: 7,
      says: 'anonymize whenever the user signs out, or profiles share the token',
      modelled: [
        lab(
          called(JANE, EXAMPLE, 'anonymize()', KATE),
          `tracked push token ${GONE} @0 as c1 registered=j`,
          `tracked push token ${VALUE} @0 as c2`,
        ),
        // Without it both have it, and nobody has lost it.
        lab(
          called(JANE, EXAMPLE, 'flushData()', KATE, ...ACTIVE),
          `tracked push token ${VALUE} @0 as c1 registered=j`,
          `tracked push token ${VALUE} @2 as c1 registered=k`,
          `not: ${GONE}`,
        ),
      ],
      observed: [
        page(called(JANE, EXAMPLE, 'anonymize()'), 'customer nobody', 'not: without anonymize'),
        page(called(JANE, EXAMPLE, KATE), 'Switched to registered k without anonymize'),
      ],
      decoded: wire(
        sent(JANE, EXAMPLE, 'anonymize()'),
        `item push token (push) delivered ${GONE} claimed 1700000000 sent as c1 registered=j`,
        `item push token (push) delivered ${VALUE} claimed 1700000000 sent as c2`,
      ),
      triggered: offer(
        { command: 'anonymize', after: called(JANE, EXAMPLE) },
        `tracked push token ${GONE} @0 as c1 registered=j`,
        `tracked push token ${VALUE} @0 as c2`,
      ),
    },
  ),
]
