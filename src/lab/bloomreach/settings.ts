/** The settings of the model, as the Lab's form shows them; units and defaults are the configuration guide's. */
import { type Field, optional } from '../model'

/** Every setting that `configure` reads. */
export const settings: readonly Field[] = [
  {
    name: 'projectToken',
    kind: 'text',
    required: true,
    hint: 'The project that events go to: letters, digits and hyphens.',
    example: '323d7a16-ba47-12c9-8c2d-0a770a310d68',
  },
  {
    name: 'authorization',
    kind: 'text',
    required: true,
    hint: 'The API key, sent as "Token <key>". Without one nothing that the app tracks is accepted.',
    example: 'Token demo',
  },
  optional('baseUrl', 'text', 'The API address. Default https://api.exponea.com.', 'https://api.exponea.com'),
  optional(
    'automaticSessionTracking',
    'boolean',
    'The SDK tracks session_start and session_end itself (iOS guide, “Sessions”). Default true.',
    true,
  ),
  optional(
    'sessionTimeout',
    'number',
    'Seconds in the background after which a session ends (iOS guide, “Sessions”). Default 60; documented from ' +
      '5 to 180, best up to 120.',
    60,
  ),
  optional(
    'manualSessionAutoClose',
    'boolean',
    'A second trackSessionStart ends the open session (iOS guide, “Track session manually”). Default true.',
    true,
  ),
  {
    ...optional(
      'flushMode',
      'choice',
      'When the SDK sends by itself. Default immediate: 3 s after each event.',
      'immediate',
    ),
    choices: ['immediate', 'periodic', 'automatic', 'manual'],
  },
  optional('flushPeriod', 'number', 'Seconds between two flushes in periodic mode. Default 60.', 60),
  optional('flushMaxRetries', 'number', 'Failed tries after which an item is dropped. Default 5.', 5),
  optional(
    'defaultProperties',
    'json',
    'Properties of every event; an event’s own win (iOS guide, “Default properties”). Default none.',
    {
      channel: 'app',
    },
  ),
  optional(
    'allowDefaultCustomerProperties',
    'boolean',
    'Default properties on customer updates too. Default true.',
    true,
  ),
  {
    ...optional(
      'tokenTrackFrequency',
      'choice',
      'How often the SDK itself tracks the push token. Left out: at each activation, as the tracking guide says; ' +
        'in iOS SDK 4.0.1 onTokenChange.',
      'onTokenChange',
    ),
    choices: ['onTokenChange', 'everyLaunch', 'daily'],
  },
  optional(
    'pushNotificationTracking',
    'boolean',
    'The SDK tracks the push token by itself (iOS guide, “Push notifications”). Default true.',
    true,
  ),
  optional(
    'requirePushAuthorization',
    'boolean',
    'The token counts only while notifications are allowed. Default true.',
    true,
  ),
  optional(
    'pushAuthorized',
    'boolean',
    'Whether the person has allowed notifications on this device. Default true.',
    true,
  ),
  optional(
    'projectMapping',
    'json',
    'Extra projects by event type; each gets its own copy of the event. Default none.',
    {
      PAYMENT: [{ projectToken: 'payments-project', authorization: 'Token payments' }],
    },
  ),
  optional(
    'applicationId',
    'text',
    'application_id on every event (from 3.8 on). Default default-application.',
    'default-application',
  ),
  optional(
    'appGroup',
    'text',
    'The app group that the app shares with its notification service; clear must name the same one. Left out: any ' +
      'that clear names will do.',
    'group.example',
  ),
  optional(
    'advancedAuthEnabled',
    'boolean',
    'Customer token authorization for fetching personal content; tracking requests keep the API key. Default false.',
    false,
  ),
  optional(
    'hardIds',
    'json',
    'Names of the project’s hard IDs (iOS guide, “Identify”). The SDK does not know them; unset, all but the ' +
      'cookie count as hard.',
    ['registered'],
  ),
  optional(
    'definedIds',
    'json',
    'Names of all IDs that the project defines. The SDK does not know them; the server accepts no other (iOS guide, ' +
      '“Identify”). Unset: any.',
    ['registered', 'email_id'],
  ),
]
