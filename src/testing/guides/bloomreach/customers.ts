/** The Bloomreach iOS guide's section Customers: its beginning and Identify, statement by statement. */
import { BY_ITSELF, FOLLOWS, lab, NOT_SENT, none, offer, page, SERVERS, section, wire } from '../statement'

const JANE = 'identifyCustomer({"registered": "jane.doe@example.com"}, {"first_name": "Jane", "age": 32})'
const LABELLED =
  'identifyCustomer({"customerIds": {"registered": "j"}, "properties": {"age": 32}, "timestamp": 1699999000})'
const SOFT = 'identifyCustomer({"google_analytics": "g1"}, {})'
const sent = (...calls: readonly string[]) => ['configure()', ...calls, 'flushData()'].join('\n')
const called = (...calls: readonly string[]) => ['configure()', ...calls].join('\n')
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
      modelled: lab(sent('trackEvent("x", {})', JANE), '"registered":"jane.doe@example.com"},"event_type":"x"'),
      observed: SERVERS,
      decoded: wire(
        sent('trackEvent("x", {})', JANE),
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
        'set hardIds ["crm_id"]\nconfigure()\nidentifyCustomer({"crm_id": "x"}, {})',
        'end customer c1 crm_id=x',
        'not: without a hard ID',
      ),
      observed: page(called('identifyCustomer({"crm_id": "x"}, {})'), 'unless the project defines crm_id as one'),
      decoded: wire(sent('identifyCustomer({"crm_id": "x"}, {})'), 'customer c1 crm_id=x'),
      triggered: offer(
        { command: 'identify', payload: { ids: { crm_id: 'x' } } },
        'calls identifyCustomer({"crm_id":"x"}',
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
      says: 'a soft ID can tie the user to a wrong profile, above all after anonymize',
      modelled: lab(called('anonymize()', SOFT), 'log No hard ID'),
      observed: page(called('anonymize()', SOFT), 'No hard ID'),
      decoded: none('Requests do not say whether anybody should have been identified otherwise.'),
      triggered: offer({ command: 'identify', payload: { ids: { google_analytics: 'g' } } }, 'log No hard ID'),
    },
    {
      place: 6,
      says: 'the hard ID is kept on the device',
      modelled: lab(called(JANE, 'app killed', 'app launched', 'configure()'), 'end customer c1 registered=jane.doe'),
      observed: page(called(JANE, 'app killed', 'app launched', 'configure()'), 'customer registered=jane.doe'),
      decoded: NOT_SENT,
      triggered: FOLLOWS,
    },
    {
      place: 7,
      says: 'only anonymize removes it from there',
      modelled: lab(
        sent(JANE, 'flushData()', 'anonymize()', 'flushData()', 'app killed', 'app launched', 'configure()'),
        'end customer c2',
        'not: end customer c2 registered',
      ),
      observed: page(called(JANE, 'anonymize()'), 'customer nobody'),
      decoded: wire(sent(JANE, 'flushData()', 'anonymize()'), 'moment identity', 'customer c2;'),
      triggered: offer({ command: 'anonymize', after: called(JANE) }, 'calls anonymize()', 'end customer c2'),
    },
    {
      place: 8,
      says: 'initializing the SDK later can identify or create the profile anew from what is kept',
      modelled: lab(
        called(JANE, 'app killed', 'app launched', 'configure()', 'flushData()'),
        'sent /track/v2/projects/P/customers {"customer_ids":{"cookie":',
        '"registered":"jane.doe@example.com"',
      ),
      observed: BY_ITSELF,
      decoded: wire(called(JANE, 'app killed', 'app launched', 'configure()', 'flushData()'), 'registered=jane.doe'),
      triggered: FOLLOWS,
    },
    {
      place: 9,
      says: 'always use a hard ID',
      modelled: lab(called(SOFT), 'log No hard ID'),
      observed: page(called(SOFT), 'No hard ID'),
      decoded: none('Requests do not say whether anybody should have been identified otherwise.'),
      triggered: offer({ command: 'identify', payload: { ids: { google_analytics: 'g' } } }, 'log No hard ID'),
    },
    {
      place: 10,
      says: 'customerIds are required',
      modelled: lab(called('identifyCustomer()'), 'customerIds is required', 'not: tracked customer update'),
      observed: page(called('identifyCustomer()'), '(identify) lost', 'customerIds is required'),
      decoded: none('The SDK refuses the call: nothing is sent that could be decoded.'),
      triggered: none('The editor of Identify… refuses to send neither an ID nor a property: toolbar.test.tsx.'),
    },
    {
      place: 10,
      says: 'customerIds are texts by name',
      modelled: lab(called('identifyCustomer({"registered": 7}, {})'), 'registered is not a string'),
      observed: page(called('identifyCustomer({"registered": 7}, {})'), '(identify) lost', 'is no text'),
      decoded: wire(sent('identifyCustomer({"registered": "7"}, {})'), 'registered=7'),
      triggered: offer(identify, 'calls identifyCustomer({"registered":"j"}'),
    },
    {
      place: 10,
      says: 'only IDs that the project defines are accepted',
      modelled: lab(
        'set definedIds ["registered"]\nconfigure()\nidentifyCustomer({"strange": "x"}, {})',
        'log The project defines no ID strange: the SDK sends it, the server does not accept it',
      ),
      observed: page(called('identifyCustomer({"strange": "x"}, {})'), 'unless the project defines strange as one'),
      decoded: SERVERS,
      triggered: FOLLOWS,
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
        called('identifyCustomer({"registered": "j"}, {}, 1699999000)'),
        'tracked customer update {} @-1000',
      ),
      observed: page(called('identifyCustomer({"registered": "j"}, {}, 1699999000)'), 'claimed 1699999000'),
      decoded: wire(sent('identifyCustomer({"registered": "j"}, {}, 1699999000)'), 'claimed 1699999000'),
      triggered: offer(
        { command: 'identify', payload: { ids: { registered: 'j' }, texts: { timestamp: '1699999000' } } },
        'calls identifyCustomer({"registered":"j"}, {}, 1699999000)',
      ),
    },
    {
      place: 13,
      says: 'example: IDs, properties, the call with its labels',
      modelled: lab(called(LABELLED), 'tracked customer update {"age":32} @-1000 as c1 registered=j'),
      observed: page(called(LABELLED), 'queued {"age":32} claimed 1699999000', 'customer registered=j'),
      decoded: wire(sent(LABELLED), 'delivered {"age":32} claimed 1699999000'),
      triggered: offer(identify, 'tracked customer update {"age":32}'),
    },
    {
      place: 14,
      says: 'example: without properties',
      modelled: lab(called('identifyCustomer({"registered": "j"}, {})'), 'tracked customer update {}'),
      observed: page(called('identifyCustomer({"registered": "j"}, {})'), '(identify) queued {}'),
      decoded: wire(sent('identifyCustomer({"registered": "j"}, {})'), '(identify) delivered {}'),
      triggered: offer({ command: 'identify', payload: { ids: { registered: 'j' } } }, 'tracked customer update {}'),
    },
    {
      place: 15,
      says: 'a timestamp of one’s own for what happened at another time',
      modelled: lab(called(LABELLED), '@-1000'),
      observed: page(called('identifyCustomer({"registered": "j"}, {}, 1699999000000)'), 'looks like milliseconds'),
      decoded: wire(sent(LABELLED), 'claimed 1699999000'),
      triggered: offer(
        { command: 'identify', payload: { ids: { registered: 'j' }, texts: { timestamp: '1699999000' } } },
        '@-1000',
      ),
    },
  ),
]
