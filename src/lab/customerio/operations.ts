/** What an app can ask the SDK for, with the arguments a person fills in. */
import { type Field, type Operation, optional, type Profile, required } from '../model'

/** The two SDKs that the model can be. */
export const PROFILES: readonly Profile[] = [
  {
    id: 'ios',
    name: 'iOS',
    hint: 'What the iOS track-events guide documents (3.1.3), with queue and wire as the iOS SDK 4.7.5 has them.',
  },
  {
    id: 'js',
    name: 'JavaScript',
    hint: 'The browser SDK @customerio/cdp-analytics-browser 0.5.11 as it was recorded.',
  },
]

/** The methods that each profile has. */
export const METHODS: Readonly<Record<'ios' | 'js', ReadonlySet<string>>> = {
  ios: new Set([
    'track',
    'identify',
    'setProfileAttributes',
    'screen',
    'alias',
    'registerDeviceToken',
    'deleteDeviceToken',
    'setDeviceAttributes',
    'clearIdentify',
    'reset',
    'flush',
  ]),
  js: new Set(['track', 'identify', 'page', 'screen', 'group', 'alias', 'reset', 'setAnonymousId']),
}

const NAME = required(
  'name',
  'text',
  'The name of the event. Semantic events have fixed names, for example “User Deleted”.',
  'purchase',
)
const PROPERTIES = optional('properties', 'json', 'Information about the event; may be left out.', {
  product: 'socks',
  price: 23.45,
})
const TRAITS = optional(
  'traits',
  'json',
  'Attributes of the person. JavaScript merges them with those known, iOS replaces them.',
  {
    plan: 'trial',
  },
)
const USER = optional(
  'userId',
  'text',
  'The person’s ID. iOS refuses a blank one; JavaScript then takes the current user.',
  'user-1',
)

/** Every operation of both profiles; one that the chosen profile lacks gives a log line. */
export const OPERATIONS: readonly Operation[] = [
  operation(
    'track',
    'Sends an event that represents the person’s activity (iOS guide, “Track an event”). Semantic events may ' +
      'delete people (iOS guide, “Semantic Events”).',
    [
      NAME,
      PROPERTIES,
      {
        ...optional(
          'encoding',
          'choice',
          'iOS: how the properties are given; a dictionary is sanitised, an Encodable is not.',
          'dictionary',
        ),
        choices: ['dictionary', 'Encodable'],
      },
    ],
  ),
  operation(
    'identify',
    'Says who the person is; earlier anonymous activity is reconciled with them (iOS guide, “Anonymous activity”).',
    [USER, TRAITS],
  ),
  {
    ...operation('setProfileAttributes', 'iOS: attributes for the identified person, or for the anonymous visitor.', [
      required('attributes', 'json', 'Attributes of the person.', { plan: 'trial' }),
    ]),
    property: { name: 'profileAttributes', by: 'set' },
  },
  operation('page', 'JavaScript: a page view; the page’s own address is added to the properties.', [
    optional('name', 'text', 'The page’s name; may be left out.', 'Home'),
    PROPERTIES,
  ]),
  {
    ...operation('screen', 'A screen view.', [required('name', 'text', 'The screen’s title.', 'Main'), PROPERTIES]),
    labels: ['title', 'properties'],
  },
  operation('group', 'JavaScript: ties the person to a group (object).', [
    required('groupId', 'text', 'The group’s ID.', 'acme'),
    TRAITS,
  ]),
  operation(
    'alias',
    'Merges profiles: the previous one becomes part of the new one and is gone.',
    [
      required('userId', 'text', 'The ID that remains.', 'user-1-new'),
      optional(
        'previousId',
        'text',
        'JavaScript: the ID that is merged; default the current user, else the anonymous ID.',
        'user-1',
      ),
    ],
    true,
  ),
  operation('registerDeviceToken', 'iOS: stores the push token, and adds the device to the person.', [
    required('token', 'text', 'The push token.', 'apns-token-1'),
  ]),
  operation(
    'deleteDeviceToken',
    'iOS: deletes the device from the person; the token stays here, for whoever is identified next.',
    [],
    true,
  ),
  {
    ...operation('setDeviceAttributes', 'iOS: attributes of the device; without a token nothing is sent.', [
      required('attributes', 'json', 'Attributes of the device.', { app_theme: 'dark' }),
    ]),
    property: { name: 'deviceAttributes', by: 'set' },
  },
  operation(
    'clearIdentify',
    'iOS: forgets the person; a registered device is deleted first. What follows is a new visitor’s.',
    [],
    true,
  ),
  operation('reset', 'Forgets the person and makes a new anonymous visitor; nothing is sent. No opt-out.', [], true),
  operation('setAnonymousId', 'JavaScript: chooses the anonymous ID.', [
    required('anonymousId', 'text', 'The new anonymous ID.', 'visitor-1'),
  ]),
  operation('flush', 'iOS: sends what is queued now. The JavaScript SDK has none.', []),
]

function operation(method: string, hint: string, fields: readonly Field[], destructive = false): Operation {
  return { method, hint, fields, destructive }
}
