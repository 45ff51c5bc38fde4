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
      'session start (guide lines 11-15).',
    [optional('configuration', 'json', 'Keys of the React Native SDK’s Configuration. Left out: the settings.', {})],
  ),
  operation('trackEvent', 'Tracks a custom event (guide lines 37-92).', [
    required('eventName', 'text', 'The event type, for example screen_view. The SDK does not check it.', 'screen_view'),
    required('properties', 'json', 'The event’s properties; they may be nested.', {
      screen_name: 'dashboard',
      other_property: 123.45,
    }),
    timestamp,
  ]),
  operation(
    'identifyCustomer',
    'Ties the customer to a hard ID and updates properties; no event (guide lines 104-169).',
    [
      required('customerIds', 'json', 'Ids by name, all texts. At least a hard ID.', {
        registered: 'jane.doe@example.com',
      }),
      required('properties', 'json', 'Customer properties; {} for none.', {
        first_name: 'Jane',
        last_name: 'Doe',
        age: 32,
      }),
      { ...timestamp, hint: `${timestamp.hint} Of the native SDK only (guide line 129).` },
    ],
  ),
  operation(
    'anonymize',
    'Signs the customer out: new cookie, token moved, new installation and session start; with a ' +
      'project, tracks to that from now on (guide lines 171-204).',
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
    'Starts a session by hand; only with automaticSessionTracking off (guide lines 214-228).',
  ),
  operation('trackSessionEnd', 'Ends the session by hand; only with automaticSessionTracking off (guide line 232).'),
  operation(
    'trackPushToken',
    'Tracks the push token at once, whatever tokenTrackFrequency says (guide lines 245-263).',
    [required('token', 'text', 'The token.', 'value-of-push-token')],
  ),
  operation(
    'handlePushNotificationToken',
    'The operating system hands over a token; the SDK tracks it by tokenTrackFrequency (guide line 237).',
    [required('token', 'text', 'The token.', 'value-of-push-token')],
  ),
  operation(
    'verifyPushStatusAndTrackPushToken',
    'What the SDK does each time the app becomes active (guide line 251).',
  ),
  ...anyway('trackDeliveredPush', 'Tracks that a notification was delivered, with its consent (guide lines 269-379).', [
    notification,
  ]),
  ...anyway('trackClickedPush', 'Tracks a click on a notification, with its consent (guide lines 381-433).', [
    notification,
  ]),
  operation('trackPaymentEvent', 'Tracks a payment (guide lines 588-611).', [
    required('params', 'json', 'The payment’s properties.', {
      productId: '123',
      currency: 'USD',
      price: 123.45,
      quantity: 2,
    }),
    { ...timestamp, hint: `${timestamp.hint} Of the native SDK only (guide line 597).` },
  ]),
  operation(
    'purchase',
    'An in-app purchase is made that the app does not tell the SDK of: “The SDK tracks in-app purchases ' +
      'automatically” (guide line 586). The guide is silent on the event’s properties.',
    [optional('properties', 'json', 'What you take the SDK to send.', { product_id: '123', price: 123.45 })],
  ),
  operation(
    'setDefaultProperties',
    'Sets the properties of every event from now on; an event’s own win (guide lines 613-619).',
    [required('properties', 'json', 'The default properties; {} for none.', { channel: 'app' })],
  ),
  operation('getDefaultProperties', 'Tells the default properties in the log (guide line 619).'),
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
  operation('flushData', 'Sends what is queued: customer updates first (guide line 500).'),
  operation(
    'clearLocalCustomerData',
    'Removes everything local before the SDK is configured; sends nothing (guide lines 435-454).',
    [required('appGroup', 'text', 'The app group of the configuration.', 'group.example')],
    true,
  ),
  operation(
    'stopIntegration',
    'Stops the SDK and removes everything local, unsent data too (guide lines 456-489).',
    [],
    true,
  ),
]
