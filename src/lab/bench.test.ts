/** The bench driven on a small model of its own: clock, server, ids, and what a frame tells. */
import { describe, expect, it } from 'vitest'
import { ACCEPTS, advance, begin, deliveryOf, play, type Setup, type Step } from './bench'
import { idOf } from './ids'
import type { Model, ModelEffect, ModelItem, ModelRequest } from './model'

/** An SDK that sends what was tracked every second while something waits, and drops it at the third failure. */
interface Toy {
  readonly queue: readonly ModelItem[]
  readonly flying: ModelRequest | null
  readonly next: number | null
}

const model: Model<Toy> = {
  ...{ vendor: 'toy', name: 'Toy', profiles: [], settings: [], operations: [] },
  create: () => ({ queue: [], flying: null, next: null }),
  due: ({ next }) => next,
  view: ({ queue, flying }) => ({
    ...{
      status: 'running',
      app: 'active',
      online: true,
      pushToken: null,
      defaultProperties: {},
      customer: { soft: {}, hard: {} },
    },
    session: { active: false, startedAt: null, endedAt: null },
    ...{ queue, inFlight: flying ? [flying.id] : [] },
  }),
  step(before, input, at, uuid) {
    let state = before
    const effects: ModelEffect[] = []
    while (state.next !== null && state.next <= at) {
      const now = state.next
      state = { ...state, next: now + 1000 }
      const [item] = state.queue
      if (!item || state.flying) continue
      const request: ModelRequest = {
        id: uuid(),
        method: 'POST',
        url: 'https://a/',
        headers: {},
        body: item.name,
        items: [item.id],
      }
      state = { ...state, flying: request }
      effects.push({ effect: 'request', at: now, request })
    }
    if (input.input === 'call') {
      const item: ModelItem = {
        ...{ id: uuid(), type: 'event', name: input.method, properties: {}, timestamp: at / 1000, tries: 0, key: 'k' },
        customer: { soft: {}, hard: {} },
      }
      state = { ...state, queue: [...state.queue, item], next: state.next ?? at + 1000 }
      effects.push({ effect: 'tracked', at, item }, { effect: 'stored', at, key: item.name, value: 1 })
    }
    if (input.input === 'answer' && state.flying?.id === input.request) {
      const [first, ...rest] = state.queue
      state = { ...state, flying: null }
      if (first && input.status === 200) {
        state = { ...state, queue: rest }
        effects.push(
          { effect: 'delivered', at, items: [first.id], text: 'ok' },
          { effect: 'stored', at, key: first.name, value: null },
        )
      } else if (first && first.tries >= 2) {
        state = { ...state, queue: rest }
        effects.push({ effect: 'dropped', at, items: [first.id], text: 'thrice' })
      } else if (first) state = { ...state, queue: [{ ...first, tries: first.tries + 1 }, ...rest] }
    }
    return { state, effects }
  },
}

const setup: Setup = { vendor: 'toy', profile: '', settings: {}, startAt: 1_000_000, seed: 1 }
const call = (method: string): Step => ({ step: 'call', method, args: [] })
const wait = (ms: number): Step => ({ step: 'wait', ms })
const last = (steps: readonly Step[]) => play(model, setup, steps).at(-1) ?? begin(model, setup)
const times = (steps: readonly Step[]) =>
  last(steps).requests.map(({ at, answer }) => [at - setup.startAt, answer && answer.at - setup.startAt])

describe('the clock', () => {
  it('lets timers fire at their own times, and answers at those times', () => {
    expect(times([call('a'), call('b'), wait(70_000)])).toEqual([
      [1000, 1000],
      [2000, 2000],
    ])
    expect(last([call('a'), wait(70_000)]).at).toBe(setup.startAt + 70_000)
  })

  it('one long wait gives what many short ones give', () => {
    const short = last([call('a'), call('b'), ...Array.from({ length: 50 }, () => wait(100))])
    const long = last([call('a'), call('b'), wait(5000)])
    expect([long.requests, long.items, long.state]).toEqual([short.requests, short.items, short.state])
  })

  it('a day passes in few strides though a timer goes round every second', () => {
    expect(last([call('a'), wait(86_400_000)]).items[0]?.fate).toBe('delivered')
  })
})

