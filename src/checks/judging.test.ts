/** The evaluator: what it says step by step is what it says at once, and only what changed is judged again. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Item } from '../core/item'
import type { JsonObject } from '../core/json'
import { emptyState, type State } from '../core/state'
import { as, type MomentPart, NOW, stateOf } from '../testing/scene'
import { findingsOf } from '.'
import type { Check } from './check'
import type { Findings } from './findings'
import { createFindings } from './judging'
import { byName } from './keys'

const basics = {
  title: 'A rule',
  vendor: null,
  severity: 'warning',
  certainty: 'heuristic',
  source: 'a test',
  advice: 'none',
} as const

/** A check that tells by how many items of its name it was preceded, and keeps count of what it judged. */
function counting(): { check: Check; judged: number[] } {
  const judged: number[] = []
  const item = (each: Item, past: Parameters<NonNullable<Check['item']>>[1]) => {
    judged.push(each.n)
    return `${past.earlier(9).length} before, ${past.later(9).length} after`
  }
  return { judged, check: { ...basics, id: 'any-counting', key: byName, item } }
}

function texts(found: Findings): unknown {
  return found.byCheck.map((entries) => entries.map(({ text, items }) => ({ text, items }))).toJS()
}

function change(state: State, n: number, part: Partial<Item>): State {
  const item = state.items.get(n)
  return item ? { ...state, items: state.items.set(n, { ...item, ...part }) } : state
}

describe('judging again', () => {
  it('looks only at items that are new or changed, and at those that were judged with one of them', () => {
    const { check, judged } = counting()
    const judge = createFindings([check])
    const three = stateOf({ items: [{}, {}, {}] }, 'bloomreach')
    const first = judge(null, three, NOW)
    expect(judged).toEqual([0, 1, 2])
    const second = judge(first, change(three, 1, { delivery: 'lost' }), NOW)
    expect(judged).toEqual([0, 1, 2, 1, 0, 2])
    expect(second.byItem.get(1)?.[0]?.text).toBe('1 before, 1 after')
    expect(judge(second, second.judged.state, NOW)).toBe(second)
  })

  it('keeps unchanged findings as the same objects and never changes what it gave before', () => {
    const state = stateOf({ items: [{ name: '' }, { tries: [{ at: 1, status: 500 }] }] }, 'bloomreach')
    const before = findingsOf(null, state, NOW)
    const counts = { ...before.counts }
    const after = findingsOf(before, change(state, 1, { attempts: [], delivery: 'queued' }), NOW)
    expect(after.byCheck.get('any-empty-name')).toBe(before.byCheck.get('any-empty-name'))
    expect(after.byCheck.has('any-http-error')).toBe(false)
    expect(before.byCheck.get('any-http-error')?.size).toBe(1)
    expect(before.counts).toEqual(counts)
    expect(after.counts.error).toBe(before.counts.error - 1)
  })

  it('forgets items that an earlier state does not have', () => {
    const { check } = counting()
    const judge = createFindings([check])
    const later = judge(null, stateOf({ items: [{}, {}, {}] }, 'bloomreach'), NOW)
    const one = stateOf({ items: [{}] }, 'bloomreach')
    expect(texts(judge(later, one, NOW))).toEqual(texts(judge(null, one, NOW)))
    expect(judge(later, emptyState, NOW).counts).toEqual({ error: 0, warning: 0, note: 0 })
    expect(judge(later, emptyState, NOW).byItem.size).toBe(0)
  })

  it('finds an item under its new key once that has changed', () => {
    const { check } = counting()
    const judge = createFindings([check])
    const two = stateOf({ items: [{ name: 'a' }, { name: 'b' }] }, 'bloomreach')
    const renamed = judge(judge(null, two, NOW), change(two, 1, { name: 'a' }), NOW)
    expect(renamed.byItem.get(1)?.[0]?.text).toBe('1 before, 0 after')
  })
})

