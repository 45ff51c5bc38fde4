/** A checkpoint and what follows it: the same totals and the same summary as all of the facts, wherever it was made. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { reduceAll } from '../../providers/fold'
import { RECORDED, factsOf as recorded, savedText } from '../../testing/recordings'
import { story } from '../../testing/story'
import { clearedCheckpoint, FORGOTTEN } from '../checkpoint'
import type { Fact, Happening } from '../fact'
import { summary } from '../query/summary'
import { emptyState, type State } from '../state'
import { checkpointOf } from '../take-checkpoint'

const NOW = 2_000_000_000_000
const told = (state: State) => {
  const { earlier: _, ...rest } = summary(state, NOW)
  return {
    ...rest,
    mismatches: state.mismatches,
    totals: [...state.trackers.values()].map(({ id, counts }) => [id, counts]),
  }
}
/** The fact that brings the checkpoint of these facts, as whoever keeps a log says it. */
const brought = (facts: readonly Fact[], bounds?: Parameters<typeof checkpointOf>[1]): Fact => ({
  ...{
    doc: 'browser:1',
    seq: 1,
    at: facts.at(-1)?.at ?? 0,
    frame: 0,
    kind: 'gap',
    reason: 'overflow',
    detail: 'Full.',
  },
  missing: facts.length,
  // As it comes out of a file, a port or the journal.
  totals: JSON.parse(JSON.stringify(checkpointOf(reduceAll(emptyState, facts), bounds))),
})

const page = (url: string, startedAt: number): Happening => ({
  ...{ kind: 'document', url, title: '', top: true, late: false, startedAt },
})
const sdk: Happening = {
  ...{ kind: 'sdk', vendor: 'customerio', surface: 'inspector', tracker: 'cio', state: 'running', key: 'wk' },
}
const call = (n: number, id: string): Happening => ({
  ...{
    kind: 'call',
    vendor: 'customerio',
    surface: 'inspector',
    tracker: 'cio',
    call: n,
    method: 'track',
    args: [`e${n % 3}`],
  },
  id,
})
const identify = (n: number, who: string): Happening => ({
  ...{
    kind: 'call',
    vendor: 'customerio',
    surface: 'inspector',
    tracker: 'cio',
    call: n,
    method: 'identify',
    args: [who],
  },
  id: `i${n}`,
})
const bodyOf = (n: number, id: string) => {
  const message = {
    type: 'track',
    event: `e${n % 3}`,
    messageId: id,
    anonymousId: 'anon',
    userId: null,
    properties: {},
  }
  return { text: JSON.stringify({ ...message, writeKey: 'wk' }), size: 1 }
}
const send = (n: number, id: string): Happening => ({
  ...{ kind: 'request', request: n, vendor: 'customerio', via: 'fetch', method: 'POST', url: 'https://c.example/v1/t' },
  body: bodyOf(n, id),
})
const browserSaw = (n: number, id: string, at: number): Happening => ({
  ...{ kind: 'exchange', vendor: 'customerio', via: 'devtools', method: 'POST', url: 'https://c.example/v1/t' },
  ...{ body: bodyOf(n, id), status: 200, answer: { text: '{}', size: 2 }, startedAt: at, endedAt: at + 5 },
})
const answer = (n: number, status: number): Happening => ({
  ...{ kind: 'response', request: n, status, body: { text: status < 400 ? '{}' : '{"error":"no"}', size: 1 } },
})

/** Things that happen on a page, each with how late its answer comes; a page may be left meanwhile. */
const visits = fc.array(
  fc.record({
    events: fc.array(
      fc.record({
        who: fc.constantFrom(null, null, 'anna', 'ben'),
        isCalled: fc.boolean(),
        isSent: fc.boolean(),
        status: fc.constantFrom(200, 200, 400, null),
        delay: fc.integer({ min: 0, max: 4 }),
        isSeen: fc.boolean(),
      }),
      { maxLength: 8 },
    ),
    isLeft: fc.boolean(),
  }),
  { minLength: 1, maxLength: 3 },
)

function factsOf(all: typeof visits extends fc.Arbitrary<infer V> ? V : never): readonly Fact[] {
  const tale = story()
  for (const [p, { events, isLeft }] of all.entries()) {
    const doc = `d${p}`
    const due: [number, Happening][] = []
    tale.tell(doc, page(`https://shop.test/${p}`, 1000 + tale.facts.length * 10), sdk)
    for (const [i, { who, isCalled, isSent, status, delay, isSeen }] of events.entries()) {
      const [n, id] = [i + 1, `m${p}-${i}`]
      if (who) tale.tell(doc, identify(100 + n, who))
      if (isCalled) tale.tell(doc, call(n, id))
      if (isSent) tale.tell(doc, send(n, id))
      if (isSent && status) due.push([i + delay, answer(n, status)])
      if (isSent && isSeen) due.push([i + delay, browserSaw(n, id, 1000 + tale.facts.length * 10)])
      for (const [at, happening] of due)
        if (at === i) tale.tell(happening.kind === 'exchange' ? 'devtools:1' : doc, happening)
    }
    for (const [at, happening] of due)
      if (at >= events.length) tale.tell(happening.kind === 'exchange' ? 'devtools:1' : doc, happening)
    if (isLeft) tale.tell(doc, { kind: 'page', change: 'pagehide' })
  }
  return tale.facts
}

