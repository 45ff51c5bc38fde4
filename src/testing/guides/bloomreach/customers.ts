/** The Bloomreach iOS guide's section Customers: its beginning and Identify, statement by statement. */
import { BY_ITSELF, FOLLOWS, lab, none, offer, page, SERVERS, section, wire } from '../statement'

const JANE = 'identifyCustomer({"registered": "jane.doe@example.com"}, {"first_name": "Jane", "age": 32})'
/** The guide's own example, and the same without properties. */
const EXAMPLE_JSON = '{"first_name":"Jane","last_name":"Doe","age":32}'
const example = (properties: string) =>
  `identifyCustomer({"customerIds": {"registered": "jane.doe@example.com"}, "properties": ${properties}, ` +
  '"timestamp": null})'
const ANYBODY =
  'A customer update without a hard ID is what any anonymous customer sends too: requests alone do not tell that ' +
  'somebody was to be identified.'
const LABELLED =
  'identifyCustomer({"customerIds": {"registered": "j"}, "properties": {"age": 32}, "timestamp": 1699999000})'
const SOFT = 'identifyCustomer({"google_analytics": "g1"}, {})'
const sent = (...calls: readonly string[]) => ['configure()', ...calls, 'flushData()'].join('\n')
const called = (...calls: readonly string[]) => ['configure()', ...calls].join('\n')
/** With a time of its own, and without one. */
const TIMES = [
  'identifyCustomer({"registered": "j"}, {"then": 1}, 1699999000)',
  'identifyCustomer({"registered": "j"}, {"now": 1})',
]
/** A relaunch, after all that came before was sent. */
const RELAUNCH = ['flushData()', 'app killed', 'wait 70 s', 'app launched', 'configure()']
const identify = { command: 'identify', payload: { ids: { registered: 'j' }, properties: { age: 32 } } } as const
/** The statements. */
export const CUSTOMERS = [
  ...section(
    'Customers',
    {
      place: 2,
      says: 'without identification events belong to an anonymous customer, known by a cookie alone',
      modelled: lab(called('trackEvent("x", {})'), 'tracked x {} @0 as c1 for P', 'end customer c1'),
      observed: page(called('trackEvent("x", {})'), 'called as nobody', 'customer nobody'),
      decoded: wire(sent('trackEvent("x", {})'), 'item x (event) delivered {} claimed 1700000000 sent as c1:'),
      triggered: FOLLOWS,
    },
    {
      place: 3,
      says: 'once identified by a hard ID, the events so far go to that customer',
      modelled: lab(
        sent('trackEvent("sent", {})', 'flushData()', 'trackEvent("x", {})', JANE),
        // What was sent before is the server's to move: by the same cookie, which comes with the hard ID.
        'tracked sent {} @0 as c1 for P',
        'tracked customer update {"first_name":"Jane","age":32} @0 as c1 registered=jane.doe@example.com for P',
        '"registered":"jane.doe@example.com"},"event_type":"x"',
      ),
      observed: none(
        'No call tells of it: the SDK reads the IDs as it sends an event, and what was sent before the server moves.',
      ),
      decoded: wire(
        sent('trackEvent("sent", {})', 'flushData()', 'trackEvent("x", {})', JANE),
        'item sent (event) delivered {} claimed 1700000000 sent as c1:',
        'item customer update (identify) delivered … sent as c1 registered=jane.doe@example.com',
        'item x (event) delivered {} claimed 1700000000 sent as c1 registered=jane.doe@example.com',
      ),
      triggered: FOLLOWS,
    },
  ),
  ...section(
    'Identify',
    {
      place: 1,
      says: 'identifyCustomer identifies a customer by a hard ID',
      modelled: lab(called(JANE), 'tracked customer update', 'end customer c1 registered=jane.doe@example.com'),
      observed: page(
        called(JANE),
        'item customer update (identify) queued',
        'customer registered=jane.doe@example.com',
      ),
      decoded: wire(sent(JANE), 'item customer update (identify) delivered', 'customer c1 registered=jane.doe'),
      triggered: offer(
        identify,
        'calls identifyCustomer({"registered":"j"}, {"age":32})',
        'end customer c1 registered=j',
      ),
    },
    {
      place: 2,
      says: 'the default hard ID is registered; a project may define another',
      modelled: lab(
        [
          called('identifyCustomer({"registered": "j"}, {})', 'identifyCustomer({"loyalty": "l"}, {})'),
          'stopIntegration()\nconfigure({"hardIds": ["crm_id"]})\nidentifyCustomer({"registered": "j"}, {})',
          'identifyCustomer({"crm_id": "x"}, {})\nidentifyCustomer({"crm_id": "y"}, {})',
        ].join('\n'),
        'unless the project defines loyalty as one; the default is registered',
        // Where the project's own is another one, registered is soft, and that one is a person's.
        'log No hard ID',
        'log Another crm_id than before, without anonymize',
        'not: defines registered',
        'not: defines crm_id',
      ),
      observed: page(
        called('identifyCustomer({"registered": "j"}, {})', 'identifyCustomer({"crm_id": "x"}, {})'),
        'unless the project defines crm_id as one; the default is registered',
        'not: defines registered',
      ),
      decoded: wire(sent('identifyCustomer({"crm_id": "x"}, {})'), 'customer c1 crm_id=x'),
      triggered: offer(
        { command: 'identify', payload: { ids: { crm_id: 'x' } } },
        'calls identifyCustomer({"crm_id":"x"}',
        'unless the project defines crm_id as one; the default is registered',
      ),
    },
    {
      place: 3,
      says: 'customer properties can go with it',
      modelled: lab(called(JANE), 'tracked customer update {"first_name":"Jane","age":32}'),
      observed: page(called(JANE), 'queued {"first_name":"Jane","age":32}'),
      decoded: wire(sent(JANE), 'delivered {"first_name":"Jane","age":32}'),
      triggered: offer(identify, 'tracked customer update {"age":32}'),
    },
    {
      place: 4,
      says: 'a soft ID can tie the user to a wrong profile, for example after anonymize',
      modelled: lab(called('anonymize()', SOFT), 'log No hard ID … a wrong profile, for example after anonymize'),
      observed: page(called('anonymize()', SOFT), 'No hard ID … a wrong profile, for example after anonymize'),
      decoded: none(ANYBODY),
      triggered: offer(
        { command: 'identify', payload: { ids: { google_analytics: 'g' } }, after: called('anonymize()') },
        'log No hard ID … a wrong profile, for example after anonymize',
      ),
    },
    {
      place: 6,
      says: 'the hard ID is kept on the device',
      modelled: lab(
        called(JANE, 'app killed', 'app launched', 'configure()'),
        'end customer c1 registered=jane.doe',
        'end holds customer … "registered":"jane.doe@example.com"',
      ),
      observed: page(called(JANE, 'app killed', 'app launched', 'configure()'), 'customer registered=jane.doe'),
      decoded: wire(
        called(JANE, ...RELAUNCH, 'trackEvent("x", {})', 'flushData()'),
        'item x (event) delivered {} claimed 1700000070 sent as c1 registered=jane.doe@example.com',
      ),
      triggered: FOLLOWS,
    },
    {
      place: 7,
      says: 'to remove it from there takes an anonymize',
      modelled: lab(
        sent(JANE, 'flushData()', 'anonymize()', 'flushData()', 'app killed', 'app launched', 'configure()'),
        'end customer c2',
        'end holds customer {"cookie":',
        'not: end customer c2 registered',
        'not: end holds customer … jane.doe@example.com',
      ),
      observed: page(called(JANE, 'anonymize()', 'app killed', 'app launched', 'configure()'), 'customer nobody'),
      decoded: wire(
        called(JANE, 'flushData()', 'anonymize()', ...RELAUNCH, 'trackEvent("x", {})', 'flushData()'),
        'moment identity',
        'item x (event) delivered {} claimed 1700000070 sent as c2:',
        'customer c2;',
      ),
      triggered: offer({ command: 'anonymize', after: called(JANE) }, 'calls anonymize()', 'end customer c2'),
    },
    {
      place: 8,
      says: 'initializing the SDK later can identify or create the profile anew from what is kept',
      // All was sent before, and nobody calls anything afterwards: the next launch alone sends the hard ID once more.
      modelled: lab(
        called('flushData()', JANE, ...RELAUNCH, 'flushData()'),
        'sent … "registered":"jane.doe@example.com"},"event_type":"session_start","timestamp":1700000070',
      ),
      observed: BY_ITSELF,
      decoded: wire(
        called('flushData()', JANE, ...RELAUNCH, 'flushData()'),
        'item session_start (session) delivered … claimed 1700000070 sent as c1 registered=jane.doe@example.com',
      ),
      triggered: FOLLOWS,
    },
    {
      place: 9,
      says: 'always use a hard ID',
      modelled: lab(called(SOFT), 'log No hard ID'),
      observed: page(called(SOFT), 'No hard ID'),
      decoded: none(ANYBODY),
      triggered: offer({ command: 'identify', payload: { ids: { google_analytics: 'g' } } }, 'log No hard ID'),
    },
    {
      place: 10,
      says: 'customerIds are required',
      modelled: lab(called('identifyCustomer()'), 'customerIds is required', 'not: tracked customer update'),
      observed: page(called('identifyCustomer()'), '(identify) lost', 'customerIds is required'),
      decoded: none('The SDK refuses the call: nothing is sent that could be decoded.'),
      triggered: offer(
        { command: 'identify', payload: { properties: { age: 32 } } },
        'calls identifyCustomer({}, {"age":32})',
        'log No hard ID',
      ),
    },
    {
      place: 10,
      says: 'customerIds are texts by name',
      modelled: lab(called('identifyCustomer({"registered": 7}, {})'), 'registered is not a string'),
      observed: page(called('identifyCustomer({"registered": 7}, {})'), '(identify) lost', 'is not a text'),
      decoded: wire(
        sent('identifyCustomer({"registered": "7", "crm_id": "x"}, {})'),
        'item customer update (identify) delivered {} claimed 1700000000 sent as c1 registered=7 crm_id=x',
      ),
      triggered: offer(
        { command: 'identify', payload: { ids: { registered: '7', crm_id: 'x' } } },
        'calls identifyCustomer({"registered":"7","crm_id":"x"}',
        'end customer c1 registered=7 crm_id=x',
      ),
    },
    {
      place: 10,
      says: 'only IDs that the project defines are accepted',
      modelled: lab(
        'set definedIds ["registered"]\nconfigure()\nidentifyCustomer({"strange": "x"}, {})',
        'log The project defines no ID strange: the SDK sends it, the server does not accept it',
      ),
      observed: SERVERS,
      decoded: SERVERS,
      triggered: SERVERS,
    },
    {
      place: 11,
      says: 'properties are customer properties by name',
      modelled: lab(called(JANE), '{"first_name":"Jane","age":32}'),
      observed: page(called(JANE), '{"first_name":"Jane","age":32}'),
      decoded: wire(sent(JANE), '{"first_name":"Jane","age":32}'),
      triggered: offer(identify, '{"age":32}'),
    },
    {
      place: 12,
      says: 'timestamp tells when the properties were updated, in seconds; left out it is now',
      modelled: lab(
        called('wait 5 s', ...TIMES),
        'tracked customer update {"then":1} @-1000',
        'tracked customer update {"now":1} @5 as',
      ),
      observed: page(
        called(...TIMES),
        'item customer update (identify) queued {"then":1} claimed 1699999000',
        'item customer update (identify) queued {"now":1} called as',
      ),
      decoded: wire(
        called('wait 5 s', ...TIMES, 'flushData()'),
        'item customer update (identify) delivered {"then":1} claimed 1699999000',
        'item customer update (identify) delivered {"now":1} claimed 1700000005',
      ),
      triggered: offer(
        { command: 'identify', payload: { ids: { registered: 'j' }, texts: { timestamp: '1699999000' } } },
        'calls identifyCustomer({"registered":"j"}, {}, 1699999000)',
      ),
    },
    {
      place: 13,
      says: 'example: IDs, properties, the call with its labels',
      modelled: lab(
        called(example(EXAMPLE_JSON)),
        `tracked customer update ${EXAMPLE_JSON} @0 as c1 registered=jane.doe@example.com`,
      ),
      observed: page(
        called(example(EXAMPLE_JSON)),
        `item customer update (identify) queued ${EXAMPLE_JSON} called as`,
        'customer registered=jane.doe@example.com',
      ),
      decoded: wire(
        sent(example(EXAMPLE_JSON)),
        `delivered ${EXAMPLE_JSON} claimed 1700000000 sent as c1 registered=jane.doe@example.com`,
      ),
      triggered: offer(
        {
          command: 'identify',
          payload: { ids: { registered: 'jane.doe@example.com' }, properties: JSON.parse(EXAMPLE_JSON) },
        },
        `tracked customer update ${EXAMPLE_JSON} @0 as c1 registered=jane.doe@example.com`,
      ),
    },
    {
      place: 14,
      says: 'example: without properties',
      modelled: lab(called(example('{}')), 'tracked customer update {} @0 as c1 registered=jane.doe@example.com'),
      observed: page(called(example('{}')), '(identify) queued {}', 'customer registered=jane.doe@example.com'),
      decoded: wire(sent(example('{}')), '(identify) delivered {} … sent as c1 registered=jane.doe@example.com'),
      triggered: offer({ command: 'identify', payload: { ids: { registered: 'j' } } }, 'tracked customer update {}'),
    },
    {
      place: 15,
      says: 'a timestamp of one’s own for what happened at another time',
      modelled: lab(called(LABELLED), '@-1000'),
      observed: page(called(LABELLED), 'item customer update (identify) queued {"age":32} claimed 1699999000'),
      decoded: wire(sent(LABELLED), 'claimed 1699999000'),
      triggered: offer(
        { command: 'identify', payload: { ids: { registered: 'j' }, texts: { timestamp: '1699999000' } } },
        '@-1000',
      ),
    },
  ),
]