describe('looking at moments', () => {
  const asked: Check = {
    ...basics,
    id: 'any-asked',
    item: (item, past) => past.moment('status', item.tracker, item.seenAt)?.status ?? null,
    moment: (moment, past) => (past.moment(moment.kind, moment.tracker, moment.at) ? 'not the first' : null),
  }
  const tracker = 'bloomreach:k1'

  it('finds the newest one before the item, and never the judged moment itself', () => {
    const moments: MomentPart[] = [
      { kind: 'status', status: 'running', tracker, at: 0 },
      { kind: 'status', status: 'stopped', tracker, at: 6000 },
      { kind: 'status', status: 'held', tracker: null, at: 7000 },
    ]
    const state = stateOf({ items: [{ called: 5000 }, { called: 10_000 }], moments }, 'bloomreach')
    const found = createFindings([asked])(null, state, NOW)
    expect(found.byItem.get(0)?.[0]?.text).toBe('running')
    expect(found.byItem.get(1)?.[0]?.text).toBe('stopped')
    expect(found.byCheck.get('any-asked')?.get('moment 0')).toBeUndefined()
    expect(found.byCheck.get('any-asked')?.get('moment 1')?.text).toBe('not the first')
    expect(found.byCheck.get('any-asked')?.get('moment 2')).toBeUndefined()
  })

  it('follows a tracker that got its key', () => {
    const judge = createFindings([asked])
    const before = stateOf(
      {
        items: [{ tracker: 'bloomreach:?web' }],
        moments: [{ kind: 'status', status: 'stub', tracker: 'bloomreach:?web', at: -9 }],
      },
      'bloomreach',
    )
    const after = stateOf({ items: [{}], moments: [{ kind: 'status', status: 'stub', tracker, at: -9 }] }, 'bloomreach')
    expect(judge(judge(null, before, NOW), after, NOW).byItem.get(0)?.[0]?.text).toBe('stub')
  })
})

it('says step by step what it says at once: calls first, then each as it is sent', () => {
  const items = fc.array(
    fc.record({
      name: fc.constantFrom('view_item', 'viewItem', '', 'session_start', 'User Deleted'),
      type: fc.constantFrom('event' as const, 'identify' as const, 'session' as const),
      properties: fc.constantFrom<JsonObject>({ price: 1 }, { price: '1' }, {}),
      calledAs: fc.constantFrom(as({}), as({ registered: 'x', userId: 'x' }), as({ registered: 'X', userId: 'X' })),
      called: fc.nat(4000),
      tries: fc.array(fc.record({ at: fc.constantFrom(4001, 4002), status: fc.constantFrom(null, 200, 500) }), {
        maxLength: 2,
      }),
    }),
    { maxLength: 14 },
  )
  fc.assert(
    fc.property(
      items,
      fc.constantFrom('bloomreach', 'customerio'),
      fc.array(fc.nat(14), { maxLength: 6 }),
      (parts, vendor, sizes) => {
        const ordered = [...parts].sort((a, b) => a.called - b.called)
        const all = stateOf({ items: ordered }, vendor)
        const called = stateOf({ items: ordered.map((part) => ({ ...part, tries: [] })) }, vendor)
        let found: Findings | null = null
        for (const size of [...sizes, ordered.length])
          found = findingsOf(found, { ...all, items: called.items.slice(0, size) }, NOW)
        const sent = all.items.filter((item) => item.attempts.length).sortBy((item) => item.attempts[0]?.sentAt)
        let state: State = { ...all, items: called.items }
        for (const item of sent) {
          state = { ...state, items: state.items.set(item.n, item) }
          found = findingsOf(found, state, NOW)
        }
        const atOnce = findingsOf(null, state, NOW)
        expect(found && texts(found)).toEqual(texts(atOnce))
        expect(found?.counts).toEqual(atOnce.counts)
        expect(found?.byItem.map((list) => list.length).toJS()).toEqual(atOnce.byItem.map((list) => list.length).toJS())
      },
    ),
    { numRuns: 60 },
  )
})