describe('a checkpoint', () => {
  it('and the rest give the totals and the summary of all facts, wherever the facts are cut, once or twice', () => {
    fc.assert(
      fc.property(
        visits,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (all, a, b) => {
          const facts = factsOf(all)
          // Nobody takes one of nothing.
          const first = Math.max(1, Math.ceil(a * facts.length))
          const second = first + Math.floor(b * (facts.length - first))
          const whole = told(reduceAll(emptyState, facts))
          const once = brought(facts.slice(0, first))
          expect(told(reduceAll(emptyState, [once, ...facts.slice(first)]))).toEqual(whole)
          const twice = brought([once, ...facts.slice(first, second)])
          expect(told(reduceAll(emptyState, [twice, ...facts.slice(second)]))).toEqual(whole)
        },
      ),
      { numRuns: 40 },
    )
  })

  it.each(RECORDED)('does so at each three hundredth fact of the walk that was recorded in %s', (browser) => {
    const facts = recorded(savedText(browser))
    const whole = told(reduceAll(emptyState, facts))
    for (let at = 300; at < facts.length; at += 300)
      expect(told(reduceAll(emptyState, [brought(facts.slice(0, at)), ...facts.slice(at)]))).toEqual(whole)
  })

  it('is small however long the past was, and still lists what is on its way', () => {
    const tale = story().tell('d', page('https://shop.test/', 900), sdk, send(1, 'm1'))
    for (let n = 2; n <= 600; n++) tale.tell('d', send(n, `m${n}`), answer(n, n % 5 ? 200 : 400))
    const { facts } = tale
    const bounds = { size: 20_000, newest: 10 }
    const before = brought(facts, bounds)
    expect(JSON.stringify(before).length).toBeLessThan(30_000)
    const end = story()
      .tell('d', ...facts.map(() => sdk).slice(0, facts.length), answer(1, 200))
      .facts.at(-1) as Fact
    const state = reduceAll(emptyState, [before, end])
    expect(told(state)).toEqual(told(reduceAll(emptyState, [...facts, end])))
    expect(state.items.size).toBeLessThan(20)
    expect(state.items.find(({ id }) => id === 'm1')).toMatchObject({ delivery: 'delivered', n: 0 })
    expect(state.earlier).toMatchObject({ facts: facts.length, items: 600 - state.items.size })
    expect(summary(state, NOW)).toMatchObject({ facts: facts.length + 1, earlier: facts.length, missing: 0 })
  })

  it('names nothing that it does not hold', () => {
    const facts = recorded(savedText('chromium'))
    const { items, exchanges } = checkpointOf(reduceAll(emptyState, facts), { size: 40_000, newest: 5 })
    for (const [place, item] of items.entries()) {
      expect(item.n).toBe(place)
      for (const { exchange } of item.attempts) expect(exchanges[exchange]?.items).toContain(item.n)
    }
    for (const [place, exchange] of exchanges.entries()) {
      expect(exchange.n).toBe(place)
      for (const n of exchange.items) expect(n === FORGOTTEN || items[n] !== undefined).toBe(true)
    }
  })

  it('is not taken from a page', () => {
    const { totals } = brought(factsOf([{ events: [], isLeft: false }])) as Extract<Fact, { kind: 'gap' }>
    const forged: Happening = {
      kind: 'gap',
      missing: 3,
      reason: 'overflow',
      detail: 'Full.',
      ...(totals && { totals }),
    }
    const state = reduceAll(emptyState, story().tell('page', forged).facts)
    expect(state.earlier).toBeNull()
    expect(state.blind.size).toBe(1)
  })

  it('without what was tracked says who is known and what runs', () => {
    const facts = factsOf([
      { events: [{ who: 'anna', isCalled: true, isSent: true, status: 400, delay: 0, isSeen: true }], isLeft: false },
    ])
    const state = reduceAll(emptyState, facts)
    const cleared = clearedCheckpoint(checkpointOf(state))
    const after = reduceAll(emptyState, [{ ...brought(facts), totals: cleared } as Fact])
    expect(summary(after, NOW)).toMatchObject({
      ...{ failed: 0, pending: 0, gaps: 0, earlier: 0 },
      trackers: [{ key: 'wk', status: 'running', counts: { delivered: 0, rejected: 0 } }],
    })
    expect(after.trackers.first()?.customer).toEqual(state.trackers.first()?.customer)
    expect(after.items.size).toBe(0)
  })
})
