/** What Bloomreach's README says of pushes, payments, default properties and messages, and what shows it. */
import { lab, offer, page, request, wire } from '../guides/statement'
import { called, ME, PUSH, REFUSED, refused, rest, sent } from './bloomreach-evidence'
import type { OperationRow } from './claim'

const OWN = '{"attributes": {"event_type": "my_campaign"}}'
const BANNER = '{"id": "b1", "name": "Sale"}'
const BLOCK = '{"placeholderId": "top", "contentBlock": {"id": "c1", "name": "Hello"}}'
const INBOX = '{"id": "m1", "type": "push", "content": {"title": "T"}}'
const USER_INFO = { texts: { userInfo: PUSH } }

/** The rows, in the table's order. */
export const MESSAGES: readonly OperationRow[] = [
  {
    row: 'push token',
    operations: ['trackPushToken', 'handlePushNotificationToken', 'verifyPushStatusAndTrackPushToken'],
    commands: ['pushToken'],
    modelled: [
      lab(called('trackPushToken("t")'), 'tracked push token {"apple_push_notification_id":"t"', 'end token t'),
    ],
    observed: [
      page(called('trackPushToken("t")'), '(push) queued', 'token t'),
      page(called('trackHmsPushToken("t")'), '(push) queued', 'token t'),
    ],
    decoded: [
      wire(sent('trackPushToken("t")'), '(push) delivered', 'token t'),
      request(
        rest('customers/events', {
          customer_ids: ME,
          event_type: 'notification_state',
          properties: { push_notification_token: 't', valid: true, platform: 'iOS' },
        }),
        'item notification_state (push)',
      ),
    ],
    triggered: [
      refused('pushToken', 'The Web SDK subscribes'),
      offer({ command: 'pushToken', payload: { texts: { token: 't' } } }, 'calls trackPushToken("t")', 'end token t'),
    ],
  },
  {
    row: 'push received, opened',
    operations: [
      ...['trackDeliveredPush', 'trackDeliveredPushWithoutTrackingConsent'],
      ...['trackClickedPush', 'trackClickedPushWithoutTrackingConsent'],
      ...['isExponeaNotification', 'willPresentNotification', 'notificationService'],
    ],
    commands: ['pushReceived', 'pushReceivedAnyway', 'pushOpened', 'pushOpenedAnyway'],
    modelled: [
      lab(
        called(`trackDeliveredPush(${PUSH})`, `trackClickedPush(${PUSH})`),
        '"status":"delivered"',
        '"status":"clicked"',
      ),
      lab(called(`trackDeliveredPush(${REFUSED})`), 'log ', 'not: tracked campaign'),
      lab(called(`trackDeliveredPushWithoutTrackingConsent(${REFUSED})`), 'tracked campaign'),
    ],
    observed: [
      page(called(`trackDeliveredPush(${PUSH})`), 'item campaign (campaign) queued'),
      page(called(`trackClickedPush(${REFUSED})`), 'item campaign (campaign) lost'),
      page(called(`trackClickedPushWithoutTrackingConsent(${REFUSED})`), 'item campaign (campaign) queued'),
    ],
    decoded: [
      wire(sent(`trackDeliveredPush(${PUSH})`), 'item campaign (campaign) delivered'),
      wire(sent(`trackDeliveredPush(${OWN})`), 'item my_campaign ('),
    ],
    triggered: [
      ...(['pushReceived', 'pushReceivedAnyway', 'pushOpened', 'pushOpenedAnyway'] as const).map((command) =>
        refused(command, 'The Web SDK subscribes'),
      ),
      offer({ command: 'pushReceived', payload: USER_INFO }, 'calls trackDeliveredPush(', 'tracked campaign'),
      offer({ command: 'pushReceivedAnyway', payload: USER_INFO }, 'calls trackDeliveredPushWithoutTrackingConsent('),
      offer({ command: 'pushOpened', payload: USER_INFO }, 'calls trackClickedPush(', 'tracked campaign'),
      offer({ command: 'pushOpenedAnyway', payload: USER_INFO }, 'calls trackClickedPushWithoutTrackingConsent('),
    ],
  },
  {
    row: 'payment',
    operations: ['trackPaymentEvent', 'purchase'],
    commands: ['payment'],
    modelled: [
      lab(called('trackPaymentEvent({"price": 2})'), 'tracked payment {"price":2}'),
      lab(called('purchase({"price": 2})'), 'tracked payment {"price":2}'),
    ],
    observed: [page(called('trackPaymentEvent({"price": 2})'), 'item payment (payment) queued')],
    decoded: [wire(sent('trackPaymentEvent({"price": 2})'), 'item payment (payment) delivered')],
    triggered: [
      refused('payment', 'The Web SDK has no call for payments: track an event of your own with Track…'),
      offer(
        { command: 'payment', payload: { texts: { properties: '{"price": 2}' } } },
        'calls trackPaymentEvent({"price":2})',
        'tracked payment',
      ),
    ],
  },
  {
    row: 'default properties',
    operations: ['setDefaultProperties', 'getDefaultProperties'],
    commands: ['defaultProperties'],
    modelled: [lab(called('setDefaultProperties({"a": 1})', 'trackEvent("x", {})'), 'tracked x {"a":1}')],
    observed: [
      page('configure({"defaultProperties": {"a": 1}})', 'config {', '"defaultProperties":{"a":1}'),
      page(called('setDefaultProperties({"a": 1})'), '"defaultProperties":{"a":1}'),
    ],
    decoded: [wire(sent('setDefaultProperties({"a": 1})', 'trackEvent("x", {})'), 'item x (event) delivered {"a":1}')],
    triggered: [
      refused('defaultProperties', 'The Web SDK takes default properties in its configuration alone'),
      offer(
        { command: 'defaultProperties', payload: { texts: { properties: '{"a": 1}' } } },
        'calls setDefaultProperties({"a":1})',
      ),
    ],
  },
  {
    row: 'installation, banner',
    operations: [
      ...['configure', 'trackBanner'],
      ...['trackInAppMessageClick', 'trackInAppMessageClickWithoutTrackingConsent'],
      ...['trackInAppMessageClose', 'trackInAppMessageCloseWithoutTrackingConsent'],
      ...['Shown', 'Click', 'Close', 'Error'].flatMap((what) => [
        `trackInAppContentBlock${what}`,
        `trackInAppContentBlock${what}WithoutTrackingConsent`,
      ]),
      ...['trackAppInboxOpened', 'trackAppInboxOpenedWithoutTrackingConsent'],
      ...['trackAppInboxClick', 'trackAppInboxClickWithoutTrackingConsent'],
      'getAppInboxButton',
    ],
    commands: [],
    modelled: [
      lab(called(`trackBanner(${BANNER}, "show", {})`), 'tracked installation', 'tracked banner'),
      lab(called(`trackInAppContentBlockShown(${BLOCK})`), 'tracked banner'),
      lab(called(`trackAppInboxOpened(${INBOX})`), 'tracked campaign'),
    ],
    observed: [
      page(called(`trackInAppMessageClick(${BANNER}, "b", "u")`), 'item banner (banner) queued'),
      page(called(`trackInAppContentBlockShown(${BLOCK})`), 'item banner (banner) queued'),
    ],
    decoded: [
      wire(sent(`trackBanner(${BANNER}, "show", {})`), 'item installation (', 'item banner (banner) delivered'),
    ],
    triggered: [],
  },
]
