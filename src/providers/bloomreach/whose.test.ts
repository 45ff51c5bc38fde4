/** Whose a thing is: tied by what the server took, in the order of sending, and never by what it refused. */
import { describe, expect, it } from 'vitest'
import type { Happening } from '../../core/fact'
import { createReduce } from '../../core/fold/fold'
import type { Item } from '../../core/item'
import type { Json } from '../../core/json'
import { serverWord } from '../../core/query/consent'
import { parseFilter } from '../../core/query/filter'
import { itemsByPerson, reconciliations } from '../../core/query/identity'
import { bindingOf, peopleIn, whoseIs, whoseNow } from '../../core/query/whose'
import { emptyState, type State } from '../../core/state'
import { story } from '../../testing/story'
import { vendor } from '.'

const { reduceAll } = createReduce([vendor])
const PAGE: Happening = { kind: 'document', url: 'https://s.test/', title: '', top: true, late: false, startedAt: 0 }
let requests = 0

type Command = { readonly name: string; readonly data: Json }
const event = (type: string, ids: Json): Command => ({
  name: 'crm/events',
  data: { company_id: 'k', type, customer_ids: ids, properties: {}, age: 0.001 },
})
const identify = (ids: Json): Command => ({ name: 'crm/customers', data: { company_id: 'k', ids, properties: {} } })

/** One `/bulk` and its answer: a result for each command; null: no answer is seen. */
function bulk(commands: readonly Command[], results: readonly Json[] | null = commands.map(() => OK)): Happening[] {
  const text = JSON.stringify({ sdk: 'js-client', sdk_version: 'v3.15.0', commands })
  const request = ++requests
  const sent: Happening = {
    ...{ kind: 'request', request, vendor: 'bloomreach', via: 'fetch', method: 'POST', url: 'https://s.test/bulk' },
    body: { text, size: text.length },
  }
  if (results === null) return [sent]
  const answer = JSON.stringify({ results, success: true })
  return [sent, { kind: 'response', request, status: 200, body: { text: answer, size: answer.length } }]
}
const OK = { status: 'ok', success: true }
const NO = { success: false, errors: ['no'] }

const fold = (...happenings: readonly Happening[]): State =>
  reduceAll(emptyState, story().tell('d', PAGE, ...happenings).facts)
const owners = (state: State) =>
  state.items.toArray().map((item) => {
    const { customer, by } = whoseIs(state, item)
    const who = Object.values(customer?.hard ?? {}).join(' ') || Object.values(customer?.soft ?? {}).join(' ')
    return `${item.name}: ${who}${by ? ` by ${by.value}` : ''}`
  })
const now = (state: State) => {
  const tracker = state.trackers.get('bloomreach:k')
  return tracker ? whoseNow(state, tracker) : null
}

it('a soft ID that an accepted identify has tied to a person belongs to that person, before and after', () => {
  const state = fold(
    ...bulk([event('before', { cookie: 'c1' })]),
    ...bulk([identify({ cookie: 'c1', registered: 'grace@example.com' })]),
    ...bulk([event('after', { cookie: 'c1' })]),
    ...bulk([event('other', { cookie: 'c2' })]),
  )
  expect(owners(state)).toEqual([
    'before: grace@example.com by c1',
    'customer update: grace@example.com',
    'after: grace@example.com by c1',
    'other: c2',
  ])
})

it('takes anything accepted that carries a soft and a hard ID for a tie', () => {
  const both = { cookie: 'c1', registered: 'grace@example.com' }
  expect(owners(fold(...bulk([event('a', both)]), ...bulk([event('b', { cookie: 'c1' })])))[1]).toMatch(/^b: grace/)
})

it.each([
  ['refused', [NO], 'refused'],
  ['not answered', null, undefined],
] as const)('ties nothing by an identify that was %s, and says so', (_, results, outcome) => {
  const state = fold(
    ...bulk([event('before', { cookie: 'c1' })]),
    ...bulk([identify({ cookie: 'c1', registered: 'grace@example.com' })], results),
    ...bulk([event('after', { cookie: 'c1' })]),
  )
  expect(owners(state).filter((line) => !line.startsWith('customer'))).toEqual(['before: c1', 'after: c1'])
  const [first] = state.items
  expect(first && whoseIs(state, first).open?.outcome).toBe(outcome)
})

it('ties nothing by an identify of which nobody saw whether it arrived, and says so', () => {
  const left: Happening = { kind: 'page', change: 'pagehide', persisted: false }
  const told = [
    ...bulk([event('before', { cookie: 'c1' })]),
    ...bulk([identify({ cookie: 'c1', registered: 'g' })], null),
  ]
  const state = fold(...told, left)
  expect(state.items.get(1)?.delivery).toBe('unknown')
  const [first] = state.items
  expect(first && whoseIs(state, first)).toMatchObject({ by: null, customer: { hard: {} } })
})

