/** Where the documents and the SDKs of Customer.io differ, as its README says, and what Tracklens makes of it. */
import { lab, page, wire } from '../guides/statement'
import type { DifferenceRow } from './claim'
import { ANYBODY, api, js, snippet } from './customerio-evidence'

const sent = (...calls: readonly string[]) => [...calls, 'flush()'].join('\n')
const twenty = Array.from({ length: 20 }, (_, n) => `track("e${n}")`).join('\n')
const nineteen = twenty.slice(0, twenty.lastIndexOf('\n'))
const BIG = { ...ANYBODY, type: 'track', event: 'big', properties: { text: 'x'.repeat(40_000) } }

/** The rows, in the table's order. */
export const CUSTOMERIO_DIFFERENCES: readonly DifferenceRow[] = [
  {
    row: 'deleting a person',
    differences: [],
    shown: [
      lab('track("Delete Person")', 'Destructive or a mistake: “Delete Person”'),
      wire(sent('identify("u1")', 'track("User Deleted")'), 'item User Deleted'),
      page('track("Delete Person")', 'item Delete Person (event) queued {} called as nobody: '),
    ],
  },
  {
    row: 'an `Encodable` as properties (guide, “Track an event”)',
    differences: [],
    shown: [
      lab('track("x", {"price": 1, "empty": {}}, "Encodable")', 'tracked x {"price":1,"empty":{}}'),
      lab('track("x", {"price": 1, "empty": {}})', 'tracked x {"price":1}'),
    ],
  },
  {
    row: 'anonymous ID when one person follows another',
    differences: [],
    shown: [
      lab('identify("u1")\nidentify("u2")', 'end customer c1 userId=u2'),
      js('identify("u1")\nidentify("u2")', 'end customer c2 userId=u2'),
    ],
  },
  {
    row: 'when the anonymous ID is made',
    differences: [],
    shown: [js('wait 1 s', 'end stored nothing'), js('track("a")', 'stored ajs_anonymous_id')],
  },
  {
    row: 'flush after',
    differences: [],
    shown: [lab(nineteen, 'end requests 0'), lab(twenty, 'end requests 1')],
  },
  {
    row: "an empty id: `identify('')`",
    differences: [],
    shown: [
      snippet('identify("u1", {"a": 1})\nidentify("", {"b": 2})', 'userId=u1'),
      js('identify("u1", {"a": 1})\nidentify("", {"b": 2})', 'stored ajs_user_traits {"b":2}', 'userId=u1'),
    ],
  },
  {
    row: "`integrations: {'Customer.io Data Pipelines': false}`, `deregister()`",
    differences: [],
    shown: [
      js(
        'track("a", {}, {"integrations": {"Customer.io Data Pipelines": false}})',
        'end item a lost',
        'end requests 0',
      ),
    ],
  },
  {
    row: 'HTTP status',
    differences: [],
    shown: [
      js('server 400\ntrack("a")', 'end item a rejected'),
      lab(sent('server 400', 'track("a")'), 'end item a rejected', 'end queue empty'),
      lab(sent('server 503', 'track("a")'), 'end queue a'),
      wire(sent('server 400', 'track("a")'), 'item a (event) rejected'),
    ],
  },
  {
    row: 'an event over 32 KB, or invalid, without `X-Strict-Mode`',
    differences: [],
    shown: [api('t', BIG, 'item big (event) unknown', 'Accepted, and documented as not processed')],
  },
  {
    row: 'failed batch',
    differences: [],
    shown: [
      js(
        'set batching true\nset batchSize 2\nserver none\ntrack("a")\ntrack("b")',
        'end item a lost',
        'end item b retrying',
      ),
    ],
  },
  {
    row: 'sends on a failing network',
    differences: [],
    shown: [js('server none\ntrack("a")\nwait 1 h', 'end requests 5', 'end item a lost')],
  },
  {
    row: 'batch when the tab is hidden',
    differences: [],
    shown: [js('set batching true\ntrack("a")\napp background\napp active\nwait 1 min', 'end requests 2')],
  },
  {
    row: 'storage of group traits',
    differences: [],
    shown: [js('group("acme", {"a": 1})', 'stored ajs_group_properties {"a":1}')],
  },
  {
    row: 'device in an event',
    differences: [],
    shown: [lab(sent('registerDeviceToken("t")', 'track("a")'), '"context":{"device":{"type":"ios","token":"t"}')],
  },
]
