/** For each check on Bloomreach: a scene in which it must find something, and one in which it must not. */
import { as, type Scene } from '../../testing/scene'

const tracker = 'bloomreach:k1'
const sent = [{ at: 10 }]
const jane = as({ registered: 'jane@x.com' }, { cookie: 'c1' })
const joe = as({ registered: 'joe@x.com' }, { cookie: 'c1' })
const consent = (properties: NonNullable<Scene['items']>[number]['properties']): Scene => ({
  items: [{ type: 'consent', name: 'consent', properties: properties ?? {} }],
})

/** By check id: a scene in which it finds something, and one in which it must not. */
export const bloomreach: Readonly<Record<string, { readonly found: Scene; readonly clean: Scene }>> = {
  'bloomreach-soft-id-only': {
    found: { items: [{ type: 'identify', method: 'identify', name: 'customer update' }] },
    clean: {
      items: [
        { type: 'identify', method: 'identify', calledAs: jane },
        { type: 'identify', method: 'update' },
      ],
    },
  },
  'bloomreach-user-switch': {
    found: { moments: [{ kind: 'identity', change: 'switch', from: jane, to: joe, tracker, at: 5 }] },
    clean: {
      moments: [
        { kind: 'identity', change: 'identify', from: as({}), to: jane, tracker, at: 5 },
        { kind: 'identity', change: 'anonymize', from: jane, to: as({}, { cookie: 'c2' }), tracker, at: 6 },
        { kind: 'identity', change: 'identify', from: as({}, { cookie: 'c2' }), to: joe, tracker, at: 7 },
      ],
    },
  },
  'bloomreach-identify-then-anonymize': {
    found: {
      moments: [
        { kind: 'identity', change: 'switch', from: jane, to: joe, tracker, at: 5 },
        { kind: 'identity', change: 'anonymize', from: joe, to: as({}), tracker, at: 105 },
      ],
    },
    clean: {
      moments: [
        { kind: 'identity', change: 'identify', from: as({}), to: jane, tracker, at: 5 },
        { kind: 'identity', change: 'anonymize', from: jane, to: as({}), tracker, at: 600_000 },
        { kind: 'identity', change: 'identify', from: as({}), to: joe, tracker, at: 600_001 },
      ],
    },
  },
  'bloomreach-milliseconds': {
    found: { items: [{ tries: sent, claimed: 1_763_788_400_000_000 }] },
    clean: { items: [{ tries: sent, claimed: 0 }] },
  },
  'bloomreach-consent-event': {
    found: consent({ action: 'Accept', category: 'newsletter' }),
    clean: consent({ action: 'accept', category: 'newsletter', valid_until: 1_800_000_000 }),
  },
  'bloomreach-attribute-names': {
    found: { items: [{ properties: { příjmení: 'x' } }] },
    clean: { items: [{ properties: { surname: 'Dvořák' } }] },
  },
  'bloomreach-attribute-count': {
    found: {
      items: [
        { type: 'identify', properties: Object.fromEntries(Array.from({ length: 256 }, (_, i) => [`a${i}`, i])) },
      ],
    },
    clean: {
      items: [
        { type: 'identify', properties: Object.fromEntries(Array.from({ length: 255 }, (_, i) => [`a${i}`, i])) },
      ],
    },
  },
  'bloomreach-oversize': {
    // 9,000 letters of two bytes each are more than 16 KB.
    found: { items: [{ tries: [{ at: 10, size: 20_000 }], properties: { html: 'ř'.repeat(9000) } }] },
    clean: { items: [{ tries: [{ at: 10, size: 20_000 }], properties: { a: 'x'.repeat(9000), b: 'x'.repeat(9000) } }] },
  },
  'bloomreach-batch-over-50': {
    found: {
      items: Array.from({ length: 51 }, (_, n) => ({ called: null, properties: { n }, tries: [{ at: 1, with: 'b' }] })),
    },
    clean: {
      items: Array.from({ length: 50 }, (_, n) => ({ called: null, properties: { n }, tries: [{ at: 1, with: 'b' }] })),
    },
  },
  'bloomreach-negative-session': {
    found: {
      items: [{ type: 'session', name: 'session_end', method: 'trackSessionEnd', properties: { duration: -5 } }],
    },
    clean: {
      items: [{ type: 'session', name: 'session_end', method: 'trackSessionEnd', properties: { duration: 30 } }],
    },
  },
  'bloomreach-ghost-session': {
    found: {
      items: [{ type: 'session', name: 'session_end', method: 'trackSessionEnd', properties: { duration: 86_400 } }],
    },
    clean: {
      items: [{ type: 'session', name: 'session_end', method: 'trackSessionEnd', properties: { duration: 3600 } }],
    },
  },
  'bloomreach-session-not-ended': {
    found: {
      items: [
        { type: 'session', name: 'session_start', method: 'trackSessionStart' },
        { type: 'session', name: 'session_start', method: 'trackSessionStart' },
      ],
    },
    clean: {
      items: [
        { type: 'session', name: 'session_start', method: 'trackSessionStart' },
        { type: 'session', name: 'session_end', method: 'trackSessionEnd' },
        { type: 'session', name: 'session_start', method: 'trackSessionStart' },
        { type: 'session', name: 'session_start', method: 'trackSessionStart', calledAs: as({}, { cookie: 'c2' }) },
      ],
    },
  },
  'bloomreach-campaign-click': {
    found: {
      items: [
        {
          type: 'campaign',
          name: 'campaign_click',
          method: 'trackCampaignClick',
          properties: { url: 'https://shop.example/?utm_source=nl' },
        },
      ],
    },
    clean: {
      items: [
        {
          type: 'campaign',
          name: 'campaign_click',
          method: 'trackCampaignClick',
          properties: { url: 'https://shop.example/?a=1&xnpe_cmp=abc' },
        },
      ],
    },
  },
  'bloomreach-campaign-by-hand': {
    found: { items: [{ name: 'campaign_click', method: 'trackEvent', properties: { a: 1 } }] },
    clean: {
      items: [
        { name: 'campaign_click', method: 'trackCampaignClick' },
        { name: 'campaign_click', method: 'track' },
      ],
    },
  },
  'bloomreach-reserved-attributes': {
    found: { items: [{ type: 'identify', method: 'identifyCustomer', properties: { description: 'VIP' } }] },
    clean: {
      items: [{ type: 'identify', method: 'update', properties: { description: 'VIP' } }],
      trackers: [{ surface: 'bridge' }],
    },
  },
  'bloomreach-email-attribute': {
    found: { items: [{ type: 'identify', method: 'identify', calledAs: jane, properties: { age: 3 } }] },
    clean: { items: [{ type: 'identify', method: 'identify', calledAs: jane, properties: { email: 'jane@x.com' } }] },
  },
  'bloomreach-believed-delivered': {
    found: { items: [{ tries: [{ at: 10, outcome: 'rejected', sender: 'rest' }] }] },
    clean: {
      items: [
        { tries: [{ at: 10, outcome: 'rejected', sender: 'web' }] },
        { called: null, tries: [{ at: 20, outcome: 'rejected', sender: 'rest' }] },
      ],
      trackers: [{ surface: 'bridge' }],
    },
  },
  'bloomreach-page-visit-twice': {
    found: {
      items: [
        { type: 'page', name: 'page_visit', called: null, tries: sent },
        { type: 'page', name: 'page_visit', called: 60 },
      ],
    },
    clean: {
      items: [
        { type: 'page', name: 'page_visit', called: null, tries: sent },
        { type: 'page', name: 'page_visit', called: 9000 },
      ],
    },
  },
}
