/** The checks that a plan makes: each finds what it must and nothing else, on the wire's word before the call's. */
import { Map as HashMap, List } from 'immutable'
import { describe, expect, it } from 'vitest'
import type { Findings } from '../checks/findings'
import { createFindings } from '../checks/judging'
import { keyOfTracker } from '../core/query/tracker-key'
import type { State } from '../core/state'
import type { Tie } from '../core/tie'
import { as, NOW, type Scene, stateOf } from '../testing/scene'
import { planChecks } from './checks'
import { coverageOf } from './coverage'
import { planOf } from './format'
import { ready } from './judge'

const EVENTS = [
  {
    ...{ name: 'purchase', required: true, as: 'hard', delivered: true, once: 'purchase_id' },
    schema: {
      required: ['purchase_id', 'total'],
      properties: { purchase_id: { type: 'string' }, total: { type: 'number' } },
      additionalProperties: false,
    },
  },
  { name: 'view_item', delivered: 'proven' },
  { type: 'identify', vendor: 'customerio', schema: { required: ['email'] } },
]
const planned = (events: readonly object[] = EVENTS, more: object = {}) => {
  const read = planOf({ 'tracklens-plan': 1, name: 'Shop', events, ...more } as never)
  if ('problems' in read) throw new Error(JSON.stringify(read.problems))
  return ready(read.plan)
}
const hard = as({ userId: 'u1' }, { anonymousId: 'a1' })
const good = { purchase_id: 'p1', total: 7 }
const buy = { name: 'purchase', properties: good, calledAs: hard, tries: [{ at: 1 }] }

function found(state: State, plan = planned(), ended = true): readonly string[] {
  const findings = createFindings(planChecks(plan, ended))(null, state, NOW)
  return [...findings.byCheck.entries()]
    .flatMap(([id, all]) => [...all.values()].map(({ text }) => `${id}: ${text}`))
    .sort()
}
const scene = (items: Scene['items'], rest: Omit<Scene, 'items'> = {}, vendor = 'customerio') =>
  stateOf({ items: items ?? [], ...rest }, vendor)

