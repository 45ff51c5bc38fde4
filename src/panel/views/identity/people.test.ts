/** As whom items were tracked, what a change did to the ids, and whose the anonymous items are. */
import fc from 'fast-check'
import { Map as HashMap, List } from 'immutable'
import { expect, it } from 'vitest'
import { bindingOf } from '../../../checks/reading'
import type { Delivery } from '../../../core/item'
import { parseFilter } from '../../../core/query/filter'
import {
  idChanges,
  itemOfMoment,
  itemsByPerson,
  originOf,
  peopleOf,
  personKey,
  personOf,
  reconciliations,
} from '../../../core/query/identity'
import { peopleIn } from '../../../core/query/whose'
import type { Moment } from '../../../core/state'
import type { Ties } from '../../../core/tie'
import { as, type Scene, stateOf } from '../../../testing/scene'
import { filterOfAnonymous, filterOfPerson } from './words'

const K1 = 'customerio:k1'
const A = { anonymousId: 'a1' }

function read(items: Scene['items'], moments: Scene['moments'] = []) {
  const state = stateOf({ items: items ?? [], moments }, 'customerio')
  const groups = itemsByPerson(bindingOf)
  groups.update(state.items)
  const changes = state.moments
    .filter((moment): moment is Extract<Moment, { kind: 'identity' }> => moment.kind === 'identity')
    .toArray()
  return { state, groups, changes }
}

it('a person’s key does not depend on the order of the ids', () => {
  expect(personKey(as({ b: '2', a: '1' }))).toBe(personKey(as({ a: '1', b: '2' })))
  expect(personOf(personKey(as({ a: '1' }, { c: '3' })))).toEqual(as({ a: '1' }, { c: '3' }))
})

it('counts items by customer, when called and on the wire, and tells the differences', () => {
  const { groups } = read([
    { calledAs: as({}, A), sentAs: as({}, A) },
    { calledAs: as({}, A), sentAs: as({ userId: 'u' }, A) },
    { calledAs: as({ userId: 'u' }, A), sentAs: as({ userId: 'other' }, A) },
    { calledAs: as({ userId: 'u' }, A), sentAs: null },
  ])
  const { people, total } = peopleOf(groups, K1, 10)
  expect(total).toBe(3)
  expect(people.map(({ customer, called, sent }) => [customer.hard.userId ?? null, called, sent])).toEqual([
    [null, [0, 1], [0]],
    ['u', [2, 3], [1]],
    ['other', [], [2]],
  ])
  expect(peopleOf(groups, K1, 1).people.map(({ customer }) => customer.hard.userId)).toEqual(['other'])
  expect(groups.of(`late|${K1}`)).toEqual([1])
  expect(groups.of(`other|${K1}`)).toEqual([2])
})

it('ties earlier anonymous items to whom the identify names', () => {
  const { state, groups, changes } = read([
    { calledAs: as({}, A), sentAs: as({}, A) },
    { calledAs: as({}, A), sentAs: as({}, A) },
    { type: 'identify', calledAs: as({ userId: 'u' }, A), sentAs: as({ userId: 'u' }, A), delivery: 'delivered' },
    { calledAs: as({ userId: 'u' }, A) },
  ])
  const [only, ...rest] = reconciliations(groups, { state, tracker: K1, moments: changes })
  expect(rest).toEqual([])
  expect(only).toMatchObject({
    name: 'anonymousId',
    value: 'a1',
    items: [0, 1],
    before: 2,
    to: as({ userId: 'u' }, A),
    left: null,
  })
  expect(only?.tie?.n).toBe(2)
})

it('leaves items anonymous whose ID was given up before anybody was identified with it', () => {
  const { state, groups, changes } = read(
    [
      { calledAs: as({}, A) },
      { type: 'identify', calledAs: as({ userId: 'u' }, { anonymousId: 'a2' }) },
      { calledAs: as({}, { anonymousId: 'a=3' }) },
    ],
    [{ kind: 'identity', change: 'reset', from: as({}, A), to: as({}), at: 10, tracker: K1 }],
  )
  expect(
    reconciliations(groups, { state, tracker: K1, moments: changes }).map(({ value, tie, left }) => [
      ...[value, tie, left?.change ?? null],
    ]),
  ).toEqual([
    ['a1', null, 'reset'],
    ['a=3', null, null],
  ])
})

