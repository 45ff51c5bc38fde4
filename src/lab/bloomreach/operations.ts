/** The operations of the model as the Lab shows them: fields, hints with the guide's lines, examples. */
import { type Operation, optional, required } from '../model'
import { NOTIFICATION } from './examples'
import { messageOperations } from './message-operations'
import { anyway, operation } from './operation'

const timestamp = optional('timestamp', 'number', 'Seconds since 1970, with fractions. Left out: now.', 1763788412.4)
const notification = required('params', 'json', 'The notification’s user info.', NOTIFICATION)
/** Every operation, in the order of the guide. */
export const operations: readonly Operation[] = [
  operation(
    'configure',
    'Initializes the SDK with the settings, changed by what is given here. Tracks installation and ' +
      'session start (iOS guide, “Tracking”).',
    [
      optional(
        'configuration',
        'json',
        'Keys of the React Native SDK’s Configuration, or the native SDK’s parameters. Left out: the settings.',
        {},
      ),
    ],
  ),
  operation('trackEvent', 'Tracks a custom event (iOS guide, “Track event”).', [
    required('eventName', 'text', 'The event type, for example screen_view. The SDK does not check it.', 'screen_view'),
    required('properties', 'json', 'The event’s properties; they may be nested.', {
      screen_name: 'dashboard',
      other_property: 123.45,
    }),
    timestamp,
  ]),
  operation(
    'identifyCustomer',
    'Ties the customer to a hard ID and updates properties; no event (iOS guide, “Identify”).',
    [
      required('customerIds', 'json', 'IDs by name, all texts. At least a hard ID.', {
        registered: 'jane.doe@example.com',
      }),
      required('properties', 'json', 'Customer properties; {} for none.', {
        first_name: 'Jane',
        last_name: 'Doe',
        age: 32,
      }),
      { ...timestamp, hint: `${timestamp.hint} Of the native SDK only (iOS guide, “Identify”).` },
    ],
  ),
  operation(
    'anonymize',
    'Signs the customer out: new cookie, token moved, new installation and session start; with a ' +
      'project, tracks to that from now on (iOS guide, “Anonymize”).',
    [
      optional('exponeaProject', 'json', 'The project to switch to. Left out: the present one.', {
        baseUrl: 'https://api.exponea.com',
        projectToken: 'another-project',
        authorizationToken: 'another key',
      }),
      optional('projectMapping', 'json', 'The new mapping; a switch without one drops the old mapping.', {}),
    ],
    true,
  ),
  operation(
    'trackSessionStart',
    'Starts a session by hand; only with automaticSessionTracking off (iOS guide, “Track session manually”).',
  ),
  operation(
    'trackSessionEnd',
    'Ends the session by hand; only with automaticSessionTracking off (iOS guide, “Track session manually”).',
  ),
  operation(
    'trackPushToken',
    'Tracks the push token at once, whatever tokenTrackFrequency says (iOS guide, “Track token manually”).',
    [required('token', 'text', 'The token.', 'value-of-push-token')],
  ),
  operation(
    'handlePushNotificationToken',
    'The operating system hands over a token; the SDK tracks it by tokenTrackFrequency (iOS guide, “Push ' +
      'notifications”).',
    [required('token', 'text', 'The token.', 'value-of-push-token')],
  ),
  operation(
    'verifyPushStatusAndTrackPushToken',
    'What the SDK does each time the app becomes active (iOS guide, “Track token manually”).',
  ),
  ...anyway(
    'trackDeliveredPush',
    'Tracks that a notification was delivered, with its consent (iOS guide, “Track push notification ' +
      'delivery manually”).',
    [notification],
  ),
  ...anyway(
    'trackClickedPush',
    'Tracks a click on a notification, with its consent (iOS guide, “Track push notification click manually”).',
    [notification],
  ),
  operation('trackPaymentEvent', 'Tracks a payment (iOS guide, “Track payment”).', [
    required('params', 'json', 'The payment’s properties.', {
      productId: '123',
      currency: 'USD',
      price: 123.45,
      quantity: 2,
    }),
    { ...timestamp, hint: `${timestamp.hint} Of the native SDK only (iOS guide, “Track payment”).` },
  ]),
  operation(
    'purchase',
    'An in-app purchase is made that the app does not tell the SDK of: “The SDK tracks in-app purchases ' +
      'automatically” (iOS guide, “Payments”). The guide is silent on the event’s properties.',
    [optional('properties', 'json', 'What you take the SDK to send.', { product_id: '123', price: 123.45 })],
  ),
  operation(
    'setDefaultProperties',
    'Sets the properties of every event from now on; an event’s own win (iOS guide, “Default properties”).',
    [required('properties', 'json', 'The default properties; {} for none.', { channel: 'app' })],
  ),
  operation('getDefaultProperties', 'Tells the default properties in the log (iOS guide, “Default properties”).'),
  operation(
    'trackCampaignClick',
    'A universal link was opened: campaign_click if it has xnpe_cmp, and the campaign for the session start.',
    [
      required('url', 'text', 'The link.', 'https://shop.example/?xnpe_cmp=abc&utm_source=mail'),
      optional('timestamp', 'number', 'Not used by the SDK.', 1763788412.4),
    ],
  ),
  ...messageOperations,
  operation('setFlushMode', 'Changes when the SDK sends by itself.', [
    {
      ...required('flushMode', 'choice', 'IMMEDIATE, PERIOD (60 s until setFlushPeriod), APP_CLOSE, MANUAL.', 'MANUAL'),
      choices: ['IMMEDIATE', 'PERIOD', 'APP_CLOSE', 'MANUAL'],
    },
  ]),
  operation('setFlushPeriod', 'Sends periodically.', [
    required('period', 'number', 'Seconds between two flushes.', 60),
  ]),
  operation('setAutomaticSessionTracking', 'Turns automatic session tracking on or off (React Native SDK).', [
    required('enabled', 'boolean', 'Whether the SDK tracks sessions by itself.', true),
  ]),
  operation(
    'setSessionTimeout',
    'Changes the session timeout; the bridge turns automatic tracking on together with it (React Native SDK).',
    [required('timeout', 'number', 'Seconds.', 60)],
  ),
  operation(
    'flushData',
    'Sends what is queued: customer updates first (iOS guide, “Stop the SDK but upload tracked data”).',
  ),
  operation(
    'clearLocalCustomerData',
    'Removes everything local before the SDK is configured; sends nothing (iOS guide, “Clear local customer data”).',
    [required('appGroup', 'text', 'The app group of the configuration.', 'group.example')],
    true,
  ),
  operation(
    'stopIntegration',
    'Stops the SDK and removes everything local, unsent data too (iOS guide, “Stop SDK integration”).',
    [],
    true,
  ),
]
