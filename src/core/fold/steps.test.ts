/** Constant time per fact, told by counting what is looked at: the last of many pages or frames takes no more. */
import { Set as HashSet, List, Map as Table } from 'immutable'
import { afterEach, expect, it, vi } from 'vitest'
import { reduce, reduceAll } from '../../providers/fold'
import { story } from '../../testing/story'
import type { Fact, Happening } from '../fact'
import { emptyState } from '../state'

const page = (n: number): Happening => ({
  ...{ kind: 'document', url: `https://shop.test/${n}`, title: '', top: true, late: false, startedAt: 1000 + n * 100 },
})
const at = { vendor: 'customerio', surface: 'inspector', tracker: 'cio' } as const

/** Pages that each see their SDK before its key, and are left. */
function visit(pages: number): readonly Fact[] {
  const tale = story()
  for (let n = 0; n < pages; n++)
    tale.tell(
      `d${n}`,
      ...[
        page(n),
        { ...at, kind: 'sdk', state: 'stub' } as const,
        { ...at, kind: 'sdk', state: 'running', key: 'wk' } as const,
      ],
      ...[{ kind: 'page', change: 'hidden' } as const, { kind: 'page', change: 'pagehide' } as const],
    )
  return tale.facts
}

afterEach(() => vi.restoreAllMocks())

/** How many entries of collections are read one by one, or gone through, while something runs. */
function steps(run: () => void): number {
  let count = 0
  for (const { prototype } of [Table, List, HashSet] as unknown as readonly { prototype: Record<string, unknown> }[]) {
    const get = prototype.get as (...args: unknown[]) => unknown
    if (get)
      vi.spyOn(prototype as { get: typeof get }, 'get').mockImplementation(function (this: unknown, ...args) {
        count++
        return get.apply(this, args)
      })
    const iterate = prototype.__iterator as (...args: unknown[]) => Iterator<unknown>
    vi.spyOn(prototype as { __iterator: typeof iterate }, '__iterator').mockImplementation(function (
      this: unknown,
      ...args
    ) {
      const found = iterate.apply(this, args)
      const next = found.next.bind(found)
      found.next = () => {
        count++
        return next()
      }
      return found
    })
  }
  run()
  vi.restoreAllMocks()
  return count
}

/** A page with frames that each see an SDK of their own, of one project, and call it. */
function framed(frames: number): readonly Fact[] {
  const tale = story().tell('d', page(0), { ...at, kind: 'sdk', state: 'running', key: 'wk' })
  for (let n = 0; n < frames; n++)
    tale.tell(
      `f${n}`,
      ...[{ ...page(0), top: false } as Happening, { ...at, kind: 'sdk', state: 'running', key: 'wk' } as const],
      { ...at, kind: 'call', call: n, method: 'track', args: ['seen'], id: `m${n}` },
    )
  return tale.facts
}

it('folds the five hundredth frame with an SDK of its own in as many steps as the fortieth', () => {
  const frame = 3
  const cost = (frames: number) => {
    const facts = framed(frames + 1)
    const before = reduceAll(emptyState, facts.slice(0, -frame))
    return steps(() => facts.slice(-frame).reduce(reduce, before))
  }
  const [few, many] = [cost(40), cost(500)]
  expect(few).toBeGreaterThan(10)
  expect(many).toBeLessThan(few * 2)
})

/** A page with frames that each see an SDK of their own, whose key nobody knows. */
function nameless(frames: number): readonly Fact[] {
  const tale = story().tell('d', page(0), { ...at, kind: 'sdk', state: 'running' })
  for (let n = 0; n < frames; n++)
    tale.tell(
      `f${n}`,
      ...[{ ...page(0), top: false } as Happening, { ...at, kind: 'sdk', state: 'running' } as const],
      { ...at, kind: 'call', call: n, method: 'track', args: ['seen'], id: `m${n}` },
    )
  return tale.facts
}

it('folds the five hundredth frame with an SDK without a key in as many steps as the fortieth', () => {
  const frame = 3
  const cost = (frames: number) => {
    const facts = nameless(frames + 1)
    const before = reduceAll(emptyState, facts.slice(0, -frame))
    return steps(() => facts.slice(-frame).reduce(reduce, before))
  }
  const [few, many] = [cost(40), cost(500)]
  expect(few).toBeGreaterThan(10)
  expect(many).toBeLessThan(few * 2)
})

it('folds the thousandth page, with an instance that is named again, in as many steps as the tenth', () => {
  const one = 5
  const cost = (pages: number) => {
    const facts = visit(pages + 1)
    const before = reduceAll(emptyState, facts.slice(0, -one))
    return steps(() => facts.slice(-one).reduce(reduce, before))
  }
  const [few, many] = [cost(10), cost(1000)]
  expect(few).toBeGreaterThan(10)
  expect(many).toBeLessThan(few * 2)
})
