/** The Bloomreach iOS guide's section Push notifications, statement by statement. */
import { BY_ITSELF, FOLLOWS, lab, NOT_SENT, none, offer, page, section, wire } from '../statement'

const INFO = '{"attributes": {"campaign_name": "Sale"}, "has_tracking_consent": true}'
const REFUSED = '{"attributes": {"campaign_name": "Sale"}, "has_tracking_consent": false}'
const CONTENT = `trackPushReceived({"content": {"userInfo": ${INFO}}})`
const RECEIVED = `trackPushReceived(${INFO})`
const OPENED = `trackPushOpened({"with": ${INFO}})`
const called = (...calls: readonly string[]) => ['configure()', ...calls].join('\n')
const sent = (...calls: readonly string[]) => called(...calls, 'flushData()')
const token = { command: 'pushToken', payload: { texts: { token: 'T' } } } as const
const pushed = (command: 'pushReceived' | 'pushReceivedAnyway' | 'pushOpened', userInfo: string) =>
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
      observed: BY_ITSELF,
      decoded: NOT_SENT,
      triggered: FOLLOWS,
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
  ),
  ...section(
    'Track push notification delivery manually',
    {
      place: 1,
      says: 'trackPushReceived tracks a delivery',
      modelled: lab(called(RECEIVED), 'tracked campaign', '"status":"delivered"'),
      observed: page(called(RECEIVED), 'item campaign (campaign) queued', '"status":"delivered"'),
      decoded: wire(sent(RECEIVED), 'item campaign (campaign) delivered', '"campaign_name":"Sale"'),
      triggered: offer(pushed('pushReceived', INFO), 'tracked campaign', '"status":"delivered"'),
    },
    {
      place: 3,
      says: 'it takes the notification’s content, of which the user info counts',
      modelled: lab(called(CONTENT), 'tracked campaign', '"campaign_name":"Sale"'),
      observed: page(called(CONTENT), 'item campaign (campaign) queued', '"campaign_name":"Sale"'),
      decoded: wire(sent(CONTENT), '"campaign_name":"Sale"'),
      triggered: offer(pushed('pushReceived', `{"userInfo": ${INFO}}`), '"campaign_name":"Sale"'),
    },
  ),
  ...section('Track push notification click manually', {
    place: 1,
    says: 'trackPushOpened tracks a click, with the user info',
    modelled: lab(called(OPENED), 'tracked campaign', '"status":"clicked"'),
    observed: page(called(OPENED), 'item campaign (campaign) queued', '"status":"clicked"'),
    decoded: wire(sent(OPENED), 'item campaign (campaign) delivered', '"status":"clicked"'),
    triggered: offer(pushed('pushOpened', INFO), 'calls trackClickedPush(', '"status":"clicked"'),
  }),
]