describe('a plan’s checks', () => {
  it('say nothing of what is as planned', () => {
    expect(found(scene([buy, { tries: [{ at: 2 }] }]))).toEqual([])
  })

  it('name what is not planned, with the nearest planned spelling', () => {
    const state = scene([{ name: 'Purchases' }, { name: 'wishlist' }, { name: 'session_ping', automatic: true }])
    expect(found(state, planned(), false)).toEqual([
      'plan-unplanned: The event “Purchases” is not planned; “purchase” is.',
      'plan-unplanned: The event “wishlist” is not planned.',
    ])
    expect(found(state, planned(EVENTS, { unplanned: 'ignore' }), false)).toEqual([])
    expect(planChecks(planned(EVENTS, { unplanned: 'note' }), false)[0]?.severity).toBe('note')
  })

  it('leave alone calls of a type, and a vendor, that the plan says nothing of', () => {
    const other = planned([{ name: 'buy', vendor: 'bloomreach' }])
    expect(
      found(
        scene([
          { type: 'page', name: 'Home' },
          { type: 'group', name: 'g' },
        ]),
        planned(),
        false,
      ),
    ).toEqual([])
    expect(found(scene([{ name: 'anything' }]), other, false)).toEqual([])
    expect(
      found(scene([{ type: 'page', name: 'About' }]), planned([{ type: 'page', name: 'Home' }]), false),
    ).toHaveLength(1)
  })

  it('judge the properties on the wire, and the call where nothing was sent', () => {
    const wire = { ...buy, properties: { ...good, total: '7' }, wireProperties: good }
    const called = {
      name: 'purchase',
      properties: { total: '7', coupon: 'x' },
      calledAs: hard,
      delivery: 'in flight' as const,
    }
    expect(found(scene([wire]))).toEqual([])
    expect(found(scene([called]))).toEqual([
      'plan-additional: “purchase”, as called: coupon ("x") not planned.',
      'plan-missing: “purchase”, as called: purchase_id missing.',
      'plan-type: “purchase”, as called: total is "7", a text: number is planned.',
    ])
  })

  it('do not call additional what the SDK adds by itself', () => {
    const added = { ...good, location: 'https://shop.example/', browser: 'Chrome' }
    const seen = { ...buy, wireProperties: added }
    const alone = { ...buy, called: null, properties: added, wireProperties: added, sentAs: hard }
    expect(found(scene([seen]))).toEqual([])
    const shop = { ...alone, sentAs: as({ registered: 'u1' }) }
    expect(found(scene([shop], {}, 'bloomreach'))).toEqual([])
    expect(found(scene([alone]))).toEqual([expect.stringMatching(/^plan-additional: .*location.*, browser/)])
    const strict = planned([{ name: 'purchase', schema: { properties: { browser: { type: 'number' } } } }])
    expect(found(scene([seen]), strict)).toEqual([expect.stringMatching(/^plan-type: .*browser is "Chrome"/)])
  })

  it('tell who was not identified, by the wire', () => {
    const anonymous = { ...buy, calledAs: hard, sentAs: as({}, { anonymousId: 'a1' }) }
    const late = { ...buy, calledAs: as({}, { anonymousId: 'a1' }), sentAs: hard }
    expect(found(scene([late]))).toEqual([])
    expect(found(scene([anonymous]))).toEqual([
      'plan-not-identified: “purchase” is planned with a hard ID, and was sent as anonymous (anonymousId "a1").',
    ])
  })

  it('tell which hard ID is one only if the project says so', () => {
    const buys = (ids: Readonly<Record<string, string>>) =>
      stateOf({ items: [{ ...buy, calledAs: as(ids, { cookie: 'c1' }) }] }, 'bloomreach')
    expect(found(buys({ email_id: 'x@y.z', registered: 'jane' }))).toEqual([])
    expect(found(buys({ registered: 'jane' }))).toEqual([])
    expect(found(buys({ email_id: 'x@y.z' }))).toEqual([
      'plan-hard-open: “purchase” is planned with a hard ID, and was sent with email_id alone. Your project decides ' +
        'whether this ID is hard: documented as one is `registered` alone (iOS guide, “Identify”).',
    ])
    expect(found(scene([buy]))).toEqual([])
  })

  it('tell what did not arrive, and what nobody proved', () => {
    const refused = { ...buy, tries: [{ at: 1, status: 400 }] }
    const waiting = { ...buy, tries: [], sentAs: null }
    const open = { ...buy, delivery: 'unknown' as const }
    expect(found(scene([refused]))[0]).toMatch(/^plan-not-delivered: “purchase” is rejected: Because\./)
    expect(found(scene([waiting]), planned(), false)).toEqual([])
    expect(found(scene([waiting]))[0]).toMatch(/^plan-not-delivered: “purchase” is queued at the end/)
    expect(found(scene([open]))[0]).toMatch(/^plan-not-proven: Whether “purchase” arrived is not proven/)
    expect(found(scene([{ ...open, name: 'view_item' }]), planned(), false)[0]).toMatch(/^plan-must-be-proven: /)
    const severities = planChecks(planned(), true).map(({ id, severity }) => [id, severity])
    expect(severities).toContainEqual(['plan-not-proven', 'warning'])
    expect(severities).toContainEqual(['plan-must-be-proven', 'error'])
  })

  it('tell what came more than once for a customer, and count attempts as one', () => {
    const again = { ...buy, tries: [{ at: 9 }] }
    const others = [
      { ...buy, tries: [{ at: 1, status: null }, { at: 3 }] },
      { ...again, properties: { ...good, purchase_id: 'p2' } },
      { ...again, calledAs: as({ userId: 'u2' }, { anonymousId: 'a1' }) },
      { ...again, tries: [{ at: 4, status: 500 }] },
      { ...again, tracker: 'customerio:k2' },
    ]
    expect(found(scene(others)).filter((text) => text.startsWith('plan-twice'))).toEqual([])
    const soft = { ...again, sentAs: as({}, { anonymousId: 'a1' }) }
    expect(found(scene([soft, again])).filter((text) => text.startsWith('plan-twice'))).toEqual([
      'plan-twice: “purchase” with purchase_id "p1" is planned once for a customer, and came before.',
    ])
  })

  it('say where nobody can tell whether something came only once, unless a finding has said why', () => {
    const open = (once: string, properties: object) =>
      found(scene([{ ...buy, properties } as never]), planned([{ ...EVENTS[0], once }])).filter((text) =>
        /once/.test(text),
      )
    const loose = { ...EVENTS[0], schema: {} }
    expect(open('order.id', good)).toEqual([
      'plan-once-open: “purchase” is planned once for each order.id, and has none.',
    ])
    expect(open('purchase_id', { total: 7 })).toEqual([])
    expect(found(scene([{ ...buy, properties: { purchase_id: { n: 1 } } } as never]), planned([loose]))).toEqual([
      'plan-once-open: “purchase” is planned once for each purchase_id, and has an object there.',
    ])
    expect(open('purchase_id', good)).toEqual([])
  })

  it('tell what came more than once however many others share the value, whole or item by item', () => {
    const others = Array.from({ length: 300 }, (_, n) => ({ ...buy, calledAs: as({ userId: `v${n}` }, {}) }))
    const state = scene([buy, ...others, { ...buy, tries: [{ at: 9 }] }])
    const judge = createFindings(planChecks(planned(), true))
    const size = state.items.size
    let last: Findings | null = null
    for (const to of [1, 40, size - 1, size]) {
      last = judge(last, { ...state, items: state.items.slice(0, to) }, NOW)
      expect([...(last.byCheck.get('plan-twice')?.values() ?? [])].map(({ items }) => items)).toEqual(
        to === size ? [[0, size - 1]] : [],
      )
    }
  })

  it('take for one customer whom an accepted identify has tied, whenever that becomes known', () => {
    const visitor = (n: number) => as({}, { anonymousId: `a${n}` })
    const state = scene([
      { ...buy, calledAs: visitor(1) },
      { ...buy, calledAs: visitor(2), tries: [{ at: 9 }] },
      { ...buy, calledAs: as({ userId: 'u2' }, { anonymousId: 'a9' }), tries: [{ at: 20 }] },
    ])
    const tie =
      (outcome: Tie['outcome']) =>
      (userId: string, i: number): [string, List<Tie>] => [
        `anonymousId=a${i + 1}`,
        List([{ hard: { userId }, sentAt: NOW, item: null, outcome }]),
      ]
    const tied = (outcome: Tie['outcome'], ...persons: readonly string[]): State => ({
      ...state,
      ties: HashMap([['customerio:k1', { bySoft: HashMap(persons.map(tie(outcome))), byHard: HashMap() }]]),
    })
    const judge = createFindings(planChecks(planned(), true))
    const twice = (findings: Findings) =>
      [...(findings.byCheck.get('plan-twice')?.values() ?? [])].map(({ items }) => items)
    // One evaluator throughout, as live: a tie that comes later, or is not there yet, changes what was judged before.
    const steps: readonly (readonly [State, readonly (readonly number[])[]])[] = [
      [state, []],
      [tied('accepted', 'u1', 'u1'), [[0, 1]]],
      [tied('refused', 'u1', 'u1'), []],
      [tied('accepted', 'u1', 'u2'), [[1, 2]]],
      [state, []],
    ]
    let last: Findings | null = null
    for (const [each, items] of steps) {
      last = judge(last, each, NOW)
      expect(twice(last)).toEqual(items)
      expect(twice(createFindings(planChecks(planned(), true))(null, each, NOW))).toEqual(items)
    }
  })

  it('judge what else there is where a name is no Unicode text', () => {
    const odd = { ...good, '\ud800': 1, total: '7' }
    expect(found(scene([{ ...buy, properties: odd }])).map((text) => text.replace(/:.*/, ''))).toEqual([
      'plan-additional',
      'plan-type',
    ])
  })

  it('tell another project’s key on a host, once for a page', () => {
    const keys = { 'shop.example': ['prod'], '*.test': ['k1'] }
    const state = scene([buy, { ...buy, properties: { ...good, purchase_id: 'p2' } }])
    expect(found(state, planned(EVENTS, { keys }))).toEqual([
      'plan-wrong-key: shop.example tracks to the key “k1”; planned for shop.example: “prod”.',
    ])
    const elsewhere = scene([buy], { documents: [{ url: 'https://a.test/' }] })
    expect(found(elsewhere, planned(EVENTS, { keys }))).toEqual([])
    const unknown = scene([{ ...buy, tracker: 'customerio:?wire' }])
    expect(found(unknown, planned(EVENTS, { keys }))).toEqual([])
  })

  it('take two SDKs of one project, an app’s and its page’s, for one key and for the same customers', () => {
    const ofApp = { ...buy, tracker: 'customerio:k1?bridge', tries: [{ at: 9 }] }
    const keys = { 'shop.example': ['k1'] }
    expect(found(scene([buy, ofApp]), planned(EVENTS, { keys }))).toEqual([
      'plan-twice: “purchase” with purchase_id "p1" is planned once for a customer, and came before.',
    ])
    const ids = ['x:k', 'x:k?web', 'x:k?device2', 'x:k?device2?web', 'x:?web?device2', 'x:?web', 'x:a?b=c']
    expect(ids.map((id) => keyOfTracker(id, 'x'))).toEqual(['k', 'k', 'k', 'k', null, null, 'a?b=c'])
  })

  it('tell what is required and never came, once nothing can follow', () => {
    const state = scene([{ tries: [{ at: 1 }] }], { trackers: [{}, { key: 'k2' }] })
    expect(found(state)).toEqual(['plan-never-seen: Never seen: “purchase”.'])
    expect(found(state, planned(), false)).toEqual([])
  })
})