// Bloomreach documentation, Merging, "Merging rules": the soft ID goes over, the events of before stay.
it('gives a shared soft ID to the later person from then on, and leaves what was before to the earlier one', () => {
  const state = fold(
    ...bulk([event('first', { cookie: 'c1' })]),
    ...bulk([identify({ cookie: 'c1', registered: 'ann' })]),
    ...bulk([event('anns', { cookie: 'c1' })]),
    ...bulk([identify({ cookie: 'c1', registered: 'bob' })], [NO]),
    ...bulk([event('still anns', { cookie: 'c1' })]),
    ...bulk([identify({ cookie: 'c1', registered: 'bob' })]),
    ...bulk([event('bobs', { cookie: 'c1' })]),
  )
  expect(owners(state).filter((line) => !line.startsWith('customer'))).toEqual([
    'first: ann by c1',
    'anns: ann by c1',
    'still anns: ann by c1',
    'bobs: bob by c1',
  ])
})

it('tells one request’s commands apart: the identify in the middle takes over from there', () => {
  const [c1, bob] = [{ cookie: 'c1' }, { cookie: 'c1', registered: 'bob' }]
  const state = fold(
    ...bulk([identify({ cookie: 'c1', registered: 'ann' })]),
    ...bulk([event('anns', c1), identify(bob), event('bobs', c1)]),
  )
  expect(owners(state).slice(1)).toEqual(['anns: ann by c1', 'customer update: bob', 'bobs: bob by c1'])
})

it('finds by any id of a person, soft or hard, what is theirs', () => {
  const grace = { registered: 'grace@example.com' }
  const state = fold(
    ...bulk([event('phone', { cookie: 'c1' }), identify({ cookie: 'c1', ...grace })]),
    ...bulk([event('desk', { cookie: 'c2' }), identify({ cookie: 'c2', ...grace })]),
    ...bulk([event('stranger', { cookie: 'c3' })]),
  )
  const found = (text: string) => {
    const { matches } = parseFilter(
      text,
      undefined,
      peopleIn(() => state),
    )
    return state.items
      .filter(matches)
      .map((item) => item.name)
      .filter((name) => name !== 'customer update')
      .toArray()
  }
  expect(found('customer:grace')).toEqual(['phone', 'desk'])
  expect(found('customer:c1')).toEqual(['phone', 'desk'])
  expect(found('customer:c3')).toEqual(['stranger'])
  expect(found('-customer:grace')).toEqual(['stranger'])
})

it('never calls the customer of a later page anonymous who has logged in', () => {
  const facts = story()
    .tell('d', PAGE, ...bulk([identify({ cookie: 'c1', registered: 'grace@example.com' })]))
    .tell('e', PAGE, {
      kind: 'storage',
      vendor: 'bloomreach',
      area: 'cookie',
      key: '__exponea_etc__',
      value: 'c1',
    }).facts
  const state = reduceAll(emptyState, facts)
  expect(now(state)?.customer?.hard).toEqual({ registered: 'grace@example.com' })
})

const ids: Command = { name: 'system/ids', data: { project_id: 'k', customer: {} } }

it('adopts the ids in the answer of system/ids, hard ones too: what was sent without any is theirs', () => {
  const told = { status: 'ok', data: { cookie: 'c1', registered: 'grace@example.com' } }
  const state = fold(...bulk([ids, event('first', {})], [told, OK]), ...bulk([event('second', { cookie: 'c1' })]))
  expect(state.trackers.get('bloomreach:k')?.customer).toEqual({
    soft: { cookie: 'c1' },
    hard: { registered: 'grace@example.com' },
  })
  expect(owners(state)).toEqual(['first: grace@example.com', 'second: grace@example.com by c1'])
})

it('granted by the page, accepted and refused by the server are three things, and are per customer', () => {
  const about = { vendor: 'bloomreach', surface: 'web', tracker: 'exponea' } as const
  const properties = { action: 'accept', category: 'news', valid_until: 'unlimited' }
  const call: Happening = { kind: 'call', ...about, call: 1, method: 'track', args: ['consent', properties] }
  const start: Happening = { kind: 'call', ...about, call: 2, method: 'initialize', args: [{ token: 'k' }] }
  const said = (results: readonly Json[] | null): Happening[] => {
    const told = { company_id: 'k', type: 'consent', customer_ids: { cookie: 'c1' }, properties, age: 0.001 }
    return [start, call, ...bulk([{ name: 'crm/events', data: told }], results)]
  }
  const word = (state: State) => {
    const news = state.trackers.get('bloomreach:k')?.consent.news
    return news && [news.granted, serverWord(news.item, state)]
  }
  expect(word(fold(...said(null)))).toEqual([true, 'not answered yet'])
  expect(word(fold(...said([OK])))).toEqual([true, 'accepted by the server'])
  expect(word(fold(...said([NO])))).toEqual([true, 'refused by the server'])
  const anonymize: Happening = { kind: 'call', ...about, call: 3, method: 'anonymize', args: [] }
  expect(word(fold(...said([OK]), anonymize))).toBeUndefined()
})

