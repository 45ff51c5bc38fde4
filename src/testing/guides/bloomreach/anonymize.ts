/** The Bloomreach iOS guide's section Anonymize, statement by statement. */
import { BY_ITSELF, FOLLOWS, lab, none, offer, page, request, section, shipped, wire } from '../statement'

const JANE = 'identifyCustomer({"registered": "jane.doe@example.com"}, {"first_name": "Jane", "age": 32})'
const sent = (...calls: readonly string[]) => ['configure()', ...calls, 'flushData()'].join('\n')
const called = (...calls: readonly string[]) => ['configure()', ...calls].join('\n')
/** Jane has a push token, something of hers waits, and she signs out. */
const SIGNED_IN = [JANE, 'trackPushToken("T")', 'trackEvent("before", {})']
const SIGN_OUT = called(...SIGNED_IN, 'anonymize()')
const SWITCH =
  'anonymize({"exponeaProject": {"baseUrl": "https://api.exponea.com", "projectToken": "P2", ' +
  '"authorization": {"token": "key2"}}, "projectMapping": null})'

/** The statements. */
export const ANONYMIZE = [
  ...section(
    'Anonymize',
    {
      place: 1,
      says: 'anonymize deletes what is kept locally and resets the SDK',
      modelled: lab(SIGN_OUT, 'log Local repositories and caches are cleared', 'end customer c2'),
      observed: page(SIGN_OUT, 'moment identity anonymize', 'customer nobody'),
      decoded: wire(`${SIGN_OUT}\nflushData()`, 'customer c2'),
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
      decoded: wire(`${SIGN_OUT}\nflushData()`, '{"apple_push_notification_id":""}'),
      triggered: FOLLOWS,
    },
    {
      place: 4,
      says: 'repositories and caches are cleared, tracked events are not',
      modelled: lab(SIGN_OUT, 'log Local repositories and caches are cleared, excluding', 'end item before queued'),
      shipped: shipped(SIGN_OUT, 'log Local repositories and caches are cleared, excluding', 'end item before queued'),
      observed: page(SIGN_OUT, 'item before (event) queued'),
      decoded: wire(`${SIGN_OUT}\nflushData()`, 'item before (event) delivered {}'),
      triggered: FOLLOWS,
    },
    {
      place: 5,
      says: 'a new session starts where sessions are automatic',
      modelled: lab(called('wait 9 s', 'anonymize()'), 'tracked session_start', '@9 as c2 for P'),
      shipped: shipped(
        called('wait 9 s', 'anonymize()'),
        'tracked session_end {"application_id"',
        '@9 as c1 for P',
        'tracked session_start',
        'end session since 9',
        'end queue installation, session_start, session_end, installation, session_start',
      ),
      observed: BY_ITSELF,
      decoded: wire(sent('wait 9 s', 'anonymize()'), 'claimed 1700000009 sent as c2'),
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
      observed: page(SIGN_OUT, 'token T'),
      decoded: wire(`${SIGN_OUT}\nflushData()`, 'token T'),
      triggered: FOLLOWS,
    },
    {
      place: 8,
      says: 'in-app messages, content blocks and app inbox are loaded for the new customer',
      modelled: lab(SIGN_OUT, 'removed contentFor', 'stored contentFor', 'are preloaded for the new customer'),
      shipped: shipped(
        SIGN_OUT,
        'removed contentFor',
        'loads in-app messages, content blocks and app inbox anew was not found in its source',
      ),
      observed: BY_ITSELF,
      decoded: request(['https://api.exponea.com/webxp/s/P/inappmessages?v=1', null], 'aside in-app', 'not: item'),
      triggered: FOLLOWS,
    },
    {
      place: 9,
      says: 'a new installation is tracked',
      modelled: lab(called('wait 9 s', 'anonymize()'), 'tracked installation', '@9 as c2 for P'),
      shipped: shipped(
        called('wait 9 s', 'anonymize()'),
        'tracked installation {"application_id"',
        '"app_version":"1.0"} @9 as c2 for P',
      ),
      observed: BY_ITSELF,
      decoded: wire(sent('wait 9 s', 'anonymize()'), 'item installation (installation) delivered', 'sent as c2'),
      triggered: FOLLOWS,
    },
    {
      place: 10,
      says: 'anonymize can go over to another project, to a new customer there',
      modelled: lab(called(SWITCH), 'as c2 for P2', 'end customer c2'),
      observed: page(called(SWITCH), 'switched to project P2', 'tracker P2 bridge running'),
      decoded: wire(sent(SWITCH), 'tracker P2'),
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
      decoded: none('Shown by the seven effects above: the call itself sends nothing.'),
      triggered: offer({ command: 'anonymize' }, 'button Exponea.anonymize()'),
    },
    {
      place: 12,
      says: 'example: the switch with its labels and the key as .token',
      modelled: lab(sent(SWITCH), 'sent /track/v2/projects/P2/customers/events'),
      observed: page(called(SWITCH), 'tracker P2 bridge running'),
      decoded: wire(sent(SWITCH), 'tracker P2'),
      triggered: offer(
        {
          command: 'switchProject',
          payload: { texts: { projectToken: 'P2', authorizationToken: 'k', projectMapping: '{"PAYMENT": []}' } },
        },
        'calls anonymize({"projectToken":"P2","authorizationToken":"k"}, {"PAYMENT":[]})',
      ),
    },
  ),
]
