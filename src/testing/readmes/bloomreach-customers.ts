/** What Bloomreach's README says of events, customers and sessions, and what shows it. */
import { lab, offer, on, page, request, wire } from '../guides/statement'
import { bulk, called, ME, refused, rest, sent, web } from './bloomreach-evidence'
import type { OperationRow } from './claim'

const MANUAL = 'configure({"automaticSessionTracking": false})'

/** The rows, in the table's order. */
export const CUSTOMERS: readonly OperationRow[] = [
  {
    row: 'track event',
    operations: ['trackEvent'],
    commands: ['track'],
    modelled: [lab(called('trackEvent("x", {"a": 1})'), 'tracked x {"a":1}')],
    observed: [
      web('track("x", {"a": 1})', 'item x (event) queued {"a":1}'),
      page(called('trackEvent("x", {"a": 1})'), 'item x (event) queued {"a":1}'),
    ],
    decoded: [
      request(bulk(['crm/events', { customer_ids: ME, type: 'x', properties: { a: 1 } }]), 'item x (event) delivered'),
      wire(sent('trackEvent("x", {"a": 1})'), 'item x (event) delivered {"a":1}'),
      request(rest('customers/events', { customer_ids: ME, event_type: 'x', properties: {} }), 'item x (event)'),
      request(
        rest('batch', {
          commands: [{ name: 'customers/events', data: { customer_ids: ME, event_type: 'x', properties: {} } }],
        }),
        'item x (event)',
      ),
    ],
    triggered: [
      on('web', offer({ command: 'track', payload: { name: 'x' }, after: '' }, 'calls track("x", {})')),
      offer({ command: 'track', payload: { name: 'x' } }, 'calls trackEvent("x", {})', 'tracked x'),
    ],
  },
  {
    row: 'identify, update',
    operations: ['identifyCustomer'],
    commands: ['identify'],
    modelled: [lab(called('identifyCustomer({"registered": "j"}, {"a": 1})'), 'tracked customer update {"a":1}')],
    observed: [
      web('identify({"registered": "j"}, {"a": 1})', '(identify) queued {"a":1}', 'customer registered=j'),
      web('update({"a": 1})', '(identify) queued {"a":1}'),
      page(called('identifyCustomer({"registered": "j"}, {"a": 1})'), '(identify) queued', 'customer registered=j'),
    ],
    decoded: [
      request(
        bulk(['crm/customers', { ids: { ...ME, registered: 'j' }, properties: { a: 1 } }]),
        '(identify) delivered {"a":1}',
        'registered=j',
      ),
      wire(sent('identifyCustomer({"registered": "j"}, {})'), '(identify) delivered', 'registered=j'),
      request(rest('customers', { customer_ids: { registered: 'j' }, properties: {} }), '(identify)', 'registered=j'),
    ],
    triggered: [
      on(
        'web',
        offer(
          { command: 'identify', payload: { ids: { registered: 'j' } }, after: '' },
          'calls identify({"registered":"j"}',
        ),
      ),
      offer(
        { command: 'identify', payload: { ids: { registered: 'j' } } },
        'calls identifyCustomer({"registered":"j"}',
        'end customer c1 registered=j',
      ),
    ],
  },
  {
    row: 'anonymize',
    operations: ['anonymize'],
    commands: ['anonymize'],
    modelled: [lab(called('anonymize()'), 'end customer c2')],
    observed: [
      web('identify("j")\nanonymize()', 'moment identity anonymize', 'customer nobody'),
      page(called('identifyCustomer({"registered": "j"}, {})', 'anonymize()'), 'moment identity anonymize'),
    ],
    decoded: [
      request(
        bulk(
          ['crm/events', { customer_ids: { ...ME, registered: 'j' }, type: 'x', properties: {} }],
          ['system/ids', { ids: { cookie: 'c-2' } }],
        ),
        'customer c',
      ),
      wire(sent('identifyCustomer({"registered": "j"}, {})', 'flushData()', 'anonymize()'), 'moment identity rotated'),
    ],
    triggered: [
      on('web', offer({ command: 'anonymize', after: '' }, 'calls anonymize()')),
      offer({ command: 'anonymize' }, 'calls anonymize()', 'end customer c2'),
    ],
  },
  {
    row: 'anonymize with a project switch',
    operations: [],
    commands: ['switchProject'],
    modelled: [
      lab(
        called('anonymize({"projectToken": "P2", "authorizationToken": "k"})', 'trackEvent("x", {})'),
        'as c2 for P2',
      ),
    ],
    observed: [
      page(called('anonymize({"projectToken": "P2", "authorizationToken": "k"}, {})'), 'switched to project P2'),
    ],
    decoded: [
      wire(
        sent('anonymize({"projectToken": "P2", "authorizationToken": "k"})', 'trackEvent("x", {})'),
        'tracker P ios',
        'tracker P2 ios',
      ),
    ],
    triggered: [
      refused('switchProject', 'The Web SDK stays'),
      offer(
        { command: 'switchProject', payload: { texts: { projectToken: 'P2', authorizationToken: 'k' } } },
        'calls anonymize({"projectToken":"P2"',
        'for P2',
      ),
    ],
  },
  {
    row: 'sessions',
    operations: ['trackSessionStart', 'trackSessionEnd', 'setAutomaticSessionTracking', 'setSessionTimeout'],
    commands: ['sessionStart', 'sessionEnd'],
    modelled: [
      lab('configure()\napp background\nwait 70 s', 'tracked session_start', 'tracked session_end'),
      lab('set automaticSessionTracking false\nconfigure()\ntrackSessionStart()\ntrackSessionEnd()', 'session_end'),
    ],
    observed: [
      web('ping()', 'item session_ping (session) queued'),
      page(`${MANUAL}\ntrackSessionStart()\ntrackSessionEnd()`, 'item session_start (session)', 'item session_end'),
    ],
    decoded: [
      request(
        bulk(['crm/events', { customer_ids: ME, type: 'session_ping', properties: {} }]),
        'item session_ping (session)',
      ),
      wire('configure()\napp background\nwait 70 s\nflushData()', 'item session_start', 'item session_end'),
    ],
    triggered: [
      refused('sessionStart', 'The Web SDK starts no sessions'),
      refused('sessionEnd', 'The Web SDK ends no sessions'),
      offer({ command: 'sessionStart' }, 'refused Sessions are tracked automatically here'),
      offer({ command: 'sessionEnd' }, 'refused Sessions are tracked automatically here'),
      offer({ command: 'sessionStart', after: MANUAL }, 'calls trackSessionStart()'),
      offer({ command: 'sessionEnd', after: `${MANUAL}\ntrackSessionStart()` }, 'calls trackSessionEnd()'),
    ],
  },
]
