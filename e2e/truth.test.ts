/** The comparison finds what is missing, phantom and wrong, and nothing where the ledger is right. */
import { describe, expect, it } from 'vitest'
import type { LedgerItem } from './ledger'
import type { Receipt } from './true-delivery'
import { closingLine, compare } from './truth'

const AS = { soft: { anonymousId: 'a' }, hard: {} }
/** An answer with a result for one command; Customer.io's may look like it, too. */
const RESULTS = '{"results":[{"status":"ok"}],"success":true}'
const receipt = (
  id: string | null,
  arrival: Partial<Receipt['arrival']> = {},
  refused: string | null = null,
): Receipt => ({
  vendor: id === null ? 'bloomreach' : 'customerio',
  thing: { id, type: 'track', name: 'Bought', as: AS, properties: {} },
  arrival: {
    ...{ at: 1000, fate: 'answered', status: 200, answer: RESULTS, abandoned: false, path: '/bulk' },
    ...arrival,
  },
  refused,
})
const item = (id: string | null, delivery: string, more: Partial<LedgerItem> = {}): LedgerItem => ({
  ...{
    item: 0,
    id,
    vendor: id === null ? 'bloomreach' : 'customerio',
    type: 'event',
    name: 'Bought',
    time: '',
    customer: '',
    delivery,
  },
  ...{ calledAs: AS, sentAs: AS, claimedAt: null, ...more },
})
/** `left` are moments, or from when to when. */
const faults = (items: LedgerItem[], receipts: Receipt[], left: (number | readonly [number, number])[] = []) => {
  const leaving = left.map((one) => (typeof one === 'number' ? [one, one] : one) as readonly [number, number])
  const { missing, phantom, wrong } = compare(
    items,
    receipts,
    leaving.map(([asked, gone]) => ({ asked, gone })),
  )
  return [missing.length, phantom.length, wrong.length]
}

