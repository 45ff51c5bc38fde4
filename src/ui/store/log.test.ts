/** The log: folds everything once and in order, in slices, and gives back any earlier state. */
import { List } from 'immutable'
import { describe, expect, it } from 'vitest'
import type { Fact } from '../../core/fact'
import type { Item } from '../../core/item'
import { emptyState, type State } from '../../core/state'
import { Log } from './log'

const gap = (seq: number, doc = 'd'): Fact => ({
  kind: 'gap',
  doc,
  seq,
  at: seq,
  frame: 0,
  missing: 0,
  reason: 'lost',
  detail: String(seq),
})
const page = (doc: string): Fact => ({
  ...{
    kind: 'document',
    doc,
    seq: 1,
    at: 5,
    frame: 0,
    url: 'https://shop.test/',
    title: '',
    top: true,
    late: false,
    startedAt: 0,
  },
})

/** Counts facts, and makes an item of every third one. */
function count(state: State, fact: Fact): State {
  const facts = state.facts + 1
  const item = { n: state.items.size, name: String(fact.seq) } as Item
  return { ...state, facts, items: facts % 3 === 0 ? state.items.push(item) : state.items }
}

/** A log whose clock and turns are in the test's hands. */
function handLog() {
  const turns: Array<() => void> = []
  let time = 0
  const reduce = (state: State, fact: Fact): State => {
    time += 1
    return count(state, fact)
  }
  const log = new Log({
    empty: emptyState,
    reduceAll: (state, facts) => facts.reduce(reduce, state),
    now: () => time,
    later: (run) => turns.push(run),
  })
  const settle = (): number => {
    let rounds = 0
    for (let turn = turns.shift(); turn; turn = turns.shift()) {
      time += 20
      turn()
      rounds++
    }
    return rounds
  }
  return { log, settle, turns }
}

const many = (from: number, to: number): Fact[] =>
  Array.from({ length: to - from }, (_, index) => gap(from + index + 1))

