/** A plan made of what was seen, and an item laid beside its plan. */
import { describe, expect, it } from 'vitest'
import { SHOP } from '../testing/plans'
import { NOW, stateOf } from '../testing/scene'
import { loadPlan } from '.'
import { compare } from './compare'
import { planOf } from './format'
import { infer } from './infer'

const tries = [{ at: 1 }]
const state = stateOf(
  {
    items: [
      { name: 'buy', properties: { id: 'a', total: 7, items: [{ sku: 'x', price: 1 }, { sku: 'y' }] }, tries },
      { name: 'buy', properties: { id: 'b', total: null, items: [], coupon: 'c' }, tries },
      { name: 'look', properties: {} },
      { name: 'customer update', type: 'identify', properties: { email: 'a@b.example' }, tries },
      { name: 'session_start', type: 'session', automatic: true },
      { name: 'by hand', trigger: 't1' },
    ],
  },
  'bloomreach',
)

describe('a plan made of what was seen', () => {
  const plan = infer(state, 'Shop')

  it('has the events with the types of their properties, and no values', () => {
    expect(plan.keys).toEqual({ 'shop.example': ['k1'] })
    expect(plan.events).toEqual([
      {
        ...{ name: 'buy', vendor: 'bloomreach', delivered: true },
        schema: {
          type: 'object',
          required: ['id', 'total', 'items'],
          properties: {
            id: { type: 'string' },
            total: { type: ['null', 'number'] },
            items: {
              type: 'array',
              items: {
                type: 'object',
                required: ['sku'],
                properties: { sku: { type: 'string' }, price: { type: 'number' } },
              },
            },
            coupon: { type: 'string' },
          },
        },
      },
      { name: 'look', vendor: 'bloomreach', schema: { type: 'object' } },
      {
        ...{ type: 'identify', vendor: 'bloomreach', delivered: true },
        schema: { type: 'object', required: ['email'], properties: { email: { type: 'string' } } },
      },
    ])
    expect(JSON.stringify(plan)).not.toContain('a@b.example')
  })

  it('is a plan, and finds nothing in what it was made of, but for what a trigger made', () => {
    const read = planOf(JSON.parse(JSON.stringify(plan)))
    if ('problems' in read) throw new Error(JSON.stringify(read.problems))
    const found = loadPlan(read.plan).findings(null, state, { now: NOW, ended: false })
    const told = [...found.byCheck].flatMap(([id, all]) => (id.startsWith('plan-') ? [...all.values()] : []))
    expect(told.flatMap(({ items }) => items)).toEqual([5])
  })
})

it('a plan can be read whatever the properties are called', () => {
  const odd = { '\ud800': 1, '%': 1, 'a/b~c': 1, __proto__x: null, '': [{ '\udfff': 1, b: 1 }] }
  const made = stateOf({ items: [{ name: 'buy', properties: odd, tries }] }, 'bloomreach')
  const read = planOf(JSON.parse(JSON.stringify(infer(made, 'Shop'))))
  if ('problems' in read) throw new Error(JSON.stringify(read.problems))
  const found = loadPlan(read.plan).findings(null, made, { now: NOW, ended: false })
  expect([...found.byCheck.keys()].filter((id) => id.startsWith('plan-'))).toEqual([])
})

it('what has no name is in no plan, and none of a plan’s findings', () => {
  const nameless = (type: 'event' | 'page' | 'identify') => ({ name: '', type, properties: { a: 1 }, tries })
  const made = stateOf(
    {
      items: [
        nameless('event'),
        nameless('page'),
        nameless('identify'),
        ...[
          { name: 'buy', properties: {}, tries },
          { name: 'Home', type: 'page' as const, properties: {}, tries },
        ],
      ],
    },
    'customerio',
  )
  const plan = infer(made, 'Shop')
  expect(plan.events.map(({ name, type }) => name ?? type)).toEqual(['identify', 'buy', 'Home'])
  const found = loadPlan(plan).findings(null, made, { now: NOW, ended: true })
  expect([...found.byCheck.keys()].filter((id) => id.startsWith('plan-'))).toEqual([])
  expect(found.byCheck.get('any-empty-name')?.size).toBe(3)
})

it('the keys of hosts are planned once for each, however their addresses are written', () => {
  const made = stateOf({ items: [{ name: 'buy', tries }] }, 'bloomreach')
  const [id = '', document] = [...made.documents][0] ?? []
  for (const [url, host] of [
    ['HTTPS://Shop.example.:443/a', 'shop.example'],
    ['http://shop.example:443/', 'shop.example:443'],
    ['https://user@müller.example/', 'xn--mller-kva.example'],
    ['http://[::1]:8080/', '[::1]:8080'],
    ['https://', undefined],
  ] as const) {
    const { keys } = infer({ ...made, documents: made.documents.set(id, { ...document!, url }) }, 'Shop')
    expect(Object.keys(keys)).toEqual(host === undefined ? [] : [host])
  }
})

describe('an item beside its plan', () => {
  it('shows what is planned, what is there, and what is wrong with it', () => {
    const read = planOf(SHOP as never)
    if ('problems' in read) throw new Error(JSON.stringify(read.problems))
    const item = stateOf(
      { items: [{ name: 'purchase', properties: { total_price: '7', extra: 1 }, tries }] },
      'bloomreach',
    )
    expect(compare(loadPlan(read.plan), item.items.get(0)!)).toEqual([
      { name: 'purchase_id', planned: 'string', required: true, value: undefined, breaches: ['missing'] },
      {
        ...{ name: 'total_price', planned: 'number', required: true, value: '7' },
        breaches: ['total_price is "7", a text: number is planned'],
      },
      { name: 'extra', planned: null, required: false, value: 1, breaches: [] },
    ])
  })
})
