/** Files that hold the same thing by the thousand: how much is looked at for each of them does not grow with them. */
import { describe, expect, it, vi } from 'vitest'
import { vendors } from '../../providers/registry'
import type { Fact } from '../fact'
import { emptyState } from '../state'
import { Draft } from './draft'
import { createReduce } from './fold'
import { Lookups } from './lookups'

const { reduceAll } = createReduce(vendors)
const AT = Date.UTC(2026, 2, 1)

const document = (n: number, startedAt: number): Fact => ({
  ...{ doc: `page:${n}`, seq: 1, at: AT + n, frame: 0, kind: 'document' },
  ...{ url: 'https://shop.test/', title: '', top: true, late: false, startedAt },
})

const body = { type: 'track', event: 'Viewed', messageId: 'm', anonymousId: 'a' }
const exchange = (n: number): Fact => ({
  ...{ doc: 'file:a.har', seq: n + 1, at: AT + n, frame: 0, kind: 'exchange', vendor: 'customerio', via: 'file' },
  ...{ method: 'POST', url: 'https://cdp.customer.io/v1/t', status: 500, startedAt: AT + n, endedAt: AT + n + 1 },
  ...{ body: { text: JSON.stringify(body), size: 9 }, answer: { text: '', size: 0 } },
})

const request = (n: number): Fact => ({
  ...{ doc: 'page:0', seq: n + 2, at: AT + n, frame: 0, kind: 'request', vendor: 'customerio', via: 'fetch' },
  ...{ request: n + 1, method: 'POST', url: 'https://cdp.customer.io/v1/t' },
  body: { text: JSON.stringify(body), size: 9 },
})

/** How often a method is called while facts are folded. */
function calls<T extends object>(prototype: T, method: keyof T, facts: readonly Fact[]): number {
  const original = prototype[method] as (...all: unknown[]) => unknown
  let count = 0
  const counting = function (this: T, ...all: unknown[]): unknown {
    count++
    return original.apply(this, all)
  }
  prototype[method] = counting as T[keyof T]
  try {
    reduceAll(emptyState, facts)
  } finally {
    prototype[method] = original as T[keyof T]
  }
  return count
}

const list = (count: number, make: (n: number) => Fact) => Array.from({ length: count }, (_, n) => make(n))

/** How many calls each of the later facts takes. */
function each<T extends object>(prototype: T, method: keyof T, facts: readonly Fact[]): number {
  const half = facts.length / 2
  return (calls(prototype, method, facts) - calls(prototype, method, facts.slice(0, half))) / half
}

describe('the same request by the hundred', () => {
  it.each([
    ['in a file', exchange],
    ['of a page', request],
  ])('is compared with the last ones alone: %s', (_name, make) => {
    expect(each(Draft.prototype, 'exchange', list(500, make))).toBeLessThan(600)
  })
})

describe('pages that began at once', () => {
  const same = list(500, (n) => document(n, AT))

  it('are not gone through for each of them', () => {
    expect(each(Lookups.prototype, 'openDocuments', same)).toBeLessThan(0.1)
  })

  it('end with the next one', () => {
    const open = (facts: readonly Fact[]) =>
      [...reduceAll(emptyState, facts).documents.values()].filter(({ left }) => !left).length
    expect(open(same)).toBe(500)
    expect(open([...same, document(500, AT + 0.5)])).toBe(1)
  })
})

it('requests of as many keys as there are of them: no other tracker with a key is asked', () => {
  const keyed = (n: number): Fact => {
    const text = JSON.stringify({ ...body, messageId: `m${n}`, writeKey: `key-${n}` })
    return { ...exchange(n), body: { text, size: 9 } } as Fact
  }
  const asked = vi.spyOn(Draft.prototype, 'trackers', 'get')
  try {
    expect(reduceAll(emptyState, list(200, keyed)).trackers.size).toBe(200)
    expect(asked.mock.calls.length).toBeLessThan(200)
  } finally {
    asked.mockRestore()
  }
})
