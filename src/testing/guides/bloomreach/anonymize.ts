/** The Bloomreach iOS guide's section Anonymize, statement by statement. */
import { BY_ITSELF, FOLLOWS, lab, offer, page, request, section, shipped, wire } from '../statement'

const JANE = 'identifyCustomer({"registered": "jane.doe@example.com"}, {"first_name": "Jane", "age": 32})'
const sent = (...calls: readonly string[]) => ['configure()', ...calls, 'flushData()'].join('\n')
const called = (...calls: readonly string[]) => ['configure()', ...calls].join('\n')
/** Jane has a push token, something of hers waits, and she signs out. */
const SIGNED_IN = [JANE, 'trackPushToken("T")', 'trackEvent("before", {})']
const SIGN_OUT = called(...SIGNED_IN, 'anonymize()')
/** What is in repositories and caches goes; what was tracked stays. */
const CLEARED = ['removed session', 'removed contentFor', 'end item before queued']
/** Once with automatic sessions, once without. */
const TWICE = ['wait 9 s', 'anonymize()', 'setAutomaticSessionTracking(false)', 'wait 1 s', 'anonymize()']
const SWITCH =
  'anonymize({"exponeaProject": {"baseUrl": "https://api.exponea.com", "projectToken": "P2", ' +
  '"authorization": {"token": "key2"}}, "projectMapping": null})'

/** What loads in-app messages, content blocks and the app inbox (iOS SDK 4.0.1 RequestFactory.swift:44). */
const PRELOADS = [
  'https://api.exponea.com/webxp/s/P/inappmessages?compatibility=3',
  'https://api.exponea.com/webxp/s/P/inappcontentblocks?v=2',
  'https://api.exponea.com/webxp/projects/P/appinbox/fetch',
]

