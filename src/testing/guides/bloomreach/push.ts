/** The Bloomreach iOS guide's section Push notifications, statement by statement. */
import { BY_ITSELF, FOLLOWS, lab, NOT_SENT, none, offer, page, SETTING, section, wire } from '../statement'

const REFUSED = '{"attributes": {"campaign_name": "Sale"}, "has_tracking_consent": false}'
const EXAMPLE = 'trackPushToken("value-of-push-token")'
const JANE = 'identifyCustomer({"registered": "j"}, {})'
const called = (...calls: readonly string[]) => ['configure()', ...calls].join('\n')
const sent = (...calls: readonly string[]) => called(...calls, 'flushData()')
const token = { command: 'pushToken', payload: { texts: { token: 'T' } } } as const
const pushed = (command: 'pushReceivedAnyway', userInfo: string) =>
  ({ command, payload: { texts: { userInfo } } }) as const

/** The statements. */
export const PUSH = [
  ...section(
    'Push notifications',
    {
      place: 1,
      says: 'the token is tracked by the SDK itself',
      modelled: lab(called('handlePushNotificationToken("T")'), 'tracked push token', 'end token T'),
      observed: BY_ITSELF,
      decoded: wire(sent('handlePushNotificationToken("T")'), 'item push token (push) delivered', 'token T'),
      triggered: FOLLOWS,
    },
    {
      place: 2,
      says: 'pushNotificationTracking false leaves it to the app',
      modelled: lab(
        `set pushNotificationTracking false\n${called('handlePushNotificationToken("T")')}`,
        'pushNotificationTracking is off',
        'not: tracked push token',
      ),
      observed: page('configure({"pushNotificationTracking": false})', '"pushNotificationTracking":false'),
      decoded: NOT_SENT,
      triggered: SETTING,
    },
    {
      place: 4,
      says: 'consent can forbid the tracking of pushes',
      modelled: lab(called(`trackPushReceived(${REFUSED})`), 'consent is not given', 'not: tracked campaign'),
      observed: page(called(`trackPushReceived(${REFUSED})`), 'item campaign (campaign) lost', 'has_tracking_consent'),
      decoded: NOT_SENT,
      triggered: offer(pushed('pushReceivedAnyway', REFUSED), 'tracked campaign'),
    },
  ),
  ...section(
    'Track token manually',
    {
      place: 1,
      says: 'trackPushToken tracks a token, for the present customer',
      modelled: lab(called('trackPushToken("T")'), 'tracked push token {"apple_push_notification_id":"T"}'),
      observed: page(called('trackPushToken("T")'), 'item push token (push) queued', 'token T'),
      decoded: wire(sent('trackPushToken("T")'), 'item push token (push) delivered', 'token T'),
      triggered: offer(token, 'calls trackPushToken("T")', 'end token T'),
    },
    {
      place: 2,
      says: '… at once, whatever tokenTrackFrequency says',
      modelled: lab(
        `set tokenTrackFrequency "daily"\n${called('trackPushToken("T")', 'wait 1 s', 'trackPushToken("T")')}`,
        'tracked push token {"apple_push_notification_id":"T"} @1',
      ),
      observed: page(
        'configure({"tokenTrackFrequency": "daily"})\ntrackPushToken("T")',
        'item push token (push) queued',
        '"tokenTrackFrequency":"daily"',
      ),
      decoded: wire(sent('trackPushToken("T")', 'wait 1 s', 'trackPushToken("T")'), 'claimed 1700000001'),
      triggered: offer({ ...token, after: called('trackPushToken("T")') }, 'calls trackPushToken("T")'),
    },
    {
      place: 4,
      says: 'each time the app becomes active the token is verified and tracked',
      modelled: lab(
        called('trackPushToken("T")', 'wait 1 s', 'app background', 'wait 1 s', 'app active'),
        'tracked push token {"apple_push_notification_id":"T"} @0',
        'tracked push token {"apple_push_notification_id":"T"} @2',
      ),
      observed: BY_ITSELF,
      decoded: wire(
        sent('trackPushToken("T")', 'wait 1 s', 'app background', 'wait 1 s', 'app active'),
        'item push token (push) delivered {"apple_push_notification_id":"T"} claimed 1700000002',
      ),
      triggered: FOLLOWS,
    },
    {
      place: 5,
      says: 'the token is required',
      modelled: lab(called('trackPushToken()'), 'pushToken is nil', 'not: tracked push token'),
      observed: page(called('trackPushToken()'), 'item push token (push) lost'),
      decoded: NOT_SENT,
      triggered: none('The dialog asks for it and does not go on without: src/ui/triggers/arguments.tsx.'),
    },
    {
      place: 6,
      says: 'example: trackPushToken("value-of-push-token")',
      modelled: lab(called(EXAMPLE), 'end token value-of-push-token'),
      observed: page(called(EXAMPLE), 'token value-of-push-token'),
      decoded: wire(sent(EXAMPLE), 'token value-of-push-token'),
      triggered: offer(
        { command: 'pushToken', payload: { texts: { token: 'value-of-push-token' } } },
        `calls ${EXAMPLE}`,
      ),
    },
    {
      place: 7,
      says: 'anonymize whenever the user signs out, or profiles share the token',
      modelled: lab(called(JANE, EXAMPLE, 'anonymize()'), '{"apple_push_notification_id":""} @0 as c1 registered=j'),
      observed: page(called(JANE, EXAMPLE, 'anonymize()'), 'customer nobody'),
      decoded: wire(sent(JANE, EXAMPLE, 'anonymize()'), '{"apple_push_notification_id":""}'),
      triggered: offer(
        { command: 'anonymize', after: called(JANE, EXAMPLE) },
        'tracked push token {"apple_push_notification_id":""}',
      ),
    },
  ),
]