describe('the comparison', () => {
  it('accepts a ledger that is right', () => {
    expect(faults([item('1', 'delivered')], [receipt('1')])).toEqual([0, 0, 0])
    expect(faults([item('1', 'rejected')], [receipt('1', { status: 400 })])).toEqual([0, 0, 0])
    expect(faults([item(null, 'rejected')], [receipt(null, {}, 'no')])).toEqual([0, 0, 0])
  })

  it('counts what the ledger lacks', () => {
    expect(faults([], [receipt('1'), receipt('2')])).toEqual([2, 0, 0])
    expect(faults([item(null, 'delivered')], [receipt(null), receipt(null)])).toEqual([1, 0, 0])
  })

  it('counts what only the ledger has, but not what never claimed to arrive', () => {
    expect(faults([item('1', 'delivered'), item('2', 'queued', { item: 1 })], [])).toEqual([0, 1, 0])
  })

  it('takes what arrived for the item that claims it, where one without a time broke off as its page was left', () => {
    const [broken, next] = [item(null, 'unknown'), item(null, 'delivered', { item: 1 })]
    expect(faults([broken, next], [receipt(null)], [1000])).toEqual([0, 0, 0])
    expect(faults([broken, next, { ...next, item: 2 }], [receipt(null)], [1000])).toEqual([0, 1, 0])
    expect(faults([broken, { ...next, name: 'Other' }], [receipt(null)], [1000])).toEqual([0, 1, 0])
  })

  it('counts an item shown twice', () => {
    expect(faults([item('1', 'delivered'), item('1', 'delivered', { item: 1 })], [receipt('1')])).toEqual([0, 1, 0])
  })

  it('counts a call and its request that were not joined', () => {
    const request = item(null, 'delivered', { calledAs: null })
    expect(faults([request, item(null, 'lost', { item: 1 })], [receipt(null)])).toEqual([0, 1, 0])
    expect(faults([request, item(null, 'lost', { item: 1, name: 'Other' })], [receipt(null)])).toEqual([0, 0, 0])
  })

  it('counts a wrong delivery', () => {
    expect(faults([item('1', 'delivered')], [receipt('1', { status: 500 })])).toEqual([0, 0, 1])
    expect(faults([item('1', 'rejected')], [receipt('1')])).toEqual([0, 0, 1])
    expect(faults([item('1', 'lost')], [receipt('1', { fate: 'hung', status: null })])).toEqual([0, 0, 1])
    expect(faults([item(null, 'delivered')], [receipt(null, {}, 'no')])).toEqual([0, 0, 1])
  })

  it.each<[string, string | null, Partial<Receipt['arrival']>]>([
    ['a 204 of the web SDK’s bulk, which has no results', null, { status: 204, answer: '' }],
    ['a bulk that is answered with `{}`', null, { answer: '{}' }],
    ['a sign-in page', '1', { answer: '<!doctype html>' }],
    ['a denial that is not known to be Customer.io’s', '1', { answer: '{"success":false}' }],
  ])('lets nothing but unknown stand for a 2xx that is not the vendor’s: %s', (_, id, arrival) => {
    expect(faults([item(id, 'unknown')], [receipt(id, arrival)])).toEqual([0, 0, 0])
    for (const delivery of ['delivered', 'rejected', 'lost'])
      expect(faults([item(id, delivery)], [receipt(id, arrival)])).toEqual([0, 0, 1])
  })

  it('takes a 204 for an acceptance where answers have no results, and `success: false` for a refusal', () => {
    const mobile = '/track/v2/projects/p/customers/events'
    expect(faults([item('1', 'delivered')], [receipt('1', { status: 204, answer: '' })])).toEqual([0, 0, 0])
    const empty = receipt(null, { status: 204, answer: '', path: mobile })
    expect(faults([item(null, 'delivered')], [empty])).toEqual([0, 0, 0])
    const denied = receipt(null, { answer: '{"success":false}', path: mobile })
    expect(faults([item(null, 'rejected')], [denied])).toEqual([0, 0, 0])
  })

  it('counts a wrong identity and a wrong name', () => {
    const other = { soft: { anonymousId: 'b' }, hard: {} }
    expect(faults([item('1', 'delivered', { sentAs: other })], [receipt('1')])).toEqual([0, 0, 1])
    expect(faults([item('1', 'delivered', { name: 'Sold' })], [receipt('1')])).toEqual([0, 0, 1])
  })

  it('counts wrong properties, where they were read', () => {
    expect(faults([item('1', 'delivered', { properties: {} })], [receipt('1')])).toEqual([0, 0, 0])
    expect(faults([item('1', 'delivered', { properties: { price: 3 } })], [receipt('1')])).toEqual([0, 0, 1])
  })

  it('takes several sends of one message for one item', () => {
    const broken = { fate: 'reset', status: null } as const
    expect(faults([item('1', 'delivered')], [receipt('1', broken), receipt('1', broken), receipt('1')])).toEqual([
      0, 0, 0,
    ])
    expect(faults([item('1', 'lost')], [receipt('1', broken), receipt('1', broken)])).toEqual([0, 0, 0])
    expect(faults([item('1', 'delivered')], [receipt('1', broken)])).toEqual([0, 0, 1])
    expect(faults([item(null, 'delivered')], [receipt(null, broken), receipt(null)])).toEqual([0, 0, 0])
  })

  it('lets unknown stand only where the page was left', () => {
    const hung = receipt('1', { fate: 'hung', status: null })
    expect(faults([item('1', 'unknown')], [hung])).toEqual([0, 0, 1])
    expect(faults([item('1', 'unknown')], [hung], [2000])).toEqual([0, 0, 0])
    expect(faults([item('1', 'in flight')], [hung])).toEqual([0, 0, 0])
    expect(faults([item('1', 'in flight')], [hung], [2000])).toEqual([0, 0, 1])
    expect(faults([item('1', 'unknown')], [receipt('1')], [60_000])).toEqual([0, 0, 1])
    const late = receipt('1', { at: 5000 })
    expect(faults([item('1', 'unknown')], [late], [[2000, 2500]])).toEqual([0, 0, 1])
    expect(faults([item('1', 'unknown')], [late], [[2000, 6000]])).toEqual([0, 0, 0])
  })

  /** A thing of Bloomreach's mobile SDKs, which have no message id and keep a thing's time at each try. */
  const stored = (
    time: number,
    arrival: Partial<Receipt['arrival']> = {},
    more: Partial<Receipt['thing']> = {},
  ): Receipt => {
    const one = receipt(null, { path: '/track/v2/projects/p/customers/events', ...arrival })
    return { ...one, thing: { ...one.thing, time, project: 'p', ...more } }
  }
  const kept = (n: number, claimedAt: number, delivery = 'delivered', more: Partial<LedgerItem> = {}) =>
    item(null, delivery, { item: n, claimedAt, ...more })

  it('tells things without a message id by their time', () => {
    expect(faults([kept(0, 5000), kept(1, 6000)], [stored(5000), stored(6000)])).toEqual([0, 0, 0])
    expect(faults([kept(0, 5000)], [stored(5000), stored(5000, { at: 2000 })], [1500])).toEqual([0, 0, 0])
    expect(faults([kept(0, 5000), kept(1, 5000)], [stored(5000), stored(5000, { at: 2000 })], [1500])).toEqual([
      0, 1, 0,
    ])
    expect(faults([kept(0, 5000), kept(1, 5000)], [stored(5000), stored(5000)])).toEqual([0, 0, 0])
    expect(faults([kept(0, 5000), kept(1, 7000)], [stored(5000), stored(6000)])).toEqual([1, 1, 0])
    expect(faults([kept(0, 5000)], [stored(5000), stored(5000, {}, { project: 'other' })])).toEqual([1, 0, 0])
  })

  it('lets a stored thing wait for another try only where its page was left before the answer', () => {
    expect(faults([kept(0, 5000, 'retrying')], [stored(5000)], [1500])).toEqual([0, 0, 0])
    expect(faults([kept(0, 5000, 'retrying')], [stored(5000)], [60_000])).toEqual([0, 0, 1])
  })

  it('finds a wrong customer where the time is right', () => {
    const other = { soft: { cookie: 'b' }, hard: {} }
    expect(faults([kept(0, 5000, 'delivered', { sentAs: other })], [stored(5000)])).toEqual([0, 0, 1])
    expect(faults([kept(0, 5000, 'delivered', { sentAs: other })], [stored(5000, {}, { as: other })])).toEqual([
      0, 0, 0,
    ])
  })

  it('knows after how many refusals Bloomreach gives up', () => {
    const refused = (times: number, status: number) => Array.from({ length: times }, () => stored(5000, { status }))
    expect(faults([kept(0, 5000, 'retrying')], refused(4, 400))).toEqual([0, 0, 0])
    expect(faults([kept(0, 5000, 'rejected')], refused(4, 400))).toEqual([0, 0, 1])
    expect(faults([kept(0, 5000, 'rejected')], refused(5, 400))).toEqual([0, 0, 0])
    expect(faults([kept(0, 5000, 'retrying')], refused(9, 500))).toEqual([0, 0, 0])
    expect(faults([item(null, 'rejected')], [receipt(null, { status: 400 })])).toEqual([0, 0, 0])
    expect(faults([item(null, 'rejected')], [receipt(null, { status: 500 })])).toEqual([0, 0, 1])
  })

  it('closes with one line', () => {
    const items = [item('1', 'delivered'), item('2', 'queued')]
    expect(closingLine(compare(items, [receipt('1')], []))).toBe(
      'ledger: 2 items, 1 delivered, 0 rejected, 0 lost, 0 unknown, 1 queued, 0 missing, 0 phantom, 0 wrong',
    )
  })
})