describe('the server', () => {
  it('holds answers until they are given by hand', () => {
    const held: Step[] = [{ step: 'server', answer: null }, call('a'), wait(5000)]
    const frame = last(held)
    expect(frame.requests.map(({ answer }) => answer)).toEqual([null])
    expect(frame.items.map((tracked) => deliveryOf(frame, tracked))).toEqual(['in flight'])
    const answered = last([...held, { step: 'answer', request: 1, answer: ACCEPTS }])
    expect(answered.items.map((tracked) => deliveryOf(answered, tracked))).toEqual(['delivered'])
  })

  it('answers what is open when it begins to answer', () => {
    expect(
      last([{ step: 'server', answer: null }, call('a'), wait(1000), { step: 'server', answer: ACCEPTS }]).view
        .inFlight,
    ).toEqual([])
  })

  it('fails until the item is given up, and each try is counted', () => {
    const failing: Step = { step: 'server', answer: { status: 500, body: null } }
    const once = last([failing, call('a'), wait(1000)])
    expect(once.items.map((tracked) => deliveryOf(once, tracked))).toEqual(['retrying'])
    const frame = last([failing, call('a'), wait(10_000)])
    expect(frame.requests).toHaveLength(3)
    expect(frame.items.map((tracked) => deliveryOf(frame, tracked))).toEqual(['lost'])
  })

  it('says so when there is no such request, or it was answered before', () => {
    const words = (steps: readonly Step[]) =>
      last(steps).effects.flatMap((effect) => (effect.effect === 'bench' ? [effect.text] : []))
    expect(words([{ step: 'answer', request: 7, answer: ACCEPTS }])).toEqual([
      'There is no request 7 in this sequence.',
    ])
    expect(words([call('a'), wait(1000), { step: 'answer', request: 1, answer: ACCEPTS }])).toEqual([
      'Request 1 was answered before.',
    ])
  })

  it('an SDK that never stops sending does not hang the bench', () => {
    const restless: Model<Toy> = {
      ...model,
      step: (state, input, at, uuid) => {
        const stepped = model.step(state, input, at, uuid)
        if (input.input === 'time' || input.input === 'network') return stepped
        const request: ModelRequest = {
          id: uuid(),
          method: 'POST',
          url: 'https://a/',
          headers: {},
          body: '',
          items: [],
        }
        return { state: { ...stepped.state, flying: request }, effects: [{ effect: 'request', at, request }] }
      },
    }
    const frame = advance(restless, setup, begin(restless, setup), call('a'))
    expect(frame.effects.at(-1)).toMatchObject({
      effect: 'bench',
      text: 'Stopped after 2000 requests: the SDK would go on trying.',
    })
  })
})

describe('what a frame tells', () => {
  it('what is stored is what was stored and not removed', () => {
    expect(last([call('a'), call('b'), wait(1500)]).stored).toEqual({ b: 1 })
  })

  it('taking a step leaves the frame before as it was', () => {
    const before = last([call('a')])
    const copy = structuredClone(before)
    advance(model, setup, before, wait(5000))
    expect(before).toEqual(copy)
  })

  it('the same seed gives the same ids, another one others', () => {
    const ids = (seed: number) =>
      play(model, { ...setup, seed }, [call('a'), call('b')])
        .at(-1)
        ?.items.map(({ item }) => item.id)
    expect(ids(1)).toEqual(ids(1))
    expect(ids(1)).not.toEqual(ids(2))
  })
})

it('ids look like random UUIDs and do not repeat', () => {
  const ids = Array.from({ length: 20_000 }, (_, n) => idOf(n % 3, n))
  expect(new Set(ids).size).toBe(ids.length)
  for (const id of ids.slice(0, 200))
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})