it('does not call an ID given up that merely is another one on the next page', () => {
  const { state, groups, changes } = read(
    [{ calledAs: as({}, A) }],
    [{ kind: 'identity', change: 'seen', from: as({}, A), to: as({}, { anonymousId: 'a2' }), at: 10, tracker: K1 }],
  )
  expect(reconciliations(groups, { state, tracker: K1, moments: changes }).map(({ left }) => left)).toEqual([null])
})

it('tells what a change added, replaced and removed, and where an id came from', () => {
  const from = as({ userId: 'u' }, A)
  const to = as({ userId: 'v' })
  expect(idChanges(from, to)).toEqual([
    { name: 'userId', hard: true, before: 'u', after: 'v' },
    { name: 'anonymousId', hard: false, before: 'a1', after: null },
  ])
  const { changes, groups } = read(
    [{ type: 'identify', called: 10 }],
    [{ kind: 'identity', change: 'switch', from, to, at: 10, tracker: K1 }],
  )
  expect(originOf(changes, 'userId', true, 'v')?.change).toBe('switch')
  expect(originOf(changes, 'userId', true, 'u')).toBeNull()
  expect(changes[0] && itemOfMoment(groups, changes[0])).toBe(0)
})

it('a counter’s click shows exactly what it counted: people, and what was tracked before anybody was known', () => {
  const value = fc.constantFrom('a', 'A', 'ab', 'a, userId=b', 'a*', '/a/', '=a', 'a"b', 'a b', '')
  const ids = (...names: readonly string[]) => fc.dictionary(fc.constantFrom(...names), value, { maxKeys: 2 })
  const who = fc.option(fc.record({ hard: ids('userId', 'registered'), soft: ids('cookie', 'anonymousId') }))
  const item = fc.record({
    ...{ calledAs: who, sentAs: who, tracker: fc.constantFrom('t:k', 't:k1', 't:K') },
    tries: fc.constantFrom([], [{ at: 1 }], [{ at: 5000 }]),
  })
  const tie = fc.record({
    ...{ hard: fc.record({ userId: value }), sentAt: fc.nat(10) },
    item: fc.option(fc.nat(3)),
    outcome: fc.constantFrom('accepted', 'refused'),
  })
  fc.assert(
    fc.property(fc.array(item, { maxLength: 12 }), fc.dictionary(value, fc.array(tie)), (items, tied) => {
      const bySoft = HashMap(Object.entries(tied).map(([soft, ties]) => [`cookie=${soft}`, List(ties)]))
      const scene = stateOf(
        { items: items.map((each) => ({ ...each, delivery: 'delivered' as Delivery })) },
        'customerio',
      )
      const state = { ...scene, ties: HashMap<string, Ties>([['t:k', { bySoft, byHard: HashMap() }]]) }
      const groups = itemsByPerson(bindingOf)
      groups.update(state.items)
      const shown = (text: string): readonly number[] => {
        const { matches, problems } = parseFilter(
          text,
          undefined,
          peopleIn(() => state),
        )
        expect(problems).toEqual([])
        return state.items
          .filter(matches)
          .map(({ n }) => n)
          .toArray()
      }
      for (const tracker of ['t:k', 't:k1', 't:K']) {
        for (const { customer, called, sent } of peopleOf(groups, tracker, 100).people) {
          const counted = [...new Set([...called, ...sent])].sort((a, b) => a - b)
          expect(shown(filterOfPerson(customer, tracker))).toEqual(counted)
        }
        for (const entry of reconciliations(groups, { state, tracker, moments: [] }))
          expect(shown(filterOfAnonymous(entry, tracker))).toEqual(entry.items)
      }
    }),
    { numRuns: 40 },
  )
})