describe('Log', () => {
  it('a few facts are folded at once', () => {
    const { log } = handLog()
    log.add(many(0, 10))
    expect(log.state.value.facts).toBe(10)
  })

  it('many facts are folded in slices that leave the browser its turns', () => {
    const { log, settle, turns } = handLog()
    log.add(many(0, 5000))
    expect(log.state.value.facts).toBeLessThan(100)
    expect(log.behind.value).toBe(4000)
    expect(turns).toHaveLength(1)
    expect(settle()).toBeGreaterThan(100)
    expect(log.state.value.facts).toBe(5000)
    expect(log.behind.value).toBe(0)
    expect(log.received.value).toBe(5000)
  })

  it.each([
    ['small ones many', 0.01, 32],
    ['large ones one', 10, 1],
  ])('facts are folded by their size, %s at once', (_, cost, expected) => {
    const sizes: number[] = []
    const turns: Array<() => void> = []
    let time = 0
    const log = new Log({
      empty: emptyState,
      reduceAll: (state, facts) => {
        sizes.push(facts.length)
        time += cost * facts.length
        return facts.reduce(count, state)
      },
      now: () => time,
      later: (run) => turns.push(run),
    })
    log.add(many(0, 500))
    for (let turn = turns.shift(); turn; turn = turns.shift()) {
      time += 20
      turn()
    }
    expect(log.state.value.facts).toBe(500)
    expect(sizes.slice(4, -1).every((size) => size === expected)).toBe(true)
  })

  it('a full slice is drawn in a turn of its own', () => {
    const { log, turns } = handLog()
    log.add(many(0, 1000))
    expect(log.state.value.facts).toBe(0)
    turns.shift()?.()
    const { facts } = log.state.value
    expect(facts).toBeGreaterThan(0)
    expect(log.stateAt(1000).facts).toBe(facts)
  })

  it('folding, judging and drawing each have a turn where they are long', () => {
    const turns: Array<() => void> = []
    let time = 0
    let since: string[] = []
    const log = new Log({
      empty: emptyState,
      reduceAll: (state, facts) => {
        time += 20
        since.push('fold')
        return facts.reduce(count, state)
      },
      folded: () => {
        time += 20
        since.push('judge')
      },
      now: () => time,
      later: (run) => turns.push(run),
    })
    log.state.subscribe(({ facts }) => facts > 0 && since.push('draw'))
    log.add(many(0, 3))
    const seen = [since]
    for (let turn = turns.shift(); turn; turn = turns.shift()) {
      since = []
      time += 300
      turn()
      seen.push(since)
    }
    expect(seen.every((did) => did.length < 2)).toBe(true)
    expect(seen.flat().join(' ')).toBe('fold judge draw fold judge draw')
  })

  it('what takes long to draw is drawn the less often while more comes in between', () => {
    let time = 0
    let [drawing, waited, drawnAt] = [0, 0, 0]
    const turns: { readonly run: () => void; readonly at: number }[] = []
    const log = new Log({
      empty: emptyState,
      reduceAll: (state, facts) => facts.reduce(count, state),
      now: () => time,
      later: (run, wait) => turns.push({ run, at: time + wait }),
    })
    log.state.subscribe(({ facts }) => {
      if (facts === 0) return
      waited = Math.max(waited, time - drawnAt)
      time += 80
      drawing += 80
      drawnAt = time
    })
    // As a file is read: in slices of some milliseconds, between which what waits has its turn.
    for (let read = 0; read < 20_000; read += 20) {
      log.add(many(read, read + 20))
      time += 6
      for (const { run } of turns.splice(0, turns.findLastIndex(({ at }) => at <= time) + 1)) run()
    }
    expect(drawing / time).toBeLessThan(0.3)
    expect(waited).toBeLessThan(1100)
  })

  it('what goes on coming little by little is drawn twenty times a second, what comes alone at once', () => {
    let time = 1000
    const drawn: number[] = []
    const turns: { readonly run: () => void; readonly at: number }[] = []
    const log = new Log({
      empty: emptyState,
      reduceAll: (state, facts) => facts.reduce(count, state),
      now: () => time,
      later: (run, wait) => turns.push({ run, at: time + wait }),
    })
    const pass = (milliseconds: number): void => {
      for (const until = time + milliseconds; time < until; ) {
        time += 2
        for (const turn of turns.filter(({ at }) => at <= time)) turns.splice(turns.indexOf(turn), 1)[0]?.run()
      }
    }
    log.state.subscribe(({ facts }) => facts > 0 && drawn.push(time))
    for (let told = 0; told < 200; told += 2) {
      log.add(many(told, told + 2))
      pass(10)
    }
    const gaps = drawn.slice(1).map((at, index) => at - (drawn[index] ?? 0))
    expect(gaps.slice(0, 3).every((gap) => gap <= 32)).toBe(true)
    expect(Math.min(...gaps.slice(4))).toBeGreaterThanOrEqual(48)
    expect(Math.max(...gaps)).toBeLessThanOrEqual(48 + 16)
    pass(300)
    log.add(many(200, 201))
    expect(drawn.at(-1)).toBe(time)
    expect(log.state.value.facts).toBe(201)
  })

  it('a file is drawn at once where it begins, once a second while it is read, and soon when all is there', () => {
    let time = 0
    const drawn: { readonly at: number; readonly items: number }[] = []
    const turns: { readonly run: () => void; readonly at: number }[] = []
    const log = new Log({
      empty: emptyState,
      reduceAll: (state, facts) => facts.reduce(count, state),
      now: () => time,
      later: (run, wait) => turns.push({ run, at: time + wait }),
    })
    const pass = (milliseconds: number): void => {
      time += milliseconds
      for (const { run } of turns.splice(0, turns.findLastIndex(({ at }) => at <= time) + 1)) run()
    }
    log.state.subscribe(({ facts, items }) => facts > 0 && drawn.push({ at: time, items: items.size }))
    log.fill(true)
    for (let read = 0; read < 40_000; read += 80) {
      log.add(many(read, read + 80))
      expect(log.filling.value).toBe(true)
      pass(16)
    }
    const before = drawn.length
    expect(drawn[0]).toEqual({ at: 0, items: 26 })
    expect(drawn.filter(({ items }) => items > 200).length).toBe(7)
    log.fill(false)
    expect(log.filling.value).toBe(true)
    for (const ended = time; time < ended + 270; ) pass(16)
    expect(drawn.length).toBe(before + 1)
    expect(log.state.value.items.size).toBe(13_333)
    expect(log.filling.value).toBe(false)
  })

  it('what carries much is folded alone, however fast the others were', () => {
    const sizes: number[] = []
    const log = new Log({
      empty: emptyState,
      reduceAll: (state, facts) => {
        sizes.push(facts.length)
        return facts.reduce(count, state)
      },
      now: () => 0,
    })
    const large = (fact: Fact, size: number): Fact =>
      ({ ...fact, kind: 'request', body: { text: 'x'.repeat(size), size } }) as Fact
    log.add([...many(0, 200), ...many(200, 203).map((fact) => large(fact, 60_000)), ...many(203, 300)])
    expect(sizes.slice(-8)).toEqual([10, 1, 1, 1, 32, 32, 32, 1])
    log.add(many(300, 364).map((fact) => large(fact, 1024)))
    expect(sizes.slice(-4)).toEqual([16, 16, 16, 16])
  })

  it('facts that come while a slice waits are folded in order', () => {
    const { log, settle } = handLog()
    log.add(many(0, 3000))
    log.add(many(3000, 3100))
    settle()
    expect(log.state.value.items.last()?.name).toBe('3099')
    expect(log.facts.map((fact) => fact.seq)).toEqual(many(0, 3100).map((fact) => fact.seq))
  })

  it('a replay of what is here already changes nothing', () => {
    const { log, settle } = handLog()
    log.add(many(0, 30))
    log.add(many(0, 30))
    log.add(many(20, 40))
    settle()
    expect(log.state.value.facts).toBe(40)
  })

  it('any earlier state is what folding that prefix gives', () => {
    const { log, settle } = handLog()
    const facts = many(0, 9001)
    log.add(facts)
    settle()
    for (const position of [0, 1, 1999, 2000, 2001, 6000, 8999, 9001]) {
      const state = log.stateAt(position)
      expect(state.facts).toBe(position)
      expect(state.items).toEqual(List(facts.slice(0, position).reduce(count, emptyState).items))
    }
    expect(log.stateAt(99_999).facts).toBe(9001)
    expect(log.stateAt(-1).facts).toBe(0)
  })

  it('finds the fact that made an item', () => {
    const { log, settle } = handLog()
    log.add(many(0, 9000))
    settle()
    for (const n of [0, 1, 665, 666, 667, 2999]) {
      const position = log.positionOf(n)
      expect(log.stateAt(position).items.size).toBe(n + 1)
      expect(log.stateAt(position - 1).items.size).toBe(n)
    }
  })

  it('notes where pages of the top frame begin', () => {
    const { log } = handLog()
    log.add([page('a'), ...many(0, 5), page('b'), { ...page('c'), frame: 7 }])
    expect(log.pages.value.map(({ doc, position, items }) => [doc, position, items])).toEqual([
      ['a', 0, 0],
      ['b', 6, 2],
    ])
  })
})
