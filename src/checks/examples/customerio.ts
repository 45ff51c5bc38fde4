/** For each check on Customer.io: a scene in which it must find something, and one in which it must not. */
import { as, type Scene } from '../../testing/scene'

const tracker = 'customerio:k1'
const sent = [{ at: 10 }]
const anonymous = as({}, { anonymousId: 'a1' })
const jane = as({ userId: 'jane' }, { anonymousId: 'a1' })
const joe = as({ userId: 'joe' }, { anonymousId: 'a2' })

/** An event with properties of so many letters, and a try that sends such a body. */
const event = (letters: number) => ({
  type: 'track',
  event: 'x',
  messageId: 'm',
  properties: { x: 'x'.repeat(letters) },
})
const sending = (path: string, body: object) => ({
  url: `https://cdp.customer.io/v1/${path}`,
  text: JSON.stringify(body),
})

/** By check id: a scene in which it finds something, and one in which it must not. */
export const customerio: Readonly<Record<string, { readonly found: Scene; readonly clean: Scene }>> = {
  'customerio-reordered': {
    found: {
      items: [
        { name: 'identify', type: 'identify', called: 0, tries: [{ at: 90 }] },
        { called: 10, tries: [{ at: 80 }] },
      ],
    },
    clean: {
      items: [
        { called: 0, tries: [{ at: 80, with: 'b' }] },
        { name: 'x', called: 10, tries: [{ at: 80, with: 'b' }] },
      ],
    },
  },
  'customerio-identify-without-id': {
    found: { items: [{ type: 'identify', name: 'identify', properties: { plan: 'trial' } }] },
    clean: {
      items: [
        { type: 'identify', name: 'identify', calledAs: jane },
        { type: 'identify', name: 'sidentify', method: 'sidentify', properties: { id: 'u3' } },
        { type: 'identify', name: 'identify', delivery: 'lost', notes: [{ about: 'refusal', text: 'blank' }] },
        // Nobody has read it yet.
        { type: 'identify', name: 'identify', properties: { plan: 'trial' }, delivery: 'buffered' },
      ],
    },
  },
  'customerio-user-switch': {
    found: { moments: [{ kind: 'identity', change: 'switch', from: jane, to: joe, tracker, at: 5 }] },
    clean: {
      moments: [
        { kind: 'identity', change: 'reset', from: jane, to: as({}), tracker, at: 5 },
        { kind: 'identity', change: 'identify', from: anonymous, to: joe, tracker, at: 6 },
        // Merged before: one person under another id.
        { kind: 'identity', change: 'switch', from: joe, to: as({ userId: 'u-9' }), tracker, at: 9 },
      ],
      items: [
        {
          type: 'alias',
          name: 'alias',
          tracker,
          called: 7,
          properties: { previousId: joe.hard.userId ?? '', userId: 'u-9' },
        },
      ],
    },
  },
  'customerio-mixed-ids': {
    found: {
      moments: [
        {
          kind: 'identity',
          change: 'switch',
          from: as({ userId: 'j@x.com' }),
          to: as({ userId: '12345' }),
          tracker,
          at: 5,
        },
      ],
    },
    clean: {
      moments: [
        {
          kind: 'identity',
          change: 'switch',
          from: as({ userId: 'j@x.com' }),
          to: as({ userId: 'k@x.com' }),
          tracker,
          at: 5,
        },
      ],
    },
  },
  'customerio-group-rotates': {
    found: {
      items: [{ type: 'group', name: 'acme', called: 0 }],
      moments: [
        { kind: 'identity', change: 'rotated', from: anonymous, to: as({}, { anonymousId: 'a2' }), tracker, at: 20 },
      ],
    },
    clean: {
      items: [{ type: 'group', name: 'acme', called: 0 }],
      moments: [
        { kind: 'identity', change: 'reset', from: anonymous, to: as({}, { anonymousId: 'a2' }), tracker, at: 20 },
      ],
    },
  },
  'customerio-after-reset': {
    found: { items: [{ called: 50 }], moments: [{ kind: 'identity', change: 'reset', from: jane, tracker, at: 20 }] },
    clean: {
      items: [
        { called: 10 },
        // The SDK's own, as it resets; and a call that may have identified somebody.
        { called: 30, type: 'device', name: 'Device Deleted', automatic: true },
        { called: 40, type: 'identify', name: 'sidentify', method: 'sidentify' },
        { called: 60, calledAs: joe },
      ],
      moments: [
        { kind: 'identity', change: 'reset', from: jane, tracker, at: 20 },
        { kind: 'identity', change: 'identify', to: joe, tracker, at: 55 },
      ],
    },
  },
  'customerio-destructive': {
    found: { items: [{ name: 'User Deleted', calledAs: jane, destructive: true }] },
    clean: { items: [{ name: 'User Unsuppressed', calledAs: jane }, { name: 'toString' }] },
  },
  'customerio-action-title': {
    found: { items: [{ name: 'Delete Person' }] },
    clean: { items: [{ name: 'User Deleted' }, { name: 'Person deleted a photo' }] },
  },
  'customerio-required-fields': {
    found: { items: [{ name: 'User Deleted', tries: sent }] },
    clean: {
      items: [
        { name: 'User Deleted', calledAs: jane, tries: sent },
        { name: 'constructor', tries: sent },
      ],
    },
  },
  'customerio-milliseconds': {
    found: { items: [{ type: 'identify', properties: { created_at: 1_763_788_400_000 } }] },
    clean: {
      items: [1_763_788_400, 1e300].map((created_at) => ({ type: 'identify' as const, properties: { created_at } })),
    },
  },
  'customerio-oversize': {
    found: { items: [{ tries: [{ at: 10, ...sending('t', event(40_729)) }] }] },
    clean: {
      items: [
        { tries: [{ at: 10, ...sending('b', { batch: [event(20_000), event(20_000)] }), with: 'b' }] },
        { name: 'x', tries: [{ at: 10, with: 'b' }] },
      ],
    },
  },
  'customerio-limits': {
    // Limits are in bytes.
    found: { items: [{ name: 'é'.repeat(60) }] },
    clean: { items: [{ name: 'x'.repeat(100) }, { type: 'page', name: 'y'.repeat(300) }] },
  },
  'customerio-sent-twice': {
    found: { items: [{ tries: [{ at: 10 }, { at: 5000 }] }] },
    // A retry after a failure carries the same message id, as it should.
    clean: { items: [{ tries: [{ at: 10, status: null }, { at: 5000 }] }] },
  },
  'customerio-believed-delivered': {
    found: { items: [{ tries: [{ at: 10, status: 500 }] }] },
    clean: { items: [{ tries: [{ at: 10, status: 500, sender: 'rest' }] }], trackers: [{ surface: 'snippet' }] },
  },
  'customerio-batch-lost': {
    found: {
      items: [
        { tries: [{ at: 10, status: null, with: 'b' }] },
        { name: 'x', tries: [{ at: 10, status: null, with: 'b' }] },
      ],
    },
    clean: { items: [{ tries: [{ at: 10, status: null }] }] },
  },
  'customerio-secret-key': {
    found: { trackers: [{ key: 'ak_live_123456' }] },
    clean: { trackers: [{ key: 'abcak_1' }, { key: null }] },
  },
  'customerio-query-identity': {
    found: { documents: [{ url: 'https://shop.example/?a=1&ajs_uid=jane' }] },
    clean: { documents: [{ url: 'https://shop.example/?uid=jane#ajs_uid' }] },
  },
  'customerio-reserved-traits': {
    found: { items: [{ type: 'identify', calledAs: jane, properties: { id: 'joe' } }] },
    clean: { items: [{ type: 'identify', calledAs: jane, properties: { id: 'jane', email: 'j@x.com' } }] },
  },
  'customerio-two-regions': {
    found: {
      items: [
        { tries: [{ at: 10, url: 'https://cdp.customer.io/v1/t' }] },
        { tries: [{ at: 5010, url: 'https://cdp-eu.customer.io/v1/t' }] },
      ],
    },
    clean: {
      items: [
        { tries: [{ at: 10, url: 'https://cdp.customer.io/v1/t' }] },
        { tries: [{ at: 5010, url: 'https://shop.example/v1/t' }] },
      ],
    },
  },
  'customerio-persisted': {
    found: { items: [{ called: -5000, tries: sent, calledAs: anonymous, sentAs: jane }] },
    clean: { items: [{ called: 0, tries: sent, calledAs: anonymous, sentAs: jane }] },
  },
  'customerio-alias': {
    found: { items: [{ type: 'alias', name: 'alias', properties: { previousId: 'jane', userId: 'jane-new' } }] },
    clean: { items: [{ type: 'alias', name: 'alias', properties: { previousId: 'jane', userId: 'jane' } }] },
  },
  'customerio-alias-self': {
    found: { items: [{ type: 'alias', name: 'alias', properties: { previousId: 'jane', userId: 'jane' } }] },
    clean: { items: [{ type: 'alias', name: 'alias', properties: { previousId: 'jane', userId: 'jane-new' } }] },
  },
}