it('keeps only the last word of what was never taken, and what turns out to be taken counts from its own time', () => {
  const who = (n: number) => ({ cookie: 'c1', registered: n % 2 ? 'ada@example.com' : 'grace@example.com' })
  const asked = (n: number): Command => ({
    name: 'crm/customers',
    data: { company_id: 'k', ids: who(n), properties: { n } },
  })
  const refused = Array.from({ length: 20 }, (_, n) => bulk([asked(n)], [NO])).flat()
  const state = fold(...refused, ...bulk([event('then', { cookie: 'c1' })]))
  const ties = state.ties.get('bloomreach:k')?.bySoft.get('cookie=c1')
  expect(ties?.toArray().map(({ item, outcome }) => [item, outcome])).toEqual([[19, 'refused']])
  expect(whoseIs(state, state.items.last() as Item)).toMatchObject({ tie: null, open: { item: 19 } })
  const [taken, other] = [bulk([asked(1)]), bulk([asked(2)], [NO])]
  const [sent, answer] = taken
  if (!sent || !answer) throw new Error('a request has an answer')
  // The answer to the first one comes after the second one was refused.
  const late = fold(sent, ...other, answer, ...bulk([event('then', { cookie: 'c1' })]))
  expect(owners(late)).toContain('then: ada@example.com by c1')
})

it('who is identified right after an anonymize loses no device that was lost already', () => {
  const web = (method: string, ...args: readonly Json[]): Happening => ({
    ...{ kind: 'call', vendor: 'bloomreach', surface: 'web', tracker: 'exponea', call: ++requests, method, args },
  })
  const sdk = { kind: 'sdk', vendor: 'bloomreach', surface: 'web', tracker: 'exponea' } as const
  const state = fold(
    { ...sdk, state: 'running', key: 'k' },
    ...bulk([event('before', { cookie: 'c1', registered: 'a@x.test' })]),
    web('anonymize'),
    web('identify', { registered: 'b@x.test' }),
  )
  const changed = state.moments.toArray().flatMap((moment) => (moment.kind === 'identity' ? [moment] : []))
  expect(changed.slice(-2).map(({ change, from, to }) => [change, from.soft, to.soft])).toEqual([
    ['anonymize', { cookie: 'c1' }, {}],
    ['identify', {}, {}],
  ])
})

describe('whose anonymous activity is, by soft ID, is what each of its items says', () => {
  const [c1, ann, bob] = [{ cookie: 'c1' }, { cookie: 'c1', registered: 'ann' }, { cookie: 'c1', registered: 'bob' }]
  const become = (state: State) => {
    const groups = itemsByPerson(bindingOf)
    groups.update(state.items)
    return reconciliations(groups, { state, tracker: 'bloomreach:k', moments: [] }).map((each) => [
      ...[each.items.map((n) => state.items.get(n)?.name), each.to?.hard.registered, each.tied],
      each.tie && [each.tie.n, each.tie.delivery],
    ])
  }

  it('an identify that was refused ties nothing, the accepted one after it does', () => {
    const first = bulk([event('a', c1)])
    const refused = bulk([identify(ann)], [NO])
    expect(become(fold(...first, ...refused))).toEqual([[['a'], 'ann', false, [1, 'rejected']]])
    expect(become(fold(...first, ...refused, ...bulk([identify(bob)]), ...bulk([event('b', c1)])))).toEqual([
      [['a', 'b'], 'bob', true, [2, 'delivered']],
    ])
  })

  it('what may still be accepted comes before what was refused, and counts for nothing until then', () => {
    const told = [...bulk([event('a', c1)]), ...bulk([identify(ann)], null), ...bulk([identify(bob)], [NO])]
    expect(become(fold(...told))).toEqual([[['a'], 'ann', false, [1, 'in flight']]])
  })

  it('an event that carries both ties as well, and so does an answer', () => {
    expect(become(fold(...bulk([event('a', c1)]), ...bulk([event('b', ann)])))).toEqual([
      [['a'], 'ann', true, [1, 'delivered']],
    ])
    const told = { status: 'ok', data: ann }
    const asked = bulk([ids, event('b', c1)], [told, OK])
    expect(become(fold(...bulk([event('a', c1)]), ...asked))).toEqual([[['a', 'b'], 'ann', true, null]])
  })

  it('an ID that was one person’s after the other’s is told apart', () => {
    const [a, b] = [bulk([event('a', c1)]), bulk([event('b', c1)])]
    expect(become(fold(...a, ...bulk([identify(ann)]), ...bulk([identify(bob)]), ...b))).toEqual([
      [['a'], 'ann', true, [1, 'delivered']],
      [['b'], 'bob', true, [2, 'delivered']],
    ])
  })
})