/** The statements. */
export const ANONYMIZE = [
  ...section(
    'Anonymize',
    {
      place: 1,
      says: 'anonymize deletes what is kept locally and resets the SDK',
      modelled: lab(SIGN_OUT, 'removed push', ...CLEARED, 'end customer c2', 'not: end customer c2 registered'),
      observed: page(SIGN_OUT, 'moment identity anonymize', 'customer nobody'),
      decoded: wire(`${SIGN_OUT}\nflushData()`, 'customer c2;'),
      triggered: offer({ command: 'anonymize' }, 'calls anonymize()', 'end customer c2'),
    },
    {
      place: 3,
      says: '1. the push token is removed from the device and from the customer’s profile',
      modelled: lab(
        SIGN_OUT,
        'tracked push token {"apple_push_notification_id":""} @0 as c1 registered=jane.doe@example.com',
        'removed push',
      ),
      shipped: shipped(
        SIGN_OUT,
        '"description":"Invalidated","push_notification_token":"T","valid":false} @0 as c1 registered=jane.doe@example',
        'removed push',
      ),
      observed: BY_ITSELF,
      decoded: wire(
        `${SIGN_OUT}\nflushData()`,
        '{"apple_push_notification_id":""} claimed 1700000000 sent as c1 registered=jane.doe@example.com',
      ),
      triggered: FOLLOWS,
    },
    {
      place: 4,
      says: 'repositories and caches are cleared, tracked events are not',
      modelled: lab(SIGN_OUT, 'log Local repositories and caches are cleared, excluding', ...CLEARED),
      shipped: shipped(SIGN_OUT, 'log Local repositories and caches are cleared, excluding', ...CLEARED),
      observed: page(SIGN_OUT, 'item before (event) queued'),
      decoded: wire(
        `${SIGN_OUT}\nflushData()`,
        'item before (event) delivered {} claimed 1700000000 sent as c1 registered=jane.doe@example.com',
      ),
      triggered: FOLLOWS,
    },
    {
      place: 5,
      says: 'a new session starts where sessions are automatic',
      modelled: lab(
        called(...TWICE),
        'tracked session_start … @9 as c2 for P',
        'tracked installation … @10 as c3 for P',
        'end session none',
        'not: tracked session_start … as c3',
      ),
      shipped: shipped(
        called(...TWICE),
        'tracked session_end {"application_id" … @9 as c1 for P',
        'tracked session_start … @9 as c2 for P',
        'end session none',
        'end queue installation, session_start, session_end, installation, session_start, installation',
        'not: tracked session_start … as c3',
      ),
      observed: BY_ITSELF,
      decoded: wire(
        sent(...TWICE),
        'item session_start (session) delivered … claimed 1700000009 sent as c2:',
        'item installation (installation) delivered … claimed 1700000010 sent as c3:',
        'not: item session_start … sent as c3',
      ),
      triggered: FOLLOWS,
    },
    {
      place: 6,
      says: 'a new customer with a new cookie is made',
      modelled: lab(SIGN_OUT, 'log New customer created', 'end customer c2'),
      shipped: shipped(SIGN_OUT, 'log New customer created', 'end customer c2'),
      observed: page(SIGN_OUT, 'customer nobody'),
      decoded: wire(`${SIGN_OUT}\nflushData()`, 'customer c2;'),
      triggered: FOLLOWS,
    },
    {
      place: 7,
      says: 'the token so far is given to the new customer',
      modelled: lab(SIGN_OUT, 'tracked push token {"apple_push_notification_id":"T"} @0 as c2', 'end token T'),
      shipped: shipped(
        SIGN_OUT,
        '"description":"Permission granted","push_notification_token":"T","valid":true} @0 as c2',
        'end token T',
      ),
      observed: page(SIGN_OUT, 'customer nobody; token T'),
      decoded: wire(
        `${SIGN_OUT}\nflushData()`,
        'item push token (push) delivered {"apple_push_notification_id":"T"} claimed 1700000000 sent as c2:',
        'customer c2; token T',
      ),
      triggered: FOLLOWS,
    },
    {
      place: 8,
      says: 'in-app messages, content blocks and app inbox are loaded for the new customer',
      modelled: lab(
        SIGN_OUT,
        'removed contentFor',
        'In-app messages, in-app content blocks and app inbox are preloaded for the new customer',
        'end content for c2',
      ),
      shipped: shipped(
        SIGN_OUT,
        'removed contentFor',
        'loads in-app messages, content blocks and app inbox anew was not found in its source',
      ),
      observed: BY_ITSELF,
      // In-app messages, content blocks, the app inbox: three asides, and nothing is tracked.
      decoded: request([PRELOADS, { customer_ids: { cookie: 'c' } }], 'asides in-app, in-app, in-app', 'not: item'),
      triggered: FOLLOWS,
    },
    {
      place: 9,
      says: 'a new installation is tracked',
      modelled: lab(called('wait 9 s', 'anonymize()'), 'tracked installation … @9 as c2 for P'),
      shipped: shipped(called('wait 9 s', 'anonymize()'), 'tracked installation {"application_id" … @9 as c2 for P'),
      observed: BY_ITSELF,
      decoded: wire(
        sent('wait 9 s', 'anonymize()'),
        'item installation (installation) delivered … claimed 1700000009 sent as c2:',
      ),
      triggered: FOLLOWS,
    },
    {
      place: 10,
      says: 'anonymize can go over to another project, to a new customer there, as after an installation',
      modelled: lab(
        called(SWITCH, 'trackEvent("x", {})'),
        'tracked installation … as c2 for P2',
        'tracked session_start … as c2 for P2',
        'tracked x {} @0 as c2 for P2',
        'end customer c2',
      ),
      observed: page(called(JANE, SWITCH), 'switched to project P2', 'tracker P2 bridge running; customer nobody'),
      decoded: wire(
        sent(SWITCH, 'trackEvent("x", {})'),
        'item installation (installation) delivered … sent as c2:',
        'item x (event) delivered {} claimed 1700000000 sent as c2:',
        'tracker P2 ios running; customer c2;',
      ),
      triggered: offer(
        { command: 'switchProject', payload: { texts: { projectToken: 'P2', authorizationToken: 'k' } } },
        'calls anonymize({"projectToken":"P2","authorizationToken":"k"})',
        'as c2 for P2',
      ),
    },
    {
      place: 11,
      says: 'example: anonymize()',
      modelled: lab(called('anonymize()'), 'end customer c2'),
      observed: page(called('anonymize()'), 'moment identity anonymize'),
      decoded: wire(sent('anonymize()'), 'moment identity', 'customer c2;'),
      triggered: offer({ command: 'anonymize' }, 'button Exponea.anonymize()', 'calls anonymize()', 'end customer c2'),
    },
    {
      place: 12,
      says: 'example: the switch with its labels and the key as .token',
      modelled: lab(sent(SWITCH), 'sent /track/v2/projects/P2/customers/events … by Token key2'),
      observed: page(called(SWITCH), 'tracker P2 bridge running'),
      decoded: wire(sent(SWITCH), 'tracker P2'),
      triggered: offer(
        {
          command: 'switchProject',
          payload: {
            texts: { projectToken: 'P2', authorizationToken: 'key2', baseUrl: 'https://api.exponea.com' },
          },
        },
        'calls anonymize({"projectToken":"P2","authorizationToken":"key2","baseUrl":"https://api.exponea.com"})',
        'as c2 for P2',
      ),
    },
  ),
]
