/** The comparison of what is concluded finds each untruth, and none where the panel is right. */
import { describe, expect, it } from 'vitest'
import { type Conclusions, wrongConclusions } from './conclusions'
import type { LedgerItem } from './ledger'
import type { Receipt } from './true-delivery'

const receipt = (name: string, as: Receipt['thing']['as'], more: Partial<Receipt['arrival']> = {}): Receipt => ({
  vendor: 'bloomreach',
  thing: { id: null, type: 'track', name, as, properties: {} },
  arrival: {
    ...{ at: 1000, fate: 'answered', status: 200, answer: '{"success":true}', abandoned: false },
    path: '/track/v2/projects/p/customers/events',
    ...more,
  },
  refused: null,
})
const ANONYMOUS = { soft: { cookie: 'efc3a1' }, hard: {} }
const GRACE = { soft: { cookie: 'efc3a1' }, hard: { registered: 'grace@example.com' } }
const item = (delivery: string) => ({ delivery }) as LedgerItem
const RIGHT: Conclusions = {
  ...{ customer: 'grace@example.com', session: 'session active, 3 s', consent: 'no consent seen' },
  ...{ pending: 1, failed: 0, unknown: 0, missing: 0, coverage: 'Complete since 12:03:04 — every call and request' },
  queue: { delivered: 1, queued: 1 },
}
const ITEMS = [item('delivered'), item('queued')]
const RECEIPTS = [receipt('session_start', ANONYMOUS), receipt('identify', GRACE), receipt('view', ANONYMOUS)]

const faults = (shown: Partial<Conclusions>, receipts = RECEIPTS, items = ITEMS) =>
  wrongConclusions({ ...RIGHT, ...shown }, items, { receipts, opened: 500 }).map((fault) => fault.split(':')[0])

describe('what is concluded', () => {
  it('is right where the panel says what the collectors know', () => {
    expect(faults({})).toEqual([])
  })

  it('knows the person behind a soft ID that an accepted identify tied', () => {
    expect(faults({ customer: 'anonymous efc3…' })).toEqual(['the customer'])
    const refused = receipt('identify', GRACE, { status: 400 })
    expect(faults({ customer: 'anonymous efc3…' }, [receipt('session_start', ANONYMOUS), refused])).toEqual([])
  })

  it('knows whether an app’s session is open', () => {
    expect(faults({ session: 'session ended, 3 s' })).toEqual(['the session'])
    expect(faults({}, [...RECEIPTS, receipt('session_end', ANONYMOUS)])).toEqual(['the session'])
    expect(faults({ session: 'session unknown' }, [receipt('page_visit', GRACE, { path: '/bulk' })])).toEqual([])
  })

  it('tells an accepted consent from a refused one', () => {
    expect(faults({}, [...RECEIPTS, receipt('consent', ANONYMOUS)])).toEqual(['consent'])
    const refused = { ...receipt('consent', ANONYMOUS), refused: 'unknown category' }
    expect(faults({ consent: 'consent refused by the server: news' }, [...RECEIPTS, refused])).toEqual([])
    expect(faults({ consent: 'consent: 1 accepted' }, [...RECEIPTS, refused])).toEqual(['consent'])
  })

  it('takes an event of Customer.io’s that is called “consent” for an event', () => {
    const theirs = { ...receipt('consent', ANONYMOUS, { path: '/v1/t' }), vendor: 'customerio' }
    expect(faults({ customer: 'anonymous efc3…', session: 'no session seen' }, [theirs])).toEqual([])
  })

  it('counts as the list does', () => {
    expect(faults({ pending: 0 })).toEqual(['pending'])
    expect(faults({ queue: { delivered: 2 } })).toEqual(["the queue's delivered", "the queue's queued"])
  })

  it('claims no gap where nothing is missing', () => {
    expect(faults({ missing: 3, coverage: 'Not watching this page' })).toEqual(['missing', 'completeness'])
  })

  it('expects no word on whoever follows a logout before the next word', () => {
    expect(faults({ customer: 'anonymous 77aa…', session: 'x' }, [receipt('Logged Out', GRACE)])).toEqual([])
  })
})
