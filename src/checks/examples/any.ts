/** For each check that holds for all vendors: a scene in which it must find something, and one in which it must not. */
import { type Note, note } from '../../core/item'
import type { Json } from '../../core/json'
import { itemsOfCall } from '../../testing/read-items'
import { as, type Scene } from '../../testing/scene'

const K1 = 'bloomreach:k1'
const sent = [{ at: 10 }]
const notesOf = (vendor: string, surface: string, method: string, args: readonly Json[]): readonly Note[] =>
  itemsOfCall({ vendor, surface, method, args }).flatMap((item) => item.notes)

/** By check id: a scene in which it finds something, and one in which it must not. */
export const any: Readonly<Record<string, { readonly found: Scene; readonly clean: Scene }>> = {
  'any-after-stop': {
    found: {
      items: [{ called: 5000, tries: [{ at: 5010 }] }],
      moments: [{ kind: 'status', status: 'stopped', tracker: K1, at: 1000 }],
    },
    // The stop's own last flush.
    clean: {
      items: [
        { called: 500, tries: [{ at: 1010 }] },
        { name: 'session_end', called: 1000, tries: [{ at: 1100 }] },
      ],
      moments: [{ kind: 'status', status: 'stopped', tracker: K1, at: 900 }],
    },
  },
  'any-without-consent': {
    found: {
      items: [{ tries: sent }],
      moments: [{ kind: 'consent', category: 'analytics_storage', granted: false, at: 0 }],
    },
    clean: {
      items: [{ called: 100, tries: [{ at: 110 }] }],
      moments: [
        { kind: 'consent', category: 'analytics_storage', granted: false, at: 0 },
        { kind: 'consent', category: 'analytics_storage', granted: true, at: 50 },
        { kind: 'consent', category: 'ad_storage', granted: false, at: 60 },
      ],
    },
  },
  'any-before-consent': {
    found: {
      items: [{ tries: sent }],
      moments: [{ kind: 'consent', source: 'tcf', category: 'purpose 1', granted: true, at: 500 }],
    },
    clean: {
      items: [{ called: 0, tries: [{ at: 600 }] }],
      moments: [{ kind: 'consent', category: 'analytics_storage', granted: true, at: 500 }],
    },
  },
  'any-http-error': {
    found: { items: [{ tries: [{ at: 10, status: 401 }] }] },
    clean: { items: [{ tries: [{ at: 10, status: 204 }] }] },
  },
  'any-refused-in-200': {
    found: { items: [{ tries: [{ at: 10, outcome: 'rejected', words: 'no permission' }] }] },
    clean: { items: [{ tries: [{ at: 10, status: 400 }] }] },
  },
  'any-never-sent': {
    found: { items: [{ delivery: 'lost' }] },
    clean: {
      items: [{ called: 100, delivery: 'lost' }, {}],
      moments: [{ kind: 'status', status: 'stopped', tracker: K1, at: 10 }],
    },
  },
  'any-stub-waiting': {
    found: {
      items: [{ delivery: 'buffered' }, { called: 20_000, delivery: 'buffered' }],
      trackers: [{ status: 'stub' }],
    },
    clean: {
      items: [
        { called: 15_000, delivery: 'buffered' },
        { called: 15_200, delivery: 'buffered' },
      ],
      trackers: [{ status: 'stub' }],
    },
  },
  'any-kept-too-long': {
    found: { items: [{}, { called: 20_000 }], trackers: [{ surface: 'web' }] },
    clean: { items: [{ called: 15_000 }, { called: 15_200 }], trackers: [{ surface: 'web' }] },
  },
  'any-stale-stub': {
    found: {
      items: [{ called: 100, delivery: 'buffered' }],
      moments: [{ kind: 'status', status: 'running', tracker: K1, at: 10 }],
    },
    clean: {
      items: [{ called: 5, delivery: 'buffered' }],
      moments: [{ kind: 'status', status: 'running', tracker: K1, at: 10 }],
    },
  },
  'any-stand-in': {
    found: { items: [{ delivery: 'unknown', notes: [note('stand-in', 'The page’s own function.')] }] },
    clean: { items: [{ notes: [note('stub', 'Called on the stub.')] }] },
  },
  'any-lost-on-network': {
    found: { items: [{ tries: [{ at: 10, status: null }] }] },
    clean: { items: [{ delivery: 'lost' }] },
  },
  'any-cors': {
    found: { trackers: [{ withheld: { times: 5, origin: 'https://collect.example', status: 200 } }] },
    clean: { trackers: [{}] },
  },
  'any-redirected': {
    found: {
      items: [{ tries: [{ at: 10, status: 302, outcome: 'failed', redirect: 'https://www.collect.example/t' }] }],
    },
    // With its body.
    clean: { items: [{ tries: [{ at: 10, redirect: 'https://www.collect.example/t' }] }] },
  },
  'any-contradicted': {
    found: { items: [{ tries: [{ at: 10, status: 400, outcome: 'rejected', claimed: 200 }] }] },
    clean: { items: [{ tries: [{ at: 10, status: 400, outcome: 'rejected' }] }] },
  },
  'any-call-threw': { found: { items: [{ error: 'Invalid number of arguments' }] }, clean: { items: [{}] } },
  'any-arguments': {
    // Notes as the vendors' readers really make them of a call.
    found: { items: [{ notes: notesOf('bloomreach', 'web', 'identify', [{ cookie: 'mine', registered: 'x' }]) }] },
    clean: { items: [{ notes: notesOf('customerio', 'inspector', 'track', ['User Deleted']) }] },
  },
  'any-not-json': {
    found: { items: [{ properties: { cart: { total: { $tl: 'NaN', text: 'NaN' } } } }] },
    // A date becomes text, and what Tracklens itself cut is not the page's fault.
    clean: { items: [{ properties: { at: { $tl: 'date', text: '2026-01-01' }, long: { $tl: 'cut', text: 'aaa' } } }] },
  },
  'any-two-keys': {
    found: { items: [{ tries: sent }, { tracker: 'bloomreach:k2', tries: sent }], trackers: [{}, { key: 'k2' }] },
    clean: {
      items: [{ tries: sent }, { tracker: 'bloomreach:k2', tries: sent }],
      trackers: [{ config: { projectMapping: { payment: ['k2'] } } }, { key: 'k2' }],
    },
  },
  'any-empty-name': { found: { items: [{ name: '' }] }, clean: { items: [{ name: '0' }] } },
  'any-name-spaces': { found: { items: [{ name: 'view_item ' }] }, clean: { items: [{ name: 'view item' }] } },
  'any-name-drift': {
    found: { items: [{ name: 'view_item' }, { name: 'viewItem' }] },
    clean: { items: [{ name: 'view_item' }, { name: 'view_items' }, { name: 'view_item' }] },
  },
  'any-type-drift': {
    found: {
      items: [
        { name: 'purchase', properties: { price: '23.45' } },
        { name: 'purchase', properties: { price: 23.45 } },
      ],
    },
    clean: {
      items: [
        { name: 'purchase', properties: { price: 1 } },
        { name: 'refund', properties: { price: '1' } },
      ],
    },
  },
  'any-number-as-text': {
    found: { items: [{ properties: { price: '1 299 Kč', used: 'true' } }] },
    clean: { items: [{ properties: { price: 1299, size: '42', name: 'true story' } }] },
  },
  'any-json-in-text': {
    found: { items: [{ properties: { products: '[{"id":1}]' } }] },
    clean: { items: [{ properties: { products: [{ id: 1 }], note: '{draft}' } }] },
  },
  'any-duplicate': {
    found: {
      items: [
        { called: 0, properties: { id: 1 } },
        { called: 300, properties: { id: 1 } },
      ],
    },
    // A copy by project mapping goes to another tracker; one call can make several items; an installation comes again
    // after anonymize.
    clean: {
      items: [
        { called: 0, properties: { id: 1 } },
        { called: 0, properties: { id: 1 }, tracker: 'bloomreach:k2' },
        { called: 100, properties: { id: 2 } },
        { called: 100, properties: { id: 1 }, call: 1 },
        { called: 200, type: 'installation', name: 'installation', automatic: true },
        { called: 210, type: 'installation', name: 'installation', automatic: true },
        { called: 1500, properties: { id: 1 } },
        // Another try, of which only the requests were seen.
        { name: 'retry', called: null, tries: [{ at: 9000, status: null }] },
        { name: 'retry', called: null, tries: [{ at: 9500 }] },
        // Another page, without a navigation.
        { name: 'page_view', called: 12_000 },
        { name: 'page_view', called: 12_500 },
      ],
      moments: [{ kind: 'page', at: 12_200, change: 'route' }],
      trackers: [{}, { key: 'k2' }],
    },
  },
  'any-late-bound': {
    found: { items: [{ tries: sent, sentAs: as({ registered: 'x' }, { cookie: 'c1' }) }] },
    clean: {
      items: [{ tries: sent }, { type: 'identify', tries: sent, sentAs: as({ registered: 'x' }, { cookie: 'c1' }) }],
    },
  },
  'any-sent-as-other': {
    found: { items: [{ tries: sent, calledAs: as({ registered: 'x' }), sentAs: as({ registered: 'y' }) }] },
    clean: {
      items: [{ tries: sent, calledAs: as({ registered: 'x' }), sentAs: as({ registered: 'x' }, { cookie: 'c1' }) }],
    },
  },
  'any-shared-message-id': {
    found: {
      items: [{ tries: sent }, { id: 'm0', tries: sent, notes: [note('message-id', 'It has that of item 0.')] }],
    },
    clean: { items: [{ tries: sent }, { tries: sent, notes: [note('undocumented', 'Nobody says what it does.')] }] },
  },
  'any-other-device': {
    found: { items: [{ tries: sent, calledAs: as({}, { cookie: 'c1' }), sentAs: as({}, { cookie: 'c2' }) }] },
    clean: { items: [{ tries: sent, calledAs: as({}), sentAs: as({}, { cookie: 'c2' }) }] },
  },
  'any-empty-id': {
    found: { items: [{ type: 'identify', calledAs: as({ registered: 'undefined' }) }] },
    clean: { items: [{ type: 'identify', calledAs: as({ registered: 'nully' }) }] },
  },
  'any-id-case': {
    found: { items: [{ calledAs: as({ registered: 'jane@x.com' }) }, { calledAs: as({ registered: 'Jane@x.com' }) }] },
    clean: { items: [{ calledAs: as({ registered: 'jane@x.com' }) }, { calledAs: as({ registered: 'jane@x.com' }) }] },
  },
  'any-future-time': {
    found: { items: [{ tries: sent, claimed: 7_200_000 }] },
    clean: { items: [{ tries: sent, claimed: -7_200_000 }] },
  },
}