describe('which planned event an item is', () => {
  it('is told by vendor, type and name, the more the sooner', () => {
    const { matcher } = planned([
      { name: 'payment' },
      { name: 'payment', vendor: 'bloomreach' },
      { name: 'Home' },
      { name: 'Home', type: 'page' },
      { type: 'identify' },
    ])
    const at = (type: string, name: string, vendor = 'customerio') => matcher.placeOf({ vendor, type, name } as never)
    expect(at('payment', 'payment')).toBe(0)
    expect(at('payment', 'payment', 'bloomreach')).toBe(1)
    expect(at('event', 'Home')).toBe(2)
    expect(at('page', 'Home')).toBe(3)
    expect(at('identify', 'customer update')).toBe(4)
    expect(at('event', 'home')).toBeNull()
  })
})

describe('coverage', () => {
  it('counts what was seen of each planned event, what never was, and what is not planned', () => {
    const bad = { ...buy, properties: { total: 7 }, tries: [{ at: 2, status: 400 }] }
    const { events, unplanned, seen, valid } = coverageOf(planned(), scene([buy, bad, { name: 'view-item' }]))
    expect(events[0]).toMatchObject({
      seen: 2,
      valid: 1,
      invalid: 1,
      delivered: 1,
      failed: 1,
      identified: 2,
      items: [0, 1],
    })
    expect(events[1]).toMatchObject({ seen: 0, lastSeen: null })
    expect(unplanned).toMatchObject([{ name: 'view-item', nearest: 'view_item', items: [2] }])
    expect([seen, valid]).toEqual([1, 0])
  })
})
